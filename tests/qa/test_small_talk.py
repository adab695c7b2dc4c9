"""What stands around a question is no part of it, and what might cut it is never taken for that: over the sample reports."""

from __future__ import annotations

import pytest

from qa import Assistant

AROUND = [
    "楼上的别吵了", "街坊们闲聊呢", "叔叔我做手抄报", "小弟初来乍到", "我也搞不懂", "翻来覆去没找着", "容我多嘴", "我是晚报的",
    "学新闻的", "你可别糊弄我", "跑了两趟都没人理", "人老了眼睛不好使", "隔壁老王不信", "话又说回来",
]  # fmt: skip
CUTTING = [
    "我们村", "像我这样的老人", "特别是老人", "网上提交", "口头答复", "第三季度", "农村妇女", "涉及拆迁", "跟我一样没工作的",
    "委托别人", "集体联名", "我本人提交", "征求过第三方意见", "我住的小区", "机场海关", "你把重复的去掉",
]  # fmt: skip


@pytest.mark.parametrize("around", AROUND)
def test_what_people_say_beside_a_question_changes_no_figure(around: str, assistant: Assistant) -> None:
    for question in (f"{around}，广州海关2024年收到几件申请", f"广州海关2024年收到几件申请？{around}"):
        assert [shown.value for shown in assistant.ask(question).values] == ["71"]


@pytest.mark.parametrize("cutting", CUTTING)
def test_what_may_cut_a_question_is_not_passed_over(cutting: str, assistant: Assistant) -> None:
    for question in (f"{cutting}，广州海关2024年收到几件申请", f"广州海关2024年收到几件申请？{cutting}"):
        assert not assistant.ask(question).values
