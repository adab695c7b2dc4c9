"""What the archive holds, as others see it: ReportKey, HeldReport, HeldPassage, the id of a finding."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.document import Document
from ingest.fact import Finding
from ingest.passage import Passage


class ReportKey(NamedTuple):
    """What makes two editions the same report: whose, of which scope, on which year."""

    agency: str
    scope: str | None
    year: int


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report in the archive, the current edition, with the counts of what it holds."""

    key: ReportKey
    document: Document
    title: str
    form: str
    contact: str | None
    facts: int
    unread: int
    passages: int
    findings: int


@dataclass(frozen=True, slots=True)
class HeldYear:
    """The reports on one year: how many, of how many agencies; which state what they cover, which contradict; one on each form."""

    year: int
    reports: int
    agencies: int
    scoped: tuple[ReportKey, ...]
    contradicted: tuple[ReportKey, ...]
    of_each_form: tuple[ReportKey, ...]


Numbers = Mapping[tuple[str, str | None], Sequence[int]]
"""Each number as text with its unit, and the numbers of the reports that print it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What reports print in one row and column: each number with its unit and the numbers of the reports that print it.

    `empty` are those where the cell is blank, struck out or missing, `unread` those where it could not be read.
    """

    numbers: Numbers
    empty: Sequence[int]
    unread: Sequence[int]


@dataclass(frozen=True, slots=True)
class HeldPassage:
    """A passage with its id, which is a hash of report and text, and the report it stands in."""

    id: str
    key: ReportKey
    passage: Passage


def finding_id(key: ReportKey, finding: Finding) -> str:
    """What names a finding in every reading, rebuild and version: the report, the check, the addresses, what was expected and found."""
    places = sorted(
        [one.agency, one.scope or "", one.year, one.measure, one.applicant or ""] for one in (fact.at for fact in finding.facts)
    )
    named = [finding.check, places or key, finding.expected, finding.found]
    return hashlib.sha256(json.dumps(named, ensure_ascii=False).encode()).hexdigest()[:12]
