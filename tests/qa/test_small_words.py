"""A small word beside a known row does not withhold its figure, and what would be a condition still does, over the sample reports."""

from __future__ import annotations

import pytest

from qa import Assistant

FIGURES = [
    ("淮安市2024新收的里面单位组织交的一共多少", ["118"]),
    ("淮安市24年收到的申请，不是个人交的有几件", ["118"]),
    ("请问云溪市市场监督管理局2024年以“其他处理”结案的共多少件", ["7"]),
    ("云溪市监局2024留到25年接着办的申请有多少", ["0"]),
    ("云溪的市场监管局2023年部分公开几件", ["10"]),
    ("云溪市场监督局2023年部分公开几件", ["10"]),
    ("除“属于行政查询事项”外，淮安市2023年不予公开共计多少件", ["70"]),
    ("淮安市政府2024年不予处理的申请，把信访那一类刨掉还剩几件", ["26"]),
    ("淮安市2024年收到的申请去掉个人的还剩几件", ["118"]),
    ("广州海关新收的申请24比23变动百分比", ["-13.41"]),
    ("2024年淮安市行政许可同比增长多少个百分点", ["3.55"]),
    ("福州海关2024年申请人撤销申请总计4件，属实吗", ["4"]),
    ("广州海关2024年一个诉讼都没有吗", ["1"]),
    ("广州海关24年收到的71件申请里，企业有几件", ["6"]),
    ("广州海关23年有26件撤销，企业撤的几件", ["2"]),
    ("2024年四家机关收到的申请合起来是几件", ["3272"]),
    ("淮安市2024年办结的申请里，予以公开的比部分公开的多几件", ["908"]),
    ("淮安市23年从22年结转过来接着办的有几件", ["21"]),
    ("云溪市监局2023年收费200万元，没写错吧", ["198.06"]),
    ("孩子他爸想知道广州海关24年批了多少许可", ["18877"]),
    ("淮安市24年复议维持率和纠错率", ["20.51", "18.23"]),
    ("洪泽区23年因为公开的事被复议，结果维持的多少", ["10"]),
]

CONDITIONS = [
    "广州海关2024年企业网上交的申请有几件",
    "广州海关2024年企业上半年交的申请有几件",
    "广州海关2024年企业邮寄交的申请有几件",
    "广州海关2024年企业交了钱的申请有几件",
    "广州海关2024年企业再次交的申请有几件",
    "广州海关2024年企业没交全的申请有几件",
    "广州海关2024年企业写错的申请有几件",
    "淮安市2024年没写错的申请有几件",
    "淮安市2024年企业交的罚款有多少",
    "淮安市2023年复议办结的有几件",  # the printed total counts in what is pending
    "淮安市2023年官司办完了几件",
    "淮安市2024年转到2026年的有几件",
    "云溪区市场监督局2024年收到多少申请",
    "云溪的公安局2024年收到多少申请",
    "洪泽区2023年因为公开的事被罚了多少",
    "广州海关24年收到的72件申请里，企业有几件",
    "2024年五家机关收到的申请合起来是几件",
    "淮安市2024年不是个人交的，是企业交的有几件",
]


@pytest.mark.parametrize(("question", "figures"), FIGURES)
def test_a_small_word_beside_a_known_row_withholds_nothing(question: str, figures: list[str], assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, [value.value for value in answer.values]) == ("exact", figures)


@pytest.mark.parametrize("question", CONDITIONS)
def test_what_may_be_a_condition_forbids_the_figure(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).kind == "abstention"
