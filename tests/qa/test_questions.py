"""Every question of the pages gives what its page says, cites cells that print so, and keeps its receipt."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from qa import Answer, Assistant
from qa.linking.question import has_chinese
from tests.qa.pages import Case, cases
from tests.qa.printed import place, printed

ABOUT_DATA = {"contradicted", "computed", "blank", "missing", "forms_differ"}
"""The caveats that the data alone call for."""

CASES = list(cases())


def asked() -> list[object]:
    return list(_asked())


def _asked() -> Iterator[object]:
    for case in CASES:
        marks = [pytest.mark.xfail(reason=case.details["known"])] if "known" in case.details else []
        for number, turns in enumerate(case.asked, start=1):
            yield pytest.param(case, turns, id=f"{case.name} {number}", marks=marks)


def answered(assistant: Assistant, turns: tuple[str, ...]) -> Answer:
    """The answer to the last of the turns."""
    conversation: str | None = None
    for turn in turns:
        answer = assistant.ask(turn, conversation)
        conversation = answer.conversation
    return answer


def test_there_are_questions_of_every_kind() -> None:
    assert {case.kind for case in CASES} == {"exact", "narrative", "clarification", "abstention"}
    assert [case.name for case in CASES if not case.asked] == []
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("case", "turns"), asked())
def test_question(case: Case, turns: tuple[str, ...], assistant: Assistant) -> None:
    answer = answered(assistant, turns)
    assert (answer.kind, *((Decimal(one.value), one.unit) for one in answer.values)) == (case.kind, *case.figures), (
        f"{turns}: {answer.text}"
    )
    _words(case, answer, turns[-1])
    assert {caveat.kind for caveat in answer.caveats} & ABOUT_DATA == set(case.listed("caveats", " "))
    if answer.kind != "clarification":
        assert [f"{one.agency} {one.year}" for one in answer.missing] == case.listed("missing", ",")
    if "cites" in case.details:
        assert {f"{one.agency} {one.year}" for one in answer.citations} == set(case.listed("cites", ","))
    _whatever_the_question(answer, assistant)


def _words(case: Case, answer: Answer, question: str) -> None:
    if has_chinese(question) == has_chinese(case.details.get("contains", question)):
        assert [words for words in case.listed("contains", "|") if words not in answer.text] == [], answer.text
    assert [words for words in case.listed("lacks", "|") if words in answer.text] == [], answer.text
    if "formula" in case.details and has_chinese(question):
        assert answer.formula == case.details["formula"]
    if "exact" in case.details:
        assert Fraction(answer.values[0].exact) == Fraction(case.details["exact"])
    if "choices" in case.details:
        named = case.listed("choices", "|")
        assert len(answer.choices) == len(named), answer.choices
        assert [word for word, choice in zip(named, answer.choices, strict=True) if word not in choice] == []


def _whatever_the_question(answer: Answer, assistant: Assistant) -> None:
    """What holds of every answer, whatever was asked."""
    for citation in answer.citations:
        if citation.row is not None:
            cell = place(citation.agency, citation.year, citation.table or 0, citation.row, citation.column or ())
            assert citation.printed == printed()[cell], cell
        else:
            assert citation.quote
            assert citation.quote in "".join(held.passage.text for held in assistant.source.passages())
    if answer.kind == "exact":
        assert answer.receipt or not answer.values
        assert answer.citations or not answer.values
        assert answer.receipt is None or assistant.receipt(answer.receipt)["agrees"]  # type: ignore[index]  # it was just kept
    else:
        assert (answer.values, answer.formula, answer.receipt) == ((), None, None)
    assert bool(answer.choices) == (answer.kind == "clarification")


@pytest.mark.parametrize("case", [case for case in CASES if case.kind == "clarification"], ids=lambda case: case.name)
def test_every_choice_leads_to_an_answer(case: Case, assistant: Assistant) -> None:
    answer = answered(assistant, case.asked[0])
    for choice in answer.choices:
        told = assistant.ask(choice)
        while told.kind == "clarification":
            assert choice not in told.choices, f"{choice} asks itself back"
            choice = told.choices[0]
            told = assistant.ask(choice)
        assert told.kind == "exact", told.text


@pytest.mark.parametrize("case", [case for case in CASES if len(case.asked) > 1 and case.kind == "exact"], ids=lambda case: case.name)
def test_other_words_for_the_same_question_have_the_same_receipt(case: Case, assistant: Assistant) -> None:
    answers = [answered(assistant, turns) for turns in case.asked]
    receipts = {answer.receipt for answer in answers if answer.kind == "exact" and answer.plan == answers[0].plan}
    assert len(receipts) == 1
