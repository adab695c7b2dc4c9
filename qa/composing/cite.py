"""Facts and passages to citations: the pin cites that every answer carries."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.document import Document
from ingest.fact import Fact
from ingest.forms.shared import SECTION_NUMBERS
from ingest.held import HeldPassage, HeldReport, ReportKey
from qa.answer import Citation
from qa.catalog import Catalog


def key_of(fact: Fact) -> ReportKey:
    """The report that a fact stands in."""
    return ReportKey(fact.at.agency, fact.at.scope, fact.at.year)


def cite_fact(fact: Fact, document: Document) -> Citation:
    """The cell of a fact in the document that it was read from."""
    return Citation(
        document=document.name,
        url=document.url,
        sha256=document.sha256,
        agency=fact.at.agency,
        year=fact.at.year,
        section=SECTION_NUMBERS[fact.table],
        page=fact.source.page,
        table=fact.table,
        row=fact.row,
        column=fact.column,
        printed=fact.printed,
        quote=None,
        box=fact.source.box,
        ocr=fact.source.ocr,
    )


def cite_facts(facts: Iterable[Fact], catalog: Catalog) -> tuple[Citation, ...]:
    """The cells of these facts, each once, in their order."""
    cited = tuple(dict.fromkeys(facts))
    reports = catalog.of_keys(map(key_of, cited))
    return tuple(cite_fact(fact, reports[key_of(fact)].document) for fact in cited)


def cite_quote(held: HeldPassage, quote: str, report: HeldReport) -> Citation:
    """The sentence of a passage, letter for letter."""
    document, passage = report.document, held.passage
    return Citation(
        document=document.name,
        url=document.url,
        sha256=document.sha256,
        agency=held.key.agency,
        year=held.key.year,
        section=SECTION_NUMBERS[passage.section] or None,
        page=passage.source.page,
        table=None,
        row=None,
        column=None,
        printed=None,
        quote=quote,
        box=passage.source.box,
        ocr=passage.source.ocr,
    )
