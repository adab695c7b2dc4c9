"""Printed characters with their places, and the lines of text they form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from ingest.document import Box

# A gap as wide as this share of the line's height is a space between two Latin words, or between anything else.
# Word sets a quarter of an em between Chinese and digits (2024 年) and spreads labels over their cell (商 业 企 业):
# no character was printed there.
LATIN_SPACE = 0.2
WIDE_SPACE = 0.9
# A gap as wide as this many times the height parts the fields of a table without rulings.
FIELD_GAP = 1.5
TAB = "\t"
UNMAPPED = "\ufffd"

# Fonts made by browsers name some characters by the radical that shares their glyph; what is printed is the character.
# Kangxi radicals carry that equivalence in Unicode, the supplement does not.
_RADICALS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | dict(zip("⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳", "民西见角贝车长门青页风飞食马骨鬼鱼鸟黄齐齿龙龟", strict=True))
)


class Glyph(NamedTuple):
    """One printed character: its box in points from the page's top left corner, and its base line."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float


class Line(NamedTuple):
    """Characters on one base line, wide gaps as tabs; `em` is the width of its Chinese characters, 0 where it has none."""

    text: str
    page: int
    box: Box
    em: float


def unified(text: str) -> str:
    """The same text with radicals written as the characters they print.

    >>> unified("\u2f8f政")
    '行政'
    """
    return text.translate(_RADICALS)


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of these."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def lines(glyphs: Sequence[Glyph], page: int) -> tuple[Line, ...]:
    """The lines that these characters form, from top to bottom; a line of blanks only is none."""
    formed = (line_of(row, page) for row in rows_of(glyphs))
    return tuple(line for line in formed if line.text)


def words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Runs of narrow characters without a gap, such as numbers; wide characters one by one."""
    for row in rows_of(glyphs):
        row.sort(key=attrgetter("x0"))
        word = row[:1]
        for before, after in pairwise(row):
            parted = after.x0 - before.x1 > LATIN_SPACE * (before.bottom - before.top)
            if parted or is_wide(before.text) or is_wide(after.text) or after.text.isspace():
                yield word
                word = []
            word.append(after)
        yield word


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters by base line, from the top down."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("base")):
        if rows and glyph.base - rows[-1][-1].base <= 0.3 * (glyph.bottom - glyph.top):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def line_of(row: list[Glyph], page: int) -> Line:
    """The line that the characters of one base line form."""
    row.sort(key=attrgetter("x0"))
    inked = [glyph for glyph in row if glyph.text != " "]
    if not inked:
        return Line("", page, (0, 0, 0, 0), 0)
    box = (inked[0].x0, min([g.top for g in inked]), max([g.x1 for g in inked]), max([g.bottom for g in inked]))
    return Line(text_of(row), page, box, max([g.x1 - g.x0 for g in inked if is_wide(g.text)], default=0.0))


def text_of(row: Sequence[Glyph]) -> str:
    """The text of one line, from left to right: wide gaps as tabs, lesser ones as blanks."""
    if len(row) == 1:
        return unified(row[0].text).strip()
    parts = [row[0].text]
    for before, after in pairwise(row):
        if before.text == after.text and after.x0 - before.x0 < 0.2 * (before.x1 - before.x0):
            continue  # printed twice to look bold
        height = max(before.bottom - before.top, after.bottom - after.top)
        latin = not (is_wide(before.text) or is_wide(after.text))
        gap = after.x0 - before.x1
        if gap > height * FIELD_GAP:
            parts.append(TAB)
        elif gap > height * (LATIN_SPACE if latin else WIDE_SPACE):
            parts.append(" ")
        parts.append(after.text)
    return unified("".join(parts)).strip()


def is_wide(text: str) -> bool:
    """Whether this character takes a full em, as Chinese characters and their punctuation do."""
    return text >= "\u2e80" or text in "“”‘’—…"
