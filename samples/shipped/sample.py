"""A shipped sample: a report, the way it is printed, and the carrier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from samples.figures import Print, SampleReport
from samples.pdf import print_pdf
from samples.web import print_html
from samples.word import print_docx

_PRINTERS = {"pdf": print_pdf, "html": print_html, "docx": print_docx}


@dataclass(frozen=True, slots=True)
class Sample:
    """`invented` is True where the figures of the tables are made up, False where they are those of a published report."""

    report: SampleReport
    carrier: Literal["pdf", "html", "docx"]
    how: Print
    invented: bool

    @property
    def name(self) -> str:
        """The file's name, such as 广州海关2023.pdf."""
        return f"{self.report.agency}{self.report.year}.{self.carrier}"

    def printed(self) -> bytes:
        """The file's bytes, the same every time."""
        return _PRINTERS[self.carrier](self.report, self.how)
