"""Repair grids as geometry: a table cut by page breaks becomes one grid again; knows of pages and cells, of no form."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from ingest.document import Block, Cell, Grid

# Points by which the same ruling may shift from one page to the next.
_NEAR = 3.0
_ENUMERATOR = re.compile(r"[一二三四五六七八九十]+(?:、|$)|[（(][一二三四五六七八九十]+[）)]|\d+[.．、]")
_FIRST = re.compile(r"1[.．、]|[（(]一[）)]|一、")
_WORDED = re.compile(r"[\u4e00-\u9fff]")
_Pair = tuple[Cell, Cell]


def join_continued(blocks: Sequence[Block], torn: frozenset[Cell] = frozenset()) -> tuple[Block, ...]:
    """The same blocks, grids that go on over a page break joined; every cell keeps the page and box of its beginning.

    Joined are grids on consecutive pages with nothing between them and the same columns. Header rows printed again are
    dropped; a label or a row cut by the page's end becomes one cell or row. `torn` are the cells whose edge at the cut is
    not drawn, which is how some programs print a row that goes on. Joining twice changes nothing.
    """
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(block, Grid) and isinstance(before, Grid) and _continues(before, block):
            joined[-1] = _joined(before, block, torn)
        else:
            joined.append(block)
    return tuple(joined)


def _continues(upper: Grid, lower: Grid) -> bool:
    if upper.ragged or lower.ragged or max(_pages(upper), default=-1) + 1 != min(_pages(lower), default=-1):
        return False
    above, below = _edges([upper]), _edges([lower])
    both = _edges([upper, lower])
    same_outline = abs(above[0] - below[0]) <= _NEAR and abs(above[-1] - below[-1]) <= _NEAR
    return same_outline and len(both) == max(len(above), len(below))


def _pages(grid: Grid) -> set[int]:
    return {cell.source.page for cell in grid.cells if cell.source.page is not None}


def _edges(grids: Iterable[Grid]) -> list[float]:
    """Where the columns of these grids begin and end, in points."""
    edges: list[float] = []
    places = (x for grid in grids for cell in grid.cells if cell.source.box for x in (cell.source.box[0], cell.source.box[2]))
    for x in sorted(places):
        if not edges or x - edges[-1] > _NEAR:
            edges.append(x)
    return edges


def _joined(upper: Grid, lower: Grid, torn: frozenset[Cell]) -> Grid:
    edges = _edges([upper, lower])
    above, below = (Grid(tuple(_on(edges, cell) for cell in grid.cells)) for grid in (upper, lower))
    if torn:
        named = zip((*upper.cells, *lower.cells), (*above.cells, *below.cells), strict=True)
        torn = frozenset(new for old, new in named if old in torn)
    below = _without_header(above, below)
    pairs = _pairs(above, below)
    cut = _is_cut(pairs, above, below, torn)
    merged = pairs if cut else [pair for pair in pairs if _is_one_label(pair, _beside(below, pair[1]), torn)]
    shift = above.height - cut
    kept = {id(old): _merged(old, new, cut) for old, new in merged}  # by identity: to hash a cell takes longer
    gone = {id(new) for _, new in merged}
    cells = [kept.get(id(cell), cell) for cell in above.cells]
    return Grid((*cells, *(cell._replace(row=cell.row + shift) for cell in below.cells if id(cell) not in gone)))


def _on(edges: Sequence[float], cell: Cell) -> Cell:
    """The same cell, its columns counted on these edges."""
    if cell.source.box is None:
        return cell
    x0, _, x1, _ = cell.source.box
    first, last = bisect_left(edges, x0 - _NEAR), bisect_left(edges, x1 - _NEAR)
    span = max(1, last - first)
    return cell if (first, span) == (cell.column, cell.column_span) else cell._replace(column=first, column_span=span)


def _without_header(above: Grid, below: Grid) -> Grid:
    """The lower grid without the rows at its top that repeat those at the top of the upper one."""
    rows = 0
    while rows < min(above.height, below.height) - 1 and _signature(above, rows) == _signature(below, rows) != ():
        rows += 1
    while rows and any(cell.row < rows < cell.row + cell.row_span for cell in below.cells):
        rows -= 1
    return Grid(tuple(cell._replace(row=cell.row - rows) for cell in below.cells if cell.row >= rows)) if rows else below


def _signature(grid: Grid, row: int) -> tuple[tuple[str, int, int, int], ...]:
    cells = [cell for cell in grid.row(row) if cell.row == row]
    return tuple((_squeezed(cell), cell.column, cell.row_span, cell.column_span) for cell in cells if cell.text)


def _squeezed(cell: Cell) -> str:
    return re.sub(r"\s", "", cell.text)


def _pairs(above: Grid, below: Grid) -> list[_Pair]:
    """The cells that meet at the cut over the same columns, from left to right."""
    ends = {(cell.column, cell.column_span): cell for cell in above.row(above.height - 1)}
    return [(ends[place], cell) for cell in below.row(0) if (place := (cell.column, cell.column_span)) in ends]


def _is_cut(pairs: Sequence[_Pair], above: Grid, below: Grid, torn: frozenset[Cell]) -> bool:
    """Whether the last row above and the first row below are one row that the page's end cuts in two."""
    if not len(pairs) == len(above.row(above.height - 1)) == len(below.row(0)):
        return False
    labels = [pair for pair in pairs if _is_worded(pair[0]) or _is_worded(pair[1])]
    values = [pair for pair in pairs if pair not in labels]
    if not labels or not values or any(old.text and new.text for old, new in values):
        return False  # a value in both halves: two rows
    old, new = labels[-1]
    if old.text and new.text:
        return not _is_enumerated(new) and (_is_enumerated(old) or {old, new} <= torn)
    filled = any(cell.text for _, cell in values), any(cell.text for cell, _ in values)
    return filled == ((True, False) if old.text else (False, True)) and {old, new} <= torn


def _beside(below: Grid, cell: Cell) -> Cell | None:
    """The first cell with text to the right of this one in the row below the cut."""
    return next((other for other in below.row(0) if other.column > cell.column and other.text), None)


def _is_one_label(pair: _Pair, beside: Cell | None, torn: frozenset[Cell]) -> bool:
    """Whether the page's end cuts this label of a group of rows in two; `beside` stands to the right of its lower half.

    It does where one half is empty, where both are the same, or where the lower half has no number of its own. Nothing is
    joined where the rows beside it begin again at 1: there another group begins.
    """
    old, new = pair
    if beside is None or not _is_worded(beside) or not (_is_worded(old) or _is_worded(new)):
        return False
    same = _squeezed(old) == _squeezed(new) and _is_enumerated(old)
    if {old, new} <= torn:
        return same or not (old.text and _is_enumerated(new))
    if _FIRST.match(_squeezed(beside)):
        return False
    if not old.text or not new.text:
        return bool(old.text) or old.row_span > 1
    return same or (_is_enumerated(old) and not _is_enumerated(new))


def _is_worded(cell: Cell) -> bool:
    return bool(_WORDED.search(cell.text))


def _is_enumerated(cell: Cell) -> bool:
    return bool(_ENUMERATOR.match(_squeezed(cell)))


def _merged(old: Cell, new: Cell, cut: bool) -> Cell:
    texts = (old.text,) if _squeezed(old) == _squeezed(new) else (old.text, new.text)
    return old._replace(text="\n".join(text for text in texts if text), row_span=old.row_span + new.row_span - cut)
