"""Figures as bars over offices, or as one line an office over the years, always from zero; every figure is written beside its mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10

from qa.answer import Value

MOST_BARS, MOST_LINES = 12, 24
STEPS = (1, 2, 5, 10)
"""The axis ends at one of these times a power of ten."""
PARTS = 5
TOP, BOTTOM, LEFT, RIGHT = 24.0, 34.0, 76.0, 24.0
"""Room around the drawing for figures and names, in drawing units."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure where it is drawn, with what it stands for and what it says."""

    x: float
    y: float
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its size in units, its marks from left to right, the heights of its axis with their figures; bars have a width."""

    title: str
    width: float
    height: float
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    bar: float = 0

    @property
    def zero(self) -> float:
        """The height of zero."""
        return self.height - BOTTOM

    @property
    def points(self) -> str:
        """The marks as an SVG polyline takes them."""
        return " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in self.marks)


def charts(values: Iterable[Value]) -> tuple[Chart, ...]:
    """A line an office where there are several years, else bars; none where there is too little or too much to see anything."""
    shown = list(values)
    if len(shown) < 2 or any(Fraction(value.exact) < 0 for value in shown) or len({value.unit for value in shown}) > 1:
        return ()
    if len({value.year for value in shown}) == 1:
        return (_bars(shown),) if len(shown) <= MOST_BARS else ()
    names = list(dict.fromkeys(value.agency or "" for value in shown))
    lines = ([value for value in shown if value.agency == name] for name in names)
    return tuple(_line(line) for line in lines if len(line) > 1) if len(names) <= MOST_LINES else ()


def _bars(values: Sequence[Value]) -> Chart:
    size = (720.0, 300.0)
    step = (size[0] - LEFT - RIGHT) / len(values)
    placed = [(LEFT + step * (index + 0.5), value.agency or "", value) for index, value in enumerate(values)]
    return _drawn("", size, placed, bar=min(64.0, step * 0.6))


def _line(values: Sequence[Value]) -> Chart:
    size = (360.0, 220.0)
    years = [value.year or 0 for value in values]
    step = (size[0] - LEFT - 2 * RIGHT) / (max(years) - min(years))
    placed = [(LEFT + RIGHT + step * (year - min(years)), str(year), value) for year, value in zip(years, values, strict=True)]
    return _drawn(values[0].agency or "", size, sorted(placed, key=lambda one: one[0]))


def _drawn(title: str, size: tuple[float, float], placed: Sequence[tuple[float, str, Value]], bar: float = 0) -> Chart:
    width, height = size
    top = _top([value for _, _, value in placed])
    scale = (height - BOTTOM - TOP) / top
    marks = tuple(Mark(x, height - BOTTOM - scale * float(Fraction(value.exact)), name, value.value) for x, name, value in placed)
    parts = PARTS if top >= PARTS else 1
    ticks = tuple((height - BOTTOM - scale * top * part / parts, _figure(top * part / parts)) for part in range(parts + 1))
    return Chart(title, width, height, marks, ticks, bar)


def _top(values: Sequence[Value]) -> float:
    """The round number at or above the largest figure, at which the axis ends."""
    largest = float(max(Fraction(value.exact) for value in values))
    if largest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(largest))
    return next(step * power for step in STEPS if step * power >= largest)


def _figure(figure: float) -> str:
    return f"{figure:.0f}" if figure == round(figure) else f"{figure:g}"
