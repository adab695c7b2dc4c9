"""What may be asked instead of a question that got no answer, and what may be asked next after one figure; only what is answered exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from qa.answer import Answer
from qa.composing.naming import label
from qa.errors import NotReported, NotUnderstood, QuestionError
from qa.ids import CONCLUDED
from qa.kinds import YEAR
from qa.linking.mention import Mention
from qa.linking.question import Question
from qa.plan import Address, Lookup
from qa.reply import draft
from qa.turn import Draft, Turn

MOST = 3
"""Questions that are suggested at the most."""

_OUTCOMES = "disposition."
"""What a share of all requests concluded is asked of."""

_DIGITS = re.compile(r"\d+")


def with_suggestions(refused: Draft, reason: QuestionError, turn: Turn) -> Draft:
    """The refusal with up to three questions near the one asked which get an exact answer; the next turn may name one in few words."""
    if refused.answer.kind != "abstention":
        return refused
    found = tuple(islice((text for text in _near(reason, turn) if _is_answered(text, turn)), MOST))
    state = replace(refused.state or turn.state, choices=found)
    return replace(refused, answer=replace(refused.answer, suggestions=found), state=state) if found else refused


def following(answer: Answer, turn: Turn) -> tuple[str, ...]:
    """Up to three questions that go on from an answer of one printed figure: another year, its share, its change."""
    plan = answer.plan.compute
    found = _next(plan.at, turn) if isinstance(plan, Lookup) and answer.kind == "exact" else ()
    return tuple(islice((text for text in found if _is_answered(text, turn)), MOST))


def _next(at: Address, turn: Turn) -> Iterator[str]:
    named = {"agency": turn.rephrase.agency_name(at.agency or ""), "measure": label(at, turn.messages)}
    others = [year for year in turn.catalog.years(at.agency or "") if year != at.year]
    if others:
        yield turn.messages.text("next_year", **named, year=str(min(others, key=lambda year: abs(year - (at.year or 0)))))
    if (at.measure or "").startswith(_OUTCOMES) and at.measure != CONCLUDED:
        yield turn.messages.text("next_share", **named, year=str(at.year))
    if (at.year or 0) - 1 in others:
        yield turn.messages.text("next_change", **named, year=str(at.year))


def _near(reason: QuestionError, turn: Turn) -> Iterator[str]:
    if isinstance(reason, NotReported):
        yield from _of_years_held(reason, turn)
    elif isinstance(reason, NotUnderstood):
        yield from _without_unknown(turn)


def _of_years_held(reason: NotReported, turn: Turn) -> Iterator[str]:
    """The question with the only year that it names, in figures or as 去年, replaced by a year held of the same office, the nearest first."""
    named = [mention for mention in turn.mentions if mention.kind in (*YEAR, "relative_year")]
    if len(named) != 1 or len(reason.missing) != 1:
        return
    agency, asked = reason.missing[0]
    digits = _DIGITS.search(named[0].text)
    for year in sorted(turn.catalog.years(agency), key=lambda year: (abs(year - asked), -year)):
        said = (digits[0], str(year)) if digits else (named[0].text, turn.messages.text("in_year", year=str(year)))
        yield turn.question.text.replace(*said, 1)


def _without_unknown(turn: Turn) -> Iterator[str]:
    """The question without the words that no lexicon knows and the small words among them; none where one might turn its sense round."""
    mentions = sorted(turn.mentions, key=lambda mention: mention.start)
    left_out = [mention.kind == "residue" for mention in mentions]
    unknown = [mention for mention, out in zip(mentions, left_out, strict=True) if out]
    if not unknown or any(_turns_sense(mention, turn) for mention in unknown):
        return
    for place, mention in enumerate(mentions):  # 画|个|图
        if mention.kind == "function" and True in left_out[place - 1 : place] and True in left_out[place + 1 : place + 2]:
            left_out[place] = True
    yield " ".join("".join(mention.text for mention, out in zip(mentions, left_out, strict=True) if not out).split())


def _turns_sense(mention: Mention, turn: Turn) -> bool:
    return any(word in mention.text.split() or (not word.isascii() and word in mention.text) for word in turn.lexicon.negations)


def _is_answered(text: str, turn: Turn) -> bool:
    try:
        return draft(replace(turn, question=Question.read(text))).answer.kind == "exact"
    except QuestionError:
        return False
