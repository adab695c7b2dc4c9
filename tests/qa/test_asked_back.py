"""What is asked back: full questions in the reader's own words, about the offices that the words may mean."""

from __future__ import annotations

import pytest

from qa import Assistant


def test_a_word_for_a_kind_of_office_leaves_only_offices_of_that_kind(assistant: Assistant) -> None:
    assert assistant.ask("海关2023年撤销了几件申请").choices == ("广州海关2023年撤销了几件申请？", "福州海关2023年撤销了几件申请？")
    assert assistant.ask("2023年政府收到多少申请").choices == ("2023年洪泽区人民政府收到多少申请？", "2023年淮安市人民政府收到多少申请？")


def test_greeting_and_thanks_are_not_said_again(assistant: Assistant) -> None:
    choices = assistant.ask("你好，请问一共被复议了几次？谢谢").choices
    assert choices[2] == "广州海关一共被复议了几次？"
    assert assistant.ask("Hello, how many requests did customs receive in 2023? Thanks").choices[0] == (
        "How many requests did Guangzhou Customs receive in 2023?"
    )


def test_every_choice_is_answered(assistant: Assistant) -> None:
    asked = assistant.ask("海关2023年撤销了几件申请，谢谢")
    assert [assistant.ask(choice).values[0].value for choice in asked.choices] == ["26", "4"]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("請問廣州海關2024年行政覆議總計多少件", ["5"]),
        ("云溪市监局 2024 行政复意 总数", ["6"]),
        ("淮安市 行政诉讼 2023+2024 总数", ["85"]),
        ("洪泽区人民政府2023年表二里许可、处罚、强制三项的处理决定数分别是?", ["550", "4119", "195"]),
        ("How many requests did Guangzhou Customs carry forward from 2023 to the next year?", ["4"]),
        ("2022 figure for administrative enforcement (行政强制) at Yunxi Municipal Market Supervision Administration?", ["112"]),
        ("淮安市2024年复议总数和诉讼总数", ["351", "46"]),
        ("淮安市2024年复议总数和诉讼总数合计", ["397"]),
        ("洪泽区2023年申请总计和处理总计", ["21", "21"]),
        ("淮安市政府24年复议翻车被纠正的有几个", ["64"]),
    ],
)
def test_words_as_they_are_typed(question: str, figures: list[str], assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, [value.value for value in answer.values]) == ("exact", figures)


def test_words_that_only_hold_the_letters_of_a_misspelling_are_left_alone(assistant: Assistant) -> None:
    assert assistant.ask("广州海关2023年对申请的答复意见有几件").kind != "exact"


HELD = "广州海关（关区）（2023、2024年）"


@pytest.mark.parametrize("question", ["已经收录了哪些机关", "能查哪些单位的年报", "广州海关的年报有哪几年的", "which reports do you have"])
def test_who_asks_what_is_held_is_told(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.reason) == ("abstention", "holdings")
    assert HELD in answer.text or "Guangzhou Customs (关区) (2023, 2024)" in answer.text
