"""The sums of single rows, written down cell by cell: what is told, of which row and column, and what a lost or unread cell leaves open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from ingest.checks import applicants_add_up, carried_in_plus_received, dispositions_add_up, outcomes_add_up
from ingest.checks.identities import Sum, by_address, differ, figure, is_confirmed, sum_of, whole_of
from ingest.document import Locator
from ingest.fact import Fact, Point, State

STATES: dict[str, State] = {"": "blank", "/": "not_applicable", "?": "unread"}
OUTCOMES = ("upheld", "corrected", "other_outcome", "pending", "total")


def a_cell(measure: str, applicant: str | None, text: str, row: tuple[str, ...] = (), column: tuple[str, ...] = ()) -> Fact:
    """The cell of this measure and applicant that prints this text; ? is one that could not be read."""
    state = STATES.get(text, "number")
    value = Decimal(text) if state == "number" else None
    table = 3 if applicant else 4
    return Fact(
        Point("甲局", None, 2024, measure, applicant), table, row, column, state, text if text != "?" else "", value, "件", Locator()
    )


def a_row(measure: str, /, **texts: str) -> list[Fact]:
    return [a_cell(measure, applicant, text, (measure,)) for applicant, text in texts.items()]


def a_review(review: str, *texts: str) -> list[Fact]:
    return [
        a_cell(f"{review}.{key}", None, text, column=(review, key)) for key, text in zip(OUTCOMES, texts, strict=True) if text != "lost"
    ]


def test_natural_persons_and_organizations_make_the_total() -> None:
    row = a_row("requests.received", natural="3", enterprise="1", other="2", total="6")
    assert list(applicants_add_up(row)) == []
    (finding,) = applicants_add_up(a_row("requests.received", natural="3", enterprise="1", total="5"))
    assert finding.message == (
        "表三“requests.received”行：各类申请人之和为 4（3 + 1），总计印为 5，两者应当相等。"
        "其中没有读到“科研机构”、“社会公益组织”、“法律服务机构”、“其他”，差额可能在此。"
    )
    assert [fact.at.applicant for fact in finding.facts] == ["natural", "enterprise", "total"]


def test_of_several_rows_the_one_that_does_not_add_up_is_named() -> None:
    right = a_row("requests.received", natural="3", organization="1", total="4")
    wrong = a_row("requests.carried_in", natural="3", organization="1", total="5")
    (finding,) = applicants_add_up([*right, *wrong])
    assert finding.message == "表三“requests.carried_in”行：各类申请人之和为 4（3 + 1），总计印为 5，两者应当相等。"
    assert list(applicants_add_up(a_row("requests.received", organization="4", total="4"))) == []
    assert len(list(applicants_add_up(a_row("requests.received", organization="4", total="5")))) == 1


def test_rows_are_named_by_their_innermost_label() -> None:
    cells = [
        a_cell("disposition.partly", who, text, ("三、本年度办理结果", "(二)部分公开")) for who, text in (("natural", "1"), ("total", "2"))
    ]
    (finding,) = applicants_add_up(cells)
    assert finding.message.startswith("表三“(二)部分公开”行：")


def test_a_blank_a_stroke_and_an_unread_cell_are_shown_as_they_are() -> None:
    row = a_row("requests.received", natural="7", enterprise="", research="/", welfare="?", legal="0", other="0", total="5")
    (finding,) = applicants_add_up(row)
    assert (finding.expected, finding.found) == ("至少7", "5")
    assert "（7 + 空白 + / + 未能读出 + 0 + 0）" in finding.message
    assert "没有读到" not in finding.message


@pytest.mark.parametrize(
    ("texts", "confirmed"),
    [
        ({"natural": "3", "enterprise": "1", "total": "4"}, True),
        ({"natural": "3", "enterprise": "1", "total": "5"}, False),
        ({"natural": "0", "enterprise": "/", "total": "0"}, True),
        ({"natural": "/", "enterprise": "/", "total": "/"}, True),
        ({"natural": "1", "enterprise": "/", "total": "/"}, False),
        ({"natural": "3", "enterprise": "?", "total": "3"}, False),
        ({"natural": "3", "enterprise": "", "total": "3"}, True),
        ({"natural": "", "enterprise": "", "total": "0"}, False),
        ({"natural": "3", "total": ""}, False),
        ({"natural": "3"}, False),
        ({"total": "3"}, False),
    ],
)
def test_a_row_is_confirmed_by_its_printed_total_alone(texts: dict[str, str], confirmed: bool) -> None:
    assert is_confirmed(by_address(a_row("requests.received", **texts)), "requests.received") is confirmed


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("2", "1", "0", "0", "3"), None),
        (("2", "1", "0", "0", "4"), ("3", "4", "2 + 1 + 0 + 0")),
        (("lost", "1", "0", "0", "4"), ("1", "4", "1 + 0 + 0")),
        (("lost", "1", "0", "0", "1"), None),
        (("2", "?", "0", "0", "4"), None),
        (("2", "?", "0", "0", "1"), ("至少2", "1", "2 + 未能读出 + 0 + 0")),
        (("", "", "", "", "4"), None),
        (("2", "1", "0", "0", "?"), None),
        (("2", "1", "0", "0", "lost"), None),
    ],
)
def test_the_four_outcomes_make_the_total(texts: tuple[str, ...], expected: tuple[str, str, str] | None) -> None:
    found = list(outcomes_add_up(a_review("reconsideration", *texts)))
    assert [(one.expected, one.found) for one in found] == ([expected[:2]] if expected else [])
    assert all(
        f"表四“reconsideration”：四种结果之和为 {one.expected}（{expected and expected[2]}），总计印为" in one.message for one in found
    )
    lost = "其中没有读到“行政复议结果维持”，差额可能在此。"
    assert all((lost in one.message) == ("lost" in texts) for one in found)


def test_each_review_is_added_up_by_itself() -> None:
    found = outcomes_add_up([*a_review("reconsideration", "1", "0", "0", "0", "1"), *a_review("litigation.after", "1", "0", "0", "0", "2")])
    assert [one.message.partition("：")[0] for one in found] == ["表四“litigation.after”"]


def test_a_column_in_which_a_line_of_the_corner_is_not_read_is_left_alone() -> None:
    corner = [
        a_cell(measure, "natural", text)
        for measure, text in (
            ("requests.received", "5"),
            ("requests.carried_in", "1"),
            ("disposition.total", "4"),
            ("requests.carried_out", "1"),
        )
    ]
    (finding,) = carried_in_plus_received(corner)
    assert finding.message == "表三“自然人”列：本年新收与上年结转之和为 6，（七）总计与结转下年度之和为 5，两者应当相等。"
    for left_out in range(4):
        assert list(carried_in_plus_received([*corner[:left_out], *corner[left_out + 1 :]])) == []


def test_a_blank_total_stands_for_the_sum_of_its_row() -> None:
    row = a_row("requests.received", natural="3", enterprise="", other="2", total="")
    held = by_address(row)
    added = sum_of(held, [row[-1]])
    assert (added.least, added.open, {fact.at.applicant for fact in added.facts}) == (5, False, {"natural", "enterprise", "other", "total"})
    assert sum_of(held, [row[1]]) == Sum(Fraction(0), False, (row[1],))
    unread = a_row("requests.received", natural="3", other="?", total="")
    assert sum_of(by_address(unread), [unread[-1], None]).open
    assert str(sum_of(by_address(unread), [unread[-1]])) == "至少3"


def test_what_a_lost_line_of_a_group_may_explain_is_told() -> None:
    lines = {"not_held": "1", "needs_creation": "2"}
    group = [a_cell(f"disposition.unable.{key}", "natural", text) for key, text in lines.items()]
    subtotal, total = a_cell("disposition.unable", "natural", "4"), a_cell("disposition.total", "natural", "4")
    (finding,) = dispositions_add_up([*group, subtotal])
    assert finding.message == (
        "表三“自然人”列：无法提供各项之和为 3（1 + 2），小计印为 4，两者应当相等。其中没有读到“补正后申请内容仍不明确”，差额可能在此。"
    )
    (finding,) = dispositions_add_up([*group, total])
    named = finding.message.partition("其中没有读到")[2]
    assert named.startswith("“予以公开”、“部分公开”、“属于国家秘密”、")
    assert "“补正后申请内容仍不明确”" in named
    assert "“本机关不掌握相关政府信息”" not in named


def test_a_group_that_is_printed_as_one_line_has_lost_none() -> None:
    groups = ("disclosed", "partly", "refused", "unable", "not_processed", "other")
    lines = [a_cell(f"disposition.{group}", "natural", "1") for group in groups]
    (finding,) = dispositions_add_up([*lines, a_cell("disposition.total", "natural", "7")])
    assert finding.message.endswith("各项办理结果之和为 6（1 + 1 + 1 + 1 + 1 + 1），（七）总计印为 7，两者应当相等。")
    (finding,) = dispositions_add_up([*lines[:-1], a_cell("disposition.total", "natural", "7")])
    assert finding.message.partition("其中没有读到")[2].startswith("“申请人无正当理由逾期不补正”、“")


def test_numbers_are_added_up_without_their_thousands_marks() -> None:
    natural = replace(a_cell("requests.received", "natural", "1095", ("一、",)), printed="1，095件")
    (finding,) = applicants_add_up([natural, a_cell("requests.received", "total", "5", ("一、",))])
    assert "之和为 1095（1095），总计印为 5" in finding.message


def test_a_row_of_the_agency_stands_for_the_last_line_of_its_group() -> None:
    own = a_cell("disposition.other.own:转送", "natural", "1")
    told = [a_cell("disposition.other.fee_not_paid", "natural", "1"), own, a_cell("disposition.other", "natural", "3")]
    (finding,) = dispositions_add_up(told)
    assert finding.message.endswith("（1 + 1），小计印为 3，两者应当相等。其中没有读到“申请人无正当理由逾期不补正”，差额可能在此。")
    assert own in finding.facts
    other_column = a_cell("disposition.other.own:转送", "legal", "1")
    assert other_column not in next(dispositions_add_up([*told, other_column])).facts


def test_a_measure_is_its_own_cell_or_the_lines_of_its_group() -> None:
    lines = [a_cell(f"disposition.unable.{key}", "total", "1") for key in ("not_held", "unclear")]
    held = by_address([*lines, a_cell("disposition.other", "total", "2")])
    assert whole_of(held, "disposition.unable", "total") == lines
    assert [fact.printed for fact in whole_of(held, "disposition.other", "total")] == ["2"]
    assert whole_of(held, "disposition.partly", "total") == []
    assert whole_of(held, "reconsideration.total", None) == []


def test_an_unread_cell_may_be_any_number_from_nothing_upwards() -> None:
    def a_sum(least: int, *, unread: bool = False) -> Sum:
        return Sum(Fraction(least), unread, ())

    assert not differ(a_sum(3), a_sum(3))
    assert differ(a_sum(3), a_sum(4))
    assert differ(a_sum(4), a_sum(3))
    assert not differ(a_sum(3, unread=True), a_sum(4))
    assert not differ(a_sum(4), a_sum(3, unread=True))
    assert differ(a_sum(4, unread=True), a_sum(3))
    assert differ(a_sum(3), a_sum(4, unread=True))


def test_sums_are_shown_whole_or_as_a_fraction() -> None:
    assert [figure(Fraction(text)) for text in ("12", "12.0", "2.5", "-3")] == ["12", "12", "5/2", "-3"]
