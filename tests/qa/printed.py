"""What the sample reports print, straight from their figures: a second way to every cell, past all of ingest and qa."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from samples import SampleReport
from samples.shipped import SAMPLES

Place = tuple[str, int, int, tuple[str, ...], tuple[str, ...]]
"""Agency, year, table, row labels, column labels."""


def folded(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Labels with the brackets and the mark after the number that the form has, whichever an agency prints."""
    return tuple(re.sub(r"^(\d)[、.]", r"\1.", unicodedata.normalize("NFKC", label)) for label in labels)


def place(agency: str, year: int, table: int, row: tuple[str, ...], column: tuple[str, ...]) -> Place:
    """The place of a cell, its labels folded."""
    return agency, year, table, folded(row), folded(column)


def cells_of(report: SampleReport) -> dict[Place, tuple[str, str | None, str]]:
    """Measure, applicant and printed text of every cell, by its place."""
    about = (report.agency, report.year)
    figures = {place: text or "" for place, text in report.figures.items()}
    two = {place(*about, 2, one.row, one.column): (one.measure, None, figures[one.measure, None]) for one in report.form.table_two}
    four = {place(*about, 4, one.row, one.column): (one.measure, None, figures[one.measure, None]) for one in report.form.table_four}
    three = {
        place(*about, 3, line.labels, column.labels): (line.measure, column.applicant, figures[line.measure, column.applicant])
        for line in report.lines
        for column in report.form.columns
    }
    return {**two, **three, **four}


@cache
def printed() -> dict[Place, str]:
    """The printed text of every cell of the shipped samples."""
    return {place: cell[2] for sample in SAMPLES for place, cell in cells_of(sample.report).items()}
