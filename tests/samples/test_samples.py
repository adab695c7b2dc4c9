"""The shipped samples are printed from the data beside them, and what they state is consistent or truly published."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import docx
import pdfplumber
import pytest

from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from samples import Print, SampleReport, invent, own_rows, print_docx, print_html, print_pdf, print_text
from samples.__main__ import main
from samples.shipped import SAMPLES
from samples.shipped.sample import Sample

REPORTS = Path(__file__).resolve().parents[2] / "samples" / "reports"
GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "reports" / "gold"
SUMS = {"requests.received", "requests.carried_in", "disposition.total", "requests.carried_out"}
CUSTOMS = own_rows(FORM_2021, "咨询事项,指引咨询渠道", "申请人撤销申请")


def number(report: SampleReport, measure: str, applicant: str | None = None) -> Decimal:
    found = re.match(r"\d+(\.\d+)?", report.figures[measure, applicant] or "")
    return Decimal(found.group()) if found else Decimal(0)


def contradictions(report: SampleReport) -> list[str]:
    """What does not add up; a blank and a `/` count as nothing, and a total that is blank is not judged."""
    wrong: list[str] = []

    def expect(name: str, measure: str, applicant: str | None, total: Decimal) -> None:
        if report.figures[measure, applicant] is not None and number(report, measure, applicant) != total:
            wrong.append(name)

    applicants = [column.applicant for column in report.form.columns]
    for line in report.lines:
        parts = (number(report, line.measure, one) for one in applicants if one != "total")
        expect(f"row {line.measure}", line.measure, "total", sum(parts, Decimal(0)))
    for one in applicants:
        dispositions = [number(report, line.measure, one) for line in report.lines if line.measure not in SUMS]
        if one != "total" or all(report.figures[line.measure, one] is not None for line in report.lines):
            expect(f"column {one}", "disposition.total", one, sum(dispositions, Decimal(0)))
        out = (
            number(report, "requests.received", one) + number(report, "requests.carried_in", one) - number(report, "disposition.total", one)
        )
        expect(f"carried out {one}", "requests.carried_out", one, out)
    for review in ("reconsideration", "litigation.direct", "litigation.after"):
        outcomes = (number(report, f"{review}.{key}") for key in ("upheld", "corrected", "other_outcome", "pending"))
        expect(f"review {review}", f"{review}.total", None, sum(outcomes, Decimal(0)))
    return wrong


def shipped(name: str) -> SampleReport:
    return next(sample.report for sample in SAMPLES if sample.name == name)


def test_printing_the_samples_again_gives_the_files_that_are_committed(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    again = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in REPORTS.iterdir()}
    assert again.keys() == committed.keys()
    assert [name for name in again if again[name] != committed[name]] == []


def test_there_are_twelve_samples_of_six_offices_on_three_carriers() -> None:
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES) == 12
    assert len({sample.report.agency for sample in SAMPLES}) == 6
    carriers = [sample.carrier for sample in SAMPLES]
    assert {carrier: carriers.count(carrier) for carrier in carriers} == {"pdf": 4, "html": 4, "docx": 4}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_sample_says_that_it_is_one(sample: Sample) -> None:
    text = print_text(sample.report, "tabs", sample.how)
    assert "【示例，非官方文本】数据来源说明：" in text
    assert (
        ("虚构" in sample.report.origin) if sample.invented else ("公开发布" in sample.report.origin and "并非原文" in sample.report.origin)
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_no_sample_contradicts_itself_but_hongze_as_it_was_published(sample: Sample) -> None:
    published = ["review reconsideration", "review litigation.after"] if sample.report.agency == "洪泽区人民政府" else []
    assert contradictions(sample.report) == published


def test_what_one_year_carries_out_the_next_year_carries_in() -> None:
    of_year = {(sample.report.agency, sample.report.year): sample.report for sample in SAMPLES}
    pairs = [(of_year[one], of_year[two]) for one, two in pairwise(sorted(of_year)) if one[0] == two[0] and one[1] + 1 == two[1]]
    assert len(pairs) == 6
    for earlier, later in pairs:
        assert number(earlier, "requests.carried_out", "total") == number(later, "requests.carried_in", "total")
        in_force = [report.figures.get(("normative.in_force", None)) for report in (earlier, later)]
        if in_force[0] is not None:
            change = number(later, "normative.issued") - number(later, "normative.repealed")
            assert Decimal(in_force[1] or 0) == Decimal(in_force[0]) + change, later.title


def folded(label: str) -> str:
    narrow = label.translate(str.maketrans("（），：", "(),:"))
    return re.sub(r"、行政机关不再处理其政府信息公开申请|\(区分处理的.*\)", "", narrow)


def gold_cells(gold: dict[str, Any]) -> dict[str, object]:
    three = {(f"{row}/{column}"): value for row, cells in gold["table3"].items() for column, value in cells.items()}
    flat: dict[str, object] = {}

    def walk(node: object, path: str) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, f"{path}/{key}" if path else key)
        else:
            flat[path] = node

    walk(gold["table4"], "")
    for path, value in {**three, **flat}.items():
        flat[folded(path)] = value
    items = gold["table2"]
    blocks = items.values() if any(key.startswith("第二十条") for key in items) else (items,)
    for block in blocks:
        for name, cells in block.items():
            flat |= {folded(f"{name}/{column}"): value for column, value in cells.items()}
    return {folded(path): value for path, value in flat.items()}


def sample_cells(report: SampleReport) -> dict[str, str | None]:
    cells = {"/".join((entry.row[-1], entry.column[-1])): report.figures[entry.measure, None] for entry in report.form.table_two}
    cells |= {"/".join(entry.column): report.figures[entry.measure, None] for entry in report.form.table_four}
    for line in report.lines:
        for column in report.form.columns:
            cells["/".join((*line.labels, column.labels[-1]))] = report.figures[line.measure, column.applicant]
    return {folded(path): text for path, text in cells.items()}


def golds() -> dict[str, dict[str, Any]]:
    customs: list[dict[str, Any]] = json.loads((GOLD / "customs.json").read_text())
    named = {f"{one['office']}{one['year']}": one for one in customs}
    files = {"洪泽区人民政府2023": "hongze_2023", "淮安市人民政府2024": "huaian_2024", "上海市人民政府办公厅2019": "shanghai_office_2019"}
    return named | {name: json.loads((GOLD / f"{file}.json").read_text()) for name, file in files.items()}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the published figures (shared/reports/gold beside the checkout) are not here")
def test_the_samples_that_claim_published_figures_have_exactly_those() -> None:
    claimed = {Path(sample.name).stem: sample.report for sample in SAMPLES if not sample.invented}
    published = golds()
    assert claimed.keys() == published.keys()
    for name, report in claimed.items():
        expected = {path: None if value is None else str(value) for path, value in gold_cells(published[name]).items()}
        assert sample_cells(report) == expected, name


@pytest.mark.parametrize(
    ("form", "lines"), [(FORM_2019, None), (FORM_2021, None), (FORM_2021, CUSTOMS), (FORM_2021, FORM_2019.table_three)]
)
def test_invented_reports_never_contradict_themselves(form: Any, lines: Any) -> None:
    for seed in range(300):
        assert contradictions(invent(Random(seed), form, lines)) == []


def test_customs_rows_stand_in_place_of_the_rest_and_count_their_own_measures() -> None:
    labels = [line.labels[-1] for line in CUSTOMS if line.labels[1:2] == ("(六)其他处理",)]
    assert [label[:6] for label in labels] == ["1.申请人无", "2.申请人逾", "3.咨询事项", "4.申请人撤"]
    assert CUSTOMS[-3].measure == "disposition.other.own:申请人撤销申请"
    assert len(CUSTOMS) == 26


def test_a_pdf_breaks_the_table_where_it_is_told_and_cuts_the_label_of_the_group() -> None:
    report = shipped("云溪市市场监督管理局2022.html")
    printed = print_pdf(report, Print(break_after="disposition.unable.not_held"))
    with pdfplumber.open(BytesIO(printed)) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
        cut = next(place for place, text in enumerate(pages) if "1.本机关不掌握相关政府信息" in text)
    assert "（四）无法提" in pages[cut]
    assert "2.没有现成信息需要另行制作" in pages[cut + 1]
    assert "申请人情况" not in pages[cut + 1]
    assert [text.splitlines()[-1] for text in pages] == [f"- {place} -" for place in range(1, len(pages) + 1)]


def test_a_pdf_repeats_the_header_of_the_table_where_it_is_told() -> None:
    printed = print_pdf(shipped("广州海关2023.pdf"), Print(break_after="disposition.unable.unclear", repeat_header=True))
    with pdfplumber.open(BytesIO(printed)) as pdf:
        assert sum("申请人情况" in page.extract_text() for page in pdf.pages) == 2


def test_the_ruled_grid_of_a_pdf_holds_the_numbers_under_their_labels() -> None:
    with pdfplumber.open(REPORTS / "广州海关2023.pdf") as pdf:
        rows = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    withdrawn = next(row for row in rows if "4.申请人撤销申请" in row)
    assert withdrawn[-7:] == ["24", "2", "0", "0", "0", "0", "26"]


def test_a_machine_without_chinese_fonts_shows_the_shipped_pdfs() -> None:
    for path in REPORTS.glob("*.pdf"):
        with pdfplumber.open(path) as pdf:
            fonts = {char["fontname"] for page in pdf.pages for char in page.chars}
        assert all(font.endswith("+NianbaoSamples") for font in fonts), path.name


def test_a_report_with_rarer_characters_is_still_printed() -> None:
    report = replace(shipped("广州海关2023.pdf"), title="㵘县龘镇2023年政府信息公开工作年度报告")
    with pdfplumber.open(BytesIO(print_pdf(report))) as pdf:
        assert "㵘县龘镇2023年" in pdf.pages[0].extract_text()


def test_a_word_document_merges_the_cells_that_the_form_merges() -> None:
    table = docx.Document(BytesIO(print_docx(shipped("福州海关2024.docx")))).tables[1]
    assert [cell.text for cell in table.rows[-3].cells] == [
        "三、本年度办理结果",
        "（六）其他处理",
        "4.申请人撤销申请",
        "3",
        "1",
        "0",
        "0",
        "0",
        "0",
        "4",
    ]
    assert table.cell(5, 0)._tc is table.cell(20, 0)._tc


def test_a_web_page_prints_the_year_after_and_another_telephone() -> None:
    page = print_html(shipped("上海市人民政府办公厅2019.html")).decode()
    assert "发布日期：2020-" in page
    assert "010-00000000" in page.split("</article>")[1]
    assert "<p>251000元</p>" in page
    assert "<td><p>&nbsp;</p></td>" in page


def test_the_marks_and_brackets_of_an_agency() -> None:
    how = Print(brackets="half", mark="、")
    assert how.label("3.危及“三安全一稳定”") == "3、危及“三安全一稳定”"
    assert how.label("(六)其他处理") == "(六)其他处理"
    assert Print().label("3.咨询事项,指引咨询渠道") == "3.咨询事项，指引咨询渠道"


def test_text_has_one_cell_a_line_or_one_row_a_line() -> None:
    report = shipped("福州海关2024.docx")
    assert "4.申请人撤销申请\n\n3\n\n1\n\n0\n\n0\n\n0\n\n0\n\n4\n\n" in print_text(report, "cells")
    whole = print_text(report, "tabs", Print(break_after="disposition.unable.unclear", repeat_header=True))
    assert "\n\t（四）无法提供\t1.本机关不掌握相关政府信息\t0\t0\t0\t0\t0\t0\t0\n" in whole
    assert "\n\t4.申请人撤销申请\t3\t1\t0\t0\t0\t0\t4\t\n（七）总计\t\t5\t1\t0\t0\t0\t0\t6\t\n" in whole
    assert whole.count("申请人情况") == 2
