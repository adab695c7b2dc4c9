"""A report as any printer puts it on PDF pages: every number comes back, or is said to be unread; what nobody sees is not read."""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.pdf_damage import copies, silently_wrong
from ingest.document import Document, Grid, Layout, Paragraph
from ingest.errors import DamagedDocument, IngestError, NotAReport
from ingest.extract import extract_facts
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.pipeline import read_report
from ingest.readers.intact import is_intact
from ingest.readers.pdf import read_pdf
from ingest.reading import Reading
from ingest.reconcile import agreed
from ingest.report import PlacedCell, Report
from samples import Print, SampleReport, invent, print_pdf
from samples.browser_pdf import browser, print_browser_pdf
from samples.sheet import Paper

REPORT = invent(Random(2), FORM_2021, zeros=("0", "/"))
PAPERS = {
    "in pieces": Paper(rules="pieces"),
    "filled slivers": Paper(rules="slivers"),
    "pictures": Paper(rules="pictures"),
    "lines between rows": Paper(rules="across"),
    "lines at the header": Paper(rules="header"),
    "no line": Paper(rules="none"),
    "turned 90": Paper(turn=90),
    "turned 180": Paper(turn=180),
    "turned 270": Paper(turn=270),
    "cropped": Paper(crop=30),
    "printed twice for bold": Paper(bold=True),
    "hidden numbers": Paper(hidden="7"),
    "page number in the table, running head": Paper(number="-{}-", inside=True, head="示例机关年度报告"),
}


def exact(report: SampleReport, reading: Reading) -> None:
    read = {(fact.at.measure, fact.at.applicant): fact.printed for fact in reading.facts if fact.state != "unread"}
    assert read == {place: text or "" for place, text in report.figures.items()}


def pdf(draw: Callable[[Canvas], None], **options: object) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), **options)
    canvas.setFont("STSong-Light", 12)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def layout(content: bytes) -> Layout:
    return read_pdf(Document("", "a.pdf", "application/pdf"), content)


def texts(content: bytes) -> list[str]:
    return [block.text for block in layout(content).blocks if isinstance(block, Paragraph)]


def cell_texts(content: bytes) -> set[str]:
    return {cell.text for block in layout(content).blocks if isinstance(block, Grid) for cell in block.cells}


def box(canvas: Canvas, text: str = "") -> None:
    for x in (100, 160):
        canvas.rect(x, 700, 60, 30)
    canvas.drawString(105, 710, "规章")
    canvas.drawString(165, 710, text)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_every_number_comes_back_however_it_is_printed(paper: Paper) -> None:
    reading = read_report("a.pdf", print_pdf(REPORT, Print(), paper))
    exact(REPORT, reading)
    assert not any(fact.source.ocr for fact in reading.facts)


def test_the_form_of_2019_comes_back_without_lines() -> None:
    report = invent(Random(0), FORM_2019)
    exact(report, read_report("a.pdf", print_pdf(report, Print(), Paper(rules="none"))))


def test_blank_cells_between_no_lines_move_no_number() -> None:
    report = invent(Random(1), FORM_2019, zeros=("0", None))
    assert silently_wrong(report, read_report("a.pdf", print_pdf(report, Print(), Paper(rules="none")))) == ()


def test_the_text_layer_of_a_scan_is_marked_as_recognised() -> None:
    reading = read_report("a.pdf", print_pdf(REPORT, Print(), Paper(layer=True)))
    exact(REPORT, reading)
    assert all(fact.source.ocr for fact in reading.facts)


@pytest.mark.skipif(browser() is None, reason="no Chromium is installed here")
def test_a_row_that_a_browser_cuts_at_the_page_end_is_whole() -> None:
    exact(REPORT, read_report("a.pdf", print_browser_pdf(REPORT)))


def test_two_reports_side_by_side_are_refused() -> None:
    other = replace(invent(Random(9), FORM_2021), agency=REPORT.agency, year=REPORT.year - 1)
    halves = [
        pypdfium2.PdfDocument(print_pdf(replace(one, title=f"{REPORT.agency}{one.year}年政府信息公开工作年度报告")))
        for one in (REPORT, other)
    ]
    both = pypdfium2.PdfDocument.new()
    for page in range(min(map(len, halves))):
        for half in halves:
            both.import_pages(half, [page])
    written = io.BytesIO()
    pypdfium2.PdfDocument(pdfium.FPDF_ImportNPagesToOne(both.raw, 1190, 842, 2, 1)).save(written)
    with pytest.raises(NotAReport, match="两份年度报告并排"):
        read_report("a.pdf", written.getvalue())


def test_a_number_over_a_number_is_no_number() -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, "5")
        canvas.drawString(166, 710, "8")

    assert not cell_texts(pdf(draw)) & {"5", "8", "58", "85"}


