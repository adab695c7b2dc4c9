"""What any reader sees: Document, Cell, Grid, Paragraph, Layout.

A reader knows a file format and nothing of annual reports; whatever the carrier, it returns a Layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the page's top left corner."""


@dataclass(frozen=True, slots=True)
class Document:
    """A published file, known by the SHA-256 of its bytes."""

    sha256: str
    name: str
    media_type: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Locator:
    """A pin cite: the page (from 1) and the box on it; None where the carrier has no pages.

    `ocr` says that the text was recognised in a picture: a machine's guess at what is printed, to be held against the original.
    """

    page: int | None = None
    box: Box | None = None
    ocr: bool = False


class Cell(NamedTuple):
    """One cell of a grid, exactly as printed; row and column (from 0) are its upper left corner.

    A page has hundreds, and a tuple is made in a fourth of the time that a frozen dataclass takes.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    source: Locator = Locator()


@dataclass(frozen=True)
class Grid:
    """Cells with their geometry; says nothing of what they mean.

    `ragged` marks rows that came as text lines (tabs, pipes, one cell a line), where the column of a
    cell says only which came first: merged cells have left no trace.
    """

    cells: tuple[Cell, ...]
    ragged: bool = False

    @cached_property
    def _covered(self) -> dict[tuple[int, int], Cell]:
        return {
            (cell.row + down, cell.column + right): cell
            for cell in self.cells
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        }

    @cached_property
    def height(self) -> int:
        """The number of rows."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place, merged or not; None where there is none."""
        return self._covered.get((row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """The distinct cells that cover this row, from left to right."""
        covered = self._covered
        cells = (covered.get((row, column)) for column in range(self.width))
        # By identity: to hash a cell takes longer than all else here.
        return tuple({id(cell): cell for cell in cells if cell is not None}.values())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of prose, letter for letter as printed, lines of one paragraph joined."""

    text: str
    source: Locator = Locator()


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Layout:
    """A document as any carrier shows it: paragraphs and grids in reading order."""

    document: Document
    blocks: tuple[Block, ...]
