"""Which figure of a quoted sentence is put before it, and which is not: a number that counts something else is no answer."""

from __future__ import annotations

import pytest

from qa import Assistant


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("福州海关2024年发布通知几条", "8条"),
        ("福州海关2024年双公示信息多少条", "378条"),
        ("云溪市监局2022年食品抽检公开多少条", "964条"),
        ("广州海关2024年短视频占解读多少", "一成"),
    ],
)
def test_the_figure_that_is_asked_for_comes_first(question: str, figure: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "narrative"
    assert answer.text.startswith(f"{figure}。")


@pytest.mark.parametrize(
    "question",
    [
        "广州海关2023年有几个隶属海关",  # five of them were commended; how many there are is not told
        "福州海关2024年网站公开信息多少条",  # 1 notice, 2 announcements, 8 …
        "广州海关2023年公开信息比2024年多多少条",  # 177 fewer: the sentence is that of 2024
        "福州海关2024年公告和通知一共几条",  # neither of the two numbers is their sum
    ],
)
def test_a_figure_that_counts_something_else_is_not_put_forward(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert not answer.text[0].isdigit()


def test_a_share_is_no_number_of_things(assistant: Assistant) -> None:
    assert assistant.ask("广州海关2024年视频有几个").kind == "abstention"  # 短视频只占一成


def test_a_quotation_found_by_its_words_alone_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("广州海关2023年怎样加强平台建设？")
    assert [caveat.kind for caveat in answer.caveats] == ["model"]
    assert answer.caveats[0].text.startswith("本次按字词检索")
