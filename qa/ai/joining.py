"""Several quotations as connected sentences, one for each and vetted against it; the program's own text wherever one fails."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from ingest.held import HeldReport
from qa.ai.faithful import is_faithful
from qa.ai.model import Model
from qa.ai.words import Words, words_of
from qa.answer import Answer
from qa.composing.gate import UnsupportedFigure, check
from qa.composing.naming import who
from qa.turn import Draft, Turn

_MOST = 8
"""Quotations that are joined at most, so that the reply comes in time."""

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"quotation": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["quotation", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


def joined(drafted: Draft, turn: Turn, model: Model) -> Draft:
    """The draft with its quotations joined by the model; the draft itself where they are not, or not faithfully."""
    words, quotes = words_of(turn.question.language), tuple(citation.quote or "" for citation in drafted.answer.citations)
    if not (words.join and 1 < len(quotes) <= _MOST and all(quotes) and _only_quotes(drafted.answer, turn)):
        return drafted
    data = {"question": turn.question.text, "quotations": [{"number": at, "text": quote} for at, quote in enumerate(quotes, start=1)]}
    sentences = _vetted(model.reply(words.join, data, _SCHEMA), quotes, words)
    if sentences is None:
        return drafted
    answer = replace(drafted.answer, text=_text(sentences, drafted.answer, turn, words), written_by="ai")
    evidence = (*drafted.evidence, *(str(number) for number in range(1, len(quotes) + 1)))
    try:
        return replace(drafted, answer=check(answer, evidence), evidence=evidence)
    except UnsupportedFigure:
        return drafted


def _vetted(reply: dict[str, Any] | None, quotes: tuple[str, ...], words: Words) -> tuple[str, ...] | None:
    """One faithful sentence for each quotation, in their order; None where the reply is anything else."""
    found = reply.get("sentences") if reply else None
    if not isinstance(found, list) or not all(isinstance(one, dict) and isinstance(one.get("text"), str) for one in found):
        return None
    texts = tuple(one["text"].strip() for one in found)
    if [one.get("quotation") for one in found] != list(range(1, len(quotes) + 1)):
        return None
    return texts if all(is_faithful(text, quote, words) for text, quote in zip(texts, quotes, strict=True)) else None


def _reports(answer: Answer, turn: Turn) -> list[HeldReport]:
    """The report of each citation."""
    keys = [key for citation in answer.citations for key in turn.catalog.keys_of(citation.agency, citation.year)]
    held = {report.document.sha256: report for report in turn.catalog.of_keys(keys).values()}
    return [held[citation.sha256] for citation in answer.citations]


def _who(report: HeldReport, turn: Turn) -> str:
    return who(report.key.agency, report.key.scope, report.key.year, turn.messages)


def _only_quotes(answer: Answer, turn: Turn) -> bool:
    """Whether the text is quotations and nothing else, so that nothing is lost where it is said anew."""
    rest = answer.text
    for citation in sorted(answer.citations, key=lambda citation: -len(citation.quote or "")):
        rest = rest.replace(citation.quote or "", "", 1)
    rest = "".join(rest.split())
    for report in _reports(answer, turn):
        rest = rest.replace(turn.messages.text("quote", who=_who(report, turn), quote=""), "")
    return not any(map(str.isalnum, rest))


def _text(sentences: tuple[str, ...], answer: Answer, turn: Turn, words: Words) -> str:
    """The sentences with the numbers of their quotations, report by report, and the mark."""
    numbered = list(zip(_reports(answer, turn), enumerate(sentences, start=1), strict=True))
    lines = [
        words.joined.format(who=_who(report, turn)) + "".join(f"{sentence}[{number}]" for _, (number, sentence) in members)
        for report, members in groupby(numbered, key=lambda one: one[0])
    ]
    return "\n".join((*lines, words.joined_mark))
