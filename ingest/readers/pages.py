"""Characters and rulings of one page to its lines and grids in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from ingest.document import Box, Cell, Grid, Locator
from ingest.readers.glyphs import TAB, UNMAPPED, Glyph, Line, line_of, lines, rows_of, text_of, unified, words
from ingest.readers.places import unruled
from ingest.readers.prose import PAGE_NUMBER, Page, in_margin
from ingest.readers.rulings import Frame, Lattice, Ruling, lattices

# Lines are a table without rulings from this many fields in a line and this many such lines in a row.
_FIELDS = 3
_LEFT = itemgetter(1)


def composed(number: int, height: float, glyphs: Sequence[Glyph], rulings: tuple[list[Ruling], list[Ruling]]) -> tuple[Page, set[Cell]]:
    """The page, and those of its cells whose edge at the end of their grid is not drawn."""
    grids: list[Grid] = []
    torn: set[Cell] = set()
    loose = _without_page_number(glyphs, height)
    for lattice in lattices(*rulings):
        held, loose = _divided(lattice, loose)
        loose = _without_overhang(lattice, held, loose)
        cells = tuple(_cell(frame, held[index], number) for index, frame in enumerate(lattice.frames))
        if any(cell.text for cell in cells):
            grids.append(Grid(cells))
            torn |= {cell for cell, frame in zip(cells, lattice.frames, strict=True) if frame.torn}
    placed, loose = unruled(loose, number)
    return Page(number, height, in_order(tabulated(lines(loose, number)), [*grids, *placed])), torn


def tabulated(texts: Sequence[Line]) -> Iterator[Line | Grid]:
    """The lines; those of a table without rulings as a ragged grid, its fields parted where the gaps are wide."""
    held: list[Line] = []
    for line in texts:
        fields = line.text.count(TAB) + 1
        if fields >= _FIELDS or (held and fields > 1):
            held.append(line)
        else:
            yield from _fields(held)
            held = []
            yield line
    yield from _fields(held)


def _fields(held: Sequence[Line]) -> Iterator[Line | Grid]:
    """These lines as a grid: each field in the column that it stands in, a column where nothing stands a blank field."""
    columns = _columns(held)
    if len(held) < _FIELDS or columns is None:
        yield from held
        return
    cells = []
    for row, line in enumerate(held):
        texts = dict(zip((_column(columns, ends) for ends in line.ends), line.text.split(TAB), strict=True))
        cells += [Cell(texts.get(column, ""), row, column, source=Locator(line.page, rounded(line.box))) for column in range(len(columns))]
    yield Grid(tuple(cells), ragged=True)


def _columns(held: Sequence[Line]) -> list[tuple[float, float]] | None:
    """Where the columns of these lines begin and end; None where a field of one line stands under two of another."""
    columns: list[tuple[float, float]] = []
    for start, end in sorted(ends for line in held for ends in line.ends):
        if columns and start < columns[-1][1]:
            columns[-1] = columns[-1][0], max(end, columns[-1][1])
        else:
            columns.append((start, end))
    single = all(len({_column(columns, ends) for ends in line.ends}) == len(line.ends) == line.text.count(TAB) + 1 for line in held)
    return columns if single else None


def _column(columns: Sequence[tuple[float, float]], ends: tuple[float, float]) -> int:
    return next(index for index, (start, end) in enumerate(columns) if start <= ends[0] and ends[1] <= end)


def in_order(texts: Iterable[Line | Grid], grids: Iterable[Grid]) -> tuple[Line | Grid, ...]:
    """Lines and grids from the top of the page to its bottom."""
    return tuple(sorted([*texts, *grids], key=_height))


def _height(item: Line | Grid) -> float:
    if isinstance(item, Line):
        return (item.box[1] + item.box[3]) / 2
    return min(cell.source.box[1] for cell in item.cells if cell.source.box)


def rounded(box: Box) -> Box:
    """The same box in hundredths of a point, finer than any printer."""
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


def _divided(lattice: Lattice, glyphs: Iterable[Glyph]) -> tuple[dict[int, list[Glyph]], list[Glyph]]:
    """The characters in each frame of the lattice, and those outside."""
    inside: dict[int, list[Glyph]] = defaultdict(list)
    outside = []
    cut = False
    x0 = top = x1 = bottom = 0.0  # of the frame of the character before, where most stand too
    held: list[Glyph] = []
    left, upper, right, lower = lattice.box
    for glyph in glyphs:
        x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
        if not (x0 <= x < x1 and top <= y < bottom):
            index = lattice.locate(x, y) if left <= x < right and upper <= y < lower else None
            if index is None:
                outside.append(glyph)
                continue
            held = inside[index]
            x0, top, x1, bottom = lattice.frames[index].box
        if (glyph[2] < top or glyph[4] > bottom) and _astride(glyph, top, bottom):
            places = (lattice.locate(x, edge) for edge in glyph[2:5:2])
            for place in (one for one in places if one is not None):
                inside[place].append(glyph._replace(text=UNMAPPED))
            continue
        held.append(glyph)
        if not cut and (glyph[1] < x0 or glyph[3] > x1):
            cut = _cut(glyph, x0, x1)
    return (_by_words(lattice, inside) if cut else inside), outside


def _astride(glyph: Glyph, top: float, bottom: float) -> bool:
    """Whether the ruling above or below its frame runs through this figure, so that nobody can say in which row it is printed."""
    quarter = (glyph.bottom - glyph.top) / 4  # of the height; in prints known so far a fifth at most lies under a ruling
    return glyph.text.isdecimal() and (top - glyph.top > quarter or glyph.bottom - bottom > quarter)


def _without_overhang(lattice: Lattice, held: dict[int, list[Glyph]], loose: Sequence[Glyph]) -> list[Glyph]:
    """The characters outside but for those that hang over the open foot of the table, which go to the cells above them.

    Browsers that cut a row at a page's end print the rest of its labels below the edge. A line with anything but Chinese
    characters is left where it is: page numbers stand there too.
    """
    if not any(frame.torn for frame in lattice.frames):
        return list(loose)
    foot, rows = lattice.ys[-1], len(lattice.ys) - 1
    hanging = [glyph for glyph in loose if foot <= (glyph.top + glyph.bottom) / 2 <= foot + 2 * (glyph.bottom - glyph.top)]
    above = [lattice.locate((glyph.x0 + glyph.x1) / 2, foot - 1) for glyph in hanging]
    homes = [index for index in above if index is not None and held.get(index) and lattice.frames[index].torn]
    at_foot = all(lattice.frames[index].row + lattice.frames[index].row_span == rows for index in homes)
    if not (at_foot and len(homes) == len(hanging) and all("\u4e00" <= glyph.text <= "\u9fff" for glyph in hanging)):
        return list(loose)
    for index, glyph in zip(homes, hanging, strict=True):
        held[index].append(glyph)
    return [glyph for glyph in loose if glyph not in hanging]


def _without_page_number(glyphs: Sequence[Glyph], height: float) -> list[Glyph]:
    """The characters without a page number such as `- 3 -`, which may stand between the open columns of a cut table."""
    margin = [glyph for glyph in glyphs if in_margin(glyph[2], glyph[4], height)]
    numbers = {glyph for row in rows_of(margin) if PAGE_NUMBER.fullmatch(line_of(row, 0).text) for glyph in row}
    return [glyph for glyph in glyphs if glyph not in numbers] if numbers else list(glyphs)


def _cut(glyph: Glyph, left: float, right: float) -> bool:
    """Whether one of the rulings beside its frame runs through this character."""
    tenth = (glyph.x1 - glyph.x0) / 10  # what a tight cell may hide under its border
    return glyph.x0 + tenth < left or glyph.x1 - tenth > right


def _by_words(lattice: Lattice, inside: dict[int, list[Glyph]]) -> dict[int, list[Glyph]]:
    """The same characters, a number wider than its frame kept whole and put where its middle stands."""
    settled: dict[int, list[Glyph]] = defaultdict(list)
    owner = {glyph: index for index, held in inside.items() for glyph in held}
    for word in words(list(owner)):
        home: int | None = None
        if any(_cut(glyph, *lattice.frames[owner[glyph]].box[::2]) for glyph in word):
            home = lattice.locate((word[0].x0 + word[-1].x1) / 2, (word[0].top + word[0].bottom) / 2)
        for glyph in word:
            settled[owner[glyph] if home is None else home].append(glyph)
    return settled


def _cell(frame: Frame, glyphs: Sequence[Glyph], page: int) -> Cell:
    if len(glyphs) == 1:
        text = unified(glyphs[0].text).strip()
    else:
        printed = (text_of(sorted(row, key=_LEFT)).replace(TAB, " ") for row in rows_of(glyphs))
        text = "\n".join(line for line in printed if line)
    return Cell(text, frame.row, frame.column, frame.row_span, frame.column_span, Locator(page, rounded(frame.box)))
