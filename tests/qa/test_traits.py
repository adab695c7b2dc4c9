"""A row of table three said in several words: reasons and outcomes together name it, contradictions and conditions do not."""

from __future__ import annotations

import pytest

from qa import Assistant

NAMED = {
    "淮安市2023年因为怕泄露商业秘密或者个人隐私不给的多少件": "9",
    "上海市政府办公厅2020年让补材料补了还是说不清楚的几件": "22",
    "淮安市2024年因为人家没按时交钱就不管了的有几件": "6",
    "广州海关2023年申请完又反悔说不用了的有多少件": "26",
    "广州海关2024年遮了一部分再给的有几件": "20",
    "淮安市2024年因为資訊不存在而沒辦法給的有幾件": "769",
}
UNKNOWN = (
    "淮安市2024年不是因为隐私没给的几件",
    "淮安市2023年拆迁补偿材料没给的有几件",
    "淮安市2024年补正后给了全部材料的几件",
    "淮安市2024年女的因为隐私没给的几件",
    "云溪市市监局2023年收到投诉举报多少件",
    "淮安市2023年清江浦区不掌握信息的有几件",
)


@pytest.mark.parametrize(("question", "value"), NAMED.items())
def test_a_reason_and_an_outcome_name_a_row(assistant: Assistant, question: str, value: str) -> None:
    assert [one.value for one in assistant.ask(question).values] == [value]


@pytest.mark.parametrize("question", UNKNOWN)
def test_what_contradicts_or_cuts_gives_no_figure(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).values == ()
