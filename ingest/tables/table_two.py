"""Table two (主动公开政府信息情况) from printed rows: every value under its row and its column, or said to be unread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.document import Cell
from ingest.forms import Entry
from ingest.labels import as_printed, closest, fold, squeeze
from ingest.report import PlacedCell
from ingest.tables.axes import ENTRIES, ENTRY_COLUMNS, ENTRY_HEADING, ENTRY_ITEM, ENTRY_ROWS, FORMS, entry_column_of, is_label
from ingest.tables.leaves import Leaf, Placed, place, place_in_fields, place_in_order, side_by_side
from ingest.tables.strips import Strip, is_blank, is_noise, is_value
from ingest.tables.turned import unnumbered

_UNIT = re.compile("[（(](?:单位[:：]?)?[万亿]?元[）)]|单位[:：]?[万亿]?元")


def cells_of(strips: Sequence[Strip]) -> tuple[tuple[PlacedCell, ...], tuple[tuple[Cell, ...], ...]]:
    """The cells of table two in printed order, and the rows with values that no label places."""
    placed: list[PlacedCell] = []
    unplaced: list[tuple[Cell, ...]] = []
    loose: set[int] = set()
    item, leaves, above, width = "", tuple[Leaf, ...](), False, 0
    for strip in _joined(_without_numbering(strips)):
        item = next((cell.text for cell in strip.cells if fold(cell.text).startswith(ENTRY_ITEM)), item)
        rest = tuple(cell for cell in strip.cells if not fold(cell.text).startswith(ENTRY_ITEM))
        header = _header_of(strip, rest)
        if header:
            # Two headers in a row of lines are the halves of one, and no label says which half stands over which.
            leaves = header if strip.grid is not None or not above or header == leaves else ()
            above, width = True, len(strip.cells)
            continue
        # A row of fields that is longer or shorter than its header has gained or lost one: its blanks say nothing any more.
        even = strip.fields is None or len(strip.cells) == width
        found = tuple(_row(strip if even else replace(strip, fields=None), rest if even else _printed(rest), item, leaves))
        placed += found
        loose |= {id(cell) for cell in found if strip.grid is None and strip.fields is None}
        values = [cell for cell in rest if not is_blank(cell) and is_value(cell.text)]
        above = above and not values and not any(_is_row(fold(cell.text)) for cell in rest)
        if values and len(values) < len(rest) and not found:
            unplaced.append(rest)
    return _with_whole_neighbours(placed, loose), tuple(unplaced)


def _with_whole_neighbours(placed: Sequence[PlacedCell], loose: set[int]) -> tuple[PlacedCell, ...]:
    """The cells; of those that came one a line, unread where the row after theirs is missing: its values may have moved up to them."""
    held = {_stem(cell) for cell in placed}
    return tuple(replace(cell, text=None) if id(cell) in loose and not _next_rows(cell) <= held else cell for cell in placed)


def _stem(cell: PlacedCell) -> str:
    return cell.measure.rpartition(".")[0]


def _next_rows(cell: PlacedCell) -> set[str]:
    """What follows the row of this cell in the edition of the form that has its column."""
    for form in FORMS:
        stems = list(dict.fromkeys(entry.measure.rpartition(".")[0] for entry in form.table_two))
        if any(entry.measure == cell.measure and fold(entry.column[-1]) == fold(cell.column[-1]) for entry in form.table_two):
            at = stems.index(_stem(cell))
            return set(stems[at + 1 : at + 2])
    return set()


def _printed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The label with what is printed behind it side by side; the label alone where a blank is between."""
    label = next((index for index, cell in enumerate(cells) if not is_blank(cell) and not is_value(cell.text)), len(cells))
    return (*cells[: label + 1], *side_by_side(cells[label + 1 :]))


def _without_numbering(strips: Sequence[Strip]) -> Iterator[Strip]:
    for _, some in groupby(strips, key=lambda strip: id(strip.grid)):
        yield from unnumbered(tuple(some))


def _joined(strips: Iterable[Strip]) -> Iterator[Strip]:
    """The strips, with the rows that came one cell a line put together: a row begins with a text behind a value or behind a heading."""
    for apart, some in groupby(strips, key=lambda strip: strip.grid is None and len(strip.cells) == 1):
        if not apart:
            yield from some
            continue
        row: list[Cell] = []
        for cell in (cell for strip in some for cell in strip.cells if not is_noise(cell.text) or is_value(cell.text)):
            if row and _begins(row, cell):
                yield Strip(tuple(row), None, 0, 0)
                row = []
            row.append(cell)
        if row:
            yield Strip(tuple(row), None, 0, 0)


def _begins(row: Sequence[Cell], cell: Cell) -> bool:
    if is_value(cell.text):
        return False
    words = fold(cell.text)
    return (
        words.startswith(ENTRY_ITEM)
        or words == ENTRY_HEADING
        or fold(row[0].text).startswith(ENTRY_ITEM)
        or _is_row(words)
        or any(is_value(one.text) and not is_blank(one) for one in row)
    )


