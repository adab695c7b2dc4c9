"""Tables without rulings: which column a number is in by where it stands, and which label is its row's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from ingest.document import Cell, Grid, Locator
from ingest.readers.glyphs import Glyph, rows_of, text_of, unified, words

_NUMBER = re.compile(r"[-+]?[\d,.]+[%万元件]*|[-/—]+")
_LAST = re.compile(r"[\d,.%万元件/—-]")
_FEWEST = 5
"""Numbers in a row: a table with fewer columns is read by its lines of text."""

_NEAR = 0.35
"""Of the distance of two columns, or of a line's height: as far from its place as something may stand."""

_SLACK = 2.5
"""Points that the middle of a label may lie off the middle of its numbers."""

Row = list[Glyph]


class Span(NamedTuple):
    """A text over several columns: in which line of the header, from which column to which."""

    line: int
    first: int
    last: int
    text: str


class Table(NamedTuple):
    """Lines of characters that are a table: those above its first number, those from there on, and the middles of its columns."""

    header: list[Row]
    body: list[Row]
    middles: list[float]

    @property
    def edges(self) -> list[float]:
        """Where the columns of numbers part, half way between their middles."""
        between = [(a + b) / 2 for a, b in pairwise(self.middles)]
        return [2 * self.middles[0] - between[0], *between, 2 * self.middles[-1] - between[-1]]


def unruled(glyphs: Sequence[Glyph], page: int) -> tuple[list[Grid], list[Glyph]]:
    """The tables of numbers among these characters, and the characters outside them.

    A table of which a number stands between two columns, or a label between two rows, is left as lines of text.
    """
    rows = [sorted(row, key=lambda glyph: glyph.x0) for row in rows_of([glyph for glyph in glyphs if glyph.text.strip()])]
    grids: list[Grid] = []
    taken: set[Glyph] = set()
    for table in _tables(rows):
        cells = _cells(table, page)
        if cells is not None:
            grids.append(Grid(cells))
            taken.update(glyph for row in (*table.header, *table.body) for glyph in row)
    return grids, [glyph for glyph in glyphs if glyph not in taken] if taken else list(glyphs)


def _tables(rows: list[Row]) -> Iterator[Table]:
    """The runs of rows whose numbers stand under each other, each with the header above it."""
    ending = ((index, row) for index, row in enumerate(rows) if _LAST.fullmatch(row[-1].text))  # parting lines into words takes long
    anchors = [(index, numbers) for index, row in ending if len(numbers := _numbers(row)) >= _FEWEST]
    groups: list[list[tuple[int, list[Row]]]] = []
    for anchor in anchors:
        if groups and _fits(anchor[1], _middles(max((numbers for _, numbers in groups[-1]), key=len))):
            groups[-1].append(anchor)
        else:
            groups.append([anchor])
    before = 0
    for group in groups:
        widest = max((numbers for _, numbers in group), key=len)
        first, last = group[0][0], _last(rows, group[-1][0])
        top = _top(rows, first, before)
        before = last + 1
        yield Table(rows[top:first], rows[first : last + 1], _middles(widest))


def _numbers(row: Row) -> list[Row]:
    """The numbers at the end of a line."""
    behind = takewhile(lambda word: _NUMBER.fullmatch("".join(glyph.text for glyph in word)), reversed(list(words(row))))
    return list(behind)[::-1]


def _middles(numbers: Sequence[Row]) -> list[float]:
    return [(word[0].x0 + word[-1].x1) / 2 for word in numbers]


def _fits(numbers: Sequence[Row], middles: Sequence[float]) -> bool:
    return all(_column(word, middles) is not None for word in numbers)


def _column(word: Row, middles: Sequence[float]) -> int | None:
    """The column that the middle of this word stands in; None where it stands between two."""
    middle = (word[0].x0 + word[-1].x1) / 2
    pitch = min(b - a for a, b in pairwise(middles))
    after = bisect_left(middles, middle)
    nearest = min(range(max(0, after - 1), min(after + 1, len(middles))), key=lambda index: abs(middles[index] - middle))
    return nearest if abs(middles[nearest] - middle) <= _NEAR * pitch else None


