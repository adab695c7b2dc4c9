"""Printed tables brought into the shape of the form: turned by a quarter, without the column that numbers the rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ingest.document import Cell, Grid
from ingest.labels import fold, label_of, squeeze
from ingest.tables.axes import AMBIGUOUS
from ingest.tables.strips import Strip, is_value

_NUMBERING = frozenset(("序号", "编号", "行次", "行号"))
_ENOUGH = 3
"""Labels of columns one below the other: so many never stand so in a table that lies as the form does."""


def upright(strips: Sequence[Strip], columns: Collection[str], lines: Sequence[str] = ()) -> tuple[Strip, ...]:
    """The rows of a grid, with rows and columns exchanged where labels that head columns stand one below the other.

    `columns` are the folded labels of columns beside each other on the form, `lines` the names of its rows from top to
    bottom: where a span lies, labels leave that order, and the grid is left as it lies.
    """
    grid = strips[0].grid
    heads = [cell for strip in strips for cell in strip.cells if cell.row == strip.row and fold(cell.text) in columns]
    if grid is None or len({cell.row for cell in heads}) < _ENOUGH or len({cell.column for cell in heads}) > _ENOUGH - 1:
        return tuple(strips)
    first, last = strips[0].row, strips[-1].row
    named = ((cell.column, lines.index(name)) for strip in strips for cell in strip.cells if (name := name_of(cell.text)) in lines)
    places = [place for _, place in sorted(set(named))]
    if places != sorted(set(places)) or not _is_headed(strips, grid, lines):
        return tuple(strips)
    own = [cell for strip in strips if _is_whole(strip, grid) for cell in strip.cells if cell.row == strip.row]
    turned = Grid(tuple(_turned(cell, first) for cell in own if first <= cell.row and cell.row + cell.row_span <= last + 1))
    return tuple(Strip(turned.row(row), turned, row, strips[0].part) for row in range(turned.height))


def _is_headed(strips: Sequence[Strip], grid: Grid, lines: Sequence[str]) -> bool:
    """Whether every column from that of the first line on has a label of its own; with a lost one, those behind it have moved."""
    heads = [cell for strip in strips for cell in strip.cells if name_of(cell.text) in lines]
    if not heads:
        return not lines
    bottom = max(cell.row + cell.row_span for cell in heads) - 1
    lowest = [grid.at(bottom, column) for column in range(min(cell.column for cell in heads), grid.width)]
    return all(cell is not None and cell.column_span == 1 and not is_value(cell.text) for cell in lowest)


def name_of(label: str) -> str:
    """The folded words of a label, with its number where the words alone also head a column."""
    found = label_of(label)
    return found.number + found.words if found.words in AMBIGUOUS else found.words


def _is_whole(strip: Strip, grid: Grid) -> bool:
    """Whether a row ends where its grid does: one that lost or gained a cell would, turned, move numbers to other lines unseen."""
    return bool(strip.cells) and max(cell.column + cell.column_span for cell in strip.cells) == grid.width


def _turned(cell: Cell, first: int) -> Cell:
    return cell._replace(row=cell.column, column=cell.row - first, row_span=cell.column_span, column_span=cell.row_span)


def unnumbered(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """The rows of a grid without the cells of a column that is headed as their numbering."""
    columns = {cell.column for strip in strips for cell in strip.cells if squeeze(cell.text) in _NUMBERING and cell.column_span == 1}
    if not columns or strips[0].grid is None:
        return tuple(strips)
    return tuple(
        replace(strip, cells=tuple(cell for cell in strip.cells if cell.column not in columns or cell.column_span > 1)) for strip in strips
    )
