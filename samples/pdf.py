"""Prints a sample report as a PDF: ruled tables that go over the page, vertical labels, page numbers."""

from __future__ import annotations

from itertools import accumulate

from ingest.document import Cell, Grid
from samples.blocks import Level, StatutoryTable, Words, blocks
from samples.figures import Print, SampleReport
from samples.grids import HEADER_ROWS
from samples.sheet import WIDTH, Paper, Sheet

_SIZES = {Level.TITLE: 18.0, Level.SECTION: 14.0, Level.PART: 12.0, Level.BODY: 12.0}
_CELL = 9.0
_LEADING = 12.0
_PADDING = 4.0
_WIDTHS = {3: (21.0, 62.0, 140.0, *(36.0,) * 7), 4: (WIDTH / 15,) * 15}


def _words(sheet: Sheet, words: Words) -> None:
    size = _SIZES[words.level]
    if words.level is Level.TITLE:
        for line in sheet.wrapped(words.text, size, WIDTH - 20):
            sheet.line(line, size, centred=True)
        return
    for line in sheet.wrapped("　　" + words.text, size, WIDTH):
        sheet.line(line, size)


class _Ruled:
    """A grid with its measures on paper: where each column begins, how high each row is, the lines of each cell."""

    def __init__(self, sheet: Sheet, table: StatutoryTable) -> None:
        grid = table.grid
        widths = _WIDTHS.get(table.number) or (170.0, *((WIDTH - 170.0) / (grid.width - 1),) * (grid.width - 1))
        self.grid: Grid = grid
        self.left = table.number == 3
        self.lefts: tuple[float, ...] = (0.0, *accumulate(widths))
        self.lines = {cell: sheet.wrapped(cell.text, _CELL, self._inside(cell)) for cell in grid.cells}
        self.heights = self._heights()

    def _inside(self, cell: Cell) -> float:
        return self.lefts[cell.column + cell.column_span] - self.lefts[cell.column] - _PADDING

    def _heights(self) -> list[float]:
        heights = [0.0] * self.grid.height
        for cell in sorted(self.grid.cells, key=lambda one: one.row_span):
            rows = slice(cell.row, cell.row + cell.row_span)
            lacking = len(self.lines[cell]) * _LEADING + 2 * _PADDING - sum(heights[rows])
            heights[rows.stop - 1] += max(0.0, lacking)
        return heights


def _draw(sheet: Sheet, ruled: _Ruled, first: int, stop: int, done: dict[Cell, int]) -> None:
    """Rows first to stop - 1; a cell cut by the page end prints the lines that fit, the others on the next page."""
    height = sum(ruled.heights[first:stop])
    for depth in (0.0, sum(ruled.heights[first : max(first, HEADER_ROWS)]), height):
        sheet.header_line(depth)
    for cell in dict.fromkeys(cell for row in range(first, stop) for cell in ruled.grid.row(row)):
        top = sum(ruled.heights[first : max(first, cell.row)])
        own = sum(ruled.heights[max(first, cell.row) : min(stop, cell.row + cell.row_span)])
        printed = done.get(cell, 0)
        room = int((own - _PADDING) // _LEADING) if cell.row + cell.row_span > stop else len(ruled.lines[cell])
        lines = ruled.lines[cell][printed : printed + room]
        done[cell] = printed + len(lines)
        box = (ruled.lefts[cell.column], top, ruled.lefts[cell.column + cell.column_span], top + own)
        sheet.cell(lines, box, _CELL, _LEADING, left=ruled.left and cell.column == 2)
    sheet.down(height)


def _page_end(ruled: _Ruled, first: int, room: float) -> int:
    stop = first
    while stop < len(ruled.heights) and sum(ruled.heights[first : stop + 1]) <= room:
        stop += 1
    return stop


def _table(sheet: Sheet, table: StatutoryTable) -> None:
    ruled = _Ruled(sheet, table)
    if sheet.room < sum(ruled.heights[: HEADER_ROWS + 1]):
        sheet.turn()
    first, done = 0, dict[Cell, int]()
    while first < len(ruled.heights):
        stop = _page_end(ruled, first, sheet.room)
        if table.break_row is not None and first <= table.break_row < stop:
            stop = table.break_row + 1
        _draw(sheet, ruled, first, stop, done)
        first = stop
        if first < len(ruled.heights):
            sheet.turn()
            if table.header:
                _draw(sheet, ruled, 0, table.header, {})
    sheet.down(14.0)


def _text(block: Words | StatutoryTable) -> str:
    return block.text if isinstance(block, Words) else "".join(cell.text for cell in block.grid.cells)


def print_pdf(report: SampleReport, how: Print | None = None, paper: Paper | None = None) -> bytes:
    """The report on A4 pages numbered `- 3 -`, ruled and laid as the paper says; the same report gives the same bytes."""
    printed = list(blocks(report, how or Print()))
    sheet = Sheet(report.title, "".join(_text(block) for block in printed), paper)
    for block in printed:
        if isinstance(block, Words):
            _words(sheet, block)
        else:
            _table(sheet, block)
    return sheet.finish()
