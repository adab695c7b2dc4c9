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
from qa.linking.clause import Clause, clauses_of
from qa.linking.mention import Mention
from qa.linking.question import Question
from qa.plan import Address, Lookup
from qa.reply import draft
from qa.turn import Draft, Turn

MOST = 3
"""Questions that are suggested at the most."""

_OUTCOMES = "disposition."
"""What a share of all requests concluded is asked of."""

_ASIDE = frozenset({"residue", "function", "punctuation", "aspect"})
"""What stands in a clause beside the question: 眼睛都看花了. An aspect without a head is none of a row."""

_DIGITS = re.compile(r"\d+")


def with_suggestions(refused: Draft, reason: QuestionError, turn: Turn) -> Draft:
    """The refusal with up to three questions near the one asked which get an exact answer; the next turn may name one in few words."""
    if refused.answer.kind != "abstention":
        return refused
    found = tuple(islice((text for text in dict.fromkeys(_near(reason, turn)) if _is_answered(text, turn)), MOST))
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
    """The question without the clauses that stand beside it, then without the words that no lexicon knows, each as the row that it comes to."""
    told = tuple(mention for clause in clauses_of(turn.mentions) if not _is_beside(clause) for mention in clause.mentions)
    if len(told) < len(turn.mentions):
        yield from _in_full("".join(mention.text for mention in told), turn)
    yield from _in_full(_without_words(told, turn), turn)


def _is_beside(clause: Clause) -> bool:
    return clause.has(("residue",)) and {mention.kind for mention in clause.mentions} <= _ASIDE


def _without_words(mentions: tuple[Mention, ...], turn: Turn) -> str:
    """The mentions without the words that no lexicon knows and the small words among them; empty where one might turn the sense round."""
    mentions = tuple(sorted(mentions, key=lambda mention: mention.start))
    left_out = [mention.kind == "residue" for mention in mentions]
    unknown = [mention for mention, out in zip(mentions, left_out, strict=True) if out]
    if not unknown or any(_turns_sense(mention, turn) for mention in unknown):
        return ""
    for place, mention in enumerate(mentions):  # 画|个|图
        if mention.kind == "function" and True in left_out[place - 1 : place] and True in left_out[place + 1 : place + 2]:
            left_out[place] = True
    return " ".join("".join(mention.text for mention, out in zip(mentions, left_out, strict=True) if not out).split())


def _in_full(text: str, turn: Turn) -> Iterator[str]:
    """The question in the words of the report, where it comes to one printed figure, else as it stands; nothing where it gets no exact answer."""
    answer = _answer(text, turn)
    if answer is None:
        return
    at = answer.plan.compute.at if isinstance(answer.plan.compute, Lookup) else None
    if at is None or at.agency is None:
        yield text
    else:
        yield turn.messages.text(
            "next_year", agency=turn.rephrase.agency_name(at.agency), measure=label(at, turn.messages), year=str(at.year)
        )


def _turns_sense(mention: Mention, turn: Turn) -> bool:
    return any(word in mention.text.split() or (not word.isascii() and word in mention.text) for word in turn.lexicon.negations)


def _is_answered(text: str, turn: Turn) -> bool:
    return _answer(text, turn) is not None


def _answer(text: str, turn: Turn) -> Answer | None:
    """The exact answer to a question of the same conversation, if it has one."""
    try:
        answer = draft(replace(turn, question=Question.read(text))).answer
    except QuestionError:
        return None
    return answer if answer.kind == "exact" else None
