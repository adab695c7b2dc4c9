"""What pypdfium2 finds on a page: characters with their boxes, and straight lines; a hot loop, so locals and plain floats."""

from __future__ import annotations

import math
from collections.abc import Iterator
from ctypes import byref, c_double
from functools import cache
from itertools import compress
from struct import Struct
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.affine import Affine, upright
from ingest.readers.bare import addressing, bare
from ingest.readers.drawn import Drawing
from ingest.readers.glyphs import UNMAPPED, Glyph
from ingest.readers.rulings import Ruling

Rulings = tuple[list[Ruling], list[Ruling]]

_TALLEST = 72.0  # points; titles are 22 points high
_HYPHEN = "\x02"  # what pdfium calls a hyphen at a line's end
_BLANKS = " \u3000\xa0"
_GUESSED = frozenset(map(ord, "\t\n\r "))  # blanks that pdfium may have made up from gaps; ours are made in glyphs.py
_SLANTED = 0.01  # radians
_QUARTER = math.pi / 2

_CODE, _BOX, _OBJECT = (
    bare(pdfium.FPDFText_GetUnicode), bare(pdfium.FPDFText_GetLooseCharBox), addressing(pdfium.FPDFText_GetTextObject)
)  # fmt: skip
_FLOATS = Struct("4f").unpack_from
_MADE = tuple.__new__  # half the time of a call of the type


class Found(NamedTuple):
    """What stands on a page: characters, rulings across and down; `recognised` where its text is the layer under a scan.

    `unseen` are the characters left out because nobody can see them on the page.
    """

    glyphs: list[Glyph]
    rulings: Rulings
    recognised: bool
    unseen: list[Glyph]


def glyphs_and_rulings(page: pypdfium2.PdfPage) -> Found:
    """The characters of a page, and its horizontal and vertical rulings, in points from the top left corner as it is shown."""
    matrix = upright(page)
    drawing = Drawing(page, matrix)
    sources: list[int] | None = [] if drawing.invisible or drawing.hidden else None
    glyphs = list(_glyphs(page, matrix, sources))
    rulings = drawing.across, drawing.down
    width, height = 2 * page.get_width(), 2 * page.get_height()
    found = Found(glyphs, rulings, False, []) if sources is None else _sorted_out(glyphs, sources, drawing)
    if all(0 <= glyph[1] + glyph[3] <= width and 0 <= glyph[2] + glyph[4] <= height for glyph in found.glyphs):
        return found
    return _on_paper(found, width, height)


def _sorted_out(glyphs: list[Glyph], sources: list[int], drawing: Drawing) -> Found:
    """The characters that can be seen, and those that cannot.

    Invisible text is the text layer of a picture where a picture fills the page or nothing else is written on it; elsewhere
    it is nothing.
    """
    sorted_out: dict[str, list[Glyph]] = {"seen": [], "invisible": [], "hidden": []}
    for glyph, source in zip(glyphs, sources, strict=True):
        kind = "invisible" if source in drawing.invisible else "hidden" if source in drawing.hidden else "seen"
        sorted_out[kind].append(glyph)
    seen, invisible, hidden = sorted_out.values()
    recognised = bool(invisible) and (drawing.scanned or not any(glyph.text.strip() for glyph in seen))
    shown, unseen = (seen + invisible, hidden) if recognised else (seen, hidden + invisible)
    return Found(shown, (drawing.across, drawing.down), recognised, unseen)


def _on_paper(found: Found, width: float, height: float) -> Found:
    """What stands on the part of the page that is shown; the page's sides are given doubled."""
    inside = [0 <= glyph.x0 + glyph.x1 <= width and 0 <= glyph.top + glyph.bottom <= height for glyph in found.glyphs]
    beyond = [glyph for glyph, here in zip(found.glyphs, inside, strict=True) if not here]
    return found._replace(glyphs=list(compress(found.glyphs, inside)), unseen=found.unseen + beyond)


def _glyphs(page: pypdfium2.PdfPage, matrix: Affine, sources: list[int] | None) -> Iterator[Glyph]:
    """The characters; `sources` is filled with the address of the text object that draws each, if it is given."""
    text = page.get_textpage()
    raw, box, x, y = text.raw, pdfium.FS_RECTF(), c_double(), c_double()
    to_box, to_x, to_y = byref(box), byref(x), byref(y)
    a, b, c, d, e, f = matrix
    is_upright = (a, b, c, d) == (1.0, 0.0, 0.0, -1.0)
    upper = lower = math.nan
    slanted, base = False, 0.0
    for index in range(text.count_chars()):
        code = _CODE(raw, index)
        if code in _GUESSED and pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        _BOX(raw, index, to_box)
        left, high, right, low = _FLOATS(box)
        if low != lower or high != upper or not is_upright:  # another line or font, or each character of a turned line
            lower, upper = low, high
            slanted = _SLANTED < pdfium.FPDFText_GetCharAngle(raw, index) % _QUARTER < _QUARTER - _SLANTED
            pdfium.FPDFText_GetCharOrigin(raw, index, to_x, to_y)
            base = b * x.value + d * y.value + f
        if slanted:
            continue  # a watermark across the page
        if not 0 < high - low < _TALLEST:
            # Vertical writing: pdfium leaves out the scale where it boxes these; the inked area is right.
            left, low, right, high = text.get_charbox(index)
        if sources is not None:
            sources.append(_OBJECT(raw, index) or 0)
        if is_upright:
            x0, top, x1, bottom = left + e, f - high, right + e, f - low
        else:
            x0, top, x1, bottom = a * left + c * high + e, b * left + d * high + f, a * right + c * low + e, b * right + d * low + f
        if x0 > x1:
            x0, x1 = x1, x0
        if top > bottom:
            top, bottom = bottom, top
        yield _MADE(Glyph, (_character(code), x0, top, x1, bottom, base))
    text.close()


@cache
def _character(code: int) -> str:
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return UNMAPPED  # nothing, half a character, or what a damaged file made up
    character = chr(code)
    return "-" if character == _HYPHEN else " " if character in _BLANKS else character
