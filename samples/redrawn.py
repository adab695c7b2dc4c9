"""The tables of a page drawn otherwise: the same cells under other tags, in other orders, with more columns."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Cell, Grid
from samples.web import drawn


def _rows(grid: Grid) -> list[list[Cell]]:
    return [[cell for cell in grid.row(row) if cell.row == row] for row in range(grid.height)]


def _source(rows: Sequence[Sequence[Cell]]) -> list[str]:
    whole = drawn(Grid(tuple(cell for row in rows for cell in row)))
    return [line for line in whole.splitlines() if line.startswith("<tr>")]


def _head(grid: Grid) -> int:
    """How many rows the header has: those above the first number of tables three and four, none of table two."""
    if any(cell.text.startswith("第二十条") for cell in grid.cells):
        return 0
    return next(
        row for row, cells in enumerate(_rows(grid)) if any(cell.text[:1].isdigit() and cell.column >= 3 for cell in cells) or row == 3
    )


def in_sections(grid: Grid) -> str:
    """The header in a head, the last row in a foot that stands before the body."""
    rows, head = _source(_rows(grid)), _head(grid)
    last = len(rows) - 1
    if any(cell.row < last < cell.row + cell.row_span for cell in grid.cells) or head >= last:
        return drawn(grid)
    parts = (("thead", rows[:head]), ("tfoot", rows[last:]), ("tbody", rows[head:last]))
    return "<table>" + "".join(f"<{tag}>{''.join(some)}</{tag}>" for tag, some in parts if some) + "</table>"


def spanning_to_the_end(grid: Grid) -> str:
    """Cells that reach the last row span all that are left (0), wide ones far more columns than there are."""
    source = drawn(grid)
    height = f'rowspan="{grid.height}"'
    lasting = max((cell.row_span for cell in grid.cells if cell.row + cell.row_span == grid.height), default=1)
    if lasting > 1:
        source = source.replace(f'rowspan="{lasting}"', 'rowspan="0"')
    return source.replace(height, 'rowspan="65534"')


def in_two_tables(grid: Grid) -> str:
    """A table for each page: the second has the rows behind a group, without a header, groups that go on named again."""
    cut = _head(grid) + 5
    if _head(grid) == 0 or cut >= grid.height:
        return drawn(grid)
    upper = [cell._replace(row_span=min(cell.row_span, cut - cell.row)) for cell in grid.cells if cell.row < cut]
    lower = [
        cell._replace(row=max(cell.row, cut) - cut, row_span=cell.row + cell.row_span - max(cell.row, cut))
        for cell in grid.cells
        if cell.row + cell.row_span > cut
    ]
    return drawn(Grid(tuple(upper))) + drawn(Grid(tuple(lower)))


def repeated_header(grid: Grid) -> str:
    """The header again above the last rows, as a print does on a new page."""
    rows, head = _source(_rows(grid)), _head(grid)
    cut = len(rows) - 2
    if head == 0 or cut <= head or any(cell.row < cut < cell.row + cell.row_span for cell in grid.cells):
        return drawn(grid)
    return f"<table>{''.join(rows[:cut])}{''.join(rows[:head])}{''.join(rows[cut:])}</table>"


def remarked(grid: Grid) -> Grid:
    """A column for remarks at the right of table three, one cell over all rows."""
    head = _head(grid)
    if head == 0 or grid.height < 10:
        return grid
    return Grid((*grid.cells, Cell("备注", 0, grid.width, head), Cell("", head, grid.width, grid.height - head)))


def numbered(grid: Grid) -> Grid:
    """A column with the numbers of the rows at the left of table three."""
    head = _head(grid)
    if head == 0 or grid.height < 10:
        return grid
    moved = [cell._replace(column=cell.column + 1) for cell in grid.cells]
    numbers = [Cell(str(row - head + 1), row, 0) for row in range(head, grid.height)]
    return Grid(tuple(sorted((*moved, Cell("序号", 0, 0, head), *numbers), key=lambda cell: (cell.row, cell.column))))


def reordered(grid: Grid) -> Grid:
    """The total of table three before the other columns."""
    head = _head(grid)
    if head == 0 or grid.height < 10:
        return grid
    last, first = grid.width - 1, grid.width - 7
    moved = [cell._replace(column=first) if cell.column == last else cell for cell in grid.cells]
    moved = [
        cell._replace(column=cell.column + 1)
        if first <= cell.column < last and (cell.column_span < 7) and grid.at(cell.row, cell.column) is cell
        else cell
        for cell in moved
    ]
    return Grid(tuple(sorted(moved, key=lambda cell: (cell.row, cell.column))))


def unmerged_groups(grid: Grid) -> Grid:
    """The labels of groups in every row instead of once over all."""
    head = _head(grid)
    return Grid(tuple(
        cell._replace(row=row, row_span=1)
        for cell in grid.cells
        for row in (range(cell.row, cell.row + cell.row_span) if head and cell.row >= head and cell.row_span > 1 else (cell.row,))
    )) if head else grid  # fmt: skip


def titled_above(grid: Grid) -> str:
    """A caption that names no table."""
    return drawn(grid).replace("<table>", "<table><caption>统计表</caption>", 1)


def with_empty_cells(grid: Grid) -> Grid:
    """Merged cells written as one cell and empty ones below it."""
    return Grid(tuple(
        cell._replace(row=row, row_span=1, text=cell.text if row == cell.row else "")
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
    ))  # fmt: skip


def as_divisions(grid: Grid) -> str:
    """Rows and cells as divisions that a style sheet draws, spans said for readers aloud."""
    rows = (
        "".join(f'<div role="cell" aria-rowspan="{cell.row_span}" aria-colspan="{cell.column_span}">{cell.text}</div>' for cell in row)
        for row in _rows(grid)
    )
    return '<div role="table">' + "".join(f'<div role="row">{row}</div>' for row in rows) + "</div>"
