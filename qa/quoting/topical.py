"""A question for a subject that whole passages treat, such as the problems that section five names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from ingest.held import HeldPassage, ReportKey
from qa.composing.naming import who
from qa.errors import NotUnderstood
from qa.kinds import HOW_MANY
from qa.lexicon import Topic
from qa.linking.question import normal_form
from qa.parsing.frame import Frame
from qa.parsing.parse import Parsed
from qa.plan import PassageQuery, Plan
from qa.quoting.asked import asked
from qa.quoting.prose import Quote
from qa.quoting.quoted import narrative, quoting, with_absent
from qa.quoting.whose import latest, require_known
from qa.quoting.words import Word
from qa.turn import Draft, Turn

MOST_QUOTES = 4
"""Passages quoted at most."""

WHOLE = 600
"""Characters up to which a section is quoted whole, problems and what is done about them."""

LEAD = 60
"""Characters at the start of a passage that name its subject where it has no heading of its own."""


def topical(names: tuple[str, ...], parsed: Parsed, frame: Frame, turn: Turn) -> Draft:
    """The sentence of the section that tells of what else the question names, or the passages about the subjects whole.

    Raises NotUnderstood where the section does not tell of it.
    """
    words = [word for word in asked(turn.mentions, turn.lexicon).words if word.core]
    section = turn.lexicon.topics[names[0]].section
    require_known(parsed, frame, turn)
    if not words:
        return _whole(names, frame, turn)
    try:
        draft = narrative(parsed, frame, turn, section=section, whole=True)
        several = len(draft.answer.citations) > 1 or not _is_short(turn.source.passages((latest(frame, turn).key,)), section)
        return draft if several else _whole(names, frame, turn)
    except NotUnderstood:
        passages = turn.source.passages((latest(frame, turn).key,))
        if not _tell([held for held in passages if held.passage.section == section], words):
            return _elsewhere(names, parsed, frame, turn, words)
        return _whole(names, frame, turn)


def _elsewhere(names: tuple[str, ...], parsed: Parsed, frame: Frame, turn: Turn, words: list[Word]) -> Draft:
    """The sentence of any section that answers; the subject's own section where none does and the report tells of all that is named."""
    try:
        return narrative(parsed, frame, turn)
    except NotUnderstood:
        if turn.operators & HOW_MANY or not _tell(turn.source.passages((latest(frame, turn).key,)), words):
            raise
        return _whole(names, frame, turn)


def _tell(passages: Iterable[HeldPassage], words: list[Word]) -> bool:
    """Whether passages hold every word."""
    told = normal_form("".join(held.passage.text for held in passages))
    return all(any(form in told for form in word.forms) for word in words)


def _whole(names: tuple[str, ...], frame: Frame, turn: Turn) -> Draft:
    """The passages about the subjects in every report named; in the newest where no year is. Raises NotUnderstood where one has none."""
    quotes: list[Quote] = []
    said: list[str] = []
    for key in _reports(frame, turn):
        passages = turn.source.passages((key,))
        found = dict.fromkeys(held for name in names for held in _treating(turn.lexicon.topics[name], passages))
        if not found:
            raise NotUnderstood(words="")
        told = tuple(Quote(held, held.passage.text, 1.0) for held in tuple(found)[:MOST_QUOTES])
        quotes += told
        who_says = who(key.agency, key.scope, key.year, turn.messages)
        said.append(turn.messages.text("quote", who=who_says, quote="\n".join(quote.text for quote in told)))
    keys = [quote.held.key for quote in quotes]
    plan = Plan(search=PassageQuery(" ".join(names), _once(key.agency for key in keys), _once(key.year for key in keys)))
    draft = quoting("\n".join(said), tuple(quotes), frame, plan, turn)
    return replace(draft, answer=with_absent(draft.answer, _asked(frame), turn))


def _reports(frame: Frame, turn: Turn) -> tuple[ReportKey, ...]:
    """Every office's report of every year that is named and held, else its newest. Raises NotReported and Ambiguous."""
    held = [(agency, year) for agency, year in _asked(frame) if not year or turn.catalog.keys_of(agency, year)]
    named = [replace(frame, agencies=(agency,), years=(year,) if year else (), own_years=()) for agency, year in held]
    return tuple(latest(one, turn).key for one in named or [frame])


def _asked(frame: Frame) -> list[tuple[str, int]]:
    """Every office with every year named of it, 0 where none is."""
    years = dict.fromkeys(frame.agencies, frame.years) | dict(frame.own_years)
    return [(agency, year) for agency, named in years.items() for year in named or (0,)]


_T = TypeVar("_T")


def _once(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))


def _treating(topic: Topic, passages: tuple[HeldPassage, ...]) -> tuple[HeldPassage, ...]:
    """The passages whose heading or first words say that they are about a subject; where its section is short or none does, then the others."""
    section = tuple(held for held in passages if held.passage.section == topic.section)
    about = tuple(held for held in section if _is_about(topic, held))
    whole = _is_short(section, topic.section) or not about
    return (*about, *(held for held in section if held not in about)) if whole else about


def _is_short(passages: tuple[HeldPassage, ...], section: int) -> bool:
    lengths = [len(held.passage.text) for held in passages if held.passage.section == section]
    return len(lengths) <= MOST_QUOTES and sum(lengths) <= WHOLE


def _is_about(topic: Topic, held: HeldPassage) -> bool:
    words = f"{' '.join(held.passage.headings[1:])} {held.passage.text[:LEAD]}"
    return any(word in words for word in topic.heading) and not any(word in words for word in topic.unless)
