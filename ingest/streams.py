"""Table three where it came as lines of text: labels, and behind each the values that follow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from ingest.axes import COLUMNS, LINE_WORDS, RESULTS_WORDS, THREE_HEADINGS, column_of, group_of
from ingest.document import Cell
from ingest.labels import fold, label_of, normal
from ingest.leaves import Leaf, Placed, place_in_order
from ingest.rows import FORM, HEADER_ONLY, Row, is_line, unread
from ingest.strips import Strip, is_blank, is_noise, is_value


@dataclass
class _Entry:
    """A row of text being read: its label, maybe of several pieces, and the values that follow it."""

    label: Cell
    row: int
    values: list[Cell] = field(default_factory=list)
    apart: bool = False
    closed: bool = False


def rows_of_text(strips: Sequence[Strip], leaves: tuple[Leaf, ...]) -> tuple[list[Row], tuple[Leaf, ...]]:
    """The rows in printed order, and the leaves of their header; the ones given where there is no header among them."""
    stream = _Stream()
    for index, strip in enumerate(strips):
        stream.take(index, _without_lead(strip.cells))
    leaves = _leaves_of_text(stream.header) or leaves
    before = (None, *stream.entries)
    rows = [
        Row((entry.label,), _placed(entry, last, leaves), tuple(entry.values)) for last, entry in zip(before, stream.entries, strict=False)
    ]
    return rows + [Row((), None, stray) for stray in stream.strays], leaves


def _placed(entry: _Entry, before: _Entry | None, leaves: tuple[Leaf, ...]) -> Placed | None:
    """Values by leaf; unread where a run of labels without values came before, for the values may belong to any of them."""
    if not entry.values:
        return unread(leaves) if _awaits_values(entry) else None
    heaped = entry.apart and before is not None and not before.values and _awaits_values(before)
    return unread(leaves) if heaped or not leaves else place_in_order(leaves, entry.values)


def _awaits_values(entry: _Entry) -> bool:
    words = fold(entry.label.text)
    return words in LINE_WORDS and group_of(words) is None


@dataclass
class _Stream:
    """Labels with the values behind them, the header's labels, and rows of values that no label precedes, as they come."""

    entries: list[_Entry] = field(default_factory=list)
    header: list[Cell] = field(default_factory=list)
    strays: list[tuple[Cell, ...]] = field(default_factory=list)
    heading: bool = True

    def take(self, index: int, cells: tuple[Cell, ...]) -> None:
        """Take in one line of text."""
        last = self.entries[-1] if self.entries else None
        if last is not None and last.closed and len(cells) > 1 and all(is_value(cell.text) for cell in cells):
            self.strays.append(cells)
            return
        self.heading |= _is_heading(cells)
        for cell in cells:
            self._take_cell(index, cell)
        if len(cells) > 1 and self.entries and self.entries[-1].row == index and self.entries[-1].values:
            self.entries[-1].closed = True

    def _take_cell(self, index: int, cell: Cell) -> None:
        if is_value(cell.text):
            if self.entries and not self.heading:
                self.entries[-1].values.append(cell)
                self.entries[-1].apart |= self.entries[-1].row != index
        elif self.heading and _in_header(cell.text):
            self.header.append(cell)
        elif not is_noise(cell.text):
            self.heading = False
            _open(self.entries, cell, index)


def _is_heading(cells: Sequence[Cell]) -> bool:
    """Whether a row of text begins a header, which may be repeated on a new page."""
    return any(fold(cell.text) in THREE_HEADINGS or fold(cell.text) in HEADER_ONLY for cell in cells)


def _in_header(text: str) -> bool:
    return (label_of(text).number == "" and not is_line(text)) or fold(text) in THREE_HEADINGS or normal(text) in COLUMNS


def _without_lead(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells without the empty ones left of a label, which stand for labels that span rows."""
    first = next((index for index, cell in enumerate(cells) if not is_blank(cell)), len(cells))
    return cells[first:] if first < len(cells) and not is_value(cells[first].text) else cells


def _open(entries: list[_Entry], cell: Cell, index: int) -> None:
    """Begin a row, or carry on the label of the last one where the page breaks it into lines."""
    if entries and _carries_on(entries[-1].label.text, cell.text):
        entries[-1].label = replace(entries[-1].label, text=entries[-1].label.text + cell.text)
    else:
        entries.append(_Entry(cell, index))


def _carries_on(before: str, text: str) -> bool:
    words = fold(before)
    if words in LINE_WORDS or group_of(words) or label_of(text).number:
        return False
    joined = words + fold(text)
    return any(known.startswith(joined) for known in chain(LINE_WORDS, (RESULTS_WORDS,)))


def _leaves_of_text(header: Sequence[Cell]) -> tuple[Leaf, ...]:
    """The seven leaves in the order of the form, if the header's labels, cut or not, are those of the form with 总计 behind 自然人."""
    words = [fold(cell.text) for cell in header]
    whole = "".join(word for word in words if word not in THREE_HEADINGS)
    once = Counter("".join(COLUMNS))
    repeats = sum(Counter(whole).values()) // sum(once.values()) or 1
    known = {column.labels[-1] for word in words if (column := column_of(word)) is not None}
    if len(known) < len(COLUMNS) and Counter(whole) != Counter({character: count * repeats for character, count in once.items()}):
        return ()
    return FORM if _first(header, "自") < _first(header, "总") else ()


def _first(header: Sequence[Cell], character: str) -> tuple[int, int]:
    """Where a header label begins: its field in its row, then its place in the text."""
    return next(((cell.column, index) for index, cell in enumerate(header) if character in cell.text), (0, len(header)))
