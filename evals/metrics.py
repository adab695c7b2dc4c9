"""Scores to shares with their counts and intervals, and times to percentiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypedDict

from evals.intervals import clustered, wilson
from evals.scorers import Score


class ShareJson(TypedDict):
    """A share as the scoreboard prints it; `value` and the intervals are null where nothing was scored.

    `clustered` is the interval where questions about one report are not independent, null where all are about the same.
    """

    value: float | None
    count: int
    n: int
    interval: list[float] | None
    clustered: list[float] | None


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n` scored examples; `clusters` are the same numbers for the examples about each report."""

    count: int
    n: int
    clusters: tuple[tuple[int, int], ...] = ()

    def to_json(self) -> ShareJson:
        """The share, its count, how many were scored, and its 95 % intervals, to four decimals."""
        if not self.n:
            return ShareJson(value=None, count=0, n=0, interval=None, clustered=None)
        interval, among = wilson(self.count, self.n), clustered(self.clusters)
        return ShareJson(
            value=round(self.count / self.n, 4),
            count=self.count,
            n=self.n,
            interval=[round(bound, 4) for bound in interval],
            clustered=None if among is None else [round(bound, 4) for bound in among],
        )


def share(scores: Iterable[tuple[Hashable, Score]]) -> Share:
    """How many of the scored ones hold, each given with the report that it is about; those without a value are left out."""
    scored = [(report, score.value) for report, score in scores if score.value is not None]
    sizes = Counter(report for report, _ in scored)
    held = Counter(report for report, value in scored if value)
    return Share(held.total(), len(scored), tuple((held[report], size) for report, size in sizes.items()))


def percentile(times: Sequence[float], percent: int) -> float:
    """The smallest of the times that at least so many percent of them do not exceed (the nearest rank), in their unit.

    >>> percentile([4.0, 1.0, 3.0, 2.0], 50)
    2.0
    """
    return sorted(times)[ceil(len(times) * percent / 100) - 1]
