"""The reply to a question that gets no answer: a question back, or the reason with what is held."""

from __future__ import annotations

from dataclasses import replace

from ingest.fact import Fact
from ingest.forms.measures import MEASURES
from qa.answer import Answer, Citation, Missing
from qa.composing.cite import cite_fact, key_of
from qa.composing.evidence import of_citations, of_facts
from qa.composing.naming import held, why
from qa.conversation import Conversation
from qa.errors import Ambiguous, BlankCell, Declined, NotApplicable, NotReported, NotUnderstood, QuestionError, UnreadCell
from qa.quoting.contact import found
from qa.talking.meaning import meaning
from qa.turn import Draft, Turn


def withheld(turn: Turn) -> Draft:
    """The reply in place of an answer that would have stated a figure without evidence: a mistake of the program."""
    return Draft(
        Answer(turn.question.text, "abstention", turn.messages.text("reason_withheld"), reason="withheld"),
        (),
        state=replace(turn.state, choices=()),
    )


def refusal(reason: QuestionError, turn: Turn) -> Draft:
    """The reply to a question that has no answer here: a question back, or the reason and what is held."""
    drafted = _refused(reason, turn)
    stopped = drafted.answer.kind == "abstention"
    return replace(drafted, answer=replace(drafted.answer, reason=reason_of(reason))) if stopped else drafted


def reason_of(reason: QuestionError) -> str:
    """What stopped an answer, in a word: not_reported, or of what is declined its kind: personal."""
    return "not_understood" if isinstance(reason, Ambiguous) else reason.details.get("kind", reason.reason)


def _refused(reason: QuestionError, turn: Turn) -> Draft:
    if isinstance(reason, Ambiguous):
        return _asked_back(reason, turn)
    if isinstance(reason, Declined):
        return _declined(reason, turn)
    citations, facts = _cell(reason, turn)
    text = why(reason, turn.catalog, turn.messages)
    answer = Answer(turn.question.text, "abstention", text, citations=citations, missing=_missing(reason))
    templates = (text for name, text in turn.messages.sentences.items() if name.startswith("reason_"))
    allowed = (
        *templates,
        *of_citations(citations),
        *of_facts(facts),
        turn.question.normal,
        *reason.details.values(),
        *_years(reason),
    )
    return Draft(answer, allowed, state=_state_after(turn))


def _state_after(turn: Turn, choices: tuple[str, ...] = ()) -> Conversation:
    """A refusal keeps the subject: who asks about 2022 in vain may go on with 那2023年呢."""
    try:
        _, frame = meaning(turn)
    except NotUnderstood:
        return replace(turn.state, choices=choices)
    named = frame.measures or frame.agencies or frame.aspect or frame.applicants
    return Conversation(frame, choices) if named else replace(turn.state, choices=choices)


def _asked_back(reason: Ambiguous, turn: Turn) -> Draft:
    sentences = turn.messages
    if not reason.choices:
        text = sentences.text("reason_nothing_held") if not turn.catalog.agencies else sentences.text("reason_not_understood")
        return Draft(Answer(turn.question.text, "abstention", text), (), state=_state_after(turn))
    head = sentences.text(f"ask_{reason.details['asked']}")
    text = "\n".join((head, *(f"{number}. {choice}" for number, choice in enumerate(reason.choices, start=1))))
    numbers = tuple(str(number) for number in range(1, len(reason.choices) + 1))
    answer = Answer(turn.question.text, "clarification", text, choices=reason.choices)
    state = _state_after(turn, reason.choices)
    years = map(str, state.frame.years) if state.frame else ()
    allowed = (*numbers, *years, turn.question.normal, turn.question.text, *map(_measure_name, MEASURES))
    return Draft(answer, allowed, state=state)


def _measure_name(measure: str) -> str:
    return MEASURES[measure].name


def _declined(reason: Declined, turn: Turn) -> Draft:
    """The refusal of its kind; for a personal case with the telephone of the office named."""
    phone = next((number for agency in _agencies(turn) for number in _phones(agency, turn)), None)
    hint = turn.messages.text("contact_hint", phone=phone) if phone else ""
    holdings = held(turn.catalog, turn.messages, _agencies(turn)) if reason.details["kind"] == "holdings" else ""
    text = turn.messages.text(f"declined_{reason.details['kind']}", contact=hint, held=holdings)
    sentence = turn.messages.sentences[f"declined_{reason.details['kind']}"]
    return Draft(Answer(turn.question.text, "abstention", text), (sentence, hint), state=turn.state)


def _agencies(turn: Turn) -> tuple[str, ...]:
    return tuple(mention.key for mention in turn.mentions if mention.kind == "agency")


def _phones(agency: str, turn: Turn) -> tuple[str, ...]:
    reports = [turn.catalog.report(key) for key in turn.catalog.keys_of(agency)]
    return tuple(number for report in reports[-1:] if report.contact and (number := found("phone", report.contact)))


def _cell(reason: QuestionError, turn: Turn) -> tuple[tuple[Citation, ...], tuple[Fact, ...]]:
    """The blank, struck or unread cell that a refusal is about."""
    if not isinstance(reason, BlankCell | NotApplicable | UnreadCell):
        return (), ()
    return (cite_fact(reason.fact, turn.catalog.report(key_of(reason.fact)).document),), (reason.fact,)


def _missing(reason: QuestionError) -> tuple[Missing, ...]:
    return tuple(Missing(agency, year) for agency, year in reason.missing if agency and year) if isinstance(reason, NotReported) else ()


def _years(reason: QuestionError) -> tuple[str, ...]:
    return tuple(str(year) for _, year in reason.missing) if isinstance(reason, NotReported) else ()
