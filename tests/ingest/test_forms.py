"""The forms as the notices print them: their lines, numbers and columns, what adds up to what, and in which unit."""

from __future__ import annotations

import pytest

from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.forms.measures import MEASURES, closure, outcomes, own_measure


def test_table_three_has_the_lines_of_its_notice() -> None:
    assert (len(FORM_2019.table_three), len(FORM_2021.table_three)) == (23, 25)
    refused = [line.labels[-1] for line in FORM_2021.table_three if line.measure.startswith("disposition.refused.")]
    assert (refused[0], refused[-1]) == ("1.属于国家秘密", "8.属于行政查询事项")
    last = [line.labels[-1] for line in FORM_2021.table_three if line.measure.startswith("disposition.other.")]
    assert (len(last), last[-1]) == (3, "3.其他")


@pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)
def test_tables_three_and_four_have_seven_and_fifteen_columns(form: object) -> None:
    assert form in (FORM_2019, FORM_2021)
    assert (len(FORM_2021.columns), len(FORM_2021.table_four)) == (7, 15)
    assert FORM_2019.columns == FORM_2021.columns


def test_every_line_of_a_form_counts_a_known_measure() -> None:
    printed = {line.measure for form in (FORM_2019, FORM_2021) for line in (*form.table_two, *form.table_three, *form.table_four)}
    assert printed <= MEASURES.keys()
    assert (len(FORM_2019.table_two), len(FORM_2021.table_two)) == (22, 10)


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        ("normative.in_force", "件"),
        ("licensing.decisions", "件"),
        ("licensing.items_last_year", "项"),
        ("fees.amount", "万元"),
        ("procurement.items", "项"),
        ("procurement.amount", None),
        ("requests.received", "件"),
    ],
)
def test_the_unit_of_a_measure_is_that_of_the_form(measure: str, unit: str | None) -> None:
    assert MEASURES[measure].unit == unit


def test_what_a_measure_may_be_summed_from() -> None:
    assert closure("disposition.unable") == {
        "disposition.unable",
        "disposition.unable.not_held",
        "disposition.unable.needs_creation",
        "disposition.unable.unclear",
    }
    assert {"disposition.refused.state_secret", "disposition.other.rest", "disposition.partly"} < closure("disposition.total")
    assert closure("disposition.other.own:转送") == {"disposition.other.own:转送"}


@pytest.mark.parametrize("review", ["reconsideration", "litigation.direct", "litigation.after", "litigation"])
def test_a_review_ends_in_one_of_four_ways(review: str) -> None:
    assert outcomes(f"{review}.total") == tuple(f"{review}.{end}" for end in ("upheld", "corrected", "other_outcome", "pending"))


@pytest.mark.parametrize("measure", ["disposition.total", "reconsideration.upheld", "litigation.direct.pending", "requests.received"])
def test_nothing_else_ends_in_outcomes(measure: str) -> None:
    assert outcomes(measure) == ()


def test_a_row_of_an_agency_is_a_measure_under_its_group() -> None:
    assert own_measure("disposition.other", "申请人撤销申请") == "disposition.other.own:申请人撤销申请"
