"""The ONNX graph of multilingual-e5-small for one text, its matrices in whole numbers of seven bits.

Of each matrix the largest weight of a column is 63: with AVX2 alone the sums of two products of eight bits would
overflow. What meets a matrix is quantized to eight bits while the graph runs, by its range over this one text.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from ingest.stores.e5_packed import Packed

_OPSET = 20
"""The first with GELU."""

_FORMAT = 10
"""The version of ONNX files that came with it."""

_MOST = 63
"""The largest weight in seven bits."""


def graph(weights: Packed) -> ModelProto:
    """From `words`, what the word, its place and its kind add up to, a row for each token, to `vector`, of length one."""
    nodes = _Nodes(weights)
    state = nodes.normalized("words", "emb.ln")
    for layer in range(weights.layers):
        state = _layer(nodes, state, f"l{layer}")
    mean = nodes.add("ReduceMean", state, nodes.whole(0), keepdims=0)
    nodes.add("LpNormalization", mean, output="vector", axis=0, p=2)
    words = helper.make_tensor_value_info("words", TensorProto.FLOAT, ["tokens", weights.hidden])
    vector = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [weights.hidden])
    made = helper.make_graph(nodes.nodes, "multilingual-e5-small", [words], [vector], nodes.constants)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_FORMAT)


def _layer(nodes: _Nodes, state: str, layer: str) -> str:
    seen = nodes.linear(_attention(nodes, state, layer), f"{layer}.ao")
    state = nodes.normalized(nodes.add("Add", seen, state), f"{layer}.aln")
    inner = nodes.add("Gelu", nodes.linear(state, f"{layer}.fi"))
    return nodes.normalized(nodes.add("Add", nodes.linear(inner, f"{layer}.fo"), state), f"{layer}.oln")


def _attention(nodes: _Nodes, state: str, layer: str) -> str:
    """In single precision, each head by itself."""
    heads, width = nodes.weights.heads, nodes.weights.hidden // nodes.weights.heads
    together = nodes.linear(state, *(f"{layer}.{one}" for one in "qkv"))
    apart = nodes.add("Reshape", together, nodes.whole(-1, 3, heads, width))
    query, key, value = (nodes.add("Gather", apart, nodes.constant(np.array(n)), axis=1) for n in range(3))
    near = nodes.add("MatMul", nodes.add("Transpose", query, perm=[1, 0, 2]), nodes.add("Transpose", key, perm=[1, 2, 0]))
    shares = nodes.add("Softmax", nodes.add("Mul", near, nodes.constant(np.float32(width**-0.5))), axis=-1)
    seen = nodes.add("MatMul", shares, nodes.add("Transpose", value, perm=[1, 0, 2]))
    return nodes.add("Reshape", nodes.add("Transpose", seen, perm=[1, 0, 2]), nodes.whole(-1, heads * width))


class _Nodes:
    """The nodes and constants of the graph so far, and the weights that they are made of."""

    def __init__(self, weights: Packed) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def add(self, kind: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        """The name of what this node gives."""
        output = output or f"{kind}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def constant(self, value: NDArray[Any] | np.generic) -> str:
        """The name under which this value can be used."""
        self.constants.append(numpy_helper.from_array(np.asarray(value), f"constant{len(self.constants)}"))
        return self.constants[-1].name

    def whole(self, *numbers: int) -> str:
        """A list of whole numbers: a shape, or axes."""
        return self.constant(np.array(numbers, np.int64))

    def normalized(self, state: str, norm: str) -> str:
        """Each row with mean 0 and deviation 1, then scaled and moved."""
        scale, move = (self.constant(self.weights.tensors[f"{norm}.{kind}"]) for kind in "wb")
        return self.add("LayerNormalization", state, scale, move, epsilon=self.weights.epsilon)

    def linear(self, state: str, *layers: str) -> str:
        """The state by the matrices of these layers side by side, with their biases."""
        width = self.weights.inner if layers[0].endswith(".fo") else self.weights.hidden
        matrix = np.concatenate([self.weights.matrix(f"{layer}.w", width) for layer in layers]).astype(np.float32).T
        steps = np.abs(matrix).max(axis=0) / np.float32(_MOST)
        number = len(self.nodes)
        whole, step, zero = (f"{name}{number}" for name in ("whole", "step", "zero"))
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [state], [whole, step, zero]))
        product = self.add("MatMulInteger", whole, self.constant(np.rint(matrix / steps).astype(np.int8)), zero, self.constant(np.int8(0)))
        scales = self.add("Mul", step, self.constant(steps))
        result = self.add("Mul", self.add("Cast", product, to=TensorProto.FLOAT), scales)
        return self.add("Add", result, self.constant(np.concatenate([self.weights.tensors[f"{layer}.b"] for layer in layers])))
