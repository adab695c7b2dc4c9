"""What a follow-up keeps of the turn before it, and what it does not, over the sample reports."""

from __future__ import annotations

import pytest

from qa import Assistant

FIGURES = [
    (("淮安市2024年复议纠正多少件", "诉讼的呢"), ["5"]),
    (("淮安市2024年复议维持多少件", "不对，我要的是诉讼"), ["25"]),
    (("淮安市2023年直接起诉的有几件", "败诉的呢"), ["3"]),
    (("淮安市2024年复议几件", "维持的几件", "其他的呢"), ["178"]),
    (("淮安市2023年行政许可多少", "2024年多了多少"), ["15326"]),
    (("淮安市2024年行政许可多少", "比2023年多多少"), ["15326"]),
    (("淮安市2024年收了多少件申请", "公司的", "律所的", "两个合计"), ["114"]),
    (("福州海关2023年收到几件申请", "企业提的呢", "行政许可呢"), ["1276"]),
    (("云溪市市场监督管理局处罚多少件", "最早的"), ["1846"]),
]


def said(assistant: Assistant, turns: tuple[str, ...]) -> tuple[str, list[str]]:
    conversation = None
    for turn in turns:
        answer = assistant.ask(turn, conversation)
        conversation = answer.conversation
    return answer.kind, [value.value for value in answer.values]


@pytest.mark.parametrize(("turns", "figures"), FIGURES)
def test_a_follow_up_means_what_it_leaves_out(turns: tuple[str, ...], figures: list[str], assistant: Assistant) -> None:
    assert said(assistant, turns) == ("exact", figures)


@pytest.mark.parametrize(
    "turns",
    [
        ("淮安市2023年行政复议多少件", "其中个人提的呢"),  # table four has no applicants, and those of table three are not meant
        ("广州海关2023年处罚多少件", "上半年呢"),
        ("淮安市2024年行政许可多少", "不予许可的呢"),
    ],
)
def test_what_no_table_counts_is_not_taken_from_another_row(turns: tuple[str, ...], assistant: Assistant) -> None:
    assert said(assistant, turns)[0] == "abstention"


@pytest.mark.parametrize(
    "turns",
    [("淮安市2023年复议维持几件", "那诉讼有多少件"), ("广州海关2023年企业申请多少件", "办结多少件"), ("淮安市2024年告赢了几件",)],
)
def test_two_readings_are_asked_back(turns: tuple[str, ...], assistant: Assistant) -> None:
    assert said(assistant, turns)[0] == "clarification"
