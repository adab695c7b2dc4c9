"""Ruled lines to the cells they enclose: pure geometry, the same for every PDF engine."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ingest.document import Box

# Points within which two ends of rulings are the same place: borders are drawn 0.5 to 1.5 points wide,
# double borders up to 2 points apart, and the lowest row seen in a report is 10 points high.
NEAR = 2.5
# A ruling that runs on this far beyond the last line that crosses it encloses a row or column left open there.
OPEN = 6.0


class Ruling(NamedTuple):
    """A straight line along one axis: where it lies on the other axis, and from where to where it runs."""

    at: float
    start: float
    end: float


class Frame(NamedTuple):
    """One cell of a lattice; `torn` where its edge at the top or the bottom of the lattice is not drawn."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    torn: bool


@dataclass(frozen=True)
class Lattice:
    """A ruled table: the places of its columns and rows, its cells, and which of them covers each place."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    frames: tuple[Frame, ...]
    owners: dict[tuple[int, int], int]

    @property
    def box(self) -> Box:
        """The outline of the whole table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def locate(self, x: float, y: float) -> int | None:
        """The index of the frame around this point; None outside the table."""
        return self.owners.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


def lattices(horizontal: Iterable[Ruling], vertical: Iterable[Ruling]) -> tuple[Lattice, ...]:
    """The tables that these rulings draw, from top to bottom; frames around text (one column) are none."""
    groups = _connected(_joined(horizontal), _joined(vertical))
    found = [_lattice(across, down) for across, down in groups if across and len(down) > 1]
    tables = [lattice for lattice in found if len(lattice.xs) > 2 and len(lattice.frames) > 1]
    return tuple(sorted(tables, key=lambda lattice: (lattice.ys[0], lattice.xs[0])))


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Pieces of one line made one ruling."""
    joined: list[Ruling] = []
    for group in _near(sorted(set(rulings))):
        at = sum(ruling.at for ruling in group) / len(group)
        pieces = sorted({(ruling.start, ruling.end) for ruling in group})
        start, end = pieces[0]
        for begins, ends in pieces:
            if begins > end + NEAR:
                joined.append(Ruling(at, start, end))
                start = begins
            end = max(end, ends)
        joined.append(Ruling(at, start, end))
    return joined


def _near(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    group: list[Ruling] = []
    for ruling in rulings:
        if group and ruling.at - group[0].at > NEAR:
            yield group
            group = []
        group.append(ruling)
    if group:
        yield group


def _connected(across: list[Ruling], down: list[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    parents = list(range(len(across) + len(down)))
    places = [ruling.at for ruling in down]  # in order
    for i, (at, start, end) in enumerate(across):
        for j in range(bisect_left(places, start - NEAR), bisect_right(places, end + NEAR)):
            if down[j].start - NEAR <= at <= down[j].end + NEAR:
                parents[_root(parents, i)] = _root(parents, len(across) + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for i, ruling in enumerate(across + down):
        groups[_root(parents, i)][i >= len(across)].append(ruling)
    yield from groups.values()


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _lattice(across: list[Ruling], down: list[Ruling]) -> Lattice:
    xs, ys = _places(down, across), _places(across, down)
    walls, floors = _drawn(down, xs, ys), _drawn(across, ys, xs)
    height, width = len(ys) - 1, len(xs) - 1
    parents = list(range(height * width))
    for row in range(height):
        for column in range(width):
            place = row * width + column
            if column + 1 < width and (column + 1, row) not in walls:
                parents[_root(parents, place)] = _root(parents, place + 1)
            if row + 1 < height and (row + 1, column) not in floors:
                parents[_root(parents, place)] = _root(parents, place + width)
    groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place in range(height * width):
        groups[_root(parents, place)].append(divmod(place, width))
    frames: list[Frame] = []
    owners: dict[tuple[int, int], int] = {}
    for top, bottom, left, right in sorted(rectangle for group in groups.values() for rectangle in _rectangles(group)):
        torn = (top == 0 and (0, left) not in floors) or (bottom == height and (height, left) not in floors)
        owners |= {(row, column): len(frames) for row in range(top, bottom) for column in range(left, right)}
        frames.append(Frame(top, left, bottom - top, right - left, (xs[left], ys[top], xs[right], ys[bottom]), torn))
    return Lattice(tuple(xs), tuple(ys), tuple(frames), owners)


def _places(rulings: list[Ruling], crossing: list[Ruling]) -> list[float]:
    """Where the rulings lie, and where those crossing them end if that is beyond the last: an edge not drawn."""
    places = [group[0].at for group in _near(sorted(rulings))]
    first, last = min(ruling.start for ruling in crossing), max(ruling.end for ruling in crossing)
    return [first] * (first < places[0] - OPEN) + places + [last] * (last > places[-1] + OPEN)


def _drawn(rulings: list[Ruling], places: list[float], along: list[float]) -> set[tuple[int, int]]:
    """(index of the place, index of the stretch along it) for every stretch whose middle a ruling covers."""
    middles = [(a + b) / 2 for a, b in pairwise(along)]
    drawn: set[tuple[int, int]] = set()
    between = [(a + b) / 2 for a, b in pairwise(places)]
    for at, start, end in rulings:
        place = bisect_right(between, at)
        drawn.update((place, stretch) for stretch in range(bisect_left(middles, start), bisect_right(middles, end)))
    return drawn


def _rectangles(group: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """(top, bottom, left, right) of the rectangles that make up these places; one, unless a line is missing."""
    if len(group) == 1:
        ((row, column),) = group  # nearly always
        return [(row, row + 1, column, column + 1)]
    rectangles: list[tuple[int, int, int, int]] = []
    by_row: dict[int, list[int]] = defaultdict(list)
    for row, column in group:
        by_row[row].append(column)
    for row, columns in sorted(by_row.items()):
        for left, right in _runs(columns):
            above = next((each for each in rectangles if each[1:] == (row, left, right)), None)
            if above:
                rectangles.remove(above)
            rectangles.append((above[0] if above else row, row + 1, left, right))
    return rectangles


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in sorted(columns):
        if runs and runs[-1][1] == column:
            runs[-1] = (runs[-1][0], column + 1)
        else:
            runs.append((column, column + 1))
    return runs
