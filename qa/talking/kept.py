"""What an answer kept from the turns before, said in one line, so that nothing is taken over unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.agencies import agency_named
from qa.ids import TOTAL
from qa.kinds import HOW_MANY, OFFICES, YEARS
from qa.linking.mention import Mention
from qa.linking.question import Question
from qa.parsing.frame import Frame
from qa.turn import Draft, Turn

_OFFICES, _YEARS = frozenset(OFFICES), frozenset(YEARS)
_REPORTS = _OFFICES | _YEARS
_SUBJECTS = frozenset({"measure", "own", "head", "aspect", "rate", "ambiguous"})
_EMPTY = frozenset({"function", "punctuation", "explain", "operator"})


def with_kept(draft: Draft, turn: Turn) -> Draft:
    """The draft with a last line that names the office, year and subject that this turn left out."""
    before, after = turn.state.frame, draft.state.frame if draft.state else None
    again = any(mention.kind == "explain" for mention in turn.mentions)
    if before is None or after is None or again or draft.answer.kind not in ("exact", "narrative"):
        return draft
    names = tuple(dict.fromkeys(_kept(before, after, turn)))
    if not names:
        return draft
    line = turn.messages.text("kept", names=turn.messages.text("list_joint").join(names))
    answer = replace(draft.answer, text=f"{draft.answer.text}\n{line}")
    return replace(draft, answer=answer, evidence=(*draft.evidence, line))


def _kept(before: Frame, after: Frame, turn: Turn) -> Iterator[str]:
    kinds = {mention.kind for mention in turn.mentions}
    if not kinds & _OFFICES and set(after.agencies) & {*before.agencies, before.leader}:
        yield from (turn.messages.agency(agency_named(name)) for name in after.agencies)
    if not kinds & _YEARS and after.years == before.years:
        yield from (turn.messages.text("year", year=str(year)) for year in after.years)
    if not kinds & _SUBJECTS and after.measures == before.measures:
        yield from map(turn.messages.measure, after.measures)
    if "applicant" not in kinds and after.applicants == before.applicants:
        yield from (turn.messages.applicant(one) for one in after.applicants if one != TOTAL)


def asked_again(turn: Turn) -> Turn | None:
    """The question that was answered by a quotation, for the office and year that this turn names; None where the turn names more.

    2023年呢 after 广州海关2024年热线接听多少 asks the same of another report.
    """
    said = turn.state.quoted
    if not said or not all(mention.kind in _EMPTY | _REPORTS for mention in turn.mentions) or not _is_short(turn):
        return None
    old = replace(turn, question=Question.read(said)).mentions
    kinds = {mention.kind for mention in turn.mentions}
    renewed = (_OFFICES if kinds & _OFFICES else frozenset()) | (_YEARS if kinds & _YEARS else frozenset())
    joint = " " if turn.question.language == "en" else ""
    words = (*_texts(turn.mentions, _REPORTS), *(mention.text for mention in old if mention.kind not in renewed))
    return replace(turn, question=Question.read(joint.join(words)))


def _is_short(turn: Turn) -> bool:
    """Whether the turn only points back: 2023年呢, 哪里写的; a quantity of its own is a question of its own."""
    return bool(
        turn.operators <= {"ellipsis", "pronoun", "plural", *HOW_MANY} or any(mention.kind == "explain" for mention in turn.mentions)
    )


def _texts(mentions: tuple[Mention, ...], kinds: frozenset[str]) -> tuple[str, ...]:
    return tuple(mention.text for mention in mentions if mention.kind in kinds)
