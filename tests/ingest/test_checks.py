"""The identities of the forms: what contradicts them is found, what a blank can explain is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from ingest.checks import applicants_add_up, carried_in_plus_received, check, dispositions_add_up, outcomes_add_up, unplaced_rows
from ingest.extract import extract_facts
from ingest.fact import Fact
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.recognize import recognize
from ingest.report import Table
from samples import SampleReport, invent, own_rows
from tests.ingest.layouts import a_layout, a_report

REPORT = a_report(11)


def facts_of(report: SampleReport) -> tuple[Fact, ...]:
    return extract_facts(recognize(a_layout(report)))


def printed_as(facts: tuple[Fact, ...], measure: str, applicant: str | None, text: str | None) -> tuple[Fact, ...]:
    """The facts with one cell printed otherwise; None is a blank."""
    change = (
        {"state": "blank", "printed": "", "value": None} if text is None else {"state": "number", "printed": text, "value": Decimal(text)}
    )
    return tuple(replace(fact, **change) if (fact.at.measure, fact.at.applicant) == (measure, applicant) else fact for fact in facts)


@pytest.mark.parametrize("form", [FORM_2021, FORM_2019])
@pytest.mark.parametrize("zero", ["0", None, "/"])
@pytest.mark.parametrize("seed", range(5))
def test_a_report_that_adds_up_has_no_finding(form: object, zero: str | None, seed: int) -> None:
    report = invent(Random(seed), FORM_2021 if form is FORM_2021 else FORM_2019, zeros=(zero, "0"))
    assert check(facts_of(report)) == ()


def test_own_rows_take_part_in_the_sum_of_the_dispositions() -> None:
    report = invent(Random(4), lines=own_rows(FORM_2021, "咨询事项,指引咨询渠道", "申请人撤销申请"))
    facts = facts_of(report)
    own = next(fact for fact in facts if fact.at.measure.endswith("申请人撤销申请") and fact.at.applicant == "natural")
    assert check(facts) == ()
    assert own in next(dispositions_add_up(printed_as(facts, "disposition.total", "natural", "99999"))).facts


def test_the_identity_of_the_corner_is_checked_in_every_column() -> None:
    facts = facts_of(REPORT)
    received = next(fact for fact in facts if (fact.at.measure, fact.at.applicant) == ("requests.received", "legal"))
    wrong = printed_as(facts, "requests.received", "legal", str((received.value or 0) + 1))
    (finding,) = carried_in_plus_received(wrong)
    assert Decimal(finding.expected) == Decimal(finding.found) + 1
    assert "法律服务机构" in finding.message
    assert [fact.at.measure for fact in finding.facts] == [
        "requests.received",
        "requests.carried_in",
        "disposition.total",
        "requests.carried_out",
    ]


def test_the_outcomes_of_hongze_do_not_add_up() -> None:
    figures = dict(REPORT.figures)
    for outcome, text in zip(("upheld", "corrected", "other_outcome", "pending", "total"), ("10", "1", "0", "0", "0"), strict=True):
        figures[f"reconsideration.{outcome}", None] = text
    (finding,) = outcomes_add_up(facts_of(replace(REPORT, figures=figures)))
    assert (finding.check, finding.expected, finding.found) == ("outcomes_add_up", "11", "0")
    assert finding.message == "表四“行政复议”：四种结果之和为 11（10 + 1 + 0 + 0），总计印为 0，两者应当相等。"


def test_an_unread_cell_may_hide_what_is_missing_and_never_what_is_too_much() -> None:
    facts = facts_of(REPORT)
    total = next(fact for fact in facts if (fact.at.measure, fact.at.applicant) == ("disposition.disclosed", "total"))
    unread = tuple(
        replace(fact, state="unread", printed="", value=None)
        if (fact.at.measure, fact.at.applicant) == ("disposition.disclosed", "natural")
        else fact
        for fact in facts
    )
    more = printed_as(unread, "disposition.disclosed", "total", str((total.value or 0) + 50))
    assert not list(applicants_add_up(more))
    less = printed_as(printed_as(unread, "disposition.disclosed", "enterprise", "7777"), "disposition.disclosed", "total", "5")
    (finding,) = applicants_add_up(less)
    assert finding.expected.startswith("至少")
    assert finding.found == "5"


def test_a_blank_beside_printed_numbers_counts_nothing_and_a_row_of_blanks_says_nothing() -> None:
    facts = facts_of(REPORT)
    blank = printed_as(facts, "disposition.disclosed", "natural", None)
    blank = printed_as(blank, "disposition.disclosed", "total", "7777")
    (finding,) = applicants_add_up(blank)
    assert finding.found == "7777"
    for applicant in ("natural", "enterprise", "research", "welfare", "legal", "other"):
        blank = printed_as(blank, "disposition.disclosed", applicant, None)
    assert not list(applicants_add_up(blank))


def test_a_stroke_for_the_total_of_printed_numbers_is_found() -> None:
    figures = dict(REPORT.figures)
    for outcome, text in zip(("upheld", "corrected", "other_outcome", "pending", "total"), ("23", "/", "/", "/", "/"), strict=True):
        figures[f"litigation.after.{outcome}", None] = text
    (finding,) = outcomes_add_up(facts_of(replace(REPORT, figures=figures)))
    assert (finding.expected, finding.found) == ("23", "0")


def test_a_blank_total_contradicts_nothing() -> None:
    facts = facts_of(REPORT)
    for applicant in ("natural", "total"):
        assert not list(dispositions_add_up(printed_as(facts, "disposition.total", applicant, None)))


def test_a_subtotal_that_a_report_prints_is_checked_and_not_added_twice() -> None:
    facts = facts_of(REPORT)
    parts = [fact for fact in facts if fact.at.measure.startswith("disposition.refused.") and fact.at.applicant == "natural"]
    right = sum((fact.value or Decimal(0) for fact in parts), Decimal(0))
    subtotal = replace(parts[0], at=replace(parts[0].at, measure="disposition.refused"), printed=str(right), value=right)
    assert not list(dispositions_add_up((*facts, subtotal)))
    (finding,) = dispositions_add_up((*facts, replace(subtotal, printed=str(right + 1), value=right + 1)))
    assert (finding.expected, finding.found) == (str(right), str(right + 1))


def test_rows_that_no_label_places_are_findings() -> None:
    report = recognize(a_layout(REPORT))
    found = list(unplaced_rows(replace(report, tables=(Table(3, "2021", (), (("五、群众满意度", "9", "9"),)),))))
    assert [(finding.check, finding.found, finding.facts) for finding in found] == [("row_not_placed", "五、群众满意度 9 9", ())]
