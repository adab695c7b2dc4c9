"""The drawings of the page, in units of their own: points of risk over coverage, and a histogram of times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from evals.metrics import ShareJson
from evals.page.content import Quality

WIDTH, HEIGHT = 480.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 16.0, 16.0, 40.0
_SHAPES = ("circle", "square", "diamond")
_TOPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_STARTS = (0.9, 0.8, 0.5, 0.0)
_EDGES = (0.0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, inf)
"""Milliseconds: the bars of the histogram lie between these."""
_SECOND = 1000


@dataclass(frozen=True, slots=True)
class Point:
    """A kind of question at its place, with the ends of both its intervals, in units."""

    quality: Quality
    shape: str
    x: float
    y: float
    across: tuple[float, float]
    along: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Risks:
    """The points with both axes: what their ticks say, and where."""

    points: tuple[Point, ...]
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """So many answers that took so long: from `start` on, to the start of the next bar."""

    x: float
    y: float
    width: float
    height: float
    start: str
    name: str
    count: int


def risks(measured: Sequence[Quality]) -> Risks:
    """The share answered to the right, the share wrong among these upwards; the axes end where the intervals allow it."""
    shown = [one for one in measured if one.wrong["n"]]
    start = next(start for start in _STARTS if start <= min((_ends(one.answered)[0] for one in shown), default=0.0))
    top = next(top for top in _TOPS if top >= max((_ends(one.wrong)[1] for one in shown), default=1.0))

    def across(share: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (share - start) / (1 - start)

    def up(share: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share / top

    points = (
        Point(one, shape, across(_value(one.answered)), up(_value(one.wrong)), _both(across, one.answered), _both(up, one.wrong))
        for one, shape in zip(shown, _SHAPES, strict=False)
    )
    parts = [part / 5 for part in range(6)]
    names = [(start + (1 - start) * part, top * part) for part in parts]
    return Risks(tuple(points), tuple((across(x), f"{x:.0%}") for x, _ in names), tuple((up(y), f"{y:.1%}") for _, y in names))


def _value(share: ShareJson) -> float:
    return share["value"] or 0.0


def _ends(share: ShareJson) -> tuple[float, float]:
    low, high = share["interval"] or (0.0, 1.0)
    return low, high


def _both(placed: Callable[[float], float], share: ShareJson) -> tuple[float, float]:
    low, high = _ends(share)
    return placed(low), placed(high)


def times(milliseconds: Sequence[float]) -> tuple[Bar, ...]:
    """How many answers took how long, from the fastest bar that is not empty to the slowest."""
    counted = [(low, high, sum(low <= one < high for one in milliseconds)) for low, high in pairwise(_EDGES)]
    filled = [index for index, (_, _, count) in enumerate(counted) if count]
    shown = counted[min(filled, default=0) : max(filled, default=-1) + 1]
    step = (WIDTH - LEFT - RIGHT) / max(len(shown), 1)
    most = max((count for _, _, count in shown), default=1)
    return tuple(_bar(LEFT + step * index, step, one, most) for index, one in enumerate(shown))


def _bar(x: float, step: float, counted: tuple[float, float, int], most: int) -> Bar:
    low, high, count = counted
    height = (HEIGHT - TOP - BOTTOM) * count / most
    name = f"≥{_time(low)}" if high == inf else f"{_time(low)}–{_time(high)}"
    return Bar(x, HEIGHT - BOTTOM - height, step, height, _time(low), name, count)


def _time(milliseconds: float) -> str:
    return f"{milliseconds:g}" if milliseconds < _SECOND else f"{milliseconds / _SECOND:g}s"
