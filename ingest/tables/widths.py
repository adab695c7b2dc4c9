"""Rows of text with blanks in them: which of their fields are values, and which are what a merged label leaves beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import Cell, Grid
from ingest.tables.axes import LINE_WORDS, LINES
from ingest.tables.leaves import side_by_side
from ingest.tables.strips import is_blank

Values = tuple[Cell, ...]


@dataclass(frozen=True)
class Fields:
    """The fields behind a label, its folded words, and the ragged grid that they stand in, if any."""

    words: str
    values: Values
    grid: Grid | None = None

    @property
    def like(self) -> tuple[int, int]:
        """What rows have in common whose labels are merged over as many columns, and so leave as many empty fields."""
        depth = len(LINES[LINE_WORDS[self.words]].labels) if self.words in LINE_WORDS else 3
        return id(self.grid) if self.grid is not None and self.grid.height > 1 else 0, depth


def settled(rows: Sequence[Fields], width: int) -> list[Values | None]:
    """The values of each row without the empty fields of merged labels; None where they cannot be told from one another.

    `width` is how many columns the header names. A row whose values stand side by side, as many as columns, needs nothing
    more. A row with blanks must be as long as its like, for else it has lost or gained a field; and what its like has printed
    must say where the first column stands.
    """
    starts = {like: _start([row.values for row in rows if row.like == like and row.values], width) for like in {row.like for row in rows}}
    fallback = _common_start(rows, starts, width)
    return [_values(row, starts[row.like], fallback, width) for row in rows]


def _values(row: Fields, start: int | None, fallback: bool | None, width: int) -> Values | None:
    printed = tuple(side_by_side(row.values))
    if not row.values or len(printed) == width:
        return printed
    if start is None:
        return None
    if start < 0:
        spare = len(row.values) - width
        start = 0 if fallback is True or not spare else spare if fallback is False else -1
    return row.values[start : start + width] if start >= 0 else None


def _start(rows: Sequence[Values], width: int) -> int | None:
    """In which field the first column stands in rows alike; -1 where several can be it, None where the rows differ in length or are too short."""
    lengths = {len(values) for values in rows}
    if len(lengths) != 1 or min(lengths) < width:
        return None
    possible = [start for start in range(lengths.pop() - width + 1) if all(_fits(values, start, width) for values in rows)]
    return possible[0] if len(possible) == 1 else -1 if possible else None


def _fits(values: Values, start: int, width: int) -> bool:
    return all(map(is_blank, (*values[:start], *values[start + width :])))


def _common_start(rows: Iterable[Fields], starts: dict[tuple[int, int], int | None], width: int) -> bool | None:
    """Whether all padded rows hold their values at the left (True) or all at the right (False); None where both can be or neither."""
    padded = [row.values for row in rows if starts[row.like] is not None and len(row.values) > width]
    left = all(_fits(values, 0, width) for values in padded)
    right = all(_fits(values, len(values) - width, width) for values in padded)
    return None if left == right else left
