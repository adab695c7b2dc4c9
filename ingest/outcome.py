"""What became of one source, and its line in the JSON of the interface."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from ingest.document import Document
from ingest.fact import Fact, Finding
from ingest.forms.shared import SECTION_NUMBERS
from ingest.held import HeldReport, ReportKey, finding_id
from ingest.reading import Reading

Status = Literal["added", "updated", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: what was kept of it, or the sentence that says why nothing was."""

    source: str
    status: Status
    key: ReportKey | None = None
    form: str | None = None
    facts: int = 0
    unread: int = 0
    passages: int = 0
    findings: tuple[Finding, ...] = ()
    document: Document | None = None
    error: str | None = None
    note: str | None = None

    @classmethod
    def of_reading(cls, source: str, status: Status, reading: Reading) -> Outcome:
        """What became of a source that was read now."""
        report = reading.report
        unread = sum(fact.state == "unread" for fact in reading.facts)
        key = ReportKey(report.agency, report.scope, report.year)
        return cls(source, status, key, report.form, len(reading.facts), unread, len(reading.passages), reading.findings, report.document)

    @classmethod
    def of_held(cls, source: str, held: HeldReport, findings: tuple[Finding, ...], sha256: str) -> Outcome:
        """What became of a source with this hash that was held already, or prints what is held once more; it is noted which."""
        copied = sha256 != held.document.sha256
        note = f"内容与在库的《{held.document.name}》相同，按同一版本的另一份文件登记。" if copied else None
        found = (held.key, held.form, held.facts, held.unread, held.passages, findings, held.document)
        return cls(source, "unchanged", *found, note=note)

    def to_json(self) -> dict[str, Any]:
        """A member of `reports` in `ingest --json`."""
        agency, scope, year = self.key or (None, None, None)
        return {
            "source": self.source,
            "status": self.status,
            "agency": agency,
            "scope": scope,
            "year": year,
            "form": self.form,
            "facts": self.facts,
            "unread": self.unread,
            "passages": self.passages,
            "findings": [finding_json(finding, self.key, self.document) for finding in self.findings if self.key and self.document],
            "error": self.error,
            "note": self.note,
        }


def finding_json(finding: Finding, key: ReportKey, document: Document) -> dict[str, Any]:
    """FINDING of the interface with its id and a person's verdict on it; cited are the facts that stand in this document."""
    return {
        "check": finding.check,
        "message": finding.message,
        "expected": finding.expected,
        "found": finding.found,
        "facts": [fact_citation(fact, document) for fact in finding.facts if (fact.at.agency, fact.at.scope, fact.at.year) == key],
        "id": finding_id(key, finding),
        "verdict": None if finding.verdict is None else asdict(finding.verdict),
    }


def fact_citation(fact: Fact, document: Document) -> dict[str, Any]:
    """CITATION of a cell."""
    return {
        "document": document.name,
        "url": document.url,
        "sha256": document.sha256,
        "agency": fact.at.agency,
        "year": fact.at.year,
        "section": SECTION_NUMBERS[fact.table],
        "page": fact.source.page,
        "table": fact.table,
        "row": list(fact.row),
        "column": list(fact.column),
        "printed": fact.printed,
        "quote": None,
        "box": None if fact.source.box is None else list(fact.source.box),
        "ocr": fact.source.ocr,
    }
