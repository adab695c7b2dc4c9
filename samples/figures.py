"""What a sample report states, before any carrier prints it: SampleReport, Contact, Part, Print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ingest.forms import Form, Line
from ingest.forms.measures import own_measure

Figures = Mapping[tuple[str, str | None], str | None]
"""The printed text by measure and applicant (None in tables two and four); None is a blank cell."""

_WIDE = str.maketrans("(),:", "（），：")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a reader of the report may ask."""

    department: str
    address: str
    postcode: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs of one section, under a heading such as （一）主动公开情况, or under none."""

    section: int
    heading: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleReport:
    """A report as data; `lines` are the rows of table three, the agency's own rows among them.

    `origin` says which figures are real and which are invented; `scope` None where the title states none.
    """

    agency: str
    scope: str | None
    year: int
    title: str
    origin: str
    contact: Contact
    form: Form
    lines: tuple[Line, ...]
    figures: Figures
    prose: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Print:
    """How an agency prints: brackets, the mark after an item's number, and where table three goes over the page.

    `break_after` names the measure after whose row the page ends; None leaves it to the height of the page.
    """

    brackets: Literal["full", "half"] = "full"
    mark: Literal[".", "、"] = "."
    break_after: str | None = None
    repeat_header: bool = False

    def label(self, text: str) -> str:
        """The label of a form as this agency prints it."""
        number, dot, rest = text.partition(".")
        marked = f"{number}{self.mark}{rest}" if dot and number.isdigit() else text
        return marked.translate(_WIDE) if self.brackets == "full" else marked


def fill(
    form: Form,
    lines: tuple[Line, ...],
    two: Mapping[str, str],
    three: Mapping[str, str],
    four: Mapping[str, str],
    rest: str | None = "0",
) -> Figures:
    """All figures of a report: `two` by measure, a row of `three` and a review of `four` as cells between spaces.

    A `·` is a blank cell; cells that are not named at all print `rest`. Raises KeyError for an unknown measure.
    """
    applicants = [column.applicant for column in form.columns]
    figures: dict[tuple[str, str | None], str | None] = {(entry.measure, None): rest for entry in (*form.table_two, *form.table_four)}
    figures |= {(line.measure, applicant): rest for line in lines for applicant in applicants}
    given: dict[tuple[str, str | None], str] = {(measure, None): text for measure, text in two.items()}
    for measure, cells in three.items():
        given |= {(measure, applicant): text for applicant, text in zip(applicants, cells.split(), strict=True)}
    for review, cells in four.items():
        measures = [entry.measure for entry in form.table_four if entry.measure.rpartition(".")[0] == review]
        given |= {(measure, None): text for measure, text in zip(measures, cells.split(), strict=True)}
    if unknown := given.keys() - figures.keys():
        raise KeyError(f"表格里没有这些格: {sorted(map(str, unknown))}")
    return figures | {place: None if text == "·" else text for place, text in given.items()}


def own_rows(form: Form, *labels: str) -> tuple[Line, ...]:
    """The rows of table three where an agency prints rows of its own in place of `3.其他`, numbered from 3."""
    lines: list[Line] = []
    for line in form.table_three:
        if line.measure != "disposition.other.rest":
            lines.append(line)
            continue
        for number, label in enumerate(labels, start=3):
            lines.append(Line((*line.labels[:-1], f"{number}.{label}"), own_measure("disposition.other", label)))
    return tuple(lines)
