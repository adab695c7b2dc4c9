"""Prose against table: what contradicts is found, what counts something else, or less, is left alone."""

from __future__ import annotations

import pytest

from ingest.checks import narrative
from ingest.document import Document, Paragraph
from ingest.extract import extract_facts
from ingest.fact import Finding
from ingest.recognize import recognize
from ingest.report import Report, Section
from samples import fill
from samples.figures import SampleReport
from tests.ingest.layouts import a_layout, a_report

THREE = {
    "requests.received": "90 3 0 0 0 2 95",
    "requests.carried_in": "4 1 0 0 0 0 5",
    "disposition.disclosed": "50 2 0 0 0 0 52",
    "disposition.partly": "10 0 0 0 0 0 10",
    "disposition.refused.third_party": "7 0 0 0 0 0 7",
    "disposition.unable.not_held": "20 2 0 0 0 2 24",
    "disposition.total": "87 4 0 0 0 2 93",
    "requests.carried_out": "7 0 0 0 0 0 7",
}
FOUR = {"reconsideration": "5 0 0 2 7", "litigation.direct": "2 0 0 0 2", "litigation.after": "1 0 0 0 1"}


def a_table_report() -> SampleReport:
    sample = a_report(5, year=2024, title="云溪市水利局2024年政府信息公开工作年度报告", agency="云溪市水利局")
    lines = sample.form.table_three
    return a_report(5, year=2024, title=sample.title, agency=sample.agency, lines=lines, figures=fill(sample.form, lines, {}, THREE, FOUR))


TABLES = recognize(a_layout(a_table_report())).tables


def found(*sentences: str, section: int = 1) -> list[Finding]:
    paragraphs = tuple(map(Paragraph, sentences))
    document = Document("0" * 64, "a.html", "text/html")
    report = Report(document, "", "云溪市水利局", None, 2024, "2021", None, (Section(section, "", paragraphs),), TABLES)
    facts = extract_facts(report)
    return [finding for one in narrative.CHECKS for finding in one(report, facts)]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年共收到政府信息公开申请95件，上年结转5件，办结93件，结转下年度7件。",
        "全年新收依申请公开九十五件。",
        "其中，通过网络收到申请40件，当面收到申请20件。",
        "收到的政府信息公开申请中，其中新收申请40件由企业提出。",
        "上年收到政府信息公开申请80件。",
        "2023年收到政府信息公开申请80件。",
        "收到政府信息公开申请90余件。",
        "12345热线全年办结工单38415件，收到申请人来电200件。",
        "答复政府信息公开申请60件，其余由申请人撤回。",
        "收到因政府信息公开申请引发的投诉举报2件。",
        "全年受理行政许可申请1200件，办理行政复议案件310件，行政诉讼案件55件。",
        "收到政府信息公开申请17件，全区共收到政府信息公开申请95件。",
        "人大代表建议予以公开72件。",
    ],
)
def test_what_agrees_or_counts_something_else_is_no_finding(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "table", "prose"),
    [
        ("2024年新收政府信息公开申请96件。", "95", "96"),
        ("２０２４年新收政府信息公开申请９６件。", "95", "96"),
        ("区政府办公室代区政府受理政府信息公开申请17件。", "95", "17"),
        ("全年收到申请1,095件，办结93件。", "95", "1095"),
        ("上年度结转的申请6件。", "5", "6"),
        ("全年政府信息公开申请办结91件。", "93", "91"),
        ("9件申请按照规定顺延至下年度。", "7", "9"),
        ("政府信息公开申请结转下年度继续办理8件。", "7", "8"),
        ("答复申请中予以公开及部分公开60件。", "62", "60"),
        ("对收到的申请，不予公开35件，无法提供24件。", "7", "35"),
        ("因政府信息公开被申请行政复议9件，行政诉讼3件。", "7", "9"),
        ("政府信息公开行政复议7件，诉讼5件。", "3", "5"),
    ],
)
def test_a_figure_of_the_prose_that_the_table_contradicts_is_found(sentence: str, table: str, prose: str) -> None:
    (finding,) = found(sentence)
    assert (finding.check, finding.expected, finding.found) == ("prose_counts", table, prose)
    assert finding.facts
    assert "可能按别的范围或口径统计" in finding.message


def test_blank_cells_of_the_table_may_hide_what_the_prose_has_more() -> None:
    assert found("对申请予以公开52件，不予处理3件。")[0].found == "3"
    blank = fill(a_table_report().form, a_table_report().lines, {}, THREE | {"disposition.not_processed.petition": "· · · · · · ·"}, FOUR)
    report = recognize(a_layout(a_report(5, title=a_table_report().title, figures=blank, lines=a_table_report().lines)))
    sections = (Section(1, "", (Paragraph("对申请予以公开52件，不予处理3件。"),)),)
    told = Report(report.document, "", report.agency, None, report.year, "2021", None, sections, report.tables)
    assert list(narrative.prose_counts(told, extract_facts(told))) == []


def test_dispositions_that_do_not_add_up_to_the_total_of_the_table() -> None:
    said = "对申请予以公开及部分公开62件，不予公开7件，无法提供24件，不予处理0件，其他处理0件。"
    assert found(said) == []
    (finding, other) = sorted(found(said.replace("不予公开7件", "不予公开6件")), key=lambda one: one.check)
    assert (finding.check, finding.expected, finding.found) == ("prose_counts", "7", "6")
    assert (other.check, other.expected, other.found) == ("prose_dispositions", "93", "92")


def test_all_upheld_is_contradicted_by_what_is_pending() -> None:
    (finding,) = found("政府信息公开行政复议7件、诉讼3件，均获维持。")
    assert (finding.check, [fact.at.measure for fact in finding.facts]) == ("prose_upheld", ["reconsideration.pending"])


