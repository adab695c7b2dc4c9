"""No figure leaves the program that its evidence does not hold."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import Assistant
from qa.answer import Answer, Caveat
from qa.composing.gate import UnsupportedFigure, check, numerals

EVIDENCE = ("26", "81", "2023", "32.1", "3109")
SOUND = Answer(
    "问", "exact", "广州海关2023年撤销26件，占81件的32.10%。", formula="26 ÷ 81 = 32.10%", caveats=(Caveat("scope", "共 3,109 条"),)
)


def test_a_sound_answer_passes_unchanged() -> None:
    assert check(SOUND, EVIDENCE) is SOUND


def test_what_is_dear_to_read_is_not_read_once_every_figure_is_found() -> None:
    evidence = iter((*EVIDENCE, "dear", "dearer"))
    assert check(SOUND, evidence) is SOUND
    assert list(evidence) == ["dearer"]
    assert check(replace(SOUND, text="没有数字", formula=None, caveats=()), ()).text == "没有数字"


@given(st.integers(0, 10**7).map(str).filter(lambda number: number not in EVIDENCE), st.integers(0, len(SOUND.text)))
def test_a_number_put_anywhere_into_the_text_is_caught(number: str, place: int) -> None:
    text = f"{SOUND.text[:place]} {number} {SOUND.text[place:]}"
    with pytest.raises(UnsupportedFigure):
        check(replace(SOUND, text=text), EVIDENCE)


@given(st.integers(1, 10**6).map(str).filter(lambda number: number not in EVIDENCE))
def test_the_formula_and_the_caveats_are_read_too(number: str) -> None:
    with pytest.raises(UnsupportedFigure):
        check(replace(SOUND, formula=f"{number} ÷ 81 = 32.10%"), EVIDENCE)
    with pytest.raises(UnsupportedFigure):
        check(replace(SOUND, caveats=(Caveat("scope", f"另有{number}件"),)), EVIDENCE)


@given(st.decimals(0, 10**6, places=2))
def test_a_digit_more_or_less_is_another_number(number: object) -> None:
    said = f"{number}"
    answer = replace(SOUND, text=f"{said}件", formula=None, caveats=())
    assert check(answer, [said]) is answer
    for other in (f"1{said}", f"{said}7", f"{said[:-1]}{(int(said[-1]) + 1) % 10}"):
        with pytest.raises(UnsupportedFigure):
            check(answer, [other])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3,109条", ["3109"]),
        ("3，109条", ["3109"]),
        ("12.50%和12.5%", ["12.5", "12.5"]),
        ("2023-12-31", ["2023", "12", "31"]),
        ("1,23", ["1", "23"]),
        ("10条，1.0倍，1.000", ["10", "1", "1"]),
        ("没有数字", []),
    ],
)
def test_numerals_as_they_are_compared(text: str, expected: list[str]) -> None:
    assert list(numerals(text)) == expected


def test_an_answer_that_fails_the_gate_is_withheld_and_logged(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(answer: Answer, _: object) -> Answer:
        raise UnsupportedFigure(answer.text)

    monkeypatch.setattr("qa.assistant.check", refuse)
    monkeypatch.setattr(logging.getLogger("qa.assistant"), "disabled", True)
    answer = assistant.ask("广州海关2023年收到多少申请")
    assert (answer.kind, answer.values, answer.citations, answer.receipt) == ("abstention", (), (), None)
    assert not set(numerals(answer.text))
