"""Questions over the figures of all offices: what changed in each between two years, and the greatest against the least."""

from __future__ import annotations

import pytest

from qa import Assistant

FIGURES = [
    ("2024年新收申请比2023年少的机关有几家", ["2"]),
    ("哪些机关2024年收到的申请比上年多", ["8", "131"]),
    ("和2023年比，2024年收到申请更少的机关有哪些", ["-11", "-5"]),
    ("各机关2024年收到的申请比2023年多了多少", ["8", "-11", "131", "-5"]),
    ("哪家机关2024年收到的申请比2023年增加得最多", ["131"]),
    ("2024年各机关新收申请同比增长率排名", ["11.76", "4.38", "-13.41", "-45.45"]),
    ("2024年收到申请最多的机关和最少的机关之间差多少件", ["3113"]),
    ("2024年收到申请最多的机关是最少的机关的几倍", ["519.83"]),
    ("广州海关2023年办理结果里哪一类最多", ["29"]),
    ("洪泽区2023年收到的申请占淮安市全市的百分之几", ["0.70"]),
    ("Which offices received fewer requests in 2024 than in 2023?", ["-11", "-5"]),
    ("2024年申请最多的海关是哪家", ["71"]),
    ("2024年办结率最高的海关是哪家", ["100.00"]),
    ("2023年收到申请最少的政府是哪家", ["21"]),
    ("2024年处罚超过1000件的海关有哪家", ["15230"]),
    ("2024年收到申请超过50件的海关有几家", ["1"]),
    ("2024年海关有几家收到过申请", ["2"]),
    ("2024年新收申请71件以上（不含71件）的机关有几家", ["2"]),  # 广州海关 received 71
    ("2024年新收申请超71件的机关有几家", ["2"]),
    ("2023年洪泽区新收申请相当于淮安市新收申请的百分之多少", ["0.70"]),
    ("几家单位里头2024年批许可最多的是哪家", ["447228"]),
    ("淮安市2024年除了自然人以外谁申请的最多", ["61"]),  # not the 3001 of those left out
    ("淮安市2024年法人里谁申请的最多", ["61"]),
    ("淮安市2024年企业和法律服务机构谁申请的多", ["61", "53"]),
    ("淮安市2024年除自然人外各类申请人申请多少", ["53", "0", "0", "61", "4"]),
    ("2024年除了淮安市外新收申请合计多少", ["153"]),
    ("洪泽区2023年收到的申请占全市多少", ["0.70"]),  # of the city that it belongs to: 21 of 2988
    ("洪泽区2023年处罚占全市的比重", ["0.11"]),
    ("云溪市监局2023年收费比2022年少多少万", ["33.44"]),
    ("上海市政府办公厅2020年采购总金额比2019年多多少万", ["-53000"]),
    ("淮安市2024年律所的申请结果怎么样", ["50", "0", "0", "10", "0", "1"]),
    ("广州海关哪几年的年报里处罚超过一万件", ["16594", "15230"]),
    ("淮安市2024年申请结果各多少", ["1362", "454", "178", "781", "88", "187"]),
    ("淮安市2023年企业的申请都是怎么处理的", ["24", "9", "1", "16", "5", "6"]),
    ("2024年收到申请最多的前两个机关一共收了多少件", ["3195"]),
    ("2024年新收申请最少的两个机关合计多少件", ["77"]),
    ("2024年收到申请超过50件的机关合计收到多少", ["3266"]),  # not 3, of which this is the sum
    ("2024年收到申请超过50件的机关一共有几家", ["3"]),
    ("2024年收到申请前两名的平均是多少", ["1597.5"]),  # not of all four
    ("除了淮安市，2024年收到申请前两名合计多少", ["147"]),
    ("2024年不予公开合计超过5件的机关有哪些", ["12", "178"]),
    ("2024年哪两家机关收到申请最多", ["3119", "76"]),  # not the first alone
    ("2024年收到申请最少的是哪三家", ["6", "71", "76"]),
    ("Which two offices received the most requests in 2024?", ["3119", "76"]),
    ("Which customs office received more requests in 2024, and by how many?", ["65"]),
    ("How many customs offices received more than 50 requests in 2024?", ["1"]),
]


