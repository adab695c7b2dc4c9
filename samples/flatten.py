"""The ways in which the tables of a page come flattened to lines of text, each as data: what stands before, between and behind cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.document import Cell, Grid
from samples.blocks import StatutoryTable
from samples.grids import HEADER_ROWS

Across = Literal["one", "fields", "end"]
"""What a merged column leaves behind: nothing, empty fields, or bare pipes at the end of its row."""


@dataclass(frozen=True, slots=True)
class RowStyle:
    """A row a line; `down` says whether a cell that reaches down from above leaves an empty field."""

    before: str = ""
    between: str = " | "
    behind: str = " |"
    down: bool = False
    across: Across = "one"
    rule: bool = False
    split_heads: bool = False


ROW_STYLES = {
    "pipe": RowStyle(),
    "pipepad": RowStyle(across="end"),
    "mdpipe": RowStyle(before="| "),
    "github": RowStyle(before="| ", down=True, across="fields", rule=True),
    "dblspace": RowStyle(between="  | ", behind="  |"),
    "rowlead": RowStyle(before="| ", down=True, split_heads=True),
    "leadpipe": RowStyle(before="|\n"),
    "browser": RowStyle(between="\t", behind=""),
    "word": RowStyle(between="\t", behind="", down=True),
    "excel": RowStyle(between="\t", behind="", down=True, across="fields"),
}
"""LAYOUTS calls them pipe, pipepad, mdpipe, dblspace, rowlead and leadpipe; the others are what is copied from other programs."""

CELL_STYLES = {"cellpipe": "\n", "leadcells": "\n", "blankpara": "\n\n"}
"""A cell a line; what stands between two of them."""


def flattened(table: StatutoryTable, style: str) -> str:
    """The table as lines of text in one of ROW_STYLES or CELL_STYLES."""
    if style in CELL_STYLES:
        return CELL_STYLES[style].join(_cell_lines(table.grid, style))
    return "\n".join(_row_lines(table, ROW_STYLES[style]))


def begun(grid: Grid, row: int) -> tuple[Cell, ...]:
    """The cells that begin in this row, from left to right."""
    return tuple(cell for cell in grid.row(row) if cell.row == row)


def _row_lines(table: StatutoryTable, style: RowStyle) -> Iterator[str]:
    grid = split_heads(table.grid) if style.split_heads and table.number == 3 else table.grid
    for row in range(grid.height):
        fields = list(_fields(grid, row, style))
        extra = sum(cell.column_span - 1 for cell in begun(grid, row)) if style.across == "end" else 0
        yield style.before + style.between.join(fields) + style.behind + "|" * extra
        if style.rule and row == 0:
            yield "|" + " --- |" * len(fields)


def _fields(grid: Grid, row: int, style: RowStyle) -> Iterator[str]:
    for cell in grid.row(row):
        if cell.row == row or style.down:
            yield cell.text if cell.row == row else ""
            yield from [""] * (cell.column_span - 1 if style.across == "fields" else 0)


def _cell_lines(grid: Grid, style: str) -> Iterator[str]:
    for row in range(grid.height):
        if style == "leadcells":
            yield "|"
        for cell in begun(grid, row):
            yield _cell_line(cell, style)
            if style == "cellpipe" and cell.column_span > 2:
                yield "|" * (cell.column_span - 1)


def _cell_line(cell: Cell, style: str) -> str:
    if style == "blankpara":
        return cell.text
    return f"{cell.text} |" if cell.text else "|"


def split_heads(grid: Grid) -> Grid:
    """Table three with the labels of its last header row on two rows: 商业 above 企业, 科研 above 机构."""
    last = HEADER_ROWS - 1
    heads = [cell for cell in grid.cells if cell.row == last]
    cells: list[Cell] = []
    for cell in grid.cells:
        if cell.row > last:
            cells.append(cell._replace(row=cell.row + 1))
        elif cell not in heads and cell.row + cell.row_span > last:
            cells.append(cell._replace(row_span=cell.row_span + 1))
        elif cell in heads:
            upper, lower = cell.text[:-2], cell.text[-2:]
            cells += [cell._replace(text=upper), cell._replace(text=lower, row=last + 1)] if upper else [cell._replace(row_span=2)]
        else:
            cells.append(cell)
    return Grid(tuple(cells))
