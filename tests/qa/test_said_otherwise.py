"""Rows, years and numbers of things that are named in unusual places of a question, over the sample reports."""

from __future__ import annotations

import pytest

from qa import Assistant

FIGURES = [
    ("淮安市2023年结转下年度、2024年上年结转，两个数分别是几", ["34", "34"]),
    ("2022年云溪市市场监管局手上有几件是上年留下的，年底又留了几件给下一年", ["2", "3"]),
    ("请把上海市政府办公厅2020年新收申请里法人或其他组织五列相加，得数是多少", ["46"]),
    ("云溪市监局2023年无法提供三行加总=？", ["12"]),
    ("广州海关2024年新收、上年结转、办结、结转下年，四个数依次报给我", ["71", "4", "70", "5"]),
    ("2023年五家机关里收件超过二十件的有几家", ["4"]),
    ("复议结果维持减去结果纠正，淮安市2024年等于多少", ["8"]),
    ("Sum of all 'unable to provide' results, Huai'an Municipal Government 2023", ["796"]),
    ("What was the withdrawal rate at Guangzhou Customs in 2024?", ["22.86"]),
    ("Huai'an Municipal People's Government, 2023, table four: direct litigation, outcome upheld - what is the figure?", ["10"]),
]


@pytest.mark.parametrize(("question", "figures"), FIGURES)
def test_it_is_understood(question: str, figures: list[str], assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, [value.value for value in answer.values]) == ("exact", figures)


@pytest.mark.parametrize(
    "question",
    [
        "云溪市监局2022年的上年结转与2023年的结转下年度一致吗",  # 2 and 4: not what one report hands on to the next
        "2023年六家机关里收件超过二十件的有几家",  # five are held
        "云溪市监局2023年无法提供四行加总=？",  # it has three rows
        "云溪市市场监督管理局2022年度“上年结转”与“结转下年度继续办理”两行的总计",  # both columns of totals, or their sum
    ],
)
def test_what_does_not_fit_gets_no_figure(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).kind != "exact"
