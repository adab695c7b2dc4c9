"""A question for a subject that whole passages treat, such as the problems that section five names."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.held import HeldPassage
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
from qa.quoting.quoted import narrative, quoting
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
    key = latest(frame, turn).key
    passages = turn.source.passages((key,))
    found = dict.fromkeys(held for name in names for held in _treating(turn.lexicon.topics[name], passages))
    if not found:
        raise NotUnderstood(words="")
    quotes = tuple(Quote(held, held.passage.text, 1.0) for held in tuple(found)[:MOST_QUOTES])
    said = "\n".join(quote.text for quote in quotes)
    text = turn.messages.text("quote", who=who(key.agency, key.scope, key.year, turn.messages), quote=said)
    return quoting(text, quotes, frame, Plan(search=PassageQuery(" ".join(names), (key.agency,), (key.year,))), turn)


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
