"""Table two (主动公开政府信息情况) from printed rows: every value under its row and its column, or said to be unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ingest.axes import ENTRIES, ENTRY_COLUMNS, ENTRY_HEADING, ENTRY_ITEM, ENTRY_ROWS, FORMS, entry_column_of
from ingest.document import Cell
from ingest.forms import Entry
from ingest.labels import as_printed, closest, fold, normal, squeeze
from ingest.leaves import Leaf, Placed, place, place_in_fields, place_in_order
from ingest.report import PlacedCell
from ingest.strips import Strip, is_blank, is_noise, is_value


def cells_of(strips: Sequence[Strip]) -> tuple[tuple[PlacedCell, ...], tuple[tuple[Cell, ...], ...]]:
    """The cells of table two in printed order, and the rows with values that no label places."""
    placed: list[PlacedCell] = []
    unplaced: list[tuple[Cell, ...]] = []
    item, leaves = "", tuple[Leaf, ...]()
    for strip in _joined(strips):
        item = next((cell.text for cell in strip.cells if fold(cell.text).startswith(ENTRY_ITEM)), item)
        rest = tuple(cell for cell in strip.cells if not fold(cell.text).startswith(ENTRY_ITEM))
        header = _header_of(strip, rest)
        if header:
            leaves = header
            continue
        found = tuple(_row(strip, rest, item, leaves))
        placed += found
        values = [cell for cell in rest if not is_blank(cell) and is_value(cell.text)]
        if values and len(values) < len(rest) and not found:
            unplaced.append(rest)
    return tuple(placed), tuple(unplaced)


def _joined(strips: Sequence[Strip]) -> Iterator[Strip]:
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
    row = words if words in ENTRY_ROWS else closest(words, ENTRY_ROWS)
    if label is None or row is None:
        return
    values = [cell for cell in cells[cells.index(label) + 1 :] if strip.grid is None or cell.row == strip.row]
    if not _is_whole(leaves, ENTRY_ROWS[row]) and len(values) != len(leaves):
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
    return any({fold(entry.column[-1]) for entry in form.table_two if entry.measure.startswith(f"{stem}.")} == named for form in FORMS)


def _placed(entry: Entry, row: tuple[str, str], leaf: Leaf, cell: Cell | None, label: Cell) -> PlacedCell:
    source = label.source if cell is None else cell.source
    labels = (as_printed(row[0], entry.row[0]), as_printed(row[1], entry.row[1], *_names_of(entry)))
    return PlacedCell(entry.measure, None, labels, (_column_label(leaf.labels[-1], entry),), None if cell is None else cell.text, source)


def _names_of(entry: Entry) -> Iterable[str]:
    """What either edition calls the row: 规范性文件 in a report of the form of 2021 is no damage."""
    stem = entry.measure.rpartition(".")[0]
    return (one.row[-1] for one in ENTRIES_OF.get(stem, ()))


ENTRIES_OF: dict[str, tuple[Entry, ...]] = {
    stem: tuple(entry for (one, _), entry in ENTRIES.items() if one == stem) for stem in dict.fromkeys(stem for stem, _ in ENTRIES)
}


def _column_label(printed: str, entry: Entry) -> str:
    """The printed label where it is the form's or states another unit of money (单位:元), else the form's."""
    if "单位" in printed and normal(printed) != normal(entry.column[0]):
        return squeeze(printed)
    return as_printed(printed, entry.column[0])
