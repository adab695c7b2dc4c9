"""Prints a sample report as plain text in the two ways that web pages come flattened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ingest.document import Cell, Grid
from samples.blocks import Level, StatutoryTable, Words, blocks
from samples.figures import Print, SampleReport

Style = Literal["cells", "tabs"]


def _cells(table: StatutoryTable) -> Iterator[str]:
    for row in range(table.grid.height):
        yield from (cell.text for cell in table.grid.row(row) if cell.row == row)


def _printed(grid: Grid, row: int, first: int, narrow: bool) -> Iterator[str]:
    for cell in grid.row(row):
        if cell.column < first:
            continue
        yield cell.text if cell.row == row else ""
        yield from [""] * (cell.column_span - 1 - _lost(cell, narrow))


def _lost(cell: Cell, narrow: bool) -> int:
    return 1 if narrow and cell.column < 2 and cell.column_span > 1 else 0


def _tab_row(table: StatutoryTable, row: int, width: int) -> str:
    continued = table.break_row is not None and row > table.break_row
    three = table.number == 3
    cut = three and continued and (cell := table.grid.at(row, 0)) is not None and cell.column_span == 1
    texts = list(_printed(table.grid, row, 1 if cut else 0, narrow=three and not cut))
    return "\t".join(texts + [""] * (width - len(texts)))


def _tabs(table: StatutoryTable) -> str:
    """Rows as lines; a label merged over three columns leaves two, and the page break takes the outermost label away."""
    width = table.grid.width
    lines: list[str] = []
    for row in range(table.grid.height):
        lines.append(_tab_row(table, row, width))
        if row == table.break_row:
            lines += ["", *(_tab_row(table, again, width) for again in range(table.header))]
    return "\n".join(lines)


def _paragraphs(report: SampleReport, how: Print, style: Style) -> Iterator[str]:
    for block in blocks(report, how):
        if isinstance(block, Words):
            yield block.text if style == "tabs" or block.level is Level.TITLE else f"  {block.text}"
        elif style == "tabs":
            yield _tabs(block)
        else:
            yield from _cells(block)


def print_text(report: SampleReport, style: Style, how: Print | None = None) -> str:
    """The report as text: `cells` puts one cell on a line with blank lines between, `tabs` one row on a line."""
    return "\n\n".join(_paragraphs(report, how or Print(), style)) + "\n"
