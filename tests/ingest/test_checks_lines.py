"""Lines of the form that were not read: each is named, and a contradiction that they may explain says so."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from ingest.checks import check, findings_of, missing_columns, missing_lines, missing_tables, strokes_alike
from ingest.extract import extract_facts
from ingest.forms import Form
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.recognize import recognize
from ingest.report import Report
from samples import invent, own_rows
from tests.ingest.layouts import a_layout, a_report
from tests.ingest.test_checks import printed_as

REPORT = recognize(a_layout(a_report(11)))


def without(report: Report, measure: str | None = None, applicant: str | None = None) -> Report:
    """The report with a line or a column of its tables lost."""
    return replace(
        report,
        tables=tuple(
            replace(
                table,
                cells=tuple(cell for cell in table.cells if cell.measure != measure and (applicant is None or cell.applicant != applicant)),
            )
            for table in report.tables
        ),
    )


@pytest.mark.parametrize("form", [FORM_2019, FORM_2021], ids=lambda form: form.id)
def test_nothing_is_missing_from_a_whole_report_of_either_form(form: Form) -> None:
    report = recognize(a_layout(invent(Random(3), form)))
    assert findings_of(report, extract_facts(report)) == ()


def test_rows_of_the_agency_stand_for_the_last_line_of_their_group_alone() -> None:
    lines = own_rows(FORM_2021, "咨询事项", "申请人撤销申请")
    sample = a_report(11)
    figures = {place: text for place, text in sample.figures.items() if place[0] != "disposition.other.rest"}
    own: dict[tuple[str, str | None], str | None] = {
        (line.measure, column.applicant): "0" for line in lines if ".own:" in line.measure for column in FORM_2021.columns
    }
    report = recognize(a_layout(replace(sample, lines=lines, figures={**own, **figures})))
    assert list(missing_lines(report)) == []
    (finding,) = missing_lines(without(report, "disposition.other.fee_not_paid"))
    assert "申请人逾期未按收费通知要求缴纳费用" in finding.expected


@pytest.mark.parametrize(
    ("measure", "named"),
    [
        ("requests.carried_out", "四、结转下年度继续办理"),
        ("disposition.refused.third_party", "4.保护第三方合法权益"),
        ("disposition.partly", "(二)部分公开"),
        ("licensing.decisions", "行政许可本年处理决定数量"),
        ("litigation.after.pending", "行政诉讼复议后起诉尚未审结"),
    ],
)
def test_a_lost_line_is_named(measure: str, named: str) -> None:
    (finding,) = missing_lines(without(REPORT, measure))
    assert (finding.check, finding.found) == ("line_missing", "")
    assert finding.expected.startswith(named)
    assert named in finding.message


def test_a_lost_column_is_named() -> None:
    (finding,) = missing_columns(without(REPORT, applicant="legal"))
    assert (finding.check, finding.expected) == ("column_missing", "法律服务机构")


def test_a_lost_table_is_named() -> None:
    (finding,) = missing_tables(replace(REPORT, tables=REPORT.tables[:2]))
    assert (finding.check, finding.expected) == ("table_missing", "表四")


def test_a_sum_that_lacks_a_line_says_which_and_one_that_has_too_much_does_not() -> None:
    facts = extract_facts(REPORT)
    lost = next(
        fact for fact in facts if fact.at.measure.startswith("disposition.refused.") and fact.value and fact.at.applicant == "natural"
    )
    left = tuple(fact for fact in facts if fact.at.measure != lost.at.measure)
    told = [finding.message for finding in check(left) if "“自然人”列" in finding.message]
    assert told
    assert all("其中没有读到“" in message for message in told)
    more = printed_as(left, "disposition.disclosed", "natural", "99999")
    assert not any("没有读到" in finding.message for finding in check(more) if "“自然人”列" in finding.message)


def test_a_stroke_unlike_all_others_of_its_report_is_told() -> None:
    facts = extract_facts(REPORT)
    strokes = [replace(fact, printed="/", value=None, state="not_applicable") for fact in facts[:6]]
    (finding,) = strokes_alike([replace(strokes[0], printed="-"), *strokes[1:]])
    assert (finding.check, finding.expected, finding.found, len(finding.facts)) == ("stroke_differs", "/", "-", 1)
    assert not list(strokes_alike(strokes))
    assert not list(strokes_alike([replace(one, printed="-") if index % 2 else one for index, one in enumerate(strokes)]))


@pytest.mark.parametrize(
    ("lost", "at_risk", "said"),
    [
        ("normative.repealed", {"normative.issued", "normative.in_force"}, "表二没有读到法定格式中的1格：“行政规范性文件本年废止件数”。"),
        ("licensing.decisions", {"normative.issued", "normative.repealed", "normative.in_force"}, "表二没有读到法定格式中的1格：“行政许可"),
        ("regulations.issued", set(), "表二没有读到法定格式中的1格：“规章本年制发件数”。"),
        ("litigation.after.pending", {"litigation.after.other_outcome"}, "表四没有读到法定格式中的1格：“行政诉讼复议后起诉尚未审结”。"),
        ("reconsideration.upheld", set(), "表四没有读到法定格式中的1格：“行政复议结果维持”。"),
        ("disposition.unable.unclear", {"disposition.unable.needs_creation"}, "表三没有读到法定格式中的1行：“3.补正后"),
        ("requests.received", set(), "表三没有读到法定格式中的1行：“一、本年新收"),
    ],
)
def test_a_lost_line_is_told_with_what_was_read_before_it(lost: str, at_risk: set[str], said: str) -> None:
    report = without(REPORT, lost)
    (finding,) = missing_lines(report, extract_facts(report))
    assert {fact.at.measure for fact in finding.facts} == at_risk
    assert finding.message.startswith(said)


def test_what_was_not_read_is_at_no_risk_and_a_whole_table_is_doubted_nowhere() -> None:
    report = without(REPORT, "disposition.unable.unclear")
    facts = extract_facts(report)
    unread = [
        replace(fact, state="unread", value=None) if fact.at == replace(fact.at, measure="disposition.unable.needs_creation") else fact
        for fact in facts
    ]
    (finding,) = missing_lines(report, unread)
    assert finding.facts == ()
    wrong = printed_as(extract_facts(REPORT), "requests.received", "natural", "77777")
    assert list(missing_lines(REPORT, wrong)) == []
    (finding,) = missing_lines(report, printed_as(facts, "requests.received", "natural", "77777"))
    assert {fact.at.measure for fact in finding.facts} == {"disposition.unable.needs_creation", "requests.received"}
    (finding,) = missing_lines(without(REPORT, "normative.repealed"), printed_as(facts, "requests.received", "natural", "77777"))
    assert {fact.table for fact in finding.facts} == {2}


def test_several_lost_columns_are_one_finding_and_a_table_without_cells_lacks_none() -> None:
    (finding,) = missing_columns(without(without(REPORT, applicant="legal"), applicant="natural"))
    assert finding.message.startswith("表三没有读到法定格式中的2列：“自然人”、“法律服务机构”。")
    assert list(missing_columns(replace(REPORT, tables=tuple(replace(table, cells=()) for table in REPORT.tables)))) == []


def test_a_row_under_the_columns_of_the_other_edition_lacks_none_of_this_one() -> None:
    row = {f"normative.{old}": f"normative.{new}" for old, new in (("issued", "newly_made"), ("repealed", "newly_disclosed"))}
    two = replace(
        REPORT.tables[0],
        cells=tuple(
            replace(cell, measure=row.get(cell.measure, cell.measure))
            for cell in REPORT.tables[0].cells
            if cell.measure != "normative.in_force"
        ),
    )
    assert list(missing_lines(replace(REPORT, tables=(two, *REPORT.tables[1:])))) == []
    (finding,) = missing_lines(replace(without(REPORT, "normative.in_force"), tables=(without(REPORT, "normative.in_force").tables[0],)))
    assert finding.expected == "行政规范性文件现行有效件数"


def test_a_line_that_stands_for_its_group_stands_for_all_its_lines() -> None:
    cells = tuple(
        replace(cell, measure="disposition.refused") if cell.measure == "disposition.refused.state_secret" else cell
        for cell in REPORT.tables[1].cells
        if not cell.measure.startswith("disposition.refused.") or cell.measure.endswith("state_secret")
    )
    three = replace(REPORT.tables[1], cells=cells)
    assert list(missing_lines(replace(REPORT, tables=(three,)))) == []


@pytest.mark.parametrize(("often", "seldom", "told"), [(5, 1, 1), (5, 2, 2), (4, 1, 0), (5, 3, 0), (9, 0, 0)])
def test_a_habit_is_five_strokes_alike_and_a_stray_one_or_two(often: int, seldom: int, told: int) -> None:
    facts = [replace(fact, printed=" ／", value=None, state="not_applicable") for fact in extract_facts(REPORT)[: often + seldom]]
    found = list(strokes_alike([*facts[:often], *(replace(fact, printed="——") for fact in facts[often:])]))
    assert len(found) == told
    shown = f"表二有一格印的是“—”，全文其余 {often} 处无内容的格印的都是“／”：可能是误印的数字。请对照原文核实。"
    assert all((one.message, one.expected, one.found) == (shown, "／", "—") for one in found)


def test_three_kinds_of_strokes_are_no_habit() -> None:
    facts = [replace(fact, printed="/", value=None, state="not_applicable") for fact in extract_facts(REPORT)[:8]]
    assert list(strokes_alike([*facts[:6], replace(facts[6], printed="-"), replace(facts[7], printed="—")])) == []


def test_a_report_of_the_older_form_is_held_against_its_own_lines() -> None:
    report = recognize(a_layout(invent(Random(3), FORM_2019)))
    (finding,) = missing_lines(without(report, "procurement.items"))
    assert finding.expected == "政府集中采购采购项目数量"
    (finding,) = missing_lines(without(report, "disposition.other"))
    assert finding.expected == "(六)其他处理"


def test_of_two_lost_lines_the_one_read_before_both_is_at_risk() -> None:
    report = without(without(REPORT, "disposition.unable.needs_creation"), "disposition.unable.unclear")
    (finding,) = missing_lines(report, extract_facts(report))
    assert {fact.at.measure for fact in finding.facts} == {"disposition.unable.not_held"}
