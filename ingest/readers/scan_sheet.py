"""A scanned page made plain: light evened, turned upright, its ink told from its rulings; pure picture arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.document import Box
from ingest.readers.recogniser import Grey
from ingest.readers.rulings import Ruling

# Degrees: a page laid in by hand lies at most so far askew; beyond it, text counts as turned on purpose.
_ASKEW = 3.0
# Points: the shortest pieces that rulings are put together from, and how far apart pieces of one ruling may lie.
_PIECES = (11.0, 8.0)
_BREACH = 5.0
_SMOOTH = 1.8
_FAINTEST = 180.0
"""Of 255: a line of half a point at 150 dots an inch, a little out of focus."""
_WHOLE = 0.8
"""Share of a ruling that must be there: strokes of characters in a row leave gaps."""
# Points: strokes that cross each other in a single character are no table; the largest are in titles of 26 points.
_TABLE = 60.0
# Points: how thick a ruling may be, and how far from another a ruling that crosses it may end.
_THICK = 2.6
_TOUCH = 3.0
# Points: how far the blur of a ruling reaches, both sides together.
_BLUR = 1.2
# Points: what is smaller in both directions is a speck; a decimal point at 9 points is smaller too, and is left in the picture.
_SPECK = 2.0


# In a blank cell, its rim left out, no patch of so many points is darker than the others by so many levels of 255; grain is
# darker by 14 at most.
_PATCH = 1.4
_RIM = 2.5
_DARKER = 18


class Blot(NamedTuple):
    """A connected piece of ink by its box in pixels."""

    left: int
    top: int
    right: int
    bottom: int


class Stroke(NamedTuple):
    """A straight piece of ink along one axis, in points, and how thick it is."""

    at: float
    start: float
    end: float
    thick: float

    def ruling(self) -> Ruling:
        """Without its thickness."""
        return Ruling(self.at, self.start, self.end)


@dataclass(frozen=True)
class Sheet:
    """A page as it lies upright: `grey` without rulings, the pieces of ink on it, and the rulings in points.

    `unit` is how many points a pixel is wide; `degrees` by how much the page was turned to lie upright.
    """

    grey: Grey
    blots: tuple[Blot, ...]
    across: tuple[Ruling, ...]
    down: tuple[Ruling, ...]
    unit: float
    degrees: float

    @cached_property
    def size(self) -> float:
        """The height in pixels of the larger characters of the text."""
        return size_of(self.blots)

    @property
    def height(self) -> float:
        """In points."""
        return float(self.grey.shape[0]) * self.unit


def size_of(blots: Sequence[Blot]) -> float:
    """The height in pixels of the larger characters among these pieces of ink."""
    heights = sorted(blot.bottom - blot.top for blot in blots)
    return float(heights[len(heights) * 85 // 100]) if heights else 0.0


def is_clean(sheet: Sheet, box: Box) -> bool:
    """Whether the paper in this box (points, upright) is bare: no ink, however faint, but for specks."""
    left, top, right, bottom = (round(edge / sheet.unit) for edge in (box[0] + _RIM, box[1] + _RIM, box[2] - _RIM, box[3] - _RIM))
    if right - left < 2 or bottom - top < 2:
        return False
    patch = max(2, round(_PATCH / sheet.unit))
    size = max(1, (right - left) // patch), max(1, (bottom - top) // patch)
    patches = cv2.resize(sheet.grey[top:bottom, left:right], size, interpolation=cv2.INTER_AREA).astype(np.int16)
    return bool(np.median(patches) - patches.min() <= _DARKER)


def laid_out(scan: Grey, dpi: float) -> Sheet:
    """The sheet that this picture of a page shows; `dpi` says how many of its pixels make an inch."""
    unit = 72.0 / dpi
    level = _levelled(scan)
    degrees = _angle(level)
    upright = _turned(level, degrees)
    limit = min(200.0, float(cv2.threshold(upright, 0, 255, cv2.THRESH_OTSU)[0]))
    across, down = _rulings(upright, max(limit, _FAINTEST), unit)
    lines = _mask(across, down, upright.shape, unit)
    grey = np.where(lines, np.uint8(255), upright)
    rulings = tuple(one.ruling() for one in across), tuple(one.ruling() for one in down)
    return Sheet(grey, _blots(grey < limit, unit), *rulings, unit, degrees)


def _levelled(scan: Grey) -> Grey:
    """The picture with its paper white everywhere: shadows are what changes slowly."""
    height, width = scan.shape
    small = cv2.resize(scan, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 15)
    light = np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), 1)
    level: Grey = cv2.divide(scan, light, scale=255)
    return level


def _turned(picture: Grey, degrees: float) -> Grey:
    if not degrees:
        return picture
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned: Grey = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return turned


def _angle(level: Grey) -> float:
    """By how many degrees (counterclockwise) the page must be turned: where rows of ink and rows of paper differ most."""
    best = 0.0
    for shrink, reach, step in ((4, _ASKEW, 0.2), (2, 0.2, 0.04)):
        dark = 255 - cv2.resize(level, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(dark, float(angle))))
    return best if abs(best) > 0.03 else 0.0


def _sharpness(dark: Grey, degrees: float) -> float:
    height, width = dark.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    rows = cv2.warpAffine(dark, matrix, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _rulings(upright: Grey, limit: float, unit: float) -> tuple[list[Stroke], list[Stroke]]:
    """The horizontal and the vertical rulings in points; strokes of characters touch no ruling at both their ends, and are none."""
    across = _straight(upright, limit, unit, _PIECES[0])
    down = _straight(np.ascontiguousarray(upright.T), limit, unit, _PIECES[1])
    for _ in range(3):  # what hung on a stroke may hang free once the stroke is gone
        before = len(across), len(down)
        across = [ruling for ruling in across if _is_held(ruling, down)]
        down = [ruling for ruling in down if _is_held(ruling, across)]
        if (len(across), len(down)) == before:
            break
    return _of_tables(across, down)


def _of_tables(across: list[Stroke], down: list[Stroke]) -> tuple[list[Stroke], list[Stroke]]:
    """Without the strokes that cross each other within one character."""
    left = set(across)
    kept: tuple[list[Stroke], list[Stroke]] = ([], [])
    while left:
        rows, columns = {left.pop()}, set[Stroke]()
        while new := {one for one in down if one not in columns and any(_meets(row, one) for row in rows)}:
            columns |= new
            rows |= {one for one in left if any(_meets(one, column) for column in columns)}
            left -= rows
        if max(one.end for one in rows) - min(one.start for one in rows) >= _TABLE:
            kept[0].extend(rows)
            kept[1].extend(columns)
    return kept


def _straight(upright: Grey, limit: float, unit: float, least: float) -> list[Stroke]:
    """Long straight runs of ink, darker than the limit, from left to right; pieces of one line made one."""
    smooth = cv2.blur(upright, (max(3, round(_SMOOTH / unit)), 1))  # along the line, so that grain goes and the line stays
    dark = (smooth < limit).astype(np.uint8)
    bold = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))
    pieces = cv2.morphologyEx(bold, cv2.MORPH_OPEN, np.ones((1, max(8, round(least / unit))), np.uint8))
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, np.ones((3, max(3, round(_BREACH / unit))), np.uint8))
    _, _, stats, centres = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for (left, top, width, height, area), (_, middle) in zip(stats[1:].tolist(), centres[1:].tolist(), strict=True):
        whole = pieces[top : top + height, left : left + width].any(axis=0).mean() >= _WHOLE
        if whole and area / width <= _THICK / unit:
            found.append(Stroke((middle + 0.5) * unit, left * unit, (left + width) * unit, area / width * unit))
    return found


def _is_held(ruling: Stroke, crossing: list[Stroke]) -> bool:
    """Whether rulings cross it at or near both its ends, or so many that it is a line of a table left open."""
    met = [other.at for other in crossing if _meets(ruling, other)]
    ends = any(abs(at - ruling.start) <= _TOUCH for at in met) and any(abs(at - ruling.end) <= _TOUCH for at in met)
    return (ends and len(met) >= 2) or len(met) >= 4


def _meets(ruling: Stroke, other: Stroke) -> bool:
    along = ruling.start - _TOUCH <= other.at <= ruling.end + _TOUCH
    return along and other.start - _TOUCH <= ruling.at <= other.end + _TOUCH


def _mask(across: list[Stroke], down: list[Stroke], shape: tuple[int, ...], unit: float) -> NDArray[np.bool_]:
    """Where rulings lie, with the blur beside them."""
    mask = np.zeros(shape, np.uint8)
    for one in across:
        cv2.line(mask, _pixel(one.start, one.at, unit), _pixel(one.end, one.at, unit), 1, _width(one, unit))
    for one in down:
        cv2.line(mask, _pixel(one.at, one.start, unit), _pixel(one.at, one.end, unit), 1, _width(one, unit))
    return mask.astype(np.bool_)


def _width(stroke: Stroke, unit: float) -> int:
    return max(3, round((stroke.thick + _BLUR) / unit))


def _pixel(x: float, y: float, unit: float) -> tuple[int, int]:
    return round(x / unit - 0.5), round(y / unit - 0.5)


def _blots(ink: NDArray[np.bool_], unit: float) -> tuple[Blot, ...]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    least = _SPECK / unit
    return tuple(
        Blot(left, top, left + width, top + height) for left, top, width, height, _ in stats[1:].tolist() if max(width, height) >= least
    )
