"""Numbers that remember where they were printed: Point, Fact, Finding, Verdict."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.document import Locator

State = Literal["number", "blank", "not_applicable", "unread"]
Judgement = Literal["as_printed", "confirmed", "misread"]


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """The address of a fact: what is counted, by whom, in which year, for which applicants.

    `scope` None means that the agency publishes one report a year, or that the report states no scope.
    `applicant` is None for what is not counted by applicant (tables two and four), 'total' for the column 总计.
    """

    agency: str
    scope: str | None
    year: int
    measure: str
    applicant: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of a statutory table: its exact value and where it stands.

    `value` is None unless `state` is 'number'; `unit` is None where neither form nor cell states one.
    `row` and `column` are the printed labels from the outermost to the innermost, white space removed.
    """

    at: Point
    table: int
    row: tuple[str, ...]
    column: tuple[str, ...]
    state: State
    printed: str
    value: Decimal | None
    unit: str | None
    source: Locator


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person who held a finding against the original said of it; `given` is the time, ISO 8601.

    `as_printed`: the original has it so; `confirmed`: looked into, with a remark; `misread`: this program read it wrongly.
    """

    judgement: Judgement
    remark: str
    person: str | None
    given: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction of the report with its own form, its prose or another report, addressed; nothing is mended."""

    check: str
    message: str
    expected: str
    found: str
    facts: tuple[Fact, ...]
    verdict: Verdict | None = None