def _height(row: Row) -> float:
    return max(glyph.bottom - glyph.top for glyph in row)


def _top(rows: list[Row], first: int, least: int) -> int:
    """The first line of the header above this row: lines of the same size, close to each other."""
    top = first
    while top > least and _height(rows[top - 1]) < 1.2 * _height(rows[first]) and _gap(rows[top - 1], rows[top]) < 3:
        top -= 1
    return top


def _last(rows: list[Row], last: int) -> int:
    """The last line of the labels of this row: those that go on below its numbers."""
    while last + 1 < len(rows) and _height(rows[last + 1]) < 1.2 * _height(rows[last]) and _gap(rows[last], rows[last + 1]) < 1.5:
        last += 1
    return last


def _gap(upper: Row, lower: Row) -> float:
    return (lower[0].base - upper[0].base) / _height(lower)


def _cells(table: Table, page: int) -> tuple[Cell, ...] | None:
    header = _header(table, page)
    labels = _labels(table)
    if header is None or labels is None or (not header and len(labels) < 2):
        return None
    edges = table.edges
    cells = list(header)
    top = max((cell.row + cell.row_span for cell in header), default=0)
    counted = [row for row in table.body if _right(row, edges[0])]
    for index, (row, label) in enumerate(zip(counted, labels, strict=True)):
        texts: dict[int, str] = {}
        for word in _numbers(_right(row, edges[0])):
            column = _column(word, table.middles)
            if column is None or column in texts:
                return None
            texts[column] = "".join(glyph.text for glyph in word)
        tall = _tall(row)
        place = _place(page, tall, 0 if label else edges[0], edges[0])
        cells += [Cell(label, top + index, 0, source=place)] * bool(labels != [""] * len(labels))
        shift = int(labels != [""] * len(labels))
        cells += [
            Cell(texts.get(column, ""), top + index, column + shift, source=_place(page, tall, edges[column], edges[column + 1]))
            for column in range(len(table.middles))
        ]
    return tuple(cells)


def _place(page: int, tall: tuple[float, float], left: float, right: float) -> Locator:
    return Locator(page, (round(left, 2), round(tall[0], 2), round(right, 2), round(tall[1], 2)))


def _tall(row: Row) -> tuple[float, float]:
    """Top and bottom of a line."""
    return min(glyph.top for glyph in row), max(glyph.bottom for glyph in row)


def _right(row: Row, edge: float) -> Row:
    return [glyph for glyph in row if (glyph.x0 + glyph.x1) / 2 > edge]


def _header(table: Table, page: int) -> list[Cell] | None:
    """The header: what stands over one column joined, what stands over several in rows above; None where that is unclear."""
    edges, count = table.edges, len(table.middles)
    over: list[Span] = []
    leaves = [""] * count
    for line, row in enumerate(table.header):
        for run in _runs(_right(row, edges[0])):
            first, last = (_slot(edges, x) for x in (run[0].x0 + 1, run[-1].x1 - 1))
            if first == last:
                leaves[first] += unified(text_of(run))
            else:
                over.append(Span(line, first, last, unified(text_of(run))))
    if not all(leaves):
        return []
    spans = _stretched(over, table) if max(Counter(filter(None, leaves)).values()) > 1 else over
    if spans is None:
        return None
    shift = int(any(_left(row, edges[0]) for row in table.body))
    lines = sorted({span.line for span in spans})
    texts = {(lines.index(span.line), span.first): (span.text, span.last - span.first + 1) for span in spans}
    covered = {(row, first + n) for (row, first), (_, width) in texts.items() for n in range(width)}
    texts |= {(row, column): ("", 1) for row in range(len(lines)) for column in range(count) if (row, column) not in covered}
    texts |= {(len(lines), column): (text, 1) for column, text in enumerate(leaves)}
    tall = _tall(table.header[-1]) if table.header else (0.0, 0.0)
    return [
        Cell(text, row, column + shift, 1, width, _place(page, tall, edges[column], edges[column + width]))
        for (row, column), (text, width) in sorted(texts.items())
    ]