def test_a_number_under_a_white_patch_gives_way_to_the_one_upon_it() -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas, "5")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(162, 703, 50, 24, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(180, 710, "8")

    assert cell_texts(pdf(draw)) == {"规章", "8"}


def test_white_letters_on_a_dark_cell_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.6)
        canvas.rect(160, 700, 60, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        box(canvas)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(165, 710, "总计")

    assert cell_texts(pdf(draw)) == {"规章", "总计"}


def test_what_is_filled_into_the_field_of_a_form_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        box(canvas)
        canvas.acroForm.textfield(name="n", value="17", x=165, y=705, width=40, height=18, borderWidth=0, fontSize=10)

    assert cell_texts(pdf(draw)) == {"规章", "17"}


def test_a_file_locked_for_changes_only_opens() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(99, 700, "一、总体情况")

    assert texts(pdf(draw, encrypt=StandardEncryption("", ownerPassword="owner", canModify=0))) == ["一、总体情况"]


def test_a_page_that_changed_since_it_was_packed_is_refused() -> None:
    content = pdf(lambda canvas: canvas.drawString(99, 700, "209"), pageCompression=0)
    page = re.search(rb"stream\r?\n(.*?)endstream", content, re.S)
    assert page is not None
    packed = zlib.compress(page[1])
    harmed = packed[:-1] + bytes([packed[-1] ^ 1])
    with pytest.raises(DamagedDocument, match="与写入时不同"):
        layout(content.replace(page[1], harmed))


def test_numbers_of_damaged_copies_are_true_or_unread_or_in_a_finding() -> None:
    for copy in copies(4, seed=5):
        try:
            reading = read_report("a.pdf", copy.content)
        except IngestError:
            continue
        assert silently_wrong(copy.report, reading) == (), copy.damage


def report_with(first: Report, change: Callable[[PlacedCell], str | None]) -> Report:
    tables = tuple(replace(table, cells=tuple(replace(cell, text=change(cell)) for cell in table.cells)) for table in first.tables)
    return replace(first, tables=tables)


def printed_in(report: Report, measure: str, applicant: str | None) -> str | None:
    return next(fact for fact in extract_facts(report) if (fact.at.measure, fact.at.applicant) == (measure, applicant)).printed


@pytest.fixture(scope="module")
def first() -> Report:
    return read_report("a.pdf", print_pdf(invent(Random(0), FORM_2021))).report


def test_a_cell_of_table_two_read_in_two_ways_is_unread(first: Report) -> None:
    second = report_with(first, lambda cell: "99" if cell.measure == "regulations.in_force" else cell.text)
    assert printed_in(agreed(first, second), "regulations.in_force", None) == ""
    assert printed_in(agreed(first, second), "normative.repealed", None) == printed_in(first, "normative.repealed", None)


def test_where_the_sums_of_one_reading_hold_that_reading_is_believed(first: Report) -> None:
    wrong = report_with(first, lambda cell: "999" if (cell.measure, cell.applicant) == ("disposition.disclosed", "natural") else cell.text)
    right = printed_in(first, "disposition.disclosed", "total")
    for one, other in ((first, wrong), (wrong, first)):
        assert printed_in(agreed(one, other), "disposition.disclosed", "total") == right


def test_two_cells_exchanged_are_both_unread(first: Report) -> None:
    one, other = "requests.received", "disposition.disclosed"
    figures = {(cell.measure, cell.applicant): cell.text for table in first.tables for cell in table.cells}
    exchanged = {"enterprise": "research", "research": "enterprise"}

    def change(cell: PlacedCell) -> str | None:
        applicant = exchanged.get(cell.applicant or "", cell.applicant)
        return figures.get((cell.measure, applicant), cell.text) if cell.measure in (one, other) else cell.text

    merged = {(fact.at.measure, fact.at.applicant): fact.printed for fact in extract_facts(agreed(first, report_with(first, change)))}
    for applicant in exchanged:
        for measure in (one, other):
            same = figures[measure, applicant] == figures[measure, exchanged[applicant]]
            assert merged[measure, applicant] in ((figures[measure, applicant],) if same else ("", figures[measure, applicant]))


def test_a_row_that_only_the_second_reading_found_is_taken(first: Report) -> None:
    lost = "disposition.refused.third_party"
    without = replace(
        first, tables=tuple(replace(table, cells=tuple(cell for cell in table.cells if cell.measure != lost)) for table in first.tables)
    )
    assert printed_in(agreed(without, first), lost, "total") == printed_in(first, lost, "total")


@pytest.mark.parametrize("length", range(40, 46))
def test_a_stream_in_letters_is_intact_until_one_letter_changes(length: int) -> None:
    unpacked = bytes(length) + Random(length).randbytes(length)
    letters = base64.a85encode(zlib.compress(unpacked), wrapcol=60)
    dictionary = b"1 0 obj << /Filter [ /ASCII85Decode /FlateDecode ] >> stream\n"
    assert is_intact(dictionary + letters + b"~>endstream")
    for place in (40, len(letters) // 2):
        changed = letters[:place] + bytes([33 if letters[place] != 33 else 34]) + letters[place + 1 :]
        assert not is_intact(dictionary + changed + b"~>endstream")
    assert not is_intact(dictionary + letters[:30] + b"~~" + letters[32:] + b"~>endstream")


def test_a_page_cut_down_to_nothing_shows_no_text() -> None:
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=(600, 800))
    canvas.setCropBox((600, 800, 1000, 1000))
    canvas.drawString(100, 400, "100")
    canvas.save()
    with pytest.raises(DamagedDocument, match="没有文字层"):
        read_pdf(Document("", "report.pdf", "application/pdf"), packed.getvalue())
