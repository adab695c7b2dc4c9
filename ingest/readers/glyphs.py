"""Printed characters with their places, and the lines of text they form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
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
_DIGITS = frozenset("0123456789")
_LEFT, _BASE = itemgetter(1), itemgetter(5)

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
    """Characters on one base line, wide gaps as tabs; `em` is the width of its Chinese characters, 0 where it has none.

    `ends` are where each stretch between wide gaps begins and ends, in points from the left.
    """

    text: str
    page: int
    box: Box
    em: float
    ends: tuple[tuple[float, float], ...] = ()


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
        row.sort(key=_LEFT)
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
    last = 0.0
    for glyph in sorted(glyphs, key=_BASE):
        _, _, top, _, bottom, base = glyph
        if rows and base - last <= 0.3 * (bottom - top):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
        last = base
    return rows


def line_of(row: list[Glyph], page: int) -> Line:
    """The line that the characters of one base line form."""
    row.sort(key=_LEFT)
    inked = [glyph for glyph in row if glyph.text != " "]
    if not inked:
        return Line("", page, (0, 0, 0, 0), 0)
    box = (inked[0].x0, min([g.top for g in inked]), max([g.x1 for g in inked]), max([g.bottom for g in inked]))
    text = text_of(row)
    em = max([g.x1 - g.x0 for g in inked if is_wide(g.text)], default=0.0)
    return Line(text, page, box, em, tuple(_ends(inked)) if TAB in text else ())


def _ends(inked: Sequence[Glyph]) -> Iterator[tuple[float, float]]:
    """Where the stretches between wide gaps begin and end."""
    start = inked[0].x0
    for before, after in pairwise(inked):
        if after.x0 - before.x1 > FIELD_GAP * max(before.bottom - before.top, after.bottom - after.top):
            yield start, before.x1
            start = after.x0
    yield start, inked[-1].x1


def text_of(row: Sequence[Glyph]) -> str:
    """The text of one line, from left to right: wide gaps as tabs, lesser ones as blanks."""
    if len(row) == 1:
        return unified(row[0].text).strip()
    parts = [row[0].text]
    one, x0, top, x1, bottom, _ = row[0]
    for text, left, upper, right, lower, _ in row[1:]:
        width = x1 - x0
        if left - x0 < 0.5 * width:
            if one == text and left - x0 < 0.2 * width:
                continue  # printed twice to look bold
            if one in _DIGITS and text in _DIGITS:
                parts.append(UNMAPPED)  # a number over a number: nobody can tell which is meant
        gap = left - x1
        height = max(bottom - top, lower - upper)
        if gap > LATIN_SPACE * height:
            latin = not (is_wide(one) or is_wide(text))
            if gap > height * FIELD_GAP:
                parts.append(TAB)
            elif gap > height * (LATIN_SPACE if latin else WIDE_SPACE):
                parts.append(" ")
        parts.append(text)
        one, x0, top, x1, bottom = text, left, upper, right, lower
    return unified("".join(parts)).strip()


def is_wide(text: str) -> bool:
    """Whether this character takes a full em, as Chinese characters and their punctuation do."""
    return text >= "\u2e80" or text in "“”‘’—…"
