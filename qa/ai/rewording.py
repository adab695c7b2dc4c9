"""A question that the rules do not understand to rewordings that they do, offered as a question back: the person chooses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from ingest.forms.measures import MEASURES
from qa.ai.model import Model
from qa.ai.words import words_of
from qa.catalog import Catalog
from qa.composing.gate import numerals
from qa.computing.address import LEVELS
from qa.conversation import Conversation
from qa.errors import NotUnderstood, QuestionError
from qa.linking.question import Question, normal_form
from qa.parsing.frame import Frame
from qa.parsing.parse import Parsed
from qa.plan import Address, Plan, addresses
from qa.reply import draft
from qa.talking.meaning import meaning
from qa.turn import Draft, Turn

MOST = 3
"""Rewordings that are offered."""

_LONGEST = 80
"""Characters of a rewording."""

_LONGEST_QUESTION = 500
_MOST_OFFICES = 50
"""Offices that are named to the model where the question names none."""

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"questions": {"type": "array", "items": {"type": "string"}}},
    "required": ["questions"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What a rewording may name: the offices and years of the question, or where it names none, all that are held."""

    offices: tuple[str, ...]
    years: tuple[int, ...]
    scope: str | None
    exactly: bool

    def admits(self, at: Address) -> bool:
        return at.agency in self.offices and at.year in self.years and self.scope in (None, at.scope)


def offered(plain: Draft, turn: Turn, model: Model) -> Draft | None:
    """The refusal with up to three rewordings to choose from; None where the model finds none that the rules compute."""
    try:
        parsed, frame = meaning(turn)
    except NotUnderstood:
        return None
    allowed = _allowed(frame, turn.catalog)
    if not allowed.offices or not allowed.years or len(turn.question.text) > _LONGEST_QUESTION:
        return None
    words = words_of(turn.question.language)
    reply = model.reply(words.reword, _data(allowed, words.forms, turn), _SCHEMA)
    choices = _vetted(reply, parsed, allowed, turn, plain.state or turn.state)
    return _asked_back(plain, choices, turn) if choices else None


def _allowed(frame: Frame, catalog: Catalog) -> _Allowed:
    named = (*frame.agencies, *(name for place in frame.places for name in catalog.of_place(place)))
    levels = LEVELS.get(frame.every or "")
    offices = tuple(dict.fromkeys(named)) or (catalog.of_level(levels) if levels else catalog.agencies)
    held = tuple(sorted({year for office in offices for year in catalog.years(office)}))
    years = tuple(year for year in held if not frame.years or year in frame.years)
    return _Allowed(offices, years, frame.scope, exactly=bool(frame.agencies))


def _data(allowed: _Allowed, forms: list[str], turn: Turn) -> dict[str, Any]:
    return {
        "question": turn.question.text,
        "offices": [turn.rephrase.agency_name(office) for office in allowed.offices[:_MOST_OFFICES]],
        "years": list(allowed.years),
        "measures": [turn.messages.measure(measure) for measure in MEASURES],
        "forms": forms,
    }


def _vetted(reply: dict[str, Any] | None, asked: Parsed, allowed: _Allowed, turn: Turn, after: Conversation) -> tuple[str, ...]:
    """The rewordings that the rules compute over what the question allows, one for each plan."""
    found = reply.get("questions") if reply else None
    texts = [text.strip() for text in found if isinstance(text, str)] if isinstance(found, list) else []
    plans: dict[Plan, str] = {}
    for text in texts[:MOST]:
        # The whole question by itself, and the same when it is chosen in this conversation.
        alone, chosen = (replace(turn, question=Question.read(text), state=state) for state in (Conversation(), after))
        plan = _plan(alone, asked, allowed, turn)
        if plan is not None and plan == _plan(chosen, asked, allowed, turn):
            plans.setdefault(plan, text)
    return tuple(plans.values())


def _plan(reworded: Turn, asked: Parsed, allowed: _Allowed, turn: Turn) -> Plan | None:
    """The plan of a rewording; None where it is none that may be offered."""
    text = reworded.question.text
    if not (len(text) <= _LONGEST and text.isprintable()) or reworded.question.language != turn.question.language:
        return None
    if reworded.question.normal != normal_form(text) or not _figures(reworded) <= _figures(turn) | {*map(str, allowed.years)}:
        return None
    try:
        found, frame = draft(reworded), meaning(reworded)[1]
    except QuestionError:
        return None
    if found.answer.kind != "exact" or not found.answer.plan.parts or not _keeps(frame, asked):
        return None
    spanned = tuple(at for part in found.answer.plan.parts for at in addresses(part))
    exact = not allowed.exactly or {at.agency for at in spanned} == set(allowed.offices)
    return found.answer.plan if exact and all(map(allowed.admits, spanned)) else None


def _keeps(frame: Frame, asked: Parsed) -> bool:
    """Whether the measures and applicants that the rules did understand are still asked for."""
    measures, applicants = {*frame.measures, frame.whole}, {*frame.applicants, frame.whole_applicant}
    same_claim = not frame.claim or frame.claim == asked.frame.claim  # a figure that is only asserted would be the model's
    return same_claim and {*asked.terms.measures} <= measures and {*asked.frame.applicants} <= applicants


def _figures(turn: Turn) -> set[str]:
    """The figures of a question, in digits or in words, the names of measures apart."""
    told = normal_form(turn.question.text)
    for name in (turn.messages.measure(measure) for measure in MEASURES):
        told = told.replace(normal_form(name), " ")
    return {*numerals(told), *re.findall(words_of(turn.question.language).numeral, told)}


def _asked_back(plain: Draft, choices: tuple[str, ...], turn: Turn) -> Draft:
    """The refusal, the choices below it, and by whom they are."""
    words = words_of(turn.question.language)
    numbered = (f"{number}. {choice}" for number, choice in enumerate(choices, start=1))
    text = "\n".join((plain.answer.text, words.offered, *numbered, words.offered_mark))
    answer = replace(plain.answer, kind="clarification", text=text, choices=choices, written_by="ai")
    # Every figure of a choice is the question's or a year held: _plan lets no other through.
    evidence = (*plain.evidence, *choices, *(str(number) for number in range(1, len(choices) + 1)))
    return replace(plain, answer=answer, evidence=evidence, state=replace(plain.state or turn.state, choices=choices))
