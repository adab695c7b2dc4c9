"""Figures in pictures: read twice, counted by their pieces of ink, and said to be unread where anything speaks against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from ingest.readers.recogniser import Grey, Read, Recogniser
from ingest.readers.scan_sheet import Blot, Sheet
from ingest.readers.scan_text import hull_of, picture

UNREAD = "\ufffd"
"""Behind a figure that was not recognised for certain: no numeral has it, so the cell is unread."""

MARGIN = 0.5
_OTHER_MARGIN = 0.15
"""Shares of the height left white around a line: the model sees it in two sizes."""
_SURE = 0.8
"""Probability of the least sure character: wrong readings of figures reached 0.73 in 2,000 cells at 120 to 300 dots an inch."""
_STRONG = 0.9
"""The same where digits touch, so that their pieces of ink cannot be counted but only measured."""
_GAP = 0.6
"""Times the height of the line."""
_SIDE = 0.25
"""Share of a digit's pitch that the first and the last one leave without ink, together."""
_TALL = 0.55
"""Share of the tallest piece of ink: digits are all of one height, points and commas much lower."""
_FLAT = 0.35
_LEAN = 0.1
"""Share of its height by which a stroke leans: slashes of forty fonts by 0.10 to 0.54, ones by 0.09 at most. The model takes either for the other."""
_SLASH = 0.15
"""What leans so much is a slash, whatever the model says; what leans less and more than a one is unread."""
_FIGURE = re.compile(r"[\d\s,，.．、·'/\\%％+＋\-－()（）件项元万亿条份次人个起减增加少其中修订OoQ〇○Il|｜丨―—–一ー]*")
_DIGITS = re.compile(r"\d+(?:[.．]\d+)?")


def is_figure(read: Read) -> bool:
    """Whether the text may be the value of a cell: digits, marks, units and what is taken for them."""
    return bool(_FIGURE.fullmatch(read.text)) and (len(read.text) == 1 or any(map(str.isdigit, read.figure)))


def figures(model: Recogniser, sheet: Sheet, lines: Sequence[Sequence[Blot]], first: Sequence[Read]) -> list[str]:
    """What these lines of figures say, `first` being the first reading of each; with UNREAD behind it what is not certain."""
    second = model.read([picture(sheet, line, _OTHER_MARGIN) for line in lines])
    pitch = _pitch(lines, first)
    return [_agreed(sheet, line, one, other, pitch) for line, one, other in zip(lines, first, second, strict=True)]


def _agreed(sheet: Sheet, line: Sequence[Blot], one: Read, other: Read, pitch: float) -> str:
    if len(line) == 1 and {one.figure, other.figure} <= {"1", "/"} and _lean_of(sheet, line[0]) >= _SLASH:
        return "/"
    text, sure = one.figure, min(one.sure, other.sure)
    if text != other.figure or sure < _SURE:
        return text + UNREAD
    if _is_parted(line):
        return text + UNREAD
    if len(text) == 1 and not text.isdigit():
        return text if _is_dash(line, text) else text + UNREAD
    digits = [character for character in text if character.isdigit()]
    counted = len(_tall(line)) == len(digits)
    measured = sure >= _STRONG and len(digits) == len(text) == _measured(line, pitch)
    if not (counted or measured or (sure >= _STRONG and not _DIGITS.fullmatch(text))):
        return text + UNREAD
    ones = (blot for digit, blot in zip(digits, _tall(line), strict=True) if digit == "1") if counted else iter(())
    return text + UNREAD if any(abs(_lean_of(sheet, blot)) >= _LEAN for blot in ones) else text


def _pitch(lines: Sequence[Sequence[Blot]], first: Sequence[Read]) -> float:
    """How far apart in pixels the middles of two digits are on this page; 0 where no number shows it."""
    steps = [
        (line[-1].left + line[-1].right - line[0].left - line[0].right) / 2 / (len(line) - 1)
        for line, read in zip(lines, first, strict=True)
        if len(line) > 1 and len(line) == len(read.figure) == len(_tall(line)) and read.figure.isdigit()
    ]
    return median(steps) if steps else 0.0


def _measured(line: Sequence[Blot], pitch: float) -> int:
    """How many digits have room in this line."""
    around = hull_of(line)
    return round((around.right - around.left) / pitch + _SIDE) if pitch else 0


def _is_parted(line: Sequence[Blot]) -> bool:
    """Whether a gap runs through the line as wide as a digit: two numbers, where a ruling between them was not seen."""
    around = hull_of(line)
    return any(after.left - before.right > _GAP * (around.bottom - around.top) for before, after in pairwise(line))


def _tall(line: Sequence[Blot]) -> list[Blot]:
    tallest = max(blot.bottom - blot.top for blot in line)
    return [blot for blot in line if blot.bottom - blot.top > _TALL * tallest]


def _is_dash(line: Sequence[Blot], text: str) -> bool:
    """Whether a single mark is a dash, which lies flat."""
    around = hull_of(line)
    height, width = around.bottom - around.top, around.right - around.left
    return text == "-" and height < _FLAT * width


def _lean_of(sheet: Sheet, blot: Blot) -> float:
    return _lean(sheet.grey[blot.top : blot.bottom, blot.left : blot.right])


def _lean(inked: Grey) -> float:
    """How far the middle of the ink moves from the lower third to the upper one, as a share of the height."""
    height = len(inked)
    dark = (255.0 - inked) * (inked < 170)
    third = max(1, height // 3)
    return (_middle(dark[:third]) - _middle(dark[-third:])) / height


def _middle(dark: Grey) -> float:
    columns = dark.sum(axis=0)
    total = columns.sum()
    return float((columns * np.arange(len(columns))).sum() / total) if total else len(columns) / 2
