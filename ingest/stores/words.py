"""Search by words: BM25 over single characters and pairs of them (Chinese is not written in words)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_SATURATION, _LENGTH = 0.9, 0.4
"""k1 and b of BM25 as search engines for passages set them: repeated words and short texts count less than by 1.5 and 0.75 (decisions/0026)."""

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
        weights = BM25(k1=_SATURATION, b=_LENGTH, method="lucene")
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
        return cls(size, Saved.load(folder, size) if any(folder.iterdir()) else None)


@dataclass(frozen=True, slots=True)
class Saved:
    """The weights as bm25s saves them: `weights` of the texts `places`, a stretch for each term, between two of `ends`.

    Read without bm25s, which loads scipy: its import takes 0.6 s of the 1.2 s that the first answer of a process may take.
    """

    size: int
    numbers: Mapping[str, int]
    weights: Scores
    places: NDArray[np.int32]
    ends: NDArray[np.int32]

    @classmethod
    def load(cls, folder: Path, size: int) -> Saved:
        """The weights in this folder, mapped into memory."""
        numbers = json.loads((folder / "vocab.index.json").read_text("utf-8"))
        weights, places, ends = (np.load(folder / f"{name}.csc.index.npy", mmap_mode="r") for name in ("data", "indices", "indptr"))
        return cls(size, numbers, weights, places, ends)

    def get_scores(self, asked: list[str]) -> Scores:
        """The score of every text; a term counts as often as it is asked for."""
        scores = np.zeros(self.size, np.float32)
        for number in (self.numbers[term] for term in asked if term in self.numbers):
            stretch = slice(self.ends[number], self.ends[number + 1])
            scores[self.places[stretch]] += self.weights[stretch]
        return scores
