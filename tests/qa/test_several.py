"""Several questions in one message: every one is answered by itself, or none is."""

from __future__ import annotations

import json

import pytest

from qa import Assistant
from qa.plan import Several

EACH_ANSWERED = [
    ("广州海关2023年收到申请多少件，福州海关2024年予以公开多少件？", ["82", "2"]),
    ("2024年收到申请最多的是哪个机关，最少的呢？", ["3119", "6"]),
    ("云溪市市场监管局2022到2024年每年收到多少申请，平均多少？", ["54", "68", "76", "66"]),
    ("洪泽区2023年收到多少申请，全部公开的有几件，占比多少？", ["21", "0", "0.00"]),
    ("福州海关2023年和2024年各收到多少申请，哪年多，多几件，增幅多少？", ["11", "6", "5", "-45.45"]),
    ("云溪市监局2022年收到多少申请，2023年多少，2024年多少，三年一共多少，平均每年多少？", ["54", "68", "76", "198", "66"]),
    ("2024年收到申请超过50件的有几家？最多的是谁？", ["3", "3119"]),
    ("哪一年云溪市监局收到申请最多？那年办结多少？", ["76", "80"]),
    ("哪一年云溪市监局处罚最多？是多少？那一年许可多少？", ["2015", "54690"]),
    ("上海市政府办公厅20年新收比19年多多少，增幅多少", ["90", "10.48"]),
    ("广州海关2023年申请多少？我还想知道2024年的撤销数是多少", ["82", "16"]),
    ("2023年广州海关申请几件，福州海关撤销几件", ["82", "4"]),
    ("淮安市2023年和2024年各收到多少申请，办结率各是多少", ["2988", "3119", "98.87", "96.73"]),
    ("2024年处罚最多的是谁，它收到多少申请，办结率多少", ["3985758", "3119", "96.73"]),
    ("云溪市监局2023年处罚比2022年多几件，2024年比2023年多几件", ["86", "83"]),
    ("广州海关2023年收到多少申请，福州海关呢，办结多少", ["82", "11", "11"]),
    ("云溪市监局2023年罚单比广州海关少多少，2024年呢", ["14662", "13215"]),
    ("2024年新收申请最多的两家是谁，合计多少", ["3119", "76", "3195"]),
    ("2024年收到申请超过50件的有几家，加起来多少件", ["3", "3266"]),
    ("Which office received the most requests in 2024, and which received the fewest?", ["3119", "6"]),
]


@pytest.mark.parametrize(("message", "figures"), EACH_ANSWERED)
def test_every_question_of_a_message_is_answered(message: str, figures: list[str], assistant: Assistant) -> None:
    answer = assistant.ask(message)
    assert (answer.kind, [value.value for value in answer.values]) == ("exact", figures)
    assert isinstance(answer.plan.compute, Several)
    kept = assistant.receipt(answer.receipt or "")
    assert kept is not None
    assert kept["agrees"]
    assert {place.printed for place in answer.citations} >= {fact["printed"] for fact in kept["facts"]}


FIGURE_AND_QUOTATION = [
    (("广州海关2023年收到多少件申请，有什么不足",), "82", "专区设施摆放得不合理"),
    (("广州海关2023年收到多少件申请，有什么不足", "2024年呢"), "71", "政策解读的形式还不够多"),
    (("洪泽区2023年收到多少申请，主要有哪些问题",), "21", "目前存在三个问题"),
    (("广州海关2023年收到多少件申请？咨询电话是多少？",), "82", "020-81103431"),
    (("2023年哪个机关申请最多，它有什么问题",), "2988", "一些县区的公开指南没有及时更新"),
    (("广州海关和福州海关2023年收到申请一共多少，主要问题有哪些",), "93", "所属事业单位公开的事项不全"),
]


@pytest.mark.parametrize(("turns", "figure", "quoted"), FIGURE_AND_QUOTATION)
def test_a_figure_and_a_quotation_are_given_one_below_the_other(
    turns: tuple[str, ...], figure: str, quoted: str, assistant: Assistant
) -> None:
    conversation = None
    for turn in turns:
        answer = assistant.ask(turn, conversation)
        conversation = answer.conversation
    assert (answer.kind, [value.value for value in answer.values], quoted in answer.text) == ("exact", [figure], True)
    assert {place.row is None for place in answer.citations} == {True, False}  # the cell of the figure, and the sentence


