"""Table three where it came as lines of text: labels, and behind each the values that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from ingest.document import Cell, Grid
from ingest.labels import fold, label_of
from ingest.tables.axes import COLUMNS, LINE_WORDS, NEXT_LINES, RESULTS_WORDS, THREE_HEADINGS, group_of
from ingest.tables.heads import leaves_of_text
from ingest.tables.leaves import Leaf, Placed, place_in_order
from ingest.tables.rows import FORM, HEADER_ONLY, Row, is_line, unread
from ingest.tables.strips import Strip, is_blank, is_noise, is_value
from ingest.tables.widths import Fields, Values, settled


@dataclass
class _Entry:
    """A row of text being read: its label, maybe of several pieces, and the values that follow it."""

    label: Cell
    row: int
    values: list[Cell] = field(default_factory=list)
    apart: bool = False
    closed: bool = False
    torn: bool = False
    fields: Grid | None = None


def rows_of_text(strips: Sequence[Strip], leaves: tuple[Leaf, ...]) -> tuple[list[Row], tuple[Leaf, ...]]:
    """The rows in printed order, and the leaves of their header; the ones given where there is no header among them."""
    stream = _Stream()
    for index, strip in enumerate(strips):
        stream.take(index, _without_lead(strip.cells if strip.fields is None else _unnumbered(strip.cells)), strip.fields)
    printed = leaves_of_text(stream.headers)
    leaves = leaves if printed is None else printed
    values_of = settled([Fields(fold(entry.label.text), tuple(entry.values), entry.fields) for entry in stream.entries], len(FORM))
    rows: list[Row] = []
    waiting = False
    nexts = _next_measures(stream.entries)
    for entry, values, after in zip(stream.entries, values_of, nexts, strict=True):
        lost = (entry.apart and not _follows(entry, after)) or (entry.torn and any(map(is_blank, values or ())))
        values = None if lost else values
        rows.append(Row((entry.label,), _placed(entry, values, waiting, leaves), tuple(entry.values)))
        waiting = not entry.values and (waiting or _awaits_values(entry))
    return rows + [Row((), None, stray) for stray in stream.strays], leaves


def _next_measures(entries: Sequence[_Entry]) -> list[str | None]:
    """The line that each entry's values are followed by: None where that is no line of the form, '' at the end."""
    found: list[str | None] = []
    after: str | None = ""
    for entry in reversed(entries):
        found.append(after)
        if entry.values or _awaits_values(entry):
            after = LINE_WORDS.get(fold(entry.label.text))
    return found[::-1]


def _follows(entry: _Entry, after: str | None) -> bool:
    """Whether no line of the form is missing behind this one: where labels are lost with values, the rest of the lost row moves up."""
    own = LINE_WORDS.get(fold(entry.label.text))
    return own is None or after is None or after in NEXT_LINES.get(own, ())


def _placed(entry: _Entry, values: Values | None, waiting: bool, leaves: tuple[Leaf, ...]) -> Placed | None:
    """Values by leaf; unread where a run of labels without values came before, for the values may belong to any of them."""
    if not entry.values:
        return unread(leaves) if _awaits_values(entry) else None
    return unread(leaves) if (entry.apart and waiting) or not leaves or values is None else place_in_order(leaves, values)


def _awaits_values(entry: _Entry) -> bool:
    words = fold(entry.label.text)
    return words in LINE_WORDS and group_of(words) is None


@dataclass
class _Stream:
    """Labels with the values behind them, the header's labels, and rows of values that no label precedes, as they come."""

    entries: list[_Entry] = field(default_factory=list)
    headers: list[list[Cell]] = field(default_factory=lambda: [[]])
    strays: list[tuple[Cell, ...]] = field(default_factory=list)
    heading: bool = True

    def take(self, index: int, cells: tuple[Cell, ...], fields: Grid | None) -> None:
        """Take in one line of text, and the ragged grid that it stands in."""
        last = self.entries[-1] if self.entries else None
        # Values on a row of fields of their own: converters print a run of labels first, and then the rows of their values.
        alone = len(cells) > 1 and all(is_value(cell.text) for cell in cells)
        if last is not None and alone and (last.closed or (fields is not None and not self.heading)):
            self.strays.append(cells)
            return
        if _is_heading(cells) and not self.heading:
            self.headers.append([])
            self.heading = True
        for cell in cells:
            self._take_cell(index, cell, fields)
        if len(cells) > 1 and self.entries and self.entries[-1].row == index and self.entries[-1].values:
            self.entries[-1].closed = True

    def _take_cell(self, index: int, cell: Cell, fields: Grid | None) -> None:
        if is_value(cell.text):
            if self.entries and not self.heading:
                self.entries[-1].values.append(cell)
                self.entries[-1].apart |= self.entries[-1].row != index
        elif self.heading and _in_header(cell.text):
            self.headers[-1].append(cell._replace(row=index))
        elif not is_noise(cell.text):
            self.heading = False
            if self.entries and self.entries[-1].row == index and any(not is_blank(value) for value in self.entries[-1].values):
                self.entries[-1].torn = True  # words behind the values: of a row with blanks nobody can tell how many fields it lost
            _open(self.entries, cell, index, fields)


def _is_heading(cells: Sequence[Cell]) -> bool:
    """Whether a row of text begins a header, which may be repeated on a new page."""
    return any(fold(cell.text) in THREE_HEADINGS or fold(cell.text) in HEADER_ONLY for cell in cells)


def _in_header(text: str) -> bool:
    label = label_of(text)
    return label.words in THREE_HEADINGS or (label.number == "" and (label.words in COLUMNS or not is_line(text)))


def _unnumbered(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row of fields without the number that counts its rows: a whole number before a label is no value, for values stand behind theirs."""
    counted = len(cells) > 2 and cells[0].text.isdecimal() and not is_value(cells[1].text)
    return cells[1:] if counted else cells


def _without_lead(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells without the empty ones left of a label, which stand for labels that span rows."""
    first = next((index for index, cell in enumerate(cells) if not is_blank(cell)), len(cells))
    return cells[first:] if first < len(cells) and not is_value(cells[first].text) else cells


def _open(entries: list[_Entry], cell: Cell, index: int, fields: Grid | None) -> None:
    """Begin a row, or carry on the label of the last one where the page breaks it into lines."""
    if entries and _carries_on(entries[-1].label.text, cell.text):
        entries[-1].label = entries[-1].label._replace(text=entries[-1].label.text + cell.text)
    else:
        entries.append(_Entry(cell, index, fields=fields))


def _carries_on(before: str, text: str) -> bool:
    words = fold(before)
    if words in LINE_WORDS or group_of(words) or label_of(text).number:
        return False
    joined = words + fold(text)
    return any(known.startswith(joined) for known in chain(LINE_WORDS, (RESULTS_WORDS,)))
