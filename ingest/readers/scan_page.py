"""One picture of a page to its lines and grids: the rulings make the cells, every cell is read by itself, figures twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.document import Box, Cell, Grid, Locator
from ingest.readers.glyphs import TAB, Line, hull, is_wide
from ingest.readers.pages import in_order, rounded, tabulated
from ingest.readers.prose import Page
from ingest.readers.recogniser import Grey, Read, Recogniser
from ingest.readers.rulings import Frame, Lattice, lattices
from ingest.readers.scan_figures import MARGIN, UNREAD, figures, is_figure
from ingest.readers.scan_sheet import Blot, Sheet, is_clean, laid_out, size_of
from ingest.readers.scan_text import column_picture, fields_of, hull_of, is_column, lines_of, picture

_PROSE_MARGIN = 0.12
_SHORT = 4
"""Times its height: a line no longer may be a number."""
_SURE_DIGIT = 0.8
"""A digit of prose less probable than this is not stated."""
_LEGIBLE = 0.7
"""Probability of the characters of a line on average: below it the line is a guess."""
_TOUCHING = 1.8
"""Points: ink so near to the edge of its cell may have been cut by it."""
_LONG_LINE = 8
"""Characters: a line of so many says how wide one is."""
_NEAR = 1.2
"""Times: what is no further from a width found in long lines is that width."""


@dataclass(frozen=True)
class _Piece:
    """A line to be read: its ink and its picture; whether figures may stand in it, and the cell that it stands in, in points."""

    blots: tuple[Blot, ...]
    picture: Grey
    tabular: bool = False
    cell: Box | None = None


@dataclass
class _Reading:
    """Everything on one page that is to be read, in one go."""

    sheet: Sheet
    model: Recogniser
    pieces: list[_Piece] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    figures: set[int] = field(default_factory=set)

    def add(self, piece: _Piece) -> int:
        """The number by which the text of this piece will be known."""
        self.pieces.append(piece)
        return len(self.pieces) - 1

    def read(self) -> None:
        """Read all pieces, those that are figures a second time."""
        reads = self.model.read([piece.picture for piece in self.pieces])
        self.texts = [_certain(read) for read in reads]
        numbers = [index for index, piece in enumerate(self.pieces) if piece.tabular and is_figure(reads[index])]
        again = figures(self.model, self.sheet, [self.pieces[index].blots for index in numbers], [reads[index] for index in numbers])
        self.figures = set(numbers)
        for index, text in zip(numbers, again, strict=True):
            self.texts[index] = text + UNREAD * (UNREAD not in text and _is_cut(self.pieces[index], self.sheet.unit))


def scanned_page(number: int, picture_of_page: Grey, dpi: float, model: Recogniser) -> tuple[Page, set[Cell], float]:
    """What stands on this picture of a page, `dpi` of its pixels making an inch; cells whose edge is not drawn; degrees it was turned by.

    Boxes are in points on the page laid upright.
    """
    sheet = laid_out(picture_of_page, dpi)
    reading = _Reading(sheet, model)
    tables = lattices(sheet.across, sheet.down)
    inside, outside = _divided(tables, sheet)
    framed = [
        [_frame_pieces(reading, inside[place, index], frame) for index, frame in enumerate(table.frames)]
        for place, table in enumerate(tables)
    ]
    loose = [_line_pieces(reading, line) for line in lines_of(outside, size_of(outside))]
    reading.read()
    grids, torn = _grids(reading, tables, framed, number)
    items = in_order(tabulated(tuple(_lines(reading, loose, number))), grids)
    return Page(number, sheet.height, items), torn, sheet.degrees


def _divided(tables: Sequence[Lattice], sheet: Sheet) -> tuple[dict[tuple[int, int], list[Blot]], list[Blot]]:
    inside: dict[tuple[int, int], list[Blot]] = defaultdict(list)
    outside = []
    for blot in sheet.blots:
        x, y = (blot.left + blot.right) / 2 * sheet.unit, (blot.top + blot.bottom) / 2 * sheet.unit
        found = ((place, table.locate(x, y)) for place, table in enumerate(tables))
        home = next(((place, index) for place, index in found if index is not None), None)
        if home is None:
            outside.append(blot)
        else:
            inside[home].append(blot)
    return inside, outside


def _frame_pieces(reading: _Reading, blots: list[Blot], frame: Frame) -> list[int]:
    """The lines of one cell, by their numbers among all that is read."""
    lines = lines_of(blots, reading.sheet.size)
    if is_column(lines, reading.sheet.size):
        return [reading.add(_Piece((), column_picture(reading.sheet, lines)))]
    return [reading.add(_Piece(tuple(line), _picture(reading.sheet, line), True, frame.box)) for line in lines]


def _line_pieces(reading: _Reading, line: Sequence[Blot]) -> list[int]:
    """The parts of a line outside of tables."""
    parts = tuple(fields_of(line))
    return [reading.add(_Piece(tuple(part), _picture(reading.sheet, part), len(parts) > 1)) for part in parts]


def _picture(sheet: Sheet, line: Sequence[Blot]) -> Grey:
    around = hull_of(line)
    is_short = around.right - around.left < _SHORT * (around.bottom - around.top)
    return picture(sheet, line, MARGIN if is_short else _PROSE_MARGIN)


def _certain(read: Read) -> str:
    """The text, a digit that is not certain replaced by the sign that nothing was read."""
    text = "".join(
        UNREAD if character.isdigit() and sure < _SURE_DIGIT else character for character, sure in zip(read.text, read.each, strict=True)
    ).strip()
    return text + UNREAD if text and sum(read.each) < _LEGIBLE * len(read.each) else text


def _is_cut(piece: _Piece, unit: float) -> bool:
    """Whether the ink reaches the edge of its cell."""
    if piece.cell is None:
        return False
    around = hull_of(piece.blots)
    left, top, right, bottom = (edge * unit for edge in around)
    x0, y0, x1, y1 = piece.cell
    return left - x0 < _TOUCHING or x1 - right < _TOUCHING or top - y0 < _TOUCHING or y1 - bottom < _TOUCHING


def _grids(
    reading: _Reading, tables: Sequence[Lattice], framed: Sequence[Sequence[list[int]]], number: int
) -> tuple[list[Grid], set[Cell]]:
    grids: list[Grid] = []
    torn: set[Cell] = set()
    for table, pieces in zip(tables, framed, strict=True):
        cells = tuple(_cell(reading, frame, held, number) for frame, held in zip(table.frames, pieces, strict=True))
        if any(cell.text for cell in cells):
            grids.append(Grid(cells))
            torn |= {cell for cell, frame in zip(cells, table.frames, strict=True) if frame.torn}
    return grids, torn


def _cell(reading: _Reading, frame: Frame, held: list[int], number: int) -> Cell:
    texts = [reading.texts[index] for index in held]
    text = "\n".join(one for one in texts if one)
    if not text and (held or not is_clean(reading.sheet, frame.box)):
        text = UNREAD  # there is ink, and it says nothing
    if len(held) > 1 and reading.figures.issuperset(held):
        text += UNREAD  # a number over two lines, or two numbers
    return Cell(text, frame.row, frame.column, frame.row_span, frame.column_span, Locator(number, rounded(frame.box)))


def _lines(reading: _Reading, loose: Sequence[Sequence[int]], number: int) -> Iterator[Line]:
    """The lines outside of tables, wide gaps as tabs, with the width of their characters."""
    found: list[tuple[str, tuple[Box, ...]]] = []
    for parts in loose:
        if said := [index for index in parts if reading.texts[index]]:
            found.append((TAB.join(reading.texts[index] for index in said), tuple(_box(reading, index) for index in said)))
    known = sorted(_em(text, boxes[0]) for text, boxes in found if len(text) >= _LONG_LINE and len(boxes) == 1)
    for text, boxes in found:
        ends = tuple((box[0], box[2]) for box in boxes) if len(boxes) > 1 else ()
        yield Line(text, number, hull(boxes), _settled(_em(text, hull(boxes)), known), ends)


def _box(reading: _Reading, index: int) -> Box:
    left, top, right, bottom = (edge * reading.sheet.unit for edge in hull_of(reading.pieces[index].blots))
    return left, top, right, bottom


def _em(text: str, box: Box) -> float:
    """The width of a Chinese character, others counted as half."""
    return (box[2] - box[0]) / max(1.0, sum(1.0 if is_wide(character) else 0.5 for character in text))


def _settled(em: float, known: Sequence[float]) -> float:
    """The middle of the widths found in long lines that are near to this one; itself where none is."""
    near = [one for one in known if one / _NEAR < em < one * _NEAR]
    return median(near) if near else em
