"""How early what answers was found: shares among the first, and the mean of 1 / its rank, by ir_measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import ir_measures
import numpy as np
from ir_measures import Qrel, R, ScoredDoc
from scipy.stats import bootstrap  # type: ignore[import-untyped]  # scipy ships no types

DEEP = 10
"""Ranks that are looked at."""

_SAMPLES = 2000
_RIGHT = "right"

Ranks = Sequence[int | None]
"""The rank of the first passage that answers each question, from 1; None where none was found."""


class Score(NamedTuple):
    """Shares of questions with an answering passage first, among five, among ten, and the mean of 1 / its rank (to ten)."""

    first: float
    five: float
    ten: float
    mrr: float


def scored(ranks: Ranks) -> Score:
    """The scores of these ranks.

    >>> scored([1, 2, None, 1])
    Score(first=0.5, five=0.75, ten=0.75, mrr=0.625)
    """
    measures = (R @ 1, R @ 5, R @ 10, ir_measures.RR @ DEEP)
    right = [Qrel(str(number), _RIGHT, 1) for number in range(len(ranks))]
    found = [ScoredDoc(str(number), name, score) for number, rank in enumerate(ranks) for name, score in _run(rank)]
    by_measure = ir_measures.calc_aggregate(measures, right, found)
    return Score(*(float(by_measure[measure]) for measure in measures))


def _run(rank: int | None) -> list[tuple[str, float]]:
    """A ranking with what answers in its place, as ir_measures reads it: the best score first; where it is not found, others alone."""
    others = [(f"other-{place}", -float(place)) for place in range(1, min(rank or 2, DEEP + 1))]
    return others if rank is None else [*others, (_RIGHT, -float(rank))]


def mrr_interval(ranks: Ranks, beside: Ranks | None = None) -> tuple[float, float]:
    """The 95 % bootstrap interval over the questions of the MRR, or of how much it exceeds that of other ranks of the same questions."""
    gains = _reciprocal(ranks) - (_reciprocal(beside) if beside is not None else 0.0)
    if not np.ptp(gains):
        return float(gains[0]), float(gains[0])
    drawn = bootstrap((gains,), np.mean, n_resamples=_SAMPLES, batch=50, method="percentile", rng=np.random.default_rng(0))
    return float(drawn.confidence_interval.low), float(drawn.confidence_interval.high)


def _reciprocal(ranks: Ranks) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray([1 / rank if rank is not None and rank <= DEEP else 0.0 for rank in ranks])
