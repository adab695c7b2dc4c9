"""What the archive holds, as others see it: ReportKey, HeldReport, HeldPassage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ingest.document import Document
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
