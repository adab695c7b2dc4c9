"""Everything that one document states: a report with its facts, findings and passages."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.fact import Fact, Finding
from ingest.passage import Passage
from ingest.report import Report


@dataclass(frozen=True, slots=True)
class Reading:
    """What ingestion makes of a document before anything is kept."""

    report: Report
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    passages: tuple[Passage, ...]
