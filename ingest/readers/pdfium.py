"""What pypdfium2 finds on a page: characters with their boxes, and straight lines; two hot loops, so locals and plain floats."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double, c_float, c_int
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.glyphs import UNMAPPED, Glyph
from ingest.readers.rulings import Ruling

Point = tuple[float, float]
Rulings = tuple[list[Ruling], list[Ruling]]

# A filled shape no thicker than this many points is a border: browsers fill each border as a sliver.
SLIVER = 3.0
_TALLEST = 72.0  # points; titles are 22 points high
_HYPHEN = "\x02"  # what pdfium calls a hyphen at a line's end
_BLANKS = " \u3000\xa0"
_GUESSED = frozenset(map(ord, "\t\n\r "))  # blanks that pdfium may have made up from gaps; ours are made in glyphs.py
_RECTANGLE = 5  # segments; a filled path of no more has no second part that could be a border


class Affine(NamedTuple):
    """A matrix as PDF writes it: (x, y) goes to (ax + cy + e, bx + dy + f)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def place(self, x: float, y: float) -> Point:
        """Where this point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Affine) -> Affine:
        """This matrix first, then the outer one."""
        e, f = outer.place(self.e, self.f)
        x1, y1 = outer.place(self.a + self.e, self.b + self.f)
        x2, y2 = outer.place(self.c + self.e, self.d + self.f)
        return Affine(x1 - e, y1 - f, x2 - e, y2 - f, e, f)


def glyphs_and_rulings(page: pypdfium2.PdfPage) -> tuple[list[Glyph], Rulings]:
    """The characters of a page, and its horizontal and vertical rulings, in points from the top left corner as it is shown."""
    upright = _upright(page)
    scan = _Scan()
    scan.objects(page.raw, None, upright)
    return list(_glyphs(page, upright)), (scan.across, scan.down)


def _upright(page: pypdfium2.PdfPage) -> Affine:
    """From the page's own coordinates to points from the top left corner of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    if page.get_rotation() in (90, 270):  # pdfium gives the sides of the box as if it were turned already
        right, top = left + top - bottom, bottom + right - left
    return {
        0: Affine(1.0, 0.0, 0.0, -1.0, -left, top),
        90: Affine(0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: Affine(-1.0, 0.0, 0.0, 1.0, right, -bottom),
        270: Affine(0.0, -1.0, -1.0, 0.0, top, right),
    }[page.get_rotation()]


def _glyphs(page: pypdfium2.PdfPage, upright: Affine) -> Iterator[Glyph]:
    text = page.get_textpage()
    raw, box, x, y = text.raw, pdfium.FS_RECTF(), c_double(), c_double()
    to_box, to_x, to_y = byref(box), byref(x), byref(y)
    a, b, c, d, e, f = upright
    before = (math.nan, math.nan)
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _GUESSED and pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, to_box)
        left, low, right, high = box.left, box.bottom, box.right, box.top
        if (low, high) != before:  # another line or font, or each character of a slanted line
            if pdfium.FPDFText_GetCharAngle(raw, index) % (math.pi / 2) > 0.01:
                continue  # a watermark across the page
            pdfium.FPDFText_GetCharOrigin(raw, index, to_x, to_y)
            before = (low, high)
        if not 0 < high - low < _TALLEST:
            # Vertical writing: pdfium leaves out the scale where it boxes these; the inked area is right.
            left, low, right, high = text.get_charbox(index)
        x0, top, x1, bottom = a * left + c * high + e, b * left + d * high + f, a * right + c * low + e, b * right + d * low + f
        if x0 > x1:
            x0, x1 = x1, x0
        if top > bottom:
            top, bottom = bottom, top
        yield Glyph(_character(code), x0, top, x1, bottom, b * x.value + d * y.value + f)
    text.close()


@cache
def _character(code: int) -> str:
    if code == 0 or 0xD800 <= code < 0xE000:
        return UNMAPPED
    character = chr(code)
    return "-" if character == _HYPHEN else " " if character in _BLANKS else character


def _matrix(drawn: Any) -> Affine:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, byref(matrix))
    return Affine(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


class _Scan:
    """The straight lines along an axis that a page draws, in forms too; it keeps the variables that pdfium writes into."""

    def __init__(self) -> None:
        self.across: list[Ruling] = []
        self.down: list[Ruling] = []
        self._ints = c_int(), c_int()
        self._floats = c_float(), c_float(), c_float(), c_float()
        self._to_ints = tuple(map(byref, self._ints))
        self._to_floats = tuple(map(byref, self._floats))

    def objects(self, page: Any, form: Any, outer: Affine) -> None:
        """Collect what is drawn on the page or, if one is given, in the form on it."""
        count = pdfium.FPDFFormObj_CountObjects(form) if form else pdfium.FPDFPage_CountObjects(page)
        get, parent = (pdfium.FPDFFormObj_GetObject, form) if form else (pdfium.FPDFPage_GetObject, page)
        for index in range(count):
            drawn = get(parent, index)
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(drawn, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                self.objects(page, drawn, _matrix(drawn).within(outer))

    def _path(self, path: Any, outer: Affine) -> None:
        pdfium.FPDFPath_GetDrawMode(path, *self._to_ints)
        filled, stroked = self._ints[0].value, self._ints[1].value
        if not (filled or stroked):
            return
        pdfium.FPDFPageObj_GetBounds(path, *self._to_floats)
        left, bottom, right, top = (value.value for value in self._floats)
        if right - left <= SLIVER or top - bottom <= SLIVER:
            self._add(*outer.place(left, bottom), *outer.place(right, top))
        elif stroked or pdfium.FPDFPath_CountSegments(path) > _RECTANGLE:
            for points in self._parts(path, _matrix(path).within(outer), bool(stroked)):
                self._edges(points, bool(stroked))

    def _edges(self, points: Sequence[Point], stroked: bool) -> None:
        if stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x1 - x0) <= SLIVER or abs(y1 - y0) <= SLIVER:
                    self._add(x0, y0, x1, y1)
            return
        xs, ys = zip(*points, strict=True)
        if max(xs) - min(xs) <= SLIVER or max(ys) - min(ys) <= SLIVER:
            self._add(min(xs), min(ys), max(xs), max(ys))

    def _add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(y1 - y0) <= abs(x1 - x0):
            self.across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        else:
            self.down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def _parts(self, path: Any, matrix: Affine, stroked: bool) -> Iterator[list[Point]]:
        """The corners of each part of a path; of a stroked one those that straight lines join."""
        x, y, to_x, to_y = *self._floats[:2], *self._to_floats[:2]
        points: list[Point] = []
        segments = [pdfium.FPDFPath_GetPathSegment(path, index) for index in range(pdfium.FPDFPath_CountSegments(path))]
        for segment in segments:
            pdfium.FPDFPathSegment_GetPoint(segment, to_x, to_y)
            points.append(matrix.place(x.value, y.value))
        if len(points) == _RECTANGLE and points[0] == points[-1]:
            yield points  # nearly every path; asking each segment for its kind would take as long again
            return
        start = 0
        for index, segment in enumerate(segments):
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if index > start and (kind == pdfium.FPDF_SEGMENT_MOVETO or (stroked and kind == pdfium.FPDF_SEGMENT_BEZIERTO)):
                yield points[start:index]
                start = index
            if pdfium.FPDFPathSegment_GetClose(segment):
                yield [*points[start : index + 1], points[start]]
                start = index + 1
        if start < len(points):
            yield points[start:]
