"""What a follow-up keeps of the turn before it, and what it does not, over the sample reports."""

from __future__ import annotations

import json
import re
from pathlib import Path

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
    (("广州海关2023年撤销几件", "2024年呢", "一共呢"), ["42"]),
    (("淮安市2024年收了多少件申请", "公司的", "律所的", "一共几件"), ["3119"]),
    (("淮安市2024年复议多少", "比2023年多几件", "诉讼呢"), ["7"]),
    (("福州海关2023年申请比广州海关少几件", "办结呢", "2024年呢"), ["64"]),
    (("上海2020年新收申请多少", "市政府办公厅", "自然人占百分之几"), ["95.15"]),
    (("淮安市2023年结转下年几件", "那一年新收的呢", "前者占后者多少"), ["1.14"]),
    (("广州海关2023年申请最多的是哪类人", "第二呢"), ["6"]),
    (("2023年福州海关和广州海关处罚", "前者呢"), ["0"]),
    (("广州海关2023年行政复议几件", "结果如何"), ["1", "2", "3", "0"]),
    (("广州海关2023年行政复议几件", "结果如何", "纠正率呢"), ["33.33"]),
    (("云溪市监局历年处罚", "哪年最多", "那年许可多少", "前一年呢"), ["55127"]),
    (("2024年哪些机关收到申请超过50件", "其中海关有几家"), ["1"]),
    (("广州海关23年官司打了几场", "结果咋样，维持的几场"), ["0"]),
    (("2024年新收申请最多的两家是谁", "合计多少"), ["3195"]),
    (("2024年收到申请超过50件的机关有哪些", "合计多少"), ["3266"]),
    (("2024年收到申请超过50件的机关有哪些", "合计多少", "有几家"), ["3"]),
    (("福州海关2023年和2024年新收申请各几件", "少了多少"), ["5"]),
    (("云溪市监局哪几年处罚超过1900件", "合计多少"), ["3947"]),  # of the two years, not of all three
    (("广州海关和福州海关2023年申请超过50件的有哪些", "一共多少件"), ["82"]),
    (("淮安市2023年和2024年新收申请", "多了多少"), ["131"]),  # in the later year, whichever was named first
    (("广州海关、福州海关2023年各新收了几件", "第二个2024年呢", "它撤了几件"), ["4"]),
    (("淮安市政府2024年行政事业性收费多少万", "23年呢", "那24年多收了多少"), ["7267.33"]),  # money, not requests
    (("How many requests did Guangzhou Customs receive in 2023?", "Correction: Fuzhou Customs"), ["11"]),
    (("各机关2024年新收申请", "排个名", "加起来"), ["3272"]),
    (("淮安市政府2024年法律服务机构新收几件", "说错了，是商业企业", "那个人的呢"), ["3001"]),  # 那|个人的, not 那个|人的
    (("上海市政府办公厅2020年没有现成信息的几件", "信访投诉的那种呢", "个人提的有几件"), ["160"]),
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
        ("广州海关2023年收到多少申请", "结果如何"),
        ("广州海关2023年结果如何",),
        ("广州海关2023年撤销几件", "我看是30件"),  # was answered with a sentence of another subject
        ("2024年收到申请超过50件的机关有哪些", "平均多少"),
        ("广州海关、福州海关2023年各新收了几件", "它撤了几件"),  # which of the two
        ("广州海关2023年第二个理由不予公开多少件",),
        ("2024年收到申请超过50件的机关有哪些", "合计办结多少"),
        ("2024年收到申请不到50件的机关有哪些", "最多的是谁"),
        ("2024年收到申请最多的机关是哪家", "它办结多少", "第二名呢"),  # the second by which row
        ("广州海关2023年收到多少申请", "其中个人多少", "剩下的呢"),
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


EXAMPLES = Path(__file__).resolve().parents[2] / "evals" / "examples"
BEFORE = (
    "广州海关2023年无法提供多少件",
    "淮安市2024年行政复议结果纠正的有几件",
    "云溪市市场监督管理局2023年企业新收申请占新收总数的百分之几",
)


def _whole() -> list[str]:
    """The shipped questions for a cell that name an office and a year: each is understood by itself."""
    lines = (json.loads(line) for name in ("cells", "sums") for line in (EXAMPLES / f"{name}.jsonl").read_text("utf-8").splitlines())
    asked = [line["turns"][0] for line in lines if len(line["turns"]) == 1 and line["kind"] == "exact"]
    return [question for question in asked if re.search(r"20[12]\d", question) and re.search("海关|淮安|洪泽|云溪|上海|Customs", question)]


@pytest.mark.parametrize("before", BEFORE)
def test_a_question_that_says_everything_is_answered_alike_in_every_conversation(before: str, assistant: Assistant) -> None:
    alone = {question: said(assistant, (question,)) for question in _whole()}
    assert len(alone) > 80
    after = {question: said(assistant, (before, question)) for question in alone}
    assert {question: (alone[question], after[question]) for question in alone if alone[question] != after[question]} == {}


def test_the_second_of_a_ranking_is_not_the_second_by_another_row(assistant: Assistant) -> None:
    assert said(assistant, ("2024年各机关收到的申请排个名", "第二名办结了多少"))[0] == "abstention"


def test_a_figure_that_is_put_right_is_held_against_the_report(assistant: Assistant) -> None:
    asked = assistant.ask("广州海关2023年撤销几件")
    assert assistant.ask("不对吧，应该是30件", asked.conversation).text.startswith("不是。")
    assert assistant.ask("应该是26件吧", asked.conversation).text.startswith("是的。")


def test_how_much_more_after_which_is_more_is_no_mistake(assistant: Assistant) -> None:
    conversation = None
    for turn in ("福州海关2023年申请几件", "广州海关呢", "谁多", "多多少"):
        answer = assistant.ask(turn, conversation)
        conversation = answer.conversation
    assert "并不多" not in answer.text
    assert [value.value for value in answer.values] in (["71"], ["-71"])


def test_why_shows_how_the_figure_came_about_and_says_that_tables_give_no_reasons(assistant: Assistant) -> None:
    asked = assistant.ask("广州海关2023年撤销占办结多少")
    why = assistant.ask("为什么", asked.conversation)
    assert why.text.startswith("报告的表格只有数字，不说明原因。上一个答案的算法：26 ÷ 81 = 32.10%")
    assert said(assistant, ("广州海关2023年撤销占办结多少", "为什么", "2024年呢")) == said(assistant, ("广州海关2024年撤销占办结多少",))
    assert assistant.ask("为什么").kind == "abstention"


def test_the_former_of_one_is_nobody(assistant: Assistant) -> None:
    assert said(assistant, ("2023年福州海关和广州海关处罚", "后者呢", "前者呢"))[0] == "abstention"


def test_one_helper_is_no_number_of_answers(assistant: Assistant) -> None:
    assert "一个" not in assistant.ask("广州海关2023年智慧小关回答了多少").text
