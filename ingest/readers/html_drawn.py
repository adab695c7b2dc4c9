"""Tables that a page draws without table tags: rows and cells by their roles, their display or the names of their classes."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.document import Cell, Grid
from ingest.readers.html_tables import marked, placed, text_of

_ROWS = "[role=row], [style*=table-row], [class~=tr], [class~=row], [class~=table-row], [class~=trow]"
_CELLS = (
    "[role=cell], [role=gridcell], [role=columnheader], [role=rowheader], [style*=table-cell],"
    " [class~=td], [class~=th], [class~=cell], [class~=table-cell], [class~=col]"
)
_SPANS = ("aria-rowspan", "aria-colspan")
_LEAST_ROWS = 3


def take_out_drawn(tree: LexborHTMLParser, first: int) -> list[Grid]:
    """The grids of rows and cells that are no table tags; in the tree, numbers from `first` stand in their places.

    Where nothing says which cells are merged, a grid is ragged: the order of its cells is all that is known.
    """
    found: list[Grid] = []
    for parent, rows in _runs(tree):
        cells = [[cell for cell in row.css(_CELLS) if cell.mem_id != row.mem_id] for row in rows]
        if len(rows) < _LEAST_ROWS or sum(len(row) > 1 for row in cells) * 2 < len(rows):
            continue
        spanned = any(cell.attributes.get(name, "1") != "1" for row in cells for cell in row for name in _SPANS)
        found.append(Grid(placed(cells, _SPANS)) if spanned else Grid(tuple(_in_order(cells)), ragged=True))
        parent.replace_with(marked(first + len(found) - 1))
    return found


def _runs(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, list[LexborNode]]]:
    """The elements with rows as children, and these rows; groups of rows (role=rowgroup) are looked through."""
    runs: dict[int, tuple[LexborNode, list[LexborNode]]] = {}
    for row in tree.css(_ROWS):
        parent = row.parent
        while parent is not None and parent.attributes.get("role") == "rowgroup":
            parent = parent.parent
        if parent is not None and parent.tag not in ("body", "html"):
            runs.setdefault(parent.mem_id, (parent, []))[1].append(row)
    return iter(runs.values())


def _in_order(rows: list[list[LexborNode]]) -> Iterator[Cell]:
    return (Cell(text_of(cell), row, column) for row, cells in enumerate(rows) for column, cell in enumerate(cells))
