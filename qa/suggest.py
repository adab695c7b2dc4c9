"""What may be asked instead of a question that got no answer: the same of a year that is held, or without the words that no table knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from qa.errors import NotReported, NotUnderstood, QuestionError
from qa.kinds import YEAR
from qa.linking.mention import Mention
from qa.linking.question import Question
from qa.reply import draft
from qa.turn import Draft, Turn

MOST = 3
"""Questions that are suggested at the most."""

_DIGITS = re.compile(r"\d+")


def with_suggestions(refused: Draft, reason: QuestionError, turn: Turn) -> Draft:
    """The refusal with up to three questions near the one asked which get an exact answer; the next turn may name one in few words."""
    if refused.answer.kind != "abstention":
        return refused
    found = tuple(islice((text for text in _near(reason, turn) if _is_answered(text, turn)), MOST))
    state = replace(refused.state or turn.state, choices=found)
    return replace(refused, answer=replace(refused.answer, suggestions=found), state=state) if found else refused


def _near(reason: QuestionError, turn: Turn) -> Iterator[str]:
    if isinstance(reason, NotReported):
        yield from _of_years_held(reason, turn)
    elif isinstance(reason, NotUnderstood):
        yield from _without_unknown(turn)


def _of_years_held(reason: NotReported, turn: Turn) -> Iterator[str]:
    """The question with the only year that it names replaced by a year held of the same office, the nearest first."""
    named = [mention for mention in turn.mentions if mention.kind in YEAR]
    if len(named) != 1 or len(reason.missing) != 1 or not (digits := _DIGITS.search(named[0].text)):
        return
    agency, asked = reason.missing[0]
    for year in sorted(turn.catalog.years(agency), key=lambda year: (abs(year - asked), -year)):
        yield turn.question.text.replace(digits[0], str(year), 1)


def _without_unknown(turn: Turn) -> Iterator[str]:
    """The question without the words that no lexicon knows; none where one of them might turn its sense round."""
    unknown = [mention for mention in turn.mentions if mention.kind == "residue"]
    if unknown and not any(_turns_sense(mention, turn) for mention in unknown):
        kept = "".join(mention.text for mention in sorted(turn.mentions, key=lambda mention: mention.start) if mention not in unknown)
        yield " ".join(kept.split())


def _turns_sense(mention: Mention, turn: Turn) -> bool:
    return any(word in mention.text.split() or (not word.isascii() and word in mention.text) for word in turn.lexicon.negations)


def _is_answered(text: str, turn: Turn) -> bool:
    try:
        return draft(replace(turn, question=Question.read(text))).answer.kind == "exact"
    except QuestionError:
        return False
