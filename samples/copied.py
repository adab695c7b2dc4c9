"""Tables as they are copied from what shows them: a PDF viewer, a terminal, a converter to Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from random import Random

from ingest.document import Cell, Grid
from samples.blocks import StatutoryTable
from samples.flatten import begun
from samples.grids import HEADER_ROWS

_LABEL_COLUMNS = 3
_LINE = 16
"""Characters of a label that fit on a line of a printed table."""


def viewed(table: StatutoryTable) -> str:
    """As a PDF viewer copies it: values parted by single spaces, long labels on two lines with the values between, page numbers."""
    return "\n".join(_viewed_three(table) if table.number == 3 else _viewed(table.grid))


def _viewed(grid: Grid) -> Iterator[str]:
    for row in range(grid.height):
        if line := " ".join(cell.text for cell in begun(grid, row) if cell.text):
            yield line


def _viewed_three(table: StatutoryTable) -> Iterator[str]:
    yield from ("(本列数据的勾稽关系为：第一项加第二项之和，", "等于第三项加第四项之和)", "申请人情况", "自然人 法人或其他组织 总计")
    yield from ("商业 科研 社会公益 法律服务 其他", "企业 机构 组织 机构")
    grid, margin = table.grid, iter("三、本年度办理结果")
    page = 3
    for row in range(HEADER_ROWS, grid.height):
        cells = begun(grid, row)
        labels = [cell.text for cell in cells if cell.column < _LABEL_COLUMNS and not cell.text.startswith("三、")]
        values = " ".join(cell.text for cell in cells if cell.column >= _LABEL_COLUMNS and cell.text)
        yield from labels[:-1]
        label = labels[-1]
        yield from (label[:_LINE], values, label[_LINE:]) if len(label) > _LINE + 4 else (f"{label} {values}".rstrip(),)
        if row % 3 == 0 and row > HEADER_ROWS + 2 and (character := next(margin, None)):
            yield character
        if row == table.break_row or (table.break_row is None and row == 16):
            page += 1
            yield f"- {page} -"


def laid_out(table: StatutoryTable) -> str:
    """As `pdftotext -layout` and terminals print it: columns held apart by spaces, every column as wide as its widest cell."""
    return "\n".join(_aligned(table.grid, "  ", ""))


def boxed(table: StatutoryTable) -> str:
    """Drawn with box characters, a rule between the rows, long labels on several lines."""
    lines = list(_aligned(table.grid, "│", "│", rule="─", wrap=_LINE))
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _aligned(grid: Grid, between: str, edge: str, rule: str = "", wrap: int = 100) -> Iterator[str]:
    widths = [max(_column_width(grid, column, wrap), 4) for column in range(grid.width)]
    ruler = rule * (sum(widths) + grid.width + 1)
    if rule:
        yield ruler
    for row in range(grid.height):
        yield from _lines_of(grid, row, widths, between, edge, wrap)
        if rule:
            yield ruler


def _column_width(grid: Grid, column: int, wrap: int) -> int:
    texts = (cell.text for cell in grid.cells if cell.column == column and cell.column_span == 1)
    return max((_width(text[at : at + wrap]) for text in texts for at in range(0, max(len(text), 1), wrap)), default=0)


def _lines_of(grid: Grid, row: int, widths: Sequence[int], between: str, edge: str, wrap: int) -> Iterator[str]:
    cells = grid.row(row)
    spans = [sum(widths[cell.column : cell.column + cell.column_span]) + (cell.column_span - 1) * len(between) for cell in cells]
    pieces = [_wrapped(cell, row, min(wrap, max(1, span // 2))) for cell, span in zip(cells, spans, strict=True)]
    for index in range(max(map(len, pieces))):
        texts = [piece[index] if index < len(piece) else "" for piece in pieces]
        yield edge + between.join(_pad(text, span) for text, span in zip(texts, spans, strict=True)).rstrip(" " if not edge else "") + edge


def _wrapped(cell: Cell, row: int, wrap: int) -> list[str]:
    text = cell.text if cell.row == row else ""
    if text.replace(".", "").isdigit():
        return [text]
    return [text[at : at + wrap] for at in range(0, max(len(text), 1), wrap)]


def converted(table: StatutoryTable, random: Random) -> str:
    """As converters from PDF to Markdown leave it: many small tables, runs of labels before runs of number rows, a heading in between."""
    if table.number != 3:
        return "\n".join(f"| {' | '.join(cell.text for cell in begun(table.grid, row))} |" for row in range(table.grid.height))
    lines: list[str] = ["## 表三", ""]
    row = 0
    while row < table.grid.height:
        end = HEADER_ROWS if row == 0 else min(table.grid.height, row + random.randint(1, 5))
        lines += _chunk(table.grid, range(row, end), apart=row > 0 and random.random() < 0.4)
        lines += ["", *random.choice(([], ["## 表三", ""]))]
        row = end
    return "\n".join(lines)


def _chunk(grid: Grid, rows: range, apart: bool) -> Iterator[str]:
    if not apart:
        yield from (f"| {' | '.join(cell.text for cell in begun(grid, row))} |" for row in rows)
        return
    for values in (False, True):
        for row in rows:
            yield "| " + " | ".join(cell.text for cell in begun(grid, row) if (cell.column >= _LABEL_COLUMNS) == values) + " |"
