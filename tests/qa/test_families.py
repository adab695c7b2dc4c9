"""Rows told in words of one family that no entry spells out together, and what stands near them and is no row."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Assistant
from qa.lexicon.wording import Wording

NAMED = {
    "淮安市2024年甩到来年再收拾的申请有几件": "103",
    "淮安市2024年没顾上处理、滚到明年去的有几件": "103",
    "淮安市2024年到除夕还压在手上没回复的有几件": "103",
    "淮安市2024年头年没搞完顺延下来接着办的有几件": "34",
    "淮安市2024年一五一十亮出来的有几件": "1362",
    "淮安市2024年把人名涂黑后再给出来的有几件": "454",
    "淮安市2024年藏着掖着只露了一角的有几件": "454",
    "淮安市2024年捂着不对外公布的有几件": "178",
    "淮安市2024年另有法规拦着不得对外公布的有几件": "31",
    "淮安市2024年借着公开申请来喊冤的有几件": "62",
    "淮安市2024年提醒了补齐材料却泥牛入海的有几件": "71",
    "淮安市2024年赖着不掏处理费的有几件": "6",
    "淮安市2024年如今还作数的红头文件有几件": "66",
    "淮安市2024年打入冷宫的规章有几件": "0",
    "淮安市2024年点头放行的行政许可有几件": "447228",
    "淮安市2024年复议遭上级打脸的有几件": "64",
    "淮安市2024年复议正走着流程的有几件": "37",
    "淮安市2024年法院撑原告的官司有几件": "5",
    "淮安市2024年二话不说直奔法院起诉的有几件": "26",
    "淮安市2024年平头百姓递的申请有几件": "3001",
    "淮安市2024年跑买卖的单位递的申请有几件": "53",
    "淮安市2024年公众递交的申请有几件": "3119",
    "淮安市2024年所有信息公开申请有多少件": "3119",
}
NEAR = Path(__file__).with_name("near_rows.txt").read_text("utf-8").splitlines()
"""Who, when, where, how, of what, nearly, not: conditions and things that no table counts, beside the words of its rows."""


@pytest.mark.parametrize(("question", "value"), NAMED.items())
def test_words_of_one_family_name_their_row_together(assistant: Assistant, question: str, value: str) -> None:
    assert [one.value for one in assistant.ask(question).values] == [value]


@pytest.mark.parametrize("question", NEAR)
def test_what_is_near_a_row_has_no_figure(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.values) == ("abstention", ()), answer.text


def test_a_family_stands_for_each_of_its_words() -> None:
    wording = Wording.read("{@carry}{@into}{@later}")
    assert {wording.longest(text, 0) for text in ("甩到来年", "滚进明年")} == {4}
    assert wording.longest("办到来年", 0) == 0


def test_what_is_counted_elsewhere_is_not_cut_into_words_without_a_condition(assistant: Assistant) -> None:
    assert assistant.ask("广州海关2023年一个人提的申请有几件").values == ()
    assert assistant.ask("广州海关2023年同一个人提的申请有几件").values == ()
