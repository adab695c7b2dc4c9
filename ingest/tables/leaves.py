"""Header leaves and the values below them: where a grid's geometry places a value, where only the order does, where neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.document import Cell, Grid
from ingest.labels import squeeze
from ingest.tables.strips import is_blank

Placed = tuple[tuple["Leaf", Cell | None], ...]
"""Values by header leaf; None where the value under a leaf cannot be told."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column that a header names: the id of what it names (None for an unknown label), the labels as printed, its extent in grid columns."""

    id: str | None
    labels: tuple[str, ...]
    start: int = 0
    end: int = 0


def leaves_of(grid: Grid, rows: Sequence[int], name: Callable[[tuple[str, ...]], str | None]) -> tuple[Leaf, ...]:
    """The leaves of the header that fills these rows, from left to right; `name` tells what a path of labels names.

    Columns left of the first known leaf head no values and make no leaf; a blank cell right of it heads values of which nothing is known.
    """
    found: list[Leaf] = []
    previous: Cell | None = None
    for column in range(grid.width):
        path = tuple(dict.fromkeys(cell for row in rows if (cell := grid.at(row, column)) is not None and not is_blank(cell)))
        blank = next((cell for row in rows if (cell := grid.at(row, column)) is not None), None) if found else None
        innermost = path[-1] if path else blank
        if innermost is None:
            previous = None
            continue
        labels = tuple(squeeze(cell.text) for cell in path)
        if found and innermost is previous:
            found[-1] = Leaf(found[-1].id, found[-1].labels, found[-1].start, column + 1)
        elif (id := name(labels)) is not None or found:
            found.append(Leaf(id, labels, column, column + 1))
        previous = innermost if found else None
    return tuple(found)


def is_sound(leaves: tuple[Leaf, ...], form: tuple[Leaf, ...]) -> bool:
    """Whether a header can be trusted: it names all columns of the form once, or those that it names stand where the form has them.

    Lost row spans and lost header cells shift labels over their neighbours' columns. A heading with nothing below it beside leaves
    that it does stand over has lost them to the side.
    """
    if any(leaf.id is None and leaf.labels and _heads_another(leaf, leaves) for leaf in leaves):
        return False
    known = [leaf.id for leaf in leaves if leaf.id is not None]
    if {leaf.id for leaf in form} <= set(known):
        return len(set(known)) == len(known)
    return len(leaves) == len(form) and all(leaf.id in (None, meant.id) for leaf, meant in zip(leaves, form, strict=True))


def _heads_another(bare: Leaf, leaves: tuple[Leaf, ...]) -> bool:
    return any(len(leaf.labels) > len(bare.labels) and leaf.labels[: len(bare.labels)] == bare.labels for leaf in leaves)


def place(leaves: tuple[Leaf, ...], cells: Sequence[Cell]) -> Placed:
    """The values of one row of a grid by leaf.

    Geometry places them where every value stands under one leaf. Where spans lie (shanghai_office_2019 prints
    headers of 1, 2, 1 columns over values of 2, 1, 1) order does, if there are as many values as leaves; where
    both speak and differ, the value is unread.
    """
    right = [cell for cell in cells if cell.column >= leaves[0].start] if leaves else []
    ordered = next((some for some in (right, list(cells)) if len(some) == len(leaves)), None)
    standing = _by_geometry(leaves, cells)
    if ordered is not None and standing is not None:
        pairs = zip(ordered, standing, strict=True)
        return tuple(zip(leaves, (one if other is None or one.text == other.text else None for one, other in pairs), strict=True))
    return _paired(leaves, ordered or standing)


def _paired(leaves: tuple[Leaf, ...], cells: Sequence[Cell | None] | None) -> Placed:
    return tuple(zip(leaves, cells or [None] * len(leaves), strict=True))


def _by_geometry(leaves: tuple[Leaf, ...], cells: Sequence[Cell]) -> list[Cell | None] | None:
    """The cell under each leaf; None where a printed value stands under several leaves, under none or beside another.

    A blank cell that is merged over several leaves may hide a number of any of them: those are unread.
    """
    below: list[list[Cell]] = [
        [cell for cell in cells if cell.column < leaf.end and cell.column + cell.column_span > leaf.start] for leaf in leaves
    ]
    printed = [cell for cell in cells if not is_blank(cell)]
    if not leaves or any(_spread(cell, leaves) != 1 for cell in printed):
        return None
    if cells and cells[-1].column >= leaves[-1].end:
        return None  # a row that ends too late has a cell too many, and those behind it may have moved down
    known = [under for leaf, under in zip(leaves, below, strict=True) if leaf.id is not None]
    if not known or not known[-1] or any(sum(not is_blank(cell) for cell in under) > 1 for under in below):
        return None  # a row that ends too early has lost a cell, and those behind it may have moved up
    merged = [cell for cell in cells if _spread(cell, leaves) > 1]
    return [next((cell for cell in sorted(under, key=is_blank) if cell not in merged), None) for under in below]


def _spread(cell: Cell, leaves: tuple[Leaf, ...]) -> int:
    """How many leaves a cell stands under."""
    end = cell.column + cell.column_span
    return sum([cell.column < leaf.end and end > leaf.start for leaf in leaves])


def place_in_order(leaves: tuple[Leaf, ...], cells: Sequence[Cell]) -> Placed:
    """The values of a row of text by leaf: in order where as many stand side by side as there are leaves, or as many with the empty cells."""
    return _paired(leaves, next((some for some in (side_by_side(cells), cells) if leaves and len(some) == len(leaves)), None))


def side_by_side(cells: Sequence[Cell]) -> Sequence[Cell]:
    """From the first cell that is printed to the last, where none between is blank; nothing where one is."""
    printed = [index for index, cell in enumerate(cells) if not is_blank(cell)]
    between = cells[printed[0] : printed[-1] + 1] if printed else ()
    return between if len(between) == len(printed) else ()


def place_in_fields(leaves: tuple[Leaf, ...], cells: Sequence[Cell]) -> Placed:
    """The values of a row of text by the fields that the header's leaves stand in; else as `place_in_order`.

    Merged cells are written with empty fields behind them, in the header and in the row alike.
    """
    heads = {leaf.start: leaf for leaf in leaves}
    fields = {cell.column: cell for cell in cells}
    # A row that has no field under each leaf has lost one, or its header has: what stands behind the gap has moved.
    if len(heads) < len(leaves) or heads.keys() - fields.keys() or any(cell.column not in heads for cell in cells if not is_blank(cell)):
        printed = side_by_side(cells)
        return _paired(leaves, printed if len(printed) == len(leaves) else None)
    return _paired(leaves, [fields.get(leaf.start) for leaf in leaves])
