"""Scores to shares with their counts and intervals, and times to percentiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TypedDict

from evals.scorers import Score

Z_95 = 1.959963984540054
"""The standard normal quantile of a two-sided interval of 95 %."""


class ShareJson(TypedDict):
    """A share as the scoreboard prints it; `value` and `interval` are null where nothing was scored."""

    value: float | None
    count: int
    n: int
    interval: list[float] | None


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n` scored examples."""

    count: int
    n: int

    def to_json(self) -> ShareJson:
        """The share, its count, how many were scored, and its 95 % interval, to four decimals."""
        if not self.n:
            return ShareJson(value=None, count=0, n=0, interval=None)
        interval = [round(bound, 4) for bound in wilson(self.count, self.n)]
        return ShareJson(value=round(self.count / self.n, 4), count=self.count, n=self.n, interval=interval)


def share(scores: Iterable[Score]) -> Share:
    """How many of the scored ones hold; those without a value are left out."""
    scored = [score.value for score in scores if score.value is not None]
    return Share(sum(scored), len(scored))


def wilson(count: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share (E. B. Wilson, 1927), which holds for few and for all of them too.

    >>> [round(bound, 4) for bound in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    middle = (count + Z_95**2 / 2) / (n + Z_95**2)
    reach = Z_95 / (n + Z_95**2) * sqrt(count * (n - count) / n + Z_95**2 / 4)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def percentile(times: Sequence[float], percent: int) -> float:
    """The smallest of the times that at least so many percent of them do not exceed (the nearest rank), in their unit.

    >>> percentile([4.0, 1.0, 3.0, 2.0], 50)
    2.0
    """
    return sorted(times)[ceil(len(times) * percent / 100) - 1]
