"""The statutory forms as data: which measure a printed row and column stand for.

Two editions: 国办公开办函〔2019〕60号 (reports on 2019 and 2020) and 〔2021〕30号 (from 2021 on). Published
reports mix them, so a cell is placed by its labels among the lines of both, never by the year.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A row of table three: its printed labels from the outermost to the innermost, and its measure."""

    labels: tuple[str, ...]
    measure: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of table two or four: its printed row and column labels, and its measure."""

    row: tuple[str, ...]
    column: tuple[str, ...]
    measure: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of table three: its printed labels and its applicants."""

    labels: tuple[str, ...]
    applicant: str


@dataclass(frozen=True, slots=True)
class Form:
    """An edition of the statutory form, wholly data."""

    id: str
    notice: str
    table_two: tuple[Entry, ...]
    table_three: tuple[Line, ...]
    columns: tuple[Column, ...]
    table_four: tuple[Entry, ...]
