"""What the page shows of an answer: the figure large, the basis, the caveats in words, the places in their surroundings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from qa.answer import Answer, Value
from tests.ui.scripted import ANSWERS, AROUND, LIST, NARRATIVE, PLAIN, QUOTE, RATIO, VAGUE
from ui.evidence import answer_html, lead_html
from ui.render import answer_text


def text_of(page: LexborHTMLParser, selector: str) -> str:
    """The text of the first element that fits."""
    found = page.css_first(selector)
    assert found is not None
    return found.text()


def evidence(question: str) -> LexborHTMLParser:
    return LexborHTMLParser(answer_html(ANSWERS[question], AROUND))


def figures(text: str, value: str, unit: str | None) -> list[str]:
    answer = Answer("", "exact", text, (Value("甲局", 2023, "", value, value, unit),))
    return [node.text() for node in LexborHTMLParser(lead_html(answer)).css("strong.figure")]


@pytest.mark.parametrize(
    ("text", "value", "unit", "marked"),
    [
        ("甲局2023年共 26 件。", "26", "件", ["26 件"]),
        ("126 件中的 26 件。", "26", "件", ["26 件"]),
        ("占 32.10%（26 ÷ 81 = 32.10%）。", "32.10", "%", ["32.10%"]),
        ("金额 7,730.28 万元。", "30.28", "万元", []),
        ("下降 -3 件", "3", "件", []),
        ("2023年没有单位的 5。", "5", None, ["5"]),
    ],
)
def test_the_whole_figure_is_large_and_no_part_of_another(text: str, value: str, unit: str | None, marked: list[str]) -> None:
    assert figures(text, value, unit) == marked


def test_an_exact_answer_says_that_no_model_made_it() -> None:
    assert text_of(evidence(PLAIN), ".basis").endswith("由报告数据直接计算，非AI生成")
    assert (
        text_of(evidence(PLAIN), ".source") == "三、本年度办理结果 › (六)其他处理 › 4.申请人撤销申请 × 总计 · 示例海关2023年 · 2021年版格式"
    )


def test_caveats_are_told_in_words_beside_their_icon() -> None:
    told = [node.text() for node in evidence(RATIO).css(".caveats li")]
    assert told == ["⚠ 报告前后不一致 办理结果总计与各项之和不一致。", "⚠ 计算得出 报告未印该比例，由表内数字算出。"]


def test_a_quotation_is_marked_in_its_passage_and_its_angle_brackets_are_text() -> None:
    page = evidence(NARRATIVE)
    assert text_of(page, "blockquote") == f"平台建设稳步推进。{QUOTE}其余从略。"
    assert text_of(page, "mark") == QUOTE
    assert page.css_first("b") is None


def test_the_rows_of_a_list_are_names_and_figures() -> None:
    page = LexborHTMLParser(lead_html(ANSWERS[LIST]))
    assert [(name.text(), figure.text()) for name, figure in zip(page.css(".rows span"), page.css(".rows b"), strict=True)] == [
        ("自然人", "0 件"),
        ("总计", "26 件"),
    ]


def test_choices_are_buttons_and_not_told_twice() -> None:
    answer = ANSWERS[VAGUE]
    answer = replace(answer, text="\n".join((answer.text, *(f"{number}. {choice}" for number, choice in enumerate(answer.choices, 1)))))
    assert text_of(LexborHTMLParser(lead_html(answer)), "div") == "您问的是哪一年？"


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    answer = ANSWERS[PLAIN]
    cited = tuple(replace(citation, url="javascript:alert(1)") for citation in answer.citations)
    assert LexborHTMLParser(answer_html(replace(answer, citations=cited), AROUND)).css_first(".origin a") is None


def test_the_terminal_gives_the_places_and_the_formula_once() -> None:
    assert answer_text(ANSWERS[RATIO]).count("26 ÷ 81") == 1
    assert "第5页 表三 收到和处理政府信息公开申请情况" in answer_text(ANSWERS[PLAIN])
