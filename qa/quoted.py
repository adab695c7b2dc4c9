"""A question about prose to an answer by quotation: the sentence as printed, and contact data out of its sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.agencies import agency_named
from ingest.errors import StoreError
from ingest.held import HeldPassage, HeldReport, ReportKey
from qa import contact, prose
from qa.answer import Answer, Caveat
from qa.cite import cite_quote
from qa.conversation import Conversation
from qa.errors import Ambiguous, NotReported, NotUnderstood, SearchFailed
from qa.evidence import of_citations, of_reports
from qa.frame import Frame
from qa.lexicon import Topic
from qa.naming import who
from qa.parse import Parsed
from qa.plan import PassageQuery, Plan
from qa.shape import HOW_MANY
from qa.sources import Hit
from qa.turn import Draft, Turn

HITS = 20
"""Passages in which the answering sentence is looked for."""

MOST_QUOTES = 4
"""Passages quoted at most where a question asks for a subject."""

LEAD = 60
"""Characters at the start of a passage that name its subject where it has no heading of its own."""


def _require(keys: tuple[ReportKey, ...], frame: Frame) -> None:
    """Raise NotReported where the frame names agencies or years of which nothing is held."""
    if not keys:
        agencies = frame.agencies or ("",)
        raise NotReported(tuple((agency, year) for agency in agencies for year in frame.years or (0,)))


def _draft(text: str, quotes: tuple[prose.Quote, ...], frame: Frame, plan: Plan, turn: Turn) -> Draft:
    report = turn.catalog.by_key[quotes[0].held.key]
    citations = tuple(cite_quote(quote.held, quote.text, report) for quote in quotes)
    answer = Answer(turn.question.text, "narrative", text, citations=citations, plan=plan)
    settled = replace(frame, agencies=frame.agencies or (report.key.agency,), years=frame.years or (report.key.year,))
    state = Conversation(settled, quoted=turn.question.normal)
    return Draft(answer, (*of_citations(citations), *of_reports((report,))), state=state)


def narrative(parsed: Parsed, frame: Frame, turn: Turn, least: float = prose.COVERED) -> Draft:
    """The sentence that answers, quoted. Raises NotUnderstood where none does, NotReported where nothing is held."""
    _unlisted(parsed, frame, turn)
    keys = turn.keys(frame)
    _require(keys, frame)
    words = " ".join(prose.sought(turn.mentions, turn.lexicon))
    hits = _search(words, keys if frame.agencies or frame.years or frame.scope else None, turn) if words else ()
    quote = prose.best_quote(_in_section(hits, turn), turn.mentions, turn.lexicon, quantity=_quantity(turn), least=least)
    key = quote.held.key
    text = turn.messages.text("quote", who=who(key.agency, key.scope, key.year, turn.messages), quote=quote.text)
    found = _draft(text, (quote,), frame, Plan(search=PassageQuery(words, frame.agencies, frame.years)), turn)
    if hits[0].vector_score is not None:
        return found
    by_words = Caveat("model", turn.messages.text("caveat_no_model"))
    return replace(found, answer=replace(found.answer, caveats=(by_words,)))


def _search(words: str, keys: tuple[ReportKey, ...] | None, turn: Turn) -> tuple[Hit, ...]:
    try:
        return turn.open_passages().search(words, keys, HITS)
    except StoreError as error:
        raise SearchFailed(sentence=str(error)) from error


def _quantity(turn: Turn) -> str | None:
    """The word of quantity in the question, whose counter the answering sentence must have too; None where it asks for none."""
    return next((mention.text for mention in turn.mentions if mention.kind == "operator" and mention.key in HOW_MANY), None)


def _in_section(hits: tuple[Hit, ...], turn: Turn) -> tuple[Hit, ...]:
    """The hits in the section that the question's subject is treated in, where it names one: 问题 is section five."""
    topic = next((turn.lexicon.topics[mention.key] for mention in turn.mentions if mention.kind == "topic"), None)
    return hits if topic is None else tuple(hit for hit in hits if hit.passage.passage.section == topic.section)


def _unlisted(parsed: Parsed, frame: Frame, turn: Turn) -> None:
    """Raise NotReported for words that look like the name of an agency of which nothing is held."""
    for word in parsed.residue:
        if not frame.agencies and (match := re.match(turn.lexicon.unlisted_agency, word)):
            raise NotReported(((match[0], frame.years[0] if frame.years else 0),))


def topical(names: tuple[str, ...], frame: Frame, turn: Turn) -> Draft:
    """The passages that treat the subjects, quoted whole: the problems that section five names. Raises NotUnderstood where none does."""
    report = _latest(frame, turn)
    key, passages = report.key, turn.source.passages((report.key,))
    found = dict.fromkeys(held for name in names for held in _treating(turn.lexicon.topics[name], passages))
    if not found:
        raise NotUnderstood(words="")
    quotes = tuple(prose.Quote(held, held.passage.text, 1.0) for held in tuple(found)[:MOST_QUOTES])
    said = "\n".join(quote.text for quote in quotes)
    text = turn.messages.text("quote", who=who(key.agency, key.scope, key.year, turn.messages), quote=said)
    return _draft(text, quotes, frame, Plan(search=PassageQuery(" ".join(names), (key.agency,), (key.year,))), turn)


def _treating(topic: Topic, passages: tuple[HeldPassage, ...]) -> tuple[HeldPassage, ...]:
    """The passages about a subject; all of its section where none says by its heading or first words that it is."""
    section = tuple(held for held in passages if held.passage.section == topic.section)
    return tuple(held for held in section if _is_about(topic, held)) or section


def _is_about(topic: Topic, held: HeldPassage) -> bool:
    words = f"{' '.join(held.passage.headings[1:])} {held.passage.text[:LEAD]}"
    return any(word in words for word in topic.heading) and not any(word in words for word in topic.unless)


def _latest(frame: Frame, turn: Turn) -> HeldReport:
    keys = turn.keys(frame)
    _require(keys, frame)
    agencies = tuple(dict.fromkeys(key.agency for key in keys))
    if len(agencies) > 1:
        raise Ambiguous("agency", tuple(turn.rephrase.with_agency(agency) for agency in agencies))
    return turn.catalog.by_key[max(keys, key=lambda key: key.year)]


def contact_data(parsed: Parsed, frame: Frame, turn: Turn) -> Draft | None:
    """The contact data asked for, from the newest report of the agency or that of the year named; None where it does not answer.

    Words that are not understood must stand in the sentence too: 淮安市政府办公室在哪里.
    """
    if parsed.residue and not frame.agencies:
        return None
    report = _latest(frame, turn)
    passages = turn.source.passages((report.key,))
    for kind in parsed.contact:
        quote = contact.quote_of(kind, report, passages)
        if quote is not None and all(word in quote.held.passage.text for word in parsed.residue):
            datum = contact.found(kind, quote.text) or ""
            agency = turn.messages.agency(agency_named(report.key.agency))
            said = turn.messages.text(f"contact_{kind}", agency=agency, found=datum)
            source = turn.messages.text("contact_source", year=str(report.key.year), quote=quote.text)
            plan = Plan(search=PassageQuery(kind, (report.key.agency,), (report.key.year,), contact=True))
            return _draft(f"{said}{source}", (quote,), frame, plan, turn)
    return None