def _stretched(over: list[Span], table: Table) -> list[Span] | None:
    """The texts over several columns, each over all the columns that it stands in the middle of; None where these do not come out whole."""
    stretched: list[Span] = []
    for line in dict.fromkeys(span.line for span in over):
        limit = len(table.middles) - 0.5
        for span in [one for one in reversed(over) if one.line == line]:
            run = next(run for run in _runs(_right(table.header[line], table.edges[0])) if unified(text_of(run)) == span.text)
            middle = _in_columns((run[0].x0 + run[-1].x1) / 2, table)
            half = min(middle + 0.5, limit - middle)
            limit = middle - half
            first, last = limit + 0.5, middle + half - 0.5
            if max(abs(first - round(first)), abs(last - round(last))) > 0.2:
                return None
            stretched.append(Span(line, round(first), round(last), span.text))
    return stretched


def _in_columns(x: float, table: Table) -> float:
    """Where a point lies, counted in columns from the middle of the first."""
    edges = table.edges
    slot = _slot(edges, x)
    return slot - 0.5 + (x - edges[slot]) / (edges[slot + 1] - edges[slot])


def _slot(edges: Sequence[float], x: float) -> int:
    return max(0, min(len(edges) - 2, sum(edge <= x for edge in edges) - 1))


def _runs(row: Row) -> list[Row]:
    """The stretches of a line without a gap."""
    runs: list[Row] = [row[:1]] if row else []
    for before, after in pairwise(row):
        if after.x0 - before.x1 > 0.2 * (after.bottom - after.top):
            runs.append([])
        runs[-1].append(after)
    return runs


def _left(row: Row, edge: float) -> Row:
    return [glyph for glyph in row if (glyph.x0 + glyph.x1) / 2 <= edge]


def _labels(table: Table) -> list[str] | None:
    """The innermost label of each row of numbers; blank where the table has none, None where a line of a label may be either row's."""
    edge = table.edges[0]
    counted = [row[-1].base for row in table.body if _right(row, edge)]
    gutter = _gutter([left for row in table.body if (left := _left(row, edge))])
    lines = [(row[0].base, text) for row in table.body if (text := _innermost(_left(row, edge), gutter))]
    if not lines:
        return [""] * len(counted)
    parts = _parted([base for base, _ in lines], counted)
    if parts is None:
        return None
    return ["\n".join(text for _, text in lines[first:stop]) for first, stop in pairwise([0, *parts])]


def _gutter(rows: list[Row]) -> float:
    """The left edge of the innermost labels: right of the widest stretch that hardly any line crosses, 0 where there is none."""
    if len(rows) < 4:
        return 0.0
    starts = Counter(round(run[0].x0) for row in rows for run in _runs(row))
    edge, count = max(starts.items(), key=lambda item: (item[1], item[0]))
    left_of_it = sum(row[0].x0 < edge - 2 for row in rows)
    return edge - 1.0 if left_of_it and count >= len(rows) / 3 else 0.0


def _innermost(left: Row, gutter: float) -> str:
    """What of a line of labels belongs to the innermost label: what begins right of the gutter, and what runs on over it."""
    inner = [glyph for glyph in left if glyph.x0 >= gutter]
    outer = [glyph for glyph in left if glyph.x0 < gutter]
    if inner and outer and inner[0].x0 - outer[-1].x1 < 0.1 * _height(left):
        run = next(run for run in _runs(left) if inner[0] in run)
        inner = [*run, *(glyph for glyph in inner if glyph not in run)]
    return unified(text_of(inner)) if inner else ""


def _parted(lines: Sequence[float], counted: Sequence[float]) -> list[int] | None:
    """Where the lines of each row's label end, so that every label stands in the middle of its row; None where that cannot be."""
    ends: list[int] = []
    start = 0
    for base in counted:
        stops = [stop for stop in range(start + 1, len(lines) + 1) if abs((lines[start] + lines[stop - 1]) / 2 - base) <= _SLACK]
        if len(stops) != 1:
            return None
        start = stops[0]
        ends.append(start)
    return ends if start == len(lines) else None
