"""Printed rows, whatever carried them: a row of a grid, a line of text, or a cell that stands on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.document import Cell, Grid, Paragraph
from ingest.labels import fold, normal, squeeze
from ingest.numerals import parse_numeral
from ingest.tables.axes import is_label

_PAGE_NUMBER = re.compile(r"[-—–]+\d{1,4}[-—–]+|第\d+页(?:[,，]?共\d+页)?|(?:page|p\.)\d+.*|\d+/\d+", re.IGNORECASE)
_VALUES_BEHIND = re.compile(r"(?P<label>.*?\D)??(?P<values>(?:(?:^|\s+)(?:-?[\d,]+(?:\.\d+)?|/|—+|-))+)\s*", re.DOTALL)
# A row of text that goes on with the label of the next: two values and more between words.
_ROW_BEFORE = re.compile(r".*?\D(?:\s+(?:-?[\d,]+(?:\.\d+)?|/|—+|-)){2,}(?=\s+\D)")
_WIDE = re.compile(r"\s{2,}|\u3000")
_ENUMERATED = re.compile(r"\(?[\d一二三四五六七八九十]+[.、)]+\s*\D")
_BRACKETED = re.compile(r"\(.*\)")
_FEW = 3
"""Letters: 约30余件 is a value that cannot be read, 1属于国家秘密 is a label that lost its stop."""


@dataclass(frozen=True)
class Strip:
    """One printed row: its cells from left to right, and the grid whose columns place them; None where only their order is known.

    `fields` is the ragged grid that a row of text stands in: there a cell's column is its field.
    """

    cells: tuple[Cell, ...]
    grid: Grid | None
    row: int
    part: int
    fields: Grid | None = None


def strips_of(block: Grid | Paragraph, part: int) -> Iterator[Strip]:
    """The printed rows of a block that stands in this section."""
    if isinstance(block, Paragraph):
        yield Strip(_cells_of(block), None, 0, part)
        return
    for row in range(block.height):
        cells = block.row(row)
        if block.ragged and cells:
            yield Strip(cells, None, row, part, block)
        elif cells and not block.ragged:
            yield Strip(cells, block, row, part)


def _cells_of(paragraph: Paragraph) -> tuple[Cell, ...]:
    """A line of text as cells: parted by pipes, or a label with values behind it, parted by white space."""
    return tuple(Cell(text, 0, index, source=paragraph.source) for index, text in enumerate(_texts(paragraph.text)))


def _texts(text: str) -> list[str]:
    if "|" in text:
        # A cell a line, each with a pipe behind it: a pipe alone is an empty cell, several are what a merged cell leaves.
        bare = text.strip().strip("|")
        return [one.strip() for one in bare.split("|")] if bare else [""] * (text.strip() == "|")
    found = _VALUES_BEHIND.fullmatch(text)
    if found is None:
        return _labels(text)
    label, values = (found["label"] or "").strip(), found["values"].split()
    if (row := _ROW_BEFORE.match(label)) is not None:
        return [*_texts(row.group()), *_texts(label[row.end() :]), *values]
    return [one for piece in _WIDE.split(label) for one in _labels(piece)] + values


def _labels(text: str) -> list[str]:
    """The labels in a line, if white space parts it into nothing but labels; else the line."""
    pieces = text.split()
    return pieces if len(pieces) > 1 and all(is_label(piece) for piece in pieces) else [text] if pieces else []


def is_blank(cell: Cell) -> bool:
    """Whether nothing is printed in the cell."""
    return not cell.text or cell.text.isspace()


def is_numeral(text: str) -> bool:
    """Whether the text is printed as a number or as a stroke that stands for none."""
    return parse_numeral(text).state in ("number", "not_applicable")


@lru_cache(maxsize=8192)
def is_value(text: str) -> bool:
    """Whether the text is printed as a value: a numeral, a blank, a stroke, or figures with hardly a word that no numeral can be read from."""
    if not squeeze(text) or is_numeral(text):
        return True
    plain = _BRACKETED.sub("", normal(text))
    words = sum(character.isalpha() for character in plain)
    return words <= _FEW and any(map(str.isdigit, plain)) and not _ENUMERATED.match(plain) and not is_label(text)


def is_noise(text: str) -> bool:
    """Whether the text is a page number or a single character of a label that runs down the margin."""
    plain = normal(text)
    return (
        bool(_PAGE_NUMBER.fullmatch(plain))
        or (len(plain) == 1 and not plain.isdigit() and plain not in "/-")
        or not (fold(text) or is_value(text))
    )


def unpadded(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """The strips; where most values stand on lines of their own, without the empty fields that merged cells leave behind a text."""
    lone = sum(strip.grid is None and _is_lone_value(strip.cells) for strip in strips)
    if lone * 2 <= sum(any(is_value(cell.text) and not is_blank(cell) for cell in strip.cells) for strip in strips):
        return tuple(strips)
    return tuple(
        strip if strip.grid is not None or is_blank(strip.cells[0]) else replace(strip, cells=_without_end(strip.cells)) for strip in strips
    )


def _is_lone_value(cells: tuple[Cell, ...]) -> bool:
    return not is_blank(cells[0]) and is_value(cells[0].text) and all(map(is_blank, cells[1:]))


def _without_end(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    last = max(index for index, cell in enumerate(cells) if not is_blank(cell))
    return cells[: last + 1]