@pytest.mark.parametrize(
    "message",
    [
        "2024年哪个机关收到申请最多？办结率是多少？",  # whose: of the first, or of all of them
        "2024年收到申请最多的机关，办结率是多少",
        "2023年哪个海关收到申请多？不予公开几件？",
        "2024年哪个机关收到的申请最多？是第二名的几倍？",
        "广州海关2023年收到多少申请，上半年多少？",
        "2024年收到申请最多的是谁？收到多少？办结多少？",
        "2023年收到申请最多的前三名和最少的前两名",
        "广州海关2023年公开信息数和处罚数各多少",  # one of the two is in no table
        "上海市政府办公厅2020年收到多少申请，同比增加多少件、百分之几",
        "2023年淮安市政府信息公开复议的纠正率，即结果维持占复议总数的百分比",  # no second question, but a wrong definition
        "广州海关2023年收到多少申请，女性多少？",
        "广州海关2023年行政复议几件，诉讼几件，共几件，维持几件？",
        "广州海关2023年收到多少申请，网上提交的多少，2024年呢？",
    ],
)
def test_where_one_question_cannot_be_answered_none_is(message: str, assistant: Assistant) -> None:
    assert assistant.ask(message).kind == "abstention"


@pytest.mark.parametrize(
    ("message", "figures"),
    [
        ("广州海关2023年公开的、部分公开的、不予公开的各几件", ["10", "28", "2"]),
        ("广州海关2023年公开了几件，部分公开了几件", ["10", "28"]),
        ("How many requests were granted, partly granted and refused by Guangzhou Customs in 2023?", ["10", "28", "2"]),
        ("How many individuals' requests were granted only in part by Huai'an Municipal Government in 2023?", ["420"]),
        ("广州海关2023年公开的、部分公开的、不予公开的各占办结多少", ["12.35", "34.57", "2.47"]),
        ("广州海关2023年公开的加部分公开的占办结多少", ["46.91"]),
        ("云溪市市场监管局2022年手上的申请，上年剩的加当年新来的，总共多少", ["56"]),
        ("两年下来（2019、2020），上海市政府办公厅新制作了几件规章", ["25"]),
        ("淮安市政府24年新收申请里律所那类机构提的几件", ["61"]),
        ("广州海关2023年企业几件，个人几件，比企业多几件", ["6", "76", "70"]),
        ("淮安市2024年行政许可多少件，行政强制多少件，两项合计多少？", ["447228", "88283", "535511"]),
        ("广州海关2024年上年结转几件，结转下年几件，比上年结转多几件？", ["4", "5", "1"]),
    ],
)
def test_nothing_that_is_asked_for_is_passed_over(message: str, figures: list[str], assistant: Assistant) -> None:
    answer = assistant.ask(message)
    assert (answer.kind, [value.value for value in answer.values]) == ("exact", figures)


def test_the_order_of_two_questions_does_not_change_the_receipt(assistant: Assistant) -> None:
    one = assistant.ask("广州海关2023年收到申请多少件，福州海关2024年予以公开多少件？")
    other = assistant.ask("福州海关2024年予以公开多少件，广州海关2023年收到申请多少件？")
    assert one.receipt == other.receipt
    assert [value.value for value in one.values] == [value.value for value in other.values][::-1]


def test_a_message_goes_on_like_a_conversation(assistant: Assistant) -> None:
    asked = assistant.ask("广州海关2023年收到申请多少件，福州海关2024年予以公开多少件？")
    how = assistant.ask("怎么算的", asked.conversation)
    assert {value.value for value in how.values} == {"82", "2"}
    assert [value.value for value in assistant.ask("2023年呢", asked.conversation).values] == ["4"]
    assert json.loads(json.dumps(asked.to_json()))["plan"]["compute"]["node"] == "several"
