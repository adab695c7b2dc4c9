"""Whether a document prints an edition that is held once more, in another file: the same figures under the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from ingest.fact import Fact
from ingest.labels import normal
from ingest.passage import Passage
from ingest.reading import Reading
from ingest.stores import rows
from ingest.stores.tables import DOCUMENTS, FACTS, PASSAGES, REPORTS, of_key

_ALIKE = 97.0
"""Likeness of the prose of one report in two carriers, whose page numbers and line ends differ; with the same numbers in it."""

_OPENING = 0

Cells = dict[tuple[str, str | None], tuple[str, str]]


def edition_printed(connection: Connection, reading: Reading) -> int | None:
    """The id of the edition that this reading only repeats; None where it is a new one, or reads more than is held."""
    key = rows.key_of(reading)
    query = select(REPORTS, DOCUMENTS.c.media_type).join(DOCUMENTS, DOCUMENTS.c.sha256 == REPORTS.c.document)
    editions = query.where(of_key(key))
    cells, sha256 = _cells(reading.facts), reading.report.document.sha256
    for edition in connection.execute(editions.order_by(REPORTS.c.edition.desc())).mappings().all():
        facts = connection.execute(select(FACTS).where(FACTS.c.report == edition["id"])).mappings()
        if edition["document"] == sha256 or not _repeats(cells, _cells(rows.fact_of(row, key) for row in facts)):
            continue
        prose = connection.execute(select(PASSAGES).where(PASSAGES.c.report == edition["id"]).order_by(PASSAGES.c.ordinal)).mappings()
        same_carrier = edition["media_type"] == reading.report.document.media_type
        if _says_the_same(reading.passages, tuple(rows.passage_of(row) for row in prose), same_carrier=same_carrier):
            return int(edition["id"])
    return None


def _cells(facts: Iterable[Fact]) -> Cells:
    return {(fact.at.measure, fact.at.applicant): (fact.state, str(fact.value) if fact.value is not None else "") for fact in facts}


def _repeats(cells: Cells, held: Mapping[tuple[str, str | None], tuple[str, str]]) -> bool:
    """Whether every cell stands in what is held, with the same number unless it could not be read."""
    return bool(cells) and all(at in held and (cell == held[at] or cell[0] == "unread") for at, cell in cells.items())


def _says_the_same(now: Iterable[Passage], held: Iterable[Passage], *, same_carrier: bool) -> bool:
    """Whether the prose is the same: letter for letter in the same kind of file, else with the same numbers and nearly the same words."""
    one, two = _text(now), _text(held)
    if same_carrier or one == two:
        return one == two
    return re.findall(r"\d+", one) == re.findall(r"\d+", two) and fuzz.ratio(one, two) >= _ALIKE


def _text(passages: Iterable[Passage]) -> str:
    return "".join(normal(passage.text) for passage in passages if passage.section != _OPENING)
