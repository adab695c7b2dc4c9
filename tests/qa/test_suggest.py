"""What is suggested instead of a question that got no answer, over the sample reports."""

from __future__ import annotations

import pytest

from qa import Assistant

SUGGESTED = [
    ("福州海关2022年收到多少申请", ("福州海关2023年收到多少申请", "福州海关2024年收到多少申请")),
    ("云溪市市场监督管理局2021年处罚了多少件", tuple(f"云溪市市场监督管理局{year}年处罚了多少件" for year in (2022, 2023, 2024))),
    ("广州海关2023年女性申请人撤回了多少件", ("广州海关2023年“申请人撤销申请”是多少？",)),  # in the words of the row that it comes to
    ("话筒递过来，云溪市市场监管局2022年办结了几件申请", ("云溪市市场监督管理局2022年“本年度办理结果总计”是多少？",)),
    ("眼睛都看花了，帮我瞅清楚云溪市市场监管局2024年行政处罚是多少件", ("云溪市市场监督管理局2024年“行政处罚处理决定数量”是多少？",)),
    ("How many requests did Guangzhou Customs receive in 2022?", ("How many requests did Guangzhou Customs receive in 2023?",)),
]


@pytest.mark.parametrize(("question", "near"), SUGGESTED)
def test_a_question_without_an_answer_comes_with_questions_near_it(question: str, near: tuple[str, ...], assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "abstention"
    assert answer.suggestions[: len(near)] == near


@pytest.mark.parametrize(("question", "_"), SUGGESTED)
def test_every_question_suggested_is_answered_exactly(question: str, _: object, assistant: Assistant) -> None:
    assert {assistant.ask(near).kind for near in assistant.ask(question).suggestions} == {"exact"}


def test_a_suggestion_is_taken_by_its_number(assistant: Assistant) -> None:
    refused = assistant.ask("福州海关2022年收到多少申请")
    assert [value.value for value in assistant.ask("第二个", refused.conversation).values] == ["6"]


@pytest.mark.parametrize("question", ["广州海关2023年没有撤销的有几件", "广州海关2023年除女性以外收到多少申请"])
def test_no_suggestion_says_the_opposite_of_what_was_asked(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).suggestions == ()


def test_a_bare_number_that_chooses_nothing_is_no_question(assistant: Assistant) -> None:
    assert assistant.ask("1").kind == "abstention"
