"""Readings to rows of the archive and back: decimals as text, label paths as JSON."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple, Protocol

from ingest.document import Document, Locator
from ingest.errors import StoreError
from ingest.fact import Fact, Finding, Point, Verdict
from ingest.held import HeldPassage, HeldReport, ReportKey
from ingest.passage import Passage
from ingest.reading import Reading

READING_VERSION = 2
"""Raised whenever the program reads the same bytes differently: what an older one read is then read again."""

Written = Literal["added", "updated", "unchanged"]

Row = dict[str, Any]


class Fields(Protocol):
    """A row whose columns are known by name, whichever library read it."""

    def __getitem__(self, name: str, /) -> Any:
        """The value in the column of this name."""


_OWN = ".own:"


class FactLine(NamedTuple):
    """A line of a table as printed, from the outermost label to the innermost, and what it counts."""

    measure: str
    labels: tuple[str, ...]


def key_of(reading: Reading) -> ReportKey:
    """The key of the report that was read."""
    return ReportKey(reading.report.agency, reading.report.scope, reading.report.year)


def document_row(document: Document) -> Row:
    """The row of a document."""
    return {"sha256": document.sha256, "name": document.name, "media_type": document.media_type, "url": document.url}


def report_row(reading: Reading) -> Row:
    """The row of a report but for its edition."""
    report = reading.report
    return {
        "document": report.document.sha256,
        "agency": report.agency,
        "scope": report.scope,
        "year": report.year,
        "title": report.title,
        "form": report.form,
        "contact": report.contact,
        "facts": len(reading.facts),
        "unread": sum(fact.state == "unread" for fact in reading.facts),
        "passages": len(reading.passages),
        "findings": len(reading.findings),
    }


def held_report(row: Fields) -> HeldReport:
    """The report of a row of reports joined with documents."""
    return HeldReport(
        key=report_key(row),
        document=Document(row["sha256"], row["name"], row["media_type"], row["url"]),
        **{name: row[name] for name in ("title", "form", "contact", "facts", "unread", "passages")},
        findings=row["all_findings"],
    )


def report_key(row: Fields) -> ReportKey:
    """The key in a row that has the columns of reports."""
    return ReportKey(row["agency"], row["scope"], row["year"])


def fact_rows(reading: Reading) -> list[Row]:
    """The rows of all facts in printed order; raises StoreError where one belongs to another report."""
    key = key_of(reading)
    for fact in reading.facts:
        if (fact.at.agency, fact.at.scope, fact.at.year) != key:
            raise StoreError(f"数据与所属报告不符：报告为 {key}，数据标为 {fact.at}；该报告未保存。")
    return [_fact_row(fact, ordinal) for ordinal, fact in enumerate(reading.facts)]


def _fact_row(fact: Fact, ordinal: int) -> Row:
    return {
        "ordinal": ordinal,
        "measure": fact.at.measure,
        "own_of": fact.at.measure.rpartition(_OWN)[0] or None,
        "applicant": fact.at.applicant,
        "year": fact.at.year,
        "table_number": fact.table,
        "row_labels": _path(fact.row),
        "column_labels": _path(fact.column),
        "state": fact.state,
        "printed": fact.printed,
        "value": None if fact.value is None else str(fact.value),
        "unit": fact.unit,
        **_locator_row(fact.source),
    }


def fact_of(row: Fields, key: ReportKey) -> Fact:
    """The fact of a row, in the report with this key."""
    return Fact(
        at=Point(key.agency, key.scope, key.year, row["measure"], row["applicant"]),
        table=row["table_number"],
        row=_labels(row["row_labels"]),
        column=_labels(row["column_labels"]),
        state=row["state"],
        printed=row["printed"],
        value=None if row["value"] is None else Decimal(row["value"]),
        unit=row["unit"],
        source=_locator(row),
    )


def fact_line(row: Fields) -> FactLine:
    """The line of a row with a measure, row labels and columns."""
    return FactLine(row["measure"], (*json.loads(row["row_labels"]), *json.loads(row["columns"])))


def finding_rows(reading: Reading) -> list[Row]:
    """The rows of all findings, their facts as ordinals; raises StoreError where one names a fact that the reading lacks."""
    ordinals = {fact: ordinal for ordinal, fact in enumerate(reading.facts)}
    if strays := [fact for finding in reading.findings for fact in finding.facts if fact not in ordinals]:
        raise StoreError(f"核对结果所指的数据不在本报告之中：{strays[0].at}；该报告未保存。")
    return [
        {
            "ordinal": ordinal,
            "check_name": finding.check,
            "message": finding.message,
            "expected": finding.expected,
            "found": finding.found,
            "facts": _json([ordinals[fact] for fact in finding.facts]),
        }
        for ordinal, finding in enumerate(reading.findings)
    ]


def finding_of(row: Fields, facts: Mapping[int, Fact]) -> Finding:
    """The finding of a row, over the facts of its report by ordinal."""
    named = tuple(facts[ordinal] for ordinal in json.loads(row["facts"]))
    return Finding(row["check_name"], row["message"], row["expected"], row["found"], named)


def across_of(row: Fields, facts: Mapping[tuple[int, int], Fact]) -> Finding:
    """The finding of a row of across, over the facts of both reports by report and ordinal."""
    named = tuple(facts[report, ordinal] for report, ordinal in json.loads(row["facts"]))
    return Finding(row["check_name"], row["message"], row["expected"], row["found"], named)


def verdict_of(row: Fields) -> Verdict:
    """The verdict of a row."""
    return Verdict(row["judgement"], row["remark"], row["person"], row["given"])


def passage_rows(reading: Reading) -> list[Row]:
    """The rows of all passages in printed order."""
    return [
        {
            "ordinal": ordinal,
            "id": id,
            "section": passage.section,
            "headings": _json(passage.headings),
            "text": passage.text,
            **_locator_row(passage.source),
        }
        for ordinal, (id, passage) in enumerate(zip(_passage_ids(reading), reading.passages, strict=True))
    ]


def held_passage(row: Fields) -> HeldPassage:
    """The passage of a row of passages joined with reports."""
    return HeldPassage(row["passage_id"], report_key(row), passage_of(row))


def passage_of(row: Fields) -> Passage:
    """The passage of a row of passages."""
    return Passage(row["section"], tuple(json.loads(row["headings"])), row["text"], _locator(row))


def _passage_ids(reading: Reading) -> Iterable[str]:
    """A hash of report, document and text each; the second passage with the same text counts as another."""
    seen: Counter[str] = Counter()
    for passage in reading.passages:
        named = _json([*key_of(reading), reading.report.document.sha256, passage.text, seen[passage.text]])
        seen[passage.text] += 1
        yield hashlib.sha256(named.encode()).hexdigest()[:20]


def _locator_row(source: Locator) -> Row:
    places = (source.page, *(source.box or (None,) * 4), int(source.ocr))
    return dict(zip(("page", "x0", "top", "x1", "bottom", "ocr"), places, strict=True))


def _locator(row: Fields) -> Locator:
    box = None if row["x0"] is None else (row["x0"], row["top"], row["x1"], row["bottom"])
    return Locator(row["page"], box, bool(row["ocr"]))


@lru_cache(4096)
def _path(labels: tuple[str, ...]) -> str:
    # The same few lines are printed by every agency, and a report has 200 facts.
    return _json(labels)


@lru_cache(4096)
def _labels(path: str) -> tuple[str, ...]:
    return tuple(json.loads(path))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
