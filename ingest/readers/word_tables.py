"""The cells of a Word table at the places where Word draws them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

from ingest.readers.ooxml import W

_TR, _TC = f"{W}tr", f"{W}tc"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "moveTo", "smartTag"))
_GONE = ("trPr/{0}del", "tcPr/{0}cellDel", "trPr/{0}hidden")
_SLIVER = 57
"""Twips, one millimetre: edges that are nearer belong to one line, which rows drawn by hand miss by a hair."""
_EVEN = 1_000
_LIKE = 0.03
_MOST_SPANNED = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a table: its element and the places that it covers."""

    element: Any
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    element: Any
    row: int
    left: int
    right: int
    continues: bool


def placed(table: Any) -> tuple[Placed, ...]:
    """The cells of a table in reading order, merged ones once, deleted and hidden rows left out.

    The columns are those that the cells say they span. Where the rows do not agree on how many there are, the printed widths of the
    cells say it, if these agree; columns less than a millimetre wide are none.
    """
    rows = [list(inner(row, _TC)) for row in inner(table, _TR)]
    before = [_number(row, "trPr/{0}gridBefore", 0) for row in inner(table, _TR)]
    spans = [[_number(cell, "tcPr/{0}gridSpan", 1) for cell in row] for row in rows]
    after = [_number(row, "trPr/{0}gridAfter", 0) for row in inner(table, _TR)]
    counts = {sum(row) + one + other for row, one, other in zip(spans, before, after, strict=True)}
    edges = _edges_of_spans(spans, before, _column_widths(table))
    if len(counts) > 1:
        edges = _edges_of_widths(table, rows) or edges
    return tuple(_merged(_drawn(rows, edges, _columns(edges, rows))))


def inner(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in content controls; deleted and hidden ones left out."""
    for child in parent:
        if child.tag == tag and not any(child.find(f"{W}{path.format(W)}") is not None for path in _GONE):
            yield child
        elif child.tag in _WRAPPERS:
            yield from inner(child, tag)


def _column_widths(table: Any) -> list[int]:
    return [_number(column, "", 0, "w") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]


def _edges_of_spans(spans: Sequence[Sequence[int]], before: Sequence[int], widths: Sequence[int]) -> list[list[int]]:
    """The edges of every row's cells: in twips where the table says how wide its columns are, else evenly apart."""
    most = max((sum(row) + first for row, first in zip(spans, before, strict=True)), default=0)
    known = list(widths) if len(widths) == most and all(widths) else [_EVEN] * most
    at = list(accumulate(known, initial=0))
    return [[at[place] for place in accumulate(row, initial=first)] for row, first in zip(spans, before, strict=True)]


def _edges_of_widths(table: Any, rows: Sequence[Sequence[Any]]) -> list[list[int]]:
    """The edges by the printed widths of the cells; none where a cell has none, or where the rows are not equally wide."""
    starts = [_number(row, "trPr/{0}wBefore", 0, "w") for row in inner(table, _TR)]
    widths = [[_number(cell, "tcPr/{0}tcW", 0, "w") for cell in row] for row in rows]
    edges = [list(accumulate(row, initial=start)) for row, start in zip(widths, starts, strict=True)]
    ends = [row[-1] for row in edges]
    agree = bool(ends) and all(all(row) for row in widths) and max(ends) - min(ends) <= _LIKE * max(ends)
    return [[*row[:-1], max(ends)] for row in edges] if agree else []


def _columns(edges: Sequence[Sequence[int]], rows: Sequence[Sequence[Any]]) -> dict[int, int]:
    """The column that begins at each edge; edges within a sliver are one where no cell with words would vanish by that."""
    columns: dict[int, int] = {}
    first = None
    for edge in sorted({edge for row in edges for edge in row}):
        if first is None or edge - first > _SLIVER:
            first = edge
        columns[edge] = columns[first] if first in columns else len(set(columns.values()))
    vanish = (
        cell for row, cells in zip(edges, rows, strict=True) for (left, right), cell in zip(pairwise(row), cells, strict=True)
        if columns[left] == columns[right]
    )  # fmt: skip
    if any(next(cell.iter(f"{W}t"), None) is not None for cell in vanish):
        return {edge: place for place, edge in enumerate(sorted(columns))}
    return columns


def _drawn(rows: Sequence[Sequence[Any]], edges: Sequence[Sequence[int]], columns: dict[int, int]) -> Iterator[_Drawn]:
    for row, (cells, at) in enumerate(zip(rows, edges, strict=True)):
        line: list[_Drawn] = []
        for cell, (left, right) in zip(cells, pairwise(at), strict=True):
            if columns[left] == columns[right]:
                continue
            if line and _merge(cell, "hMerge") == "continue" and not _has_text(cell):
                line[-1] = replace(line[-1], right=columns[right])
                continue
            continues = _merge(cell, "vMerge") == "continue" and not _has_text(cell)
            line.append(_Drawn(cell, row, columns[left], columns[right], continues))
        yield from line


def _merged(drawn: Iterable[_Drawn]) -> Iterator[Placed]:
    """Cells with those merged into them from below: only where these continue them without a gap, at the same left edge."""
    cells: list[Placed] = []
    reaching: dict[int, int] = {}  # column to the index of the cell that a vertical merge would continue
    for one in drawn:
        above = cells[reaching[one.left]] if one.left in reaching else None
        if one.continues and above is not None and above.row + above.row_span == one.row and above.column_span == one.right - one.left:
            cells[reaching[one.left]] = replace(above, row_span=above.row_span + 1)
        else:
            reaching[one.left] = len(cells)
            cells.append(Placed(one.element, one.row, one.left, 1, one.right - one.left))
    return iter(cells)


def _merge(cell: Any, kind: str) -> str | None:
    """restart, continue, or None for a cell that is not merged in this direction."""
    found = cell.find(f"{W}tcPr/{W}{kind}")
    return None if found is None else found.get(f"{W}val", "continue")


def _has_text(cell: Any) -> bool:
    return any((text.text or "").strip() for text in cell.iter(f"{W}t"))


def _number(node: Any, path: str, otherwise: int, name: str = "val") -> int:
    found = node.find(f"{W}{path.format(W)}") if path else node
    value = "" if found is None else found.get(f"{W}{name}", "")
    return min(int(value), _MOST_SPANNED if name == "val" else 100_000) if value.isdecimal() and len(value) < 9 else otherwise
