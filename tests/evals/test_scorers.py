"""What an answer is worth, on answers made by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from evals.example import Cite, Example
from evals.scorers import (
    UNSCORED,
    Score,
    abstention,
    caveat,
    cited,
    clarification,
    covered,
    exact,
    false_abstention,
    folded,
    narrative,
    reason,
    unit,
    wrong_number,
)
from qa.answer import Answer, Caveat, Citation, Value

WITHDRAWN = ("三、本年度办理结果", "（六）其他处理", "4、申请人撤销申请")


def asked(kind: str = "exact", *values: str, **more: object) -> Example:
    return replace(Example("a", ("问",), kind, tuple(map(Decimal, values))), **more)  # type: ignore[arg-type]  # fields of Example


def given(*values: str, unit: str | None = "件", exact_value: str | None = None) -> Answer:
    found = tuple(Value("广州海关", 2023, "申请人撤销申请", value, exact_value or value, unit) for value in values)
    return Answer("问", "exact", f"是 {'、'.join(values)}。", values=found)


def citation(row: tuple[str, ...] | None, column: tuple[str, ...] | None, quote: str | None = None, year: int = 2023) -> Citation:
    return Citation("广州海关2023.pdf", None, "0" * 64, "广州海关", year, "三", 5, 3, row, column, "26", quote, None)


ABSTAINED = Answer("问", "abstention", "没有收录。")
ASKED_BACK = Answer("问", "clarification", "您问的是哪一项？", choices=("广州海关2024年收到多少申请？", "福州海关2024年收到多少申请？"))
QUOTED = Answer("问", "narrative", "报告原文：“开了2场。”", citations=(citation(None, None, "新闻发布会开了2场。"),))


def test_the_expected_value_is_right_and_no_wrong_number() -> None:
    assert exact(asked("exact", "26"), given("26")).value is True
    assert wrong_number(asked("exact", "26"), given("26")).value is False


def test_another_value_is_a_wrong_number() -> None:
    assert exact(asked("exact", "26"), given("16")).value is False
    assert wrong_number(asked("exact", "26"), given("16")).value is True
    assert wrong_number(asked("exact", "26"), given("16")).explanation == "应为 26，答成 16件"


def test_a_value_too_many_or_too_few_is_a_wrong_number() -> None:
    assert wrong_number(asked("exact", "26"), given("26", "16")).value is True
    assert wrong_number(asked("exact", "26", "16"), given("26")).value is True
    assert wrong_number(asked("exact", "26", "26"), given("26", "16")).value is True


@pytest.mark.parametrize("kind", ["abstention", "clarification", "narrative"])
def test_a_number_where_none_was_to_be_given_is_a_wrong_number(kind: str) -> None:
    assert wrong_number(asked(kind), given("26")).value is True


@pytest.mark.parametrize("answer", [ABSTAINED, ASKED_BACK, QUOTED])
def test_no_number_is_no_wrong_number(answer: Answer) -> None:
    assert wrong_number(asked("exact", "26"), answer).value is False
    assert exact(asked("exact", "26"), answer).value is False


def test_values_are_compared_as_numbers() -> None:
    assert exact(asked("exact", "3053.50"), given("3053.5")).value is True
    assert exact(asked("exact", "0"), given("0.00")).value is True


def test_a_list_has_any_order_and_a_ranking_its_own() -> None:
    assert exact(asked("exact", "1", "20"), given("20", "1")).value is True
    assert exact(asked("exact", "1", "20", ordered=True), given("20", "1")).value is False
    assert exact(asked("exact", "20", "1", "1", ordered=True), given("20", "1", "1")).value is True


def test_a_percentage_is_compared_as_displayed_with_two_decimals() -> None:
    answer = given("32.10", unit="%", exact_value="2600/81")
    assert exact(asked("exact", "32.10"), answer).value is True
    assert exact(asked("exact", "32.0988"), answer).value is True
    assert exact(asked("exact", "32.11"), answer).value is False


def test_the_right_number_without_the_word_that_was_asked_for_is_not_right_but_no_wrong_number() -> None:
    example = asked("exact", "6", contains=("福州海关",))
    assert exact(example, given("6")).value is False
    assert wrong_number(example, given("6")).value is False
    assert exact(example, replace(given("6"), text="福州海关最少，6 件。")).value is True


def test_coverage_counts_what_was_answered_at_all() -> None:
    assert [covered(asked("exact", "26"), answer).value for answer in (given("1"), QUOTED, ABSTAINED, ASKED_BACK)] == [
        True,
        True,
        False,
        False,
    ]
    assert covered(asked("abstention"), ABSTAINED) == UNSCORED


def test_a_clarification_offers_what_was_meant() -> None:
    assert clarification(asked("clarification", contains=("福州海关",)), ASKED_BACK).value is True
    assert clarification(asked("clarification", contains=("淮安市",)), ASKED_BACK).value is False
    assert clarification(asked("clarification"), replace(ASKED_BACK, choices=())).value is False
    assert clarification(asked("clarification"), ABSTAINED).value is False


def test_abstentions_are_right_or_false_by_what_was_expected() -> None:
    assert abstention(asked("abstention"), ABSTAINED).value is True
    assert abstention(asked("abstention"), QUOTED).value is False
    assert false_abstention(asked("exact", "26"), ABSTAINED).value is True
    assert false_abstention(asked("clarification"), ASKED_BACK).value is False
    assert false_abstention(asked("abstention"), ABSTAINED) == UNSCORED


def test_a_unit_is_judged_where_the_answer_states_one() -> None:
    assert unit(asked("exact", "26", unit="件"), given("26")).value is True
    assert unit(asked("exact", "26", unit="件"), given("26", unit=None)).value is True
    assert unit(asked("exact", "26", unit="万元"), given("26")) == Score(False, "单位应为 万元，答成 件")
    assert unit(asked("exact", "26"), given("26")) == unit(asked("exact", "26", unit="件"), QUOTED) == UNSCORED


def test_a_reason_is_judged_where_one_is_expected_and_the_answer_abstains() -> None:
    blank = replace(ABSTAINED, reason="blank")
    assert reason(asked("abstention", reason="blank"), blank).value is True
    assert reason(asked("abstention", reason="not_applicable"), blank) == Score(False, "理由应为 not_applicable，实为 blank")
    assert reason(asked("abstention"), blank) == reason(asked("abstention", reason="blank"), QUOTED) == UNSCORED


def test_labels_are_the_same_whatever_their_brackets_and_widths() -> None:
    assert folded("（六）其他处理") == folded("(六) 其他处理") != folded("(五)不予处理")
    assert folded("4、申请人撤销申请") == folded("４.申请人撤销申请")


def test_a_cite_is_found_by_report_row_and_column() -> None:
    example = asked("exact", "26", cites=(Cite("广州海关", 2023, ("三、本年度办理结果", "(六)其他处理", "4.申请人撤销申请"), ("总计",)),))
    others = (citation(WITHDRAWN, ("自然人",)), citation(WITHDRAWN[:2], ("总计",)), citation(WITHDRAWN, ("总计",), year=2024))
    assert cited(example, replace(given("26"), citations=(*others, citation(WITHDRAWN, ("总计",))))).value is True
    assert cited(example, replace(given("26"), citations=others)).value is False
    assert cited(example, ABSTAINED) == UNSCORED
    assert cited(asked("exact", "26"), given("26")) == UNSCORED


def test_a_cite_without_row_is_any_place_of_the_report() -> None:
    assert cited(asked("narrative", cites=(Cite("广州海关", 2023),)), QUOTED).value is True
    assert cited(asked("narrative", cites=(Cite("广州海关", 2024),)), QUOTED).value is False


def test_a_narrative_holds_the_words_in_its_text_or_its_quotations() -> None:
    assert narrative(asked("narrative", contains=("开了2场", "新闻发布会")), QUOTED).value is True
    assert narrative(asked("narrative", contains=("12场",)), QUOTED).value is False
    assert narrative(asked("narrative", contains=("2",)), given("2")).value is False


def test_a_caveat_is_looked_for_where_there_is_an_answer() -> None:
    warned = replace(given("0"), caveats=(Caveat("contradicted", "总计与各项之和不一致。"),))
    example = asked("exact", "0", caveats=("contradicted",))
    assert [caveat(example, answer).value for answer in (warned, given("0"), ABSTAINED)] == [True, False, None]
