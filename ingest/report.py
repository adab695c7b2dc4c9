"""What an annual report is once recognized: Section, Table, PlacedCell, Report."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Document, Locator, Paragraph


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections of the form, or the opening before them (number 0)."""

    number: int
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell that its labels have placed: what it counts, for which applicants, under which printed labels.

    `text` is None where the labels name a cell that could not be read.
    """

    measure: str
    applicant: str | None
    row: tuple[str, ...]
    column: tuple[str, ...]
    text: str | None
    source: Locator


@dataclass(frozen=True, slots=True)
class Table:
    """A statutory table (2, 3 or 4) whose axes are understood.

    `unplaced` holds the printed cells of rows with values that no label of the form places; they move nothing.
    """

    number: int
    form: str
    cells: tuple[PlacedCell, ...]
    unplaced: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """An agency's annual report on one year.

    `scope` is what the figures cover as the report says it (关区, 本级机关, 全市), None where it says nothing;
    `form` is the edition of the statutory form whose labels it prints, '2019' or '2021'.
    """

    document: Document
    title: str
    agency: str
    scope: str | None
    year: int
    form: str
    contact: str | None
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