def _is_row(words: str) -> bool:
    return words in ENTRY_ROWS


def _header_of(strip: Strip, cells: Sequence[Cell]) -> tuple[Leaf, ...]:
    """The leaves of a header row; none for any other row."""
    texts = [cell for cell in cells if not is_blank(cell)]
    if not any(fold(cell.text) == ENTRY_HEADING or entry_column_of(cell.text) for cell in texts):
        return ()
    if any(is_value(cell.text) for cell in texts):
        return ()
    if strip.grid is not None:
        heads = (cell for cell in texts if fold(cell.text) != ENTRY_HEADING)
        return tuple(Leaf(entry_column_of(cell.text), (squeeze(cell.text),), cell.column, cell.column + cell.column_span) for cell in heads)
    return tuple(_leaves_in_order([cell for cell in texts if fold(cell.text) != ENTRY_HEADING]))


def _leaves_in_order(cells: Sequence[Cell]) -> Iterator[Leaf]:
    """Leaves from header labels in order; pieces that only together are a label of the form are put together."""
    index = 0
    while index < len(cells):
        texts = [cell.text for cell in cells[index : index + 3]]
        width = next((some for some in (1, 2, 3) if fold("".join(texts[:some])) in ENTRY_COLUMNS), 1)
        printed = squeeze("".join(texts[:width]))
        yield Leaf(entry_column_of(printed), (printed,), cells[index].column)
        index += width


def _row(strip: Strip, cells: Sequence[Cell], item: str, leaves: tuple[Leaf, ...]) -> Iterator[PlacedCell]:
    label = next((cell for cell in cells if not is_blank(cell) and not is_value(cell.text)), None)
    words = fold(label.text) if label is not None else ""
    bare = fold(_UNIT.sub("", label.text)) if label is not None else ""
    row = next((one for one in (words, bare) if one in ENTRY_ROWS), None) or closest(words, ENTRY_ROWS)
    if label is None or row is None:
        return
    values = [cell for cell in cells[cells.index(label) + 1 :] if strip.grid is None or cell.row == strip.row]
    known = [leaf.id for leaf in leaves if leaf.id is not None]
    loose = strip.grid is None and strip.fields is None
    two_rows = strip.grid is None and not all(is_value(cell.text) for cell in values if is_label(cell.text))
    if two_rows or len(set(known)) < len(known) or (not _is_whole(leaves, ENTRY_ROWS[row]) and (loose or len(values) != len(leaves))):
        values = []
    placed: Placed = (
        place(leaves, values)
        if strip.grid is not None
        else (place_in_fields if strip.fields is not None else place_in_order)(leaves, values)
    )
    for leaf, cell in placed:
        entry = ENTRIES.get((ENTRY_ROWS[row], leaf.id or ""))
        if entry is not None:
            yield _placed(entry, (item, label.text), leaf, cell, label)


def _is_whole(leaves: tuple[Leaf, ...], stem: str) -> bool:
    """Whether a header names every column that one of the forms prints over this row: else a label is lost, and others may have slipped."""
    named = {leaf.id for leaf in leaves}
    if len(named) < len(leaves):
        return False
    return any({fold(entry.column[-1]) for entry in form.table_two if entry.measure.startswith(f"{stem}.")} == named for form in FORMS)


def _placed(entry: Entry, row: tuple[str, str], leaf: Leaf, cell: Cell | None, label: Cell) -> PlacedCell:
    source = label.source if cell is None else cell.source
    stated = _UNIT.search(row[1]) is not None
    labels = (as_printed(row[0], entry.row[0]), squeeze(row[1]) if stated else as_printed(row[1], entry.row[1], *_names_of(entry)))
    # Where the row's label states the unit, the form's label, which states one too, must not stand in for a header that states none.
    column = squeeze(leaf.labels[-1]) if stated else _column_label(leaf.labels[-1], entry)
    return PlacedCell(entry.measure, None, labels, (column,), None if cell is None else cell.text, source)


def _names_of(entry: Entry) -> Iterable[str]:
    """What either edition calls the row: 规范性文件 in a report of the form of 2021 is no damage."""
    stem = entry.measure.rpartition(".")[0]
    return (one.row[-1] for one in ENTRIES_OF.get(stem, ()))


ENTRIES_OF: dict[str, tuple[Entry, ...]] = {
    stem: tuple(entry for (one, _), entry in ENTRIES.items() if one == stem) for stem in dict.fromkeys(stem for stem, _ in ENTRIES)
}


def _column_label(printed: str, entry: Entry) -> str:
    """The printed label where it is the form's or states a unit of money (单位:元), else the form's."""
    return squeeze(printed) if _UNIT.search(printed) else as_printed(printed, entry.column[0])
