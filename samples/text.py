"""Prints a sample report as plain text, its tables flattened in every way that web pages and copied text show."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from ingest.document import Cell, Grid
from samples.blocks import Level, StatutoryTable, Words, blocks
from samples.copied import boxed, converted, laid_out, viewed
from samples.dress import DRESSES
from samples.figures import Print, SampleReport
from samples.flatten import CELL_STYLES, ROW_STYLES, begun, flattened

STYLES = ("cells", "tabs", *ROW_STYLES, *CELL_STYLES, "viewed", "laid_out", "boxed", "converted", "collapsed")
"""Every way in which a table is flattened; `print_text` takes each alone or with a dress behind it: `pipe+trad`."""


def _collapsed(table: StatutoryTable, random: Random) -> str:
    """A cell a line; some groups have lost the labels of their rows, and their numbers follow in a heap."""
    grid = table.grid
    groups = [cell for cell in grid.cells if cell.row_span > 1 and cell.column == 1 and table.number == 3]
    lost = (
        {cell.row + down for cell in random.sample(groups, random.randint(1, len(groups))) for down in range(cell.row_span)}
        if groups
        else set()
    )
    cells = (cell for row in range(grid.height) for cell in begun(grid, row) if not (row in lost and cell.column == 2))
    return "\n\n".join(cell.text for cell in cells)


def _cells(table: StatutoryTable) -> Iterator[str]:
    for row in range(table.grid.height):
        yield from (cell.text for cell in begun(table.grid, row))


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


def _table(table: StatutoryTable, style: str, random: Random) -> Iterator[str]:
    match style:
        case "cells":
            yield from _cells(table)
        case "tabs":
            yield _tabs(table)
        case "viewed":
            yield viewed(table)
        case "laid_out":
            yield laid_out(table)
        case "boxed":
            yield boxed(table)
        case "converted":
            yield converted(table, random)
        case "collapsed":
            yield _collapsed(table, random)
        case _:
            yield flattened(table, style)


def _paragraphs(report: SampleReport, how: Print, style: str, random: Random) -> Iterator[str]:
    for block in blocks(report, how):
        if isinstance(block, Words):
            yield f"  {block.text}" if style == "cells" and block.level is not Level.TITLE else block.text
        else:
            yield from _table(block, style, random)


def print_text(report: SampleReport, style: str, how: Print | None = None) -> str:
    """The report as text in one of STYLES, with a dress of DRESSES behind a plus sign: `cells`, `pipe+trad`, `cells+noise`.

    `cells` puts one cell on a line with blank lines between, `tabs` one row on a line. Raises KeyError for an unknown name.
    """
    table_style, _, dress = style.partition("+")
    random = Random(f"{report.title} {style}")
    text = "\n\n".join(_paragraphs(report, how or Print(), table_style, random)) + "\n"
    return DRESSES[dress](text, random) if dress else text
