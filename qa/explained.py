"""怎么算的 and 哪里写的: how the answer before came about, and where its figures stand, read from its receipt."""

from __future__ import annotations

import json
from typing import Any

from ingest.document import Document
from qa.answer import Answer, Citation
from qa.cite import cite_fact
from qa.evidence import of_citations
from qa.receipt import fact_from
from qa.turn import Draft, Turn

_MOST_MENTIONS = 8
"""A question about the source is short; in a longer one 依据 and 来源 are words of something else."""


def explained(turn: Turn) -> Draft | None:
    """The explanation of the answer before; None where the turn asks for none or there is nothing to explain."""
    how, where = (any(phrase in turn.question.normal for phrase in turn.lexicon.explain[kind]) for kind in ("how", "where"))
    if not (how or where) or len(turn.mentions) > _MOST_MENTIONS:
        return None
    if turn.state.quoted:
        return _said(turn.messages.text("explain_quote"), (), (), turn)
    body = turn.source.receipt(turn.state.receipt) if turn.state.receipt else None
    if body is None:
        return None
    record = json.loads(body)
    citations = tuple(_citations(record))
    return _how(record, citations, turn) if how else _where(citations, turn)


def _citations(record: dict[str, Any]) -> list[Citation]:
    documents = {document["sha256"]: Document(**document) for document in record["documents"]}
    return [cite_fact(fact_from(fact), documents[fact["sha256"]]) for fact in record["facts"]]


def _how(record: dict[str, Any], citations: tuple[Citation, ...], turn: Turn) -> Draft:
    formulas = tuple(result["formula"] for result in record["results"] if result["formula"])
    text = turn.messages.text("explain_formula", formula="\n".join(formulas)) if formulas else turn.messages.text("explain_cell")
    return _said(text, citations, formulas, turn)


def _where(citations: tuple[Citation, ...], turn: Turn) -> Draft:
    places = turn.messages.text("list_joint").join(dict.fromkeys(map(_place, citations)))
    return _said(turn.messages.text("explain_place", places=places), citations, (), turn)


def _place(citation: Citation) -> str:
    page = f" p. {citation.page}" if citation.page else ""
    return f"{citation.document}{page} {' / '.join((*(citation.row or ()), *(citation.column or ())))}"


def _said(text: str, citations: tuple[Citation, ...], formulas: tuple[str, ...], turn: Turn) -> Draft:
    cited = (label for citation in citations for label in (*(citation.row or ()), *(citation.column or ())))
    answer = Answer(turn.question.text, "narrative", text, citations=citations)
    return Draft(answer, (*formulas, *of_citations(citations), *cited), state=turn.state)
