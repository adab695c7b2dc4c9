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
    ("淮安市政府2024年被老百姓告赢了几次", ["5"]),
    ("云溪市监局2023年新发规范性文件几件，废了几件，现在有效的几件", ["4", "2", "19"]),
    ("福州海关2023年行政许可办了多少件，处罚多少件，强制多少件", ["1276", "0", "0"]),
    ("淮安市2023年行政复议被纠正占比多少，2024年呢", ["19.21", "18.23"]),
    ("淮安市2023年个人申请占比多少，广州海关呢", ["96.25", "92.68"]),
    ("淮安市2024年复议多少件，维持几件", ["351", "72"]),
    ("淮安市2024年行政诉讼多少件，直接起诉的几件，复议后再告的几件", ["46", "26", "20"]),
    ("上海市府办2020年结转下年比上年结转多几件", ["36"]),
    ("两个海关2023年行政许可差多少", ["17955"]),
    ("2023年广州海关和2024年福州海关的申请各多少", ["82", "6"]),
    ("广州海关2023年和福州海关2023年、2024年的申请各多少", ["82", "11", "6"]),
    ("广州海关和福州海关2023年、淮安市2024年各收到多少申请", ["82", "11", "3119"]),
    ("广州海关2023年收的申请比2024年多百分之几", ["15.49"]),
    ("广州海关2024年收的申请比2023年少百分之几", ["-13.41"]),
    ("淮安市2024年无法提供三种情形哪种最多，占几成", ["98.46"]),
    ("广州海关2024年办结的里面，予以公开几件，部分公开几件", ["14", "20"]),
    ("What share of Guangzhou Customs requests in 2023 came from individuals, and what share in 2024?", ["92.68", "90.14"]),
    ("Of the requests concluded by Guangzhou Customs in 2024, how many were granted in full and how many in part?", ["14", "20"]),
    ("广州海关、福州海关、云溪市监局2023年复议各几件，最多的是谁", ["6", "5", "1"]),
    ("福州海关2023年有9个人申请吗", ["9"]),
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
        "2024年收到申请第二多的机关办结了多少",  # not the second of both rows together
        "2024年收到申请最多的机关不予公开几件",
        "淮安市2024年复议和诉讼一共多少件，其中维持的几件",  # half of it would be no answer
        "2024年广州海关收的申请是福州海关的几倍，办结的呢",
        "广州海关23年撤回占24年撤回的多少",
        "云溪市监局2024年每100件处罚对应多少件申请",
        "广州海关2024年比2023年少收几件，少办几件",
        "2023年处罚最多的机关和2024年处罚最多的机关",
        "广州海关2023年到2024年申请减少的比例和撤销减少的比例",
        "2024年申请排名第二位的合计多少",
        "2023年六家机关里收件超过二十件的有几家",  # five are held
        "云溪市监局2023年无法提供四行加总=？",  # it has three rows
        "云溪市市场监督管理局2022年度“上年结转”与“结转下年度继续办理”两行的总计",  # both columns of totals, or their sum
    ],
)
def test_what_does_not_fit_gets_no_figure(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).kind in ("abstention", "clarification")


def test_which_of_two_is_more_is_not_told_as_a_mistake(assistant: Assistant) -> None:
    answer = assistant.ask("福州海关和广州海关2024年谁收的申请多，多几件")
    assert answer.text.startswith("“本年新收政府信息公开申请”：广州海关")
    assert [value.value for value in answer.values] == ["65"]


def test_the_year_before_and_what_it_left_are_told_apart(assistant: Assistant) -> None:
    answer = assistant.ask("上海市府办2020年结转下年比上年结转多几件")
    assert {(citation.year, citation.row[-1]) for citation in answer.citations} == {
        (2020, "四、结转下年度继续办理"),
        (2020, "二、上年结转政府信息公开申请数量"),
    }
