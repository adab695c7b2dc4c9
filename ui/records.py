"""The JSON of the interface: what a report, a fact and a citation look like to a program."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ingest.fact import Fact
from ingest.held import HeldReport
from qa.answer import Citation
from qa.composing.cite import cite_fact

Record = dict[str, Any]


def citation_json(citation: Citation) -> Record:
    """CITATION of the interface."""
    return asdict(citation)


def fact_json(report: HeldReport, fact: Fact) -> Record:
    """A line of `facts --json`; `value` is a decimal string, None unless the state is number."""
    return {
        "agency": fact.at.agency,
        "scope": fact.at.scope,
        "year": fact.at.year,
        "table": fact.table,
        "row": list(fact.row),
        "column": list(fact.column),
        "state": fact.state,
        "printed": fact.printed,
        "value": None if fact.value is None else format(fact.value, "f"),
        "unit": fact.unit,
        "citation": citation_json(cite_fact(fact, report.document)),
    }


def report_json(held: HeldReport) -> Record:
    """A line of `reports --json`."""
    return {
        "agency": held.key.agency,
        "scope": held.key.scope,
        "year": held.key.year,
        "form": held.form,
        "title": held.title,
        "document": held.document.name,
        "url": held.document.url,
        "sha256": held.document.sha256,
        "contact": held.contact,
        "facts": held.facts,
        "unread": held.unread,
        "passages": held.passages,
        "findings": held.findings,
    }
