"""Reading a report or a draft without keeping it, as a record of what it contradicts, in the order in which a clerk would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn, Protocol

from tqdm import tqdm

from ingest.checks.suspect import Cause, causes
from ingest.confined import Readers
from ingest.document import Document
from ingest.errors import IngestError
from ingest.fact import Fact, Finding
from ingest.found import Found, content_of
from ingest.held import ReportKey
from ingest.outcome import Outcome, fact_citation, finding_json
from ingest.reading import Reading
from ingest.sources import Source
from ui.checked import UNREAD_CHECKS
from ui.records import Record


class Beside(Protocol):
    """What is held beside a draft: the reports that it is compared with, and what people said of findings."""

    def beside(self, reading: Reading) -> tuple[Finding, ...]:
        """What the draft contradicts in the reports held."""

    def judged(self, key: ReportKey, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings with the verdicts given on them."""


def check_sources(sources: Iterable[Source], held: Beside | None = None) -> Iterator[Record]:
    """A record shaped like those of `ingest --json` for each document, its status checked or failed."""
    given = tuple(sources)
    with _bar(given) as bar:
        for _, record in check_found((one for source in given for one in source.found()), held):
            yield record
            bar.update()


def check_found(found: Iterable[Found | Outcome], held: Beside | None = None) -> Iterator[tuple[Found | Outcome, Record]]:
    """Each document with such a record."""
    with Readers() as readers:
        for one in found:
            if isinstance(one, Outcome):
                yield one, one.to_json()
            else:
                yield one, _checked(one, readers.read(one.name, one.content, one.url), held)


def _bar(sources: Sequence[Source]) -> tqdm[NoReturn]:
    """A progress bar on a terminal; nothing where the output is read by a program."""
    return tqdm(total=sum(source.count for source in sources), desc="核对", unit="份", disable=None, leave=False)


def check_file(source: Path | str, content: bytes | None = None, held: Beside | None = None) -> Record:
    """The record of one file; `content` in place of the file's own bytes."""
    try:
        given = content_of(Path(source)) if content is None else content
    except IngestError as error:
        return Outcome(str(source), "failed", error=str(error)).to_json()
    return next(record for _, record in check_found([Found(str(source), Path(source).name, given)], held))


def _checked(one: Found, read: Reading | IngestError, held: Beside | None) -> Record:
    if isinstance(read, IngestError):
        return Outcome(one.source, "failed", error=str(read)).to_json()
    report, key = read.report, ReportKey(read.report.agency, read.report.scope, read.report.year)
    findings = read.findings if held is None else held.judged(key, (*read.findings, *held.beside(read)))
    ordered = sorted(causes(read.facts, findings), key=lambda cause: _place(cause, read.facts))
    return Outcome.of_reading(one.source, "unchanged", read).to_json() | {
        "status": "checked",
        "findings": [_finding(cause, finding, key, report.document) for cause in ordered for finding in cause.findings],
        "unread_cells": [fact_citation(fact, report.document) for fact in read.facts if fact.state == "unread"],
    }


def _finding(cause: Cause, finding: Finding, key: ReportKey, document: Document) -> Record:
    """FINDING with the cell that is most likely wrong and what it should be, where several findings point to one."""
    suspect = None if cause.suspect is None else fact_citation(cause.suspect, document)
    should_be = None if cause.should_be is None else format(cause.should_be, "f")
    return finding_json(finding, key, document) | {"suspect": suspect, "should_be": should_be}


def _place(cause: Cause, facts: Sequence[Fact]) -> tuple[int, int]:
    """What could not be read first, then as printed from top to bottom, then what no cell shows."""
    first = cause.findings[0]
    if first.check in UNREAD_CHECKS:
        return 0, 0
    shown = [cause.suspect] if cause.suspect is not None else list(first.facts[-1:])
    places = [place for place, fact in enumerate(facts) if fact in shown]
    return (1, places[0]) if places else (2, 0)