@pytest.mark.parametrize(("question", "figures"), FIGURES)
def test_all_offices_are_held_against_each_other(question: str, figures: list[str], assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, [value.value for value in answer.values]) == ("exact", figures)


def test_an_office_without_one_of_the_years_is_named_as_missing(assistant: Assistant) -> None:
    answer = assistant.ask("哪些机关2024年收到的申请比2023年多")
    assert "共考察 4 个" in answer.text
    assert {"上海市人民政府办公厅", "洪泽区人民政府"} <= {one.agency for one in answer.missing}


@pytest.mark.parametrize(
    "question",
    [
        "2024年海关和政府谁的申请多",
        "广州海关2023年个人加企业等于总数吗",  # 76 and 6 are not held against each other
        "2024年除淮安外新收申请合计多少",  # which office of that place is left out is not known, and its own sentence is no answer
        "淮安市2024年企业是不是申请最多的申请人",  # the rank of one among all
        "淮安市2024年哪类申请人被拒绝的比例最高",  # of its own requests, or of all that were refused
        "广州海关2023年处罚了多少个人",  # decisions are counted, not people
        "广州海关2024年政务新媒体几个",  # its report counts what they published
        "洪泽区各部门2023年申请",  # each of those that the district counts in
        "淮安市2023年各类申请人的申请分别被怎么处理的",  # a table of both
        "云溪市监局不算2023年平均每年处罚多少",  # the year is left out, not the office
        "2024年有复议但没有诉讼的机关",
        "2024年复议诉讼都没有的机关",
        "淮安市2024年个人和单位各占几成",  # 单位 are applicants here
        "哪些机关2024年的申请比2023年的处罚多",
        "2024年收到申请最多和最少的机关分别是哪家",
        "各机关2022年2023年2024年的申请哪年比上年多",
        "2023年收到申请超过20件的机关一共收到多少件",  # the city's report counts the district in
        "2024年收到申请超过50件的机关合计办结多少件",
        "2024年办结率超过95%的机关合计办结多少件",
        "2024年收到申请前三名里有哪些海关",  # not the first of the customs
        "哪个机关2024年的问题最多",
        "Total requests of the two offices with the most requests in 2024",
        "Which offices have fewer than 50 requests in 2024 and how many do they have altogether?",
        "2024年收到申请超过50件的合计多少",  # offices or requests
        "2024年超过50件的一共几件",  # was answered with a sentence of one of them
        "广州海关2024年自然人占比比2023年提高了多少个百分点",  # not by how much their number rose
        "2024年哪些机关不予公开超过5件，一共多少件",
        "2024年哪些机关全部办结",  # not who concluded any
    ],
)
def test_what_is_no_change_between_two_years_of_one_row_gets_no_figure(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).kind != "exact"


def test_a_row_that_other_reports_do_not_print_has_one_name(assistant: Assistant) -> None:
    assert assistant.ask("2024年撤销申请最多的机关").text.startswith("2024年 申请人撤回（撤销）申请最多的是广州海关，16 件")


def test_a_sum_of_nothing_but_zeros_names_them(assistant: Assistant) -> None:
    assert "行政诉讼（未经复议直接起诉）总计 0 + 行政诉讼（复议后起诉）总计 0 = 0" in assistant.ask("福州海关2023年有没有行政诉讼").text


def test_reviews_that_ended_with_correction_are_not_all_reviews(assistant: Assistant) -> None:
    answer = assistant.ask("How many administrative reviews against the Huai'an city government ended with correction in 2023?")
    assert [value.value for value in answer.values] == ["58"]  # of 302


def test_who_took_part_in_a_training_is_no_staff(assistant: Assistant) -> None:
    assert assistant.ask("广州海关有多少名工作人员").kind == "abstention"  # 312人次 took part