def test_the_period_of_the_prose_is_the_year_of_the_title() -> None:
    assert found("数据统计期限自2024年1月1日起至2024年12月31日止。", section=0) == []
    assert found("本报告中所列数据统计期限从2024年1月1日到12月31日止。", section=0) == []
    (finding,) = found("数据统计期限自2024年1月1日起至2023年12月31日止。", section=0)
    assert (finding.check, finding.expected) == ("prose_period", "2024")


def test_what_is_told_names_the_words_of_the_prose_and_the_line_of_the_table() -> None:
    (finding,) = found("2024年新收政府信息公开申请96件。")
    assert finding.message == (
        "正文写“新收政府信息公开申请96件”，表三的本年新收政府信息公开申请为 95。正文可能按别的范围或口径统计，请核对。"
    )
    (finding,) = found("政府信息公开行政复议7件，诉讼5件。")
    assert finding.message.startswith("正文写“诉讼5件”，表四的行政诉讼（未经复议直接起诉）与行政诉讼（复议后起诉）为 3。")
    (finding,) = found("答复申请中予以公开及部分公开60件。")
    assert "表三的予以公开与部分公开为 62。" in finding.message


@pytest.mark.parametrize(("section", "told"), [(0, 0), (1, 1), (2, 0), (3, 1), (4, 1), (5, 0), (6, 0)])
def test_only_the_sections_that_tell_of_requests_are_held_against_the_tables(section: int, told: int) -> None:
    assert len(found("2024年新收政府信息公开申请96件。", section=section)) == told


def test_in_section_four_reviews_are_those_over_information() -> None:
    (finding,) = found("行政复议9件。", section=4)
    assert (finding.expected, finding.found) == ("7", "9")
    assert found("行政复议9件。", section=3) == []
    assert found("行政复议9件。", section=1) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("全年办结93件信访。", []),
        ("全年办结工作91件。", []),
        ("今年办结91件。", []),
        ("依法办理申请。今年办结91件。", []),
        ("依法办理申请。上年结转6件。", []),
        ("收到申请后，办结91件。", ["91"]),
        ("不予公开35件。", []),
        ("不予公开35件，无法提供24件。", ["35"]),
        ("对申请不予公开35件。", ["35"]),
        ("收到申请。不予公开35件。", ["35"]),
        ("予以公开60件，不予公开7件。", ["60"]),
    ],
)
def test_dispositions_are_those_of_requests_where_the_paragraph_speaks_of_them_or_names_several(sentence: str, told: list[str]) -> None:
    assert [one.found for one in found(sentence)] == told


def test_the_same_figure_said_twice_is_told_once_and_two_figures_twice() -> None:
    assert [one.found for one in found("新收政府信息公开申请96件。", "收到政府信息公开申请96件。")] == ["96"]
    assert [one.found for one in found("新收政府信息公开申请96件。", "收到政府信息公开申请97件。")] == ["96", "97"]
    assert found("新收政府信息公开申请96件。", "收到政府信息公开申请95件。") == []


def test_what_no_table_prints_is_not_held_against_the_prose() -> None:
    tables = tuple(table for table in TABLES if table.number != 4)
    document = Document("0" * 64, "a.html", "text/html")
    sections = (Section(4, "", (Paragraph("政府信息公开行政复议9件、诉讼5件，均获维持。"),)),)
    told = Report(document, "", "云溪市水利局", None, 2024, "2021", None, sections, tables)
    assert [finding for one in narrative.CHECKS for finding in one(told, extract_facts(told))] == []


def test_the_kinds_of_disposition_are_added_up_without_what_the_sentence_counts_beside_them() -> None:
    said = "收到申请95件，对申请予以公开及部分公开62件，不予公开7件，无法提供24件，不予处理0件，其他处理0件，共办理93件。"
    assert found(said) == []
    (finding,) = found(said.replace("其他处理0件", "其他处理1件"))[1:]
    assert finding.message == (
        "正文所列各项办理结果之和为 94（62 + 7 + 24 + 0 + 1），表三（七）总计印为 93。正文可能按别的范围或口径统计，请核对。"
    )
    assert found("对申请予以公开及部分公开62件，不予公开7件，无法提供25件。")[0].check == "prose_counts"
    assert {one.check for one in found("对申请予以公开及部分公开62件，不予公开7件，无法提供25件。")} == {"prose_counts"}


def test_all_upheld_names_every_other_outcome_of_what_it_speaks_of() -> None:
    (finding,) = found("政府信息公开行政复议7件，均维持。")
    assert finding.message == "正文称行政复议均获维持，表四另印有：行政复议尚未审结 2。正文可能按别的范围或口径统计，请核对。"
    assert (finding.expected, finding.found) == ("行政复议尚未审结 2", "均获维持")
    assert found("政府信息公开诉讼3件，均获维持。") == []
    assert found("收到申请95件，意见均予以维持。") == []
    assert found("政府信息公开行政复议7件，2件维持。") == []


@pytest.mark.parametrize(
    ("period", "stated"),
    [
        ("统计期限为2023年1月1日至12月31日", "2023年"),
        ("统计时限自2023年1月1日起到2024年12月31日", "2023年至2024年"),
        ("统计周期：2024年1月1日—2025年12月31日", "2024年至2025年"),
    ],
)
def test_a_period_of_another_year_is_told_as_it_is_written(period: str, stated: str) -> None:
    (finding,) = found(f"本报告{period}。", section=0)
    assert finding.message.startswith(f"正文写明的统计期限为{stated}（“")
    assert finding.message.endswith("”），标题为2024年。请核对年份。")
    assert (finding.expected, finding.facts) == ("2024", ())
