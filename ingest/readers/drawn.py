"""What a page draws, as pypdfium2 finds it: straight lines, pictures, and the text that nobody can see. A hot loop: plain floats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from ctypes import addressof, byref, c_float, c_int, create_string_buffer
from itertools import pairwise
from struct import Struct
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.document import Box
from ingest.readers.affine import Affine, Point, matrix_of
from ingest.readers.bare import bare
from ingest.readers.rulings import Ruling

# A filled shape no thicker than this many points is a border: browsers fill each border as a sliver.
SLIVER = 3.0
_RECTANGLE = 5  # segments; a filled path of no more has no second part that could be a border
_UNSEEN_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_WHITE = 250  # of 255
_BAND = 16.0  # points
_LOWEST = 2_000.0  # points: what lies lower is in one band
_PICTURE = 0.5  # of the page's area: a picture that large is a scan

_TYPE, _BOUNDS, _DRAW_MODE = bare(pdfium.FPDFPageObj_GetType), bare(pdfium.FPDFPageObj_GetBounds), bare(pdfium.FPDFPath_GetDrawMode)
_SEGMENTS, _SEGMENT, _POINT = (
    bare(pdfium.FPDFPath_CountSegments), bare(pdfium.FPDFPath_GetPathSegment), bare(pdfium.FPDFPathSegment_GetPoint)
)  # fmt: skip
_RENDER_MODE, _FILL_COLOUR = bare(pdfium.FPDFTextObj_GetTextRenderMode), bare(pdfium.FPDFPageObj_GetFillColor)


_MADE = tuple.__new__  # half the time of a call of the type
_Colour = tuple[int, ...]
_Shown = tuple[int, Any, Affine, _Colour]
"""A text object or an area of one colour: when it is drawn, its handle, the matrix around it, and the colour."""

_COLOURS = Struct("4I").unpack
_BLACK = (0, 0, 0, 255)


class Drawing:
    """The straight lines along an axis that a page draws, in forms too, and which of its text objects are not to be seen.

    `across` and `down` are the lines; `invisible` the addresses of text that is set not to be drawn, as the layer under a
    scan is; `hidden` of text that has the colour of the paper or lies under something; `scanned` whether a picture covers
    most of the page.
    """

    def __init__(self, page: pypdfium2.PdfPage, upright: Affine) -> None:
        self.across: list[Ruling] = []
        self.down: list[Ruling] = []
        self.invisible: set[int] = set()
        self.scanned = False
        self._size: float = page.get_width() * page.get_height()
        self._order = 0
        self._texts: list[_Shown] = []
        self._coloured: list[_Shown] = []
        self._areas: list[_Shown] = []
        self._pictures: list[Box] = []
        self._ints = c_int(), c_int()
        self._floats = c_float(), c_float(), c_float(), c_float()
        self._colours = create_string_buffer(16)
        self._to_ints = tuple(map(byref, self._ints))
        self._to_floats = tuple(map(byref, self._floats))
        self._to_colours = tuple(byref(self._colours, offset) for offset in range(0, 16, 4))
        self._objects(page.raw, None, upright)
        self.hidden: frozenset[int] = frozenset(self._hidden()) if self._texts and (self._coloured or self._areas) else frozenset()

    def _objects(self, page: Any, form: Any, outer: Affine) -> None:
        """Collect what is drawn on the page or, if one is given, in the form on it."""
        count = pdfium.FPDFFormObj_CountObjects(form) if form else pdfium.FPDFPage_CountObjects(page)
        get, parent = (pdfium.FPDFFormObj_GetObject, form) if form else (pdfium.FPDFPage_GetObject, page)
        get = bare(get)
        for index in range(count):
            drawn = get(parent, index)
            kind = _TYPE(drawn)
            self._order += 1
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(drawn, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(drawn, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                self._objects(page, drawn, matrix_of(drawn).within(outer))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._picture(drawn, outer)

    def _text(self, text: Any, outer: Affine) -> None:
        if _RENDER_MODE(text) in _UNSEEN_MODES:
            self.invisible.add(_address(text))
            return
        colour = self._colour(text)
        self._texts.append((self._order, text, outer, colour))
        if colour != _BLACK:
            self._coloured.append(self._texts[-1])

    def _picture(self, picture: Any, outer: Affine) -> None:
        box = self._box(picture, outer)
        width, height = box[2] - box[0], box[3] - box[1]
        if width <= SLIVER or height <= SLIVER:  # borders as pictures, one pixel stretched
            self._add(*box)
            return
        self._pictures.append(box)
        self.scanned = self.scanned or width * height > _PICTURE * self._size

    def _hidden(self) -> Iterator[int]:
        """The text that has the colour of what it stands on, or that an area drawn later covers."""
        areas = [(order, self._box(area, outer), colour) for order, area, outer, colour in self._areas]
        dark = [box for _, box, (red, green, blue, _) in areas if min(red, green, blue) < _WHITE] + self._pictures
        covers = _by_height((order, box) for order, box, colour in areas if order > self._texts[0][0] and colour[3] == 255)
        for order, text, outer, (red, green, blue, alpha) in self._texts if covers else self._coloured:
            box = self._box(text, outer)
            covered = any(later > order and _holds(cover, box) for later, cover in covers.get(_band((box[1] + box[3]) / 2), ()))
            white = min(red, green, blue) >= _WHITE
            if not alpha or covered or (white and not any(_holds(one, box) for one in dark)):
                yield _address(text)

    def _colour(self, drawn: Any) -> _Colour:
        """Red, green, blue and opacity, up to 255 each."""
        return _COLOURS(self._colours) if _FILL_COLOUR(drawn, *self._to_colours) else _BLACK

    def _box(self, drawn: Any, outer: Affine) -> Box:
        _BOUNDS(drawn, *self._to_floats)
        left, low, right, high = self._floats
        return outer.box(left.value, low.value, right.value, high.value)

    def _path(self, path: Any, outer: Affine) -> None:
        _DRAW_MODE(path, *self._to_ints)
        filled, stroked = self._ints[0].value, self._ints[1].value
        if not (filled or stroked):
            return
        _BOUNDS(path, *self._to_floats)
        left, bottom, right, top = self._floats
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        if x1 - x0 <= SLIVER or y1 - y0 <= SLIVER:
            self._add(*outer.place(x0, y0), *outer.place(x1, y1))
            return
        count = _SEGMENTS(path)
        if filled and count <= _RECTANGLE:
            self._areas.append((self._order, path, outer, self._colour(path)))
        if stroked or count > _RECTANGLE:
            for points in self._parts(path, count, matrix_of(path).within(outer), bool(stroked)):
                self._edges(points, bool(stroked))

    def _edges(self, points: Sequence[Point], stroked: bool) -> None:
        if stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                if -SLIVER <= x1 - x0 <= SLIVER or -SLIVER <= y1 - y0 <= SLIVER:
                    self._add(x0, y0, x1, y1)
            return
        xs, ys = zip(*points, strict=True)
        if max(xs) - min(xs) <= SLIVER or max(ys) - min(ys) <= SLIVER:
            self._add(min(xs), min(ys), max(xs), max(ys))

    def _add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(y1 - y0) <= abs(x1 - x0):
            self.across.append(_MADE(Ruling, ((y0 + y1) / 2, x0, x1) if x0 < x1 else ((y0 + y1) / 2, x1, x0)))
        else:
            self.down.append(_MADE(Ruling, ((x0 + x1) / 2, y0, y1) if y0 < y1 else ((x0 + x1) / 2, y1, y0)))

    def _parts(self, path: Any, count: int, matrix: Affine, stroked: bool) -> Iterator[list[Point]]:
        """The corners of each part of a path; of a stroked one those that straight lines join."""
        x, y, to_x, to_y = *self._floats[:2], *self._to_floats[:2]
        a, b, c, d, e, f = matrix
        points: list[Point] = []
        segments = [_SEGMENT(path, index) for index in range(count)]
        for segment in segments:
            _POINT(segment, to_x, to_y)
            px, py = x.value, y.value
            points.append((a * px + c * py + e, b * px + d * py + f))
        if count == _RECTANGLE and points[0] == points[-1]:
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


def _address(handle: Any) -> int:
    return addressof(handle.contents)


def _by_height(covers: Iterable[tuple[int, Box]]) -> dict[int, list[tuple[int, Box]]]:
    """The areas by the bands of the page that they reach into: a page may have thousands, and each text lies in one band."""
    bands: dict[int, list[tuple[int, Box]]] = defaultdict(list)
    for cover in covers:
        for band in range(_band(cover[1][1]), _band(cover[1][3]) + 1):
            bands[band].append(cover)
    return bands


def _band(height: float) -> int:
    return int(min(max(height, 0.0), _LOWEST) // _BAND)


def _holds(outer: Box, inner: Box) -> bool:
    """Whether the middle of one box lies in the other, and no more of it than a hair beyond on the left and the right."""
    return outer[0] - 1 <= inner[0] and inner[2] <= outer[2] + 1 and outer[1] <= (inner[1] + inner[3]) / 2 <= outer[3]
