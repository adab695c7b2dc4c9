"""Whatever is asked, in whatever turn: an answer comes back, and no figure comes without the cell that it stands in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.example import load
from ingest.numerals import parse_numeral
from qa import Answer, Assistant
from qa.lexicon import lexicon
from qa.plan import Lookup

NAMES = (
    "广州海关", "福州海关", "淮安市", "洪泽区", "上海市政府办公厅", "云溪市市场监管局", "福州", "淮安", "厦门海关", "2023年", "2024年", "2022", "2019年",
    "近三年", "2023到2024年", "上一年", "100件", "50", "12.5", "前三名", "？", "，", "不", "飞碟", "{x}", "<b>",
)  # fmt: skip
ENGLISH = ("guangzhou customs", "fuzhou customs", "huai'an", "office", "2023", "2024", "2022", "top 3", "100", "?", ",", "ufo", "not")
ZH = st.lists(st.sampled_from((*lexicon("zh").phrases, *NAMES * 8)), min_size=1, max_size=7).map("".join)
EN = st.lists(st.sampled_from((*lexicon("en").phrases, *ENGLISH * 10)), min_size=1, max_size=7).map(" ".join)
QUESTIONS = sorted({turn for example in load(Path(__file__).parents[2] / "evals" / "examples") for turn in example.turns})
LETTERS = st.one_of(
    st.sampled_from("多少件不没超过前第一二两三十百零年月的和与比除外，？%％．-0129"), st.characters(exclude_categories=("Cs",))
)


def _sound(answer: Answer) -> None:
    assert answer.text
    if answer.kind == "exact":
        assert answer.citations or not answer.values
        assert all(value.value for value in answer.values)
        _is_what_the_cell_prints(answer)
    else:
        assert (answer.values, answer.receipt) == ((), None)
    if answer.kind == "narrative" and answer.citations:
        assert all(citation.quote or citation.printed is not None for citation in answer.citations)


def _is_what_the_cell_prints(answer: Answer) -> None:
    """An answer that looks one cell up and computes nothing says the number of that cell."""
    if isinstance(answer.plan.compute, Lookup) and len(answer.citations) == len(answer.values) == 1:
        printed = parse_numeral(answer.citations[0].printed or "").value
        assert printed == Decimal(answer.values[0].value), answer.text


@settings(max_examples=150)
@given(st.lists(ZH, min_size=1, max_size=3))
def test_any_words_in_chinese(assistant: Assistant, turns: list[str]) -> None:
    conversation: str | None = None
    for turn in turns:
        answer = assistant.ask(turn, conversation)
        conversation = answer.conversation
        _sound(answer)


@settings(max_examples=100)
@given(st.lists(EN, min_size=1, max_size=3))
def test_any_words_in_english(assistant: Assistant, turns: list[str]) -> None:
    conversation: str | None = None
    for turn in turns:
        answer = assistant.ask(turn, conversation)
        conversation = answer.conversation
        _sound(answer)


@given(st.text(max_size=80))
def test_any_text(assistant: Assistant, text: str) -> None:
    _sound(assistant.ask(text))


@pytest.mark.parametrize("text", ["", " ", "\n", "\0", "𠮷" * 50, "a" * 2000, "？！。", "9" * 400, "\ud800", "2023年" * 40])
def test_odd_texts(text: str, assistant: Assistant) -> None:
    answer = assistant.ask(text)
    assert answer.kind in ("abstention", "clarification")


@pytest.mark.parametrize("phrase", ["fees", "administrative fees", "fees collected"])
def test_every_unit_can_be_said_in_english(phrase: str, assistant: Assistant) -> None:
    answer = assistant.ask(f"What were the {phrase} of Huai'an Municipal People's Government in 2024?")
    assert [(value.value, value.unit) for value in answer.values] == [("96171.6", "万元")], answer.text


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("政府集中采购总金额", "198000", "元"), ("政府集中采购项目数量", "4", "项"), ("行政许可上一年项目数量", "0", "项"), ("行政事业性收费本年增/减", "0", "项"),
    ],
)  # fmt: skip
def test_every_unit_of_the_older_form(question: str, value: str, unit: str, assistant: Assistant) -> None:
    answer = assistant.ask(f"上海市政府办公厅2020年{question}")
    assert [(one.value, one.unit) for one in answer.values] == [(value, unit)], answer.text


@st.composite
def _misspelt(draw: st.DrawFn) -> str:
    """A shipped question with letters lost, doubled, changed for one another, or others among them."""
    letters = list(draw(st.sampled_from(QUESTIONS)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(letters) - 1)))
        letters[at : at + 1] = draw(
            st.sampled_from(([], letters[at : at + 1] * 2, [*letters[at : at + 1], draw(LETTERS)], [draw(LETTERS)]))
        )
    return "".join(letters)


@given(_misspelt(), _misspelt())
def test_any_question_with_slips_of_the_pen(assistant: Assistant, question: str, follow_up: str) -> None:
    answer = assistant.ask(question)
    _sound(answer)
    _sound(assistant.ask(follow_up, answer.conversation))
