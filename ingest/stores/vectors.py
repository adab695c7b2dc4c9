"""Search by meaning: a Chroma collection in a folder that is written once and then only read."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from ingest.stores.embedders import Vectors

if TYPE_CHECKING:
    from chromadb.api.client import Client

_BATCH = 5_000
"""Chroma takes at most 5,461 records a call."""

ENGINE = f"chromadb {version('chromadb')}"


@dataclass(frozen=True, slots=True)
class Record:
    """A text to be found by meaning; `shown` is what Chroma's other readers (LangChain) see beside it."""

    id: str
    text: str
    shown: Mapping[str, str | int]


def kept_in_order(batches: Iterator[tuple[Sequence[Record], Vectors]], file: Path, size: int) -> Iterator[tuple[Sequence[Record], Vectors]]:
    """The batches as they come, their vectors kept in a file as well, in their order and in half precision; no file where there is no batch."""
    first = next(batches, None)
    if first is None:
        return
    # Written, not mapped: a full disk is an error then, and no signal that ends the process.
    with file.open("wb") as kept:
        np.lib.format.write_array_header_1_0(kept, {"descr": "<f2", "fortran_order": False, "shape": (size, first[1].shape[1])})
        for records, vectors in chain((first,), batches):
            kept.write(vectors.astype("<f2").tobytes())
            yield records, vectors


@contextmanager
def faults_of_chroma() -> Iterator[None]:
    """Make what Chroma raises an OSError: its folder is written once, so that only the disk can stand against it."""
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise OSError(str(error)) from error


class VectorFolder:
    """The Chroma database in a folder; its client lives as long as this object.

    A client that stays open while another process writes answers wrongly, therefore nobody writes into a folder
    that is read: a new generation is a new folder. Explicit vectors only: Chroma's own embedding function would
    try to download a model.
    """

    def __init__(self, folder: Path) -> None:
        """Open the folder, made if it is not there."""
        import chromadb
        from chromadb.config import Settings

        self._client = cast("Client", chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False)))
        self._close = weakref.finalize(self, self._client.close)
        self._close.atexit = False  # the process ends: nothing is left to give back

    def close(self) -> None:
        """Give the files back."""
        self._close()

    def write(self, collection: str, batches: Iterator[tuple[Sequence[Record], Vectors]]) -> None:
        """Fill a new collection with records and their vectors of length one."""
        created = self._client.create_collection(
            collection, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}
        )
        for records, vectors in batches:
            created.add(
                ids=[record.id for record in records],
                embeddings=cast(Any, vectors),
                documents=[record.text for record in records],
                metadatas=[dict(record.shown) for record in records],
            )

    def held(self, collection: str, records: Sequence[Record]) -> dict[str, Vectors]:
        """The vectors that stand here under the same id for the same text, by id."""
        found = (
            self._get(collection, [record.id for record in records[start : start + _BATCH]]) for start in range(0, len(records), _BATCH)
        )
        texts = {record.id: record.text for record in records}
        return {id: vector for part in found for id, (vector, text) in part.items() if texts[id] == text}

    def nearest(self, collection: str, asked: Vectors, limit: int) -> list[str]:
        """The ids of the nearest texts, the nearest first."""
        found = self._client.get_collection(collection, embedding_function=None).query(
            query_embeddings=cast(Any, asked[None, :]), n_results=limit, include=[]
        )
        return found["ids"][0]

    def _get(self, collection: str, ids: Sequence[str]) -> dict[str, tuple[Vectors, str]]:
        if not ids:
            return {}
        found = self._client.get_collection(collection, embedding_function=None).get(ids=list(ids), include=["embeddings", "documents"])
        vectors = np.asarray(found["embeddings"], np.float32)
        return dict(zip(found["ids"], zip(vectors, found["documents"] or (), strict=True), strict=True))
