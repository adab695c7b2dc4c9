"""Matrices as PDF writes them."""

from __future__ import annotations

from ctypes import byref
from struct import Struct
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.document import Box
from ingest.readers.bare import bare

Point = tuple[float, float]

_MATRIX = bare(pdfium.FPDFPageObj_GetMatrix)
_SIX = Struct("6f").unpack_from
_UNCHANGED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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

    def box(self, left: float, low: float, right: float, high: float) -> Box:
        """Where this box goes: x0, top, x1, bottom; for matrices that turn by quarters."""
        a, b, c, d, e, f = self
        x0, y0, x1, y1 = a * left + c * low + e, b * left + d * low + f, a * right + c * high + e, b * right + d * high + f
        if x0 > x1:
            x0, x1 = x1, x0
        return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)

    def within(self, outer: Affine) -> Affine:
        """This matrix first, then the outer one."""
        if self == _UNCHANGED:
            return outer
        e, f = outer.place(self.e, self.f)
        x1, y1 = outer.place(self.a + self.e, self.b + self.f)
        x2, y2 = outer.place(self.c + self.e, self.d + self.f)
        return Affine(x1 - e, y1 - f, x2 - e, y2 - f, e, f)


def upright(page: pypdfium2.PdfPage) -> Affine:
    """From the page's own coordinates to points from the top left corner of the page as it is shown."""
    left, bottom, _, _ = page.get_bbox()
    across, down = page.get_width(), page.get_height()  # as shown; of a turned page the sides of the box are not to be relied on
    return {
        0: Affine(1.0, 0.0, 0.0, -1.0, -left, bottom + down),
        90: Affine(0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: Affine(-1.0, 0.0, 0.0, 1.0, left + across, -bottom),
        270: Affine(0.0, -1.0, -1.0, 0.0, bottom + across, left + down),
    }[page.get_rotation()]


def matrix_of(drawn: Any) -> Affine:
    """The matrix of something drawn on a page."""
    matrix = pdfium.FS_MATRIX()
    _MATRIX(drawn, byref(matrix))
    return Affine._make(_SIX(matrix))
