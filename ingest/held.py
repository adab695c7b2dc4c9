"""What the archive holds, as others see it: ReportKey, HeldReport, HeldPassage, the id of a finding."""

from __future__ import annotations

import hashlib
import json
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
