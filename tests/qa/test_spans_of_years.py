"""Years said by where they begin or end, totals of several reports, and parts of an office that its report does not tell apart."""

from __future__ import annotations

import pytest

from qa import Assistant

FROM_ON = [
    ("云溪市监局2022年起每年的许可数", ["52310", "55127", "54690"]),
    ("云溪市监局自2023年以来处罚各多少", ["1932", "2015"]),
    ("云溪市监局2022年到现在一共处罚多少", ["5793"]),
    ("云溪市监局2023年及以后的处罚各多少", ["1932", "2015"]),
    ("云溪市监局2023年以来处罚平均每年多少", ["1973.5"]),
    ("How many requests has Guangzhou Customs received since 2023?", ["82", "71"]),
    ("How many requests did Guangzhou Customs receive from 2023 onwards in total?", ["153"]),
    ("福州海关和广州海关2023、2024两年的申请总数", ["170"]),
    ("两家海关2023年办结总数", ["92"]),
    ("2023年各机关申请总数", ["68", "82", "21", "2988", "11"]),
    ("广州海关两年的申请总数分别是多少", ["82", "71"]),
    ("广州海关2023年起诉的几件", ["1"]),
    ("2024年收到申请前三名的机关", ["3119", "76", "71"]),
    ("洪泽区2023年的申请占淮安市多少", ["0.70"]),
    ("广州海关2024年其他类型申请人几件", ["0"]),
]


@pytest.mark.parametrize(("question", "figures"), FROM_ON)
def test_all_years_meant_are_counted(question: str, figures: list[str], assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, [value.value for value in answer.values]) == ("exact", figures)


def test_a_year_before_the_first_report_is_named_as_missing(assistant: Assistant) -> None:
    answer = assistant.ask("云溪市监局2020年以来处罚各多少")
    assert [value.value for value in answer.values] == ["1846", "1932", "2015"]
    assert {(one.agency, one.year) for one in answer.missing} == {("云溪市市场监督管理局", 2020), ("云溪市市场监督管理局", 2021)}


@pytest.mark.parametrize(
    "question",
    [
        "云溪市监局2023年之前的处罚多少",  # 1932 is that of 2023
        "云溪市监局2023年之后的处罚",
        "云溪市监局2024年以前处罚多少",
        "云溪市监局2022年后许可多少件",
        "How many requests did Guangzhou Customs receive before 2024?",
        "2024年所有机关新收申请总量比2023年多多少",
        "淮安市下属部门2023年收到多少申请",
        "广州海关下属海关2023年收到多少申请",
    ],
)
def test_what_the_words_do_not_settle_gets_no_figure(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).kind in ("abstention", "clarification")
