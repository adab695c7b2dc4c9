"""Several questions in one message: each answered by itself, the later ones going on from the earlier, and their answers as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from qa.answer import Answer
from qa.conversation import Conversation
from qa.errors import QuestionError
from qa.exact import computed
from qa.kinds import HOW_MANY, OFFICES, YEARS
from qa.linking.clause import Clause, clauses_of
from qa.linking.forms import FORMS
from qa.parsing.frame import Frame
from qa.parsing.shape import asks
from qa.plan import Expression, Plan, Several, parts_of
from qa.quoting.instead import COMPUTED
from qa.turn import Draft, Turn

_T = TypeVar("_T")


def computed_anew(plan: Expression | Several, turn: Turn) -> Draft:
    """The answer to a plan, of several things to each of them. Raises a QuestionError."""
    return _as_one([computed(part, turn) for part in parts_of(plan)], turn)


def in_parts(turn: Turn, drafted: Callable[[Turn], Draft]) -> Draft | None:
    """The answers to the questions of a message as one; None where it is one question, one of them has no answer, or none is exact."""
    drafts: list[Draft] = []
    state = turn.state
    for text in _questions(turn):
        part = replace(turn, question=replace(turn.question, normal=text), state=state)
        try:
            said = drafted(part)
        except QuestionError:
            return None
        if said.state is None or said.state.frame is None or not _is_told(said, state.frame, part):
            return None
        drafts.append(said)
        state = said.state
    figures = [said for said in drafts if said.answer.kind == "exact"]
    return _as_one(drafts, turn) if len(drafts) > 1 and figures and _are_apart(drafts) else None


def _is_told(said: Draft, before: Frame | None, part: Turn) -> bool:
    """Whether a part of a message has an answer: a quotation, or a figure of which it is clear whose it is."""
    after = said.state.frame if said.state else None
    quoted = said.answer.kind == "narrative" and not part.operators & (COMPUTED - {"each"})  # 各有什么问题
    return quoted or (said.answer.kind == "exact" and after is not None and _goes_on(before, after, part))


def _are_apart(drafts: list[Draft]) -> bool:
    """Whether each draft answers something else, one that says the same again means another thing; and one count over all reports is enough."""
    tallies = {draft.tally.of for draft in drafts if draft.tally}
    return len(tallies) < 2 and len({draft.answer.plan for draft in drafts}) == len(drafts)


_RANGING = ("rank", "filter", "count")


def _goes_on(before: Frame | None, after: Frame, part: Turn) -> bool:
    """Whether it is clear whom a question behind a ranking is about: 办结率多少 may mean the first of 谁收到最多, or all of them."""
    listed = after.shape in ("lookup", "each")
    if (
        before is None
        or before.shape not in (*_RANGING, "compare")
        or after.shape in _RANGING
        or (after.measures == before.measures and not listed)
    ):
        return True
    kinds = {mention.kind for mention in part.mentions}
    return bool(part.operators & {"pronoun", "that_year"} or (kinds & {*OFFICES} and kinds & {*YEARS}))


def _questions(turn: Turn) -> Iterator[str]:
    """The message cut behind each clause that asks; what follows the last one belongs to it."""
    normal = turn.question.normal
    if any(said in normal for said in FORMS["namely"]):
        return  # 纠正率，即维持占复议的比例: one clause explains the other
    listed = set(asks(turn.mentions))  # 各收到多少
    ends = [
        clause.mentions[-1].end
        for clause in clauses_of(turn.mentions)
        if (clause.asks or not listed.isdisjoint(clause.mentions) or _asks_again(clause)) and not _only_asks(clause)
    ]
    if len(ends) < 2 or ends != sorted(ends):
        return
    for start, end in zip((0, *ends), (*ends[:-1], len(normal)), strict=False):
        yield normal[start:end]


def _asks_again(clause: Clause) -> bool:
    """Whether a clause asks the same of another year or office: 2024年呢."""
    said = [mention for mention in clause.mentions if mention.kind != "punctuation"]
    return bool(said) and said[-1].text in FORMS["again"] and clause.has((*OFFICES, *YEARS))


def _only_asks(clause: Clause) -> bool:
    """Whether a clause has nothing but the word that asks, and belongs to what stands before it: 是多少."""
    return all(mention.kind in ("function", "punctuation") or mention.key in HOW_MANY for mention in clause.mentions)


def _as_one(drafts: list[Draft], turn: Turn) -> Draft:
    """The drafts as one, their sentences one below the other."""
    if len(drafts) == 1:
        return drafts[0]
    answers = [draft.answer for draft in drafts]
    parts = tuple(part for answer in answers for part in answer.plan.parts)
    search = next((answer.plan.search for answer in answers if answer.plan.search), None)
    answer = Answer(
        question=turn.question.text,
        kind="exact",
        text="\n".join(answer.text for answer in answers),
        values=tuple(value for answer in answers for value in answer.values),
        formula=turn.messages.text("formula_joint").join(answer.formula for answer in answers if answer.formula) or None,
        citations=_once(one for answer in answers for one in answer.citations),
        caveats=_once(one for answer in answers for one in answer.caveats),
        missing=_once(one for answer in answers for one in answer.missing),
        plan=Plan(compute=Several(parts) if len(parts) > 1 else parts[0], search=search),
    )
    return Draft(
        answer,
        tuple(text for draft in drafts for text in draft.evidence),
        _once(fact for draft in drafts for fact in draft.facts),
        tuple(result for draft in drafts for result in draft.results),
        _state(drafts, turn),
        next((draft.tally for draft in drafts if draft.tally), None),
    )


def _state(drafts: list[Draft], turn: Turn) -> Conversation | None:
    """What the next turn goes on from: the last question, or all of them again where one was answered by a quotation."""
    quoted = any(draft.answer.kind == "narrative" for draft in drafts)
    if not quoted:
        return drafts[-1].state
    state = next(draft.state for draft in reversed(drafts) if draft.answer.kind == "exact")
    return replace(state, quoted=turn.question.normal) if state else None


def _once(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
