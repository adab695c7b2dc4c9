"""Search by words: BM25 over single characters and pairs of them (Chinese is not written in words)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_RUN = re.compile(r"[0-9a-z]+(?:\.[0-9]+)?|[^\W0-9a-z_]+")


def terms(text: str) -> list[str]:
    """What is counted: numbers and Latin words whole, of other scripts each character and each pair of neighbors.

    >>> terms("2023年新收 KPI")
    ['2023', '年', '新', '收', '年新', '新收', 'kpi']
    """
    return [term for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()) for term in _terms_of(run)]


def _terms_of(run: str) -> Iterator[str]:
    if run[0].isascii():
        yield run
    else:
        yield from run
        yield from (run[at : at + 2] for at in range(len(run) - 1))


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The BM25 weights of a list of texts; a text is known by its place in the list."""

    size: int
    weights: Any

    @classmethod
    def of(cls, texts: Sequence[str]) -> WordIndex:
        """The index of these texts."""
        from bm25s import BM25

        # Each term once in memory: 14,000 passages take 250 MB, and 740 without.
        counted = [[*map(intern, terms(text))] for text in texts]
        if not any(counted):
            return cls(len(texts), None)
        weights = BM25(method="lucene")
        weights.index(counted, show_progress=False)
        return cls(len(texts), weights)

    def scores(self, words: str) -> Scores:
        """The score of every text, 0 where none of the words stands in it."""
        asked = terms(words)
        if self.weights is None or not asked:
            return np.zeros(self.size, np.float32)
        return np.asarray(self.weights.get_scores(asked), np.float32)

    def save(self, folder: Path) -> None:
        """Write the weights into a folder."""
        folder.mkdir(parents=True)
        if self.weights is not None:
            self.weights.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> WordIndex:
        """The index that was saved in this folder, over so many texts; read from the disk as it is needed."""
        from bm25s import BM25

        return cls(size, BM25.load(folder, mmap=True) if any(folder.iterdir()) else None)
