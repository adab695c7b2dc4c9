"""Whatever carrier brings a report, its reader shows the same paragraphs and the same cells."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Box, Cell, Document, Grid, Layout, Paragraph
from ingest.errors import DamagedDocument, UnsupportedMediaType
from ingest.forms import Form
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.readers import identify, read
from ingest.readers.glyphs import unified
from ingest.readers.media import DOCX, HTML, MARKDOWN, PDF, TEXT
from ingest.readers.pdf import read_pdf
from samples import Print, SampleReport, invent, print_docx, print_html, print_pdf

REPORTS = Path(__file__).resolve().parents[2].parent / "shared" / "reports"
needs_reports = pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not beside this checkout")
HEIGHT = 842.0


def layout(content: bytes, name: str = "report") -> Layout:
    return read(Document("", name, identify(name, content)), content)


def real(name: str) -> Layout:
    return layout((REPORTS / name).read_bytes(), name)


def grids(shown: Layout) -> list[Grid]:
    return [block for block in shown.blocks if isinstance(block, Grid)]


def texts(shown: Layout) -> list[str]:
    return [block.text for block in shown.blocks if isinstance(block, Paragraph)]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def drawn(grid: Grid) -> list[tuple[str, int, int, int, int]]:
    """Every cell without blanks and without columns that no cell begins or ends at."""
    edges = sorted({edge for cell in grid.cells for edge in (cell.column, cell.column + cell.column_span)})
    place = {edge: index for index, edge in enumerate(edges)}
    return sorted(
        (squeezed(cell.text), cell.row, place[cell.column], cell.row_span, place[cell.column + cell.column_span] - place[cell.column])
        for cell in grid.cells
    )


def rows(grid: Grid) -> list[list[str]]:
    return [[squeezed(cell.text) for cell in grid.row(row)] for row in range(grid.height)]


# --- what kind of file it is


def packed(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "")  # its time is fixed, as its bytes name a test
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("年报.html", b"%PDF-1.4 ...", PDF),
        ("年报.pdf", packed("word/document.xml"), DOCX),
        ("年报.txt", b"\xef\xbb\xbf\n <!DOCTYPE html><html></html>", HTML),
        ("年报", "<p style='a'>总体情况</p>".encode("gb18030"), HTML),
        ("年报.html", "一、总体情况 <1>".encode(), TEXT),
        ("年报.md", "# 一、总体情况".encode(), MARKDOWN),
        ("年报.doc", "一、总体情况".encode("utf-16"), TEXT),
    ],
)
def test_a_file_is_known_by_its_content(name: str, content: bytes, kind: str) -> None:
    assert identify(name, content) == kind


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (b"", DamagedDocument, "空文件"),
        (b" \r\n\t", DamagedDocument, "空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnsupportedMediaType, "另存为"),
        (bytes(range(256)), UnsupportedMediaType, "不属于"),
        (packed("xl/workbook.xml"), UnsupportedMediaType, "Excel"),
        (packed("word/document.xml")[:40], DamagedDocument, "损坏"),
    ],
)
def test_a_file_that_no_reader_reads_is_named_with_what_to_do(content: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says) as raised:
        identify("某局年报", content)
    assert "《某局年报》" in str(raised.value)


@pytest.mark.parametrize("kind", [PDF, DOCX])
def test_broken_bytes_are_said_to_be_broken(kind: str) -> None:
    content = {PDF: b"%PDF-1.7\nnothing more", DOCX: packed("word/document.xml")}[kind]
    with pytest.raises(DamagedDocument, match="损坏"):
        read(Document("", "坏文件", kind), content)


@pytest.mark.parametrize("content", [b"<html><body> </body></html>", "\ufeff \u3000".encode()])
def test_a_file_without_any_text_is_no_empty_report(content: bytes) -> None:
    with pytest.raises(DamagedDocument, match="没有文字"):
        layout(content)


def test_a_kind_that_has_no_reader_is_refused() -> None:
    with pytest.raises(UnsupportedMediaType, match="video/mp4"):
        read(Document("", "某局年报", "video/mp4"), b"")


# --- PDF


def pdf(draw: Callable[[Canvas], None], password: str = "") -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    encrypted = StandardEncryption(password) if password else None
    canvas = Canvas(buffer, pagesize=(595, HEIGHT), encrypt=encrypted)
    canvas.setFont("STSong-Light", 12)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def write(canvas: Canvas, x: float, top: float, text: str, size: float = 12) -> None:
    canvas.setFont("STSong-Light", size)
    canvas.drawString(x, HEIGHT - top, text)


def rule(canvas: Canvas, xs: tuple[float, ...], ys: tuple[float, ...]) -> None:
    for y in ys:
        canvas.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)
    for x in xs:
        canvas.line(x, HEIGHT - ys[0], x, HEIGHT - ys[-1])


def test_a_locked_pdf_asks_for_its_password() -> None:
    with pytest.raises(DamagedDocument, match="密码"):
        layout(pdf(lambda canvas: canvas.drawString(99, 99, "1"), password="secret"))


def test_a_scanned_pdf_is_said_to_have_no_text() -> None:
    with pytest.raises(DamagedDocument, match="没有文字层"):
        layout(pdf(lambda canvas: canvas.rect(99, 99, 99, 99, fill=1)))


def test_cells_have_the_box_that_is_drawn_around_them() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, (100, 200, 300), (100, 130, 160))
        write(canvas, 110, 120, "规章")
        write(canvas, 210, 120, "13")

    (grid,) = grids(layout(pdf(draw)))
    assert [(cell.text, cell.source.page, cell.source.box) for cell in grid.row(0)] == [
        ("规章", 1, (100.0, 100.0, 200.0, 130.0)), ("13", 1, (200.0, 100.0, 300.0, 130.0)),
    ]  # fmt: skip


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(*{0: (0, 0), 90: (595, 0), 180: (595, HEIGHT), 270: (0, 595)}[turn])  # the page is 842 wide and 595 high then
        canvas.rotate({0: 0, 90: 90, 180: 180, 270: 270}[turn])
        top = 595 if turn == 90 else HEIGHT
        canvas.rect(100, top - 130, 100, 30)
        canvas.rect(200, top - 130, 100, 30)
        canvas.drawString(110, top - 120, "规章")
        canvas.drawString(210, top - 120, "13")

    (grid,) = grids(layout(pdf(draw)))
    assert [(cell.text, cell.source.box) for cell in grid.row(0)] == [("规章", (100, 100, 200, 130)), ("13", (200, 100, 300, 130))]


def test_borders_may_be_slivers_of_fill_as_browsers_draw_them() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (100, 130):
            canvas.rect(100, HEIGHT - y, 200, 0.75, stroke=0, fill=1)
        for x in (100, 200, 300):
            canvas.rect(x, HEIGHT - 130, 0.75, 30, stroke=0, fill=1)
        write(canvas, 110, 120, "规章")
        write(canvas, 210, 120, "13")

    (grid,) = grids(layout(pdf(draw)))
    assert rows(grid) == [["规章", "13"]]


def test_shading_draws_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        for top in (100, 130, 160):
            canvas.rect(100, HEIGHT - top, 200, 30, stroke=0, fill=1)
        canvas.setFillGray(0)
        write(canvas, 110, 95, "一、总体情况")

    assert texts(layout(pdf(draw))) == ["一、总体情况"]


def test_a_number_wider_than_its_cell_is_not_cut_by_the_ruling() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, (100, 200, 224, 300), (100, 130))
        write(canvas, 110, 120, "行政处罚")
        canvas.setFont("Helvetica", 12)
        canvas.drawCentredString(212, HEIGHT - 120, "398575")
        canvas.drawCentredString(270, HEIGHT - 120, "12")

    (grid,) = grids(layout(pdf(draw)))
    assert rows(grid) == [["行政处罚", "398575", "12"]]


def test_text_printed_twice_to_look_bold_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            write(canvas, 100 + shift, 100, "二〇二三年共11件")

    assert texts(layout(pdf(draw))) == ["二〇二三年共11件"]


def test_a_watermark_across_the_page_is_in_no_cell() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, (100, 200, 300), (100, 130))
        write(canvas, 110, 120, "规章")
        write(canvas, 210, 120, "13")
        canvas.translate(150, HEIGHT - 160)
        canvas.rotate(40)
        canvas.drawString(0, 0, "内部资料 2023")

    shown = layout(pdf(draw))
    assert rows(grids(shown)[0]) == [["规章", "13"]]


def test_a_label_that_hangs_over_the_page_end_is_whole_again() -> None:
    """As Chromium prints a table that the page cuts: no edge at the cut, the rest of the label below it."""
    xs = (100, 160, 300, 340)

    def draw(canvas: Canvas) -> None:
        for top, bottom, ys in ((700, 740, (700, 720)), (50, 90, (70, 90))):
            for x in xs:
                canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)
            for y in ys:
                canvas.line(xs[1] if y in (720, 70) else xs[0], HEIGHT - y, xs[-1], HEIGHT - y)
            for row, text in enumerate(("1.甲", "2.乙") if top == 700 else ("3.丙", "4.丁")):
                write(canvas, 165, top + 15 + 20 * row, text, 10)
                write(canvas, 310, top + 15 + 20 * row, str(row + top), 10)
            if top == 700:
                write(canvas, 102, 733, "（五）不予", 10)
                write(canvas, 120, 752, "处理", 10)
                canvas.showPage()

    (grid,) = grids(layout(pdf(draw)))
    assert rows(grid) == [[label, *row] for label, row in zip(["（五）不予处理"] * 4, (
        ["1.甲", "700"], ["2.乙", "701"], ["3.丙", "50"], ["4.丁", "51"],
    ), strict=True)]  # fmt: skip


def test_a_line_with_a_number_below_an_open_table_is_in_no_cell() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (100, 200, 300):
            canvas.line(x, HEIGHT - 500, x, HEIGHT - 540)
        canvas.line(100, HEIGHT - 500, 300, HEIGHT - 500)
        write(canvas, 110, 520, "行政处罚")
        write(canvas, 210, 520, "7")
        write(canvas, 210, 552, "共3件")

    shown = layout(pdf(draw))
    assert [cell.text for cell in grids(shown)[0].cells] == ["行政处罚", "7"]
    assert texts(shown) == ["共3件"]


def test_the_page_number_between_open_columns_is_in_no_cell() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (100, 200, 300):
            canvas.line(x, HEIGHT - 740, x, HEIGHT - 835)
        canvas.line(100, HEIGHT - 740, 300, HEIGHT - 740)
        write(canvas, 110, 760, "行政处罚")
        write(canvas, 210, 760, "7")
        write(canvas, 210, 820, "- 3 -")

    (grid,) = grids(layout(pdf(draw)))
    assert [cell.text for cell in grid.cells] == ["行政处罚", "7"]


def test_lines_are_paragraphs_across_pages_and_page_numbers_are_none() -> None:
    full = "全年主动公开各类政府信息三千余条并及时更新指南目录和办事信息"

    def draw(canvas: Canvas) -> None:
        write(canvas, 164, 200, "一、总体情况")
        write(canvas, 124, 740, full[:-2])
        write(canvas, 100, 760, full)
        write(canvas, 290, 820, "- 1 -")
        canvas.showPage()
        write(canvas, 100, 100, "满意度达到九成。")
        write(canvas, 124, 120, "下一步继续努力。")
        write(canvas, 290, 820, "- 2 -")

    shown = layout(pdf(draw))
    assert texts(shown) == ["一、总体情况", full[:-2] + full + "满意度达到九成。", "下一步继续努力。"]
    assert [block.source.page for block in shown.blocks if isinstance(block, Paragraph)] == [1, 1, 2]


def test_a_table_without_rulings_is_ragged_fields() -> None:
    def draw(canvas: Canvas) -> None:
        for row, cells in enumerate((("规章", "1", "0", "11"), ("规范性文件", "8", "26", "66"), ("其他文件", "0", "0", "3"))):
            for column, text in enumerate(cells):
                write(canvas, 100 + 110 * column, 100 + 20 * row, text)

    (grid,) = grids(layout(pdf(draw)))
    assert grid.ragged
    assert rows(grid) == [["规章", "1", "0", "11"], ["规范性文件", "8", "26", "66"], ["其他文件", "0", "0", "3"]]


def test_radicals_are_the_characters_they_print() -> None:
    assert unified("\u2f8f政处罚\u2ec1") == "行政处罚\u2ec1"
    assert unified("⻓期") == "长期"


# --- the real PDF files


@needs_reports
def test_table_three_of_huaian_has_every_row_and_its_cut_label() -> None:
    two, three, four = grids(real("huaian_2024.pdf"))
    assert (two.height, two.width, three.height, three.width, four.height, four.width) == (14, 4, 28, 10, 4, 15)
    assert rows(three)[3] == ["一、本年新收政府信息公开申请数量", "3001", "53", "0", "0", "61", "4", "3119"]
    assert rows(three)[15] == [
        "三、本年度办理结果", "（四）无法提供", "1.本机关不掌握相关政府信息", "746", "12", "0", "0", "10", "1", "769",
    ]  # fmt: skip
    assert rows(three)[17][1:] == ["（四）无法提供", "3.补正后申请内容仍不明确", "1", "0", "0", "0", "0", "0", "1"]
    assert rows(three)[26][1:] == ["（七）总计", "2932", "53", "0", "0", "61", "4", "3050"]
    results = three.at(5, 0)
    assert results is not None
    assert (results.text, results.row_span) == ("三、\n本\n年\n度\n办\n理\n结\n果", 22)
    assert rows(two)[10] == ["行政强制", "88283"]
    assert rows(four)[3] == ["72", "64", "178", "37", "351", "13", "4", "8", "1", "26", "12", "1", "1", "6", "20"]


@needs_reports
def test_the_headers_of_huaian_span_what_they_head() -> None:
    _, three, four = grids(real("huaian_2024.pdf"))
    assert [(squeezed(cell.text), cell.row_span, cell.column_span) for cell in three.row(1)[1:]] == [
        ("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1),
    ]  # fmt: skip
    assert [(cell.text, cell.column, cell.column_span) for cell in four.row(0)] == [("行政复议", 0, 5), ("行政诉讼", 5, 10)]
    assert [(cell.text, cell.column) for cell in four.row(1)[5:]] == [("未经复议直接起诉", 5), ("复议后起诉", 10)]


@needs_reports
def test_the_rows_of_hongze_go_on_over_a_page_end_without_edge() -> None:
    two, three, four = grids(real("hongze_2023.pdf"))
    assert (two.height, three.height, three.width, four.width) == (14, 26, 10, 15)
    assert rows(three)[16] == ["三、本年度办理结果", "（四）无法提供", "2.没有现成信息需要另行制作", "3", "0", "0", "0", "0", "0", "3"]
    assert rows(three)[17][1:] == ["（四）无法提供", "3.补正后申请内容仍不明确", "0", "0", "0", "0", "0", "0", "0"]
    assert rows(three)[23][1:] == ["（六）其他处理", "0", "0", "0", "0", "0", "0", "0"]
    assert rows(four)[3] == ["10", "1", "0", "0", "0", "0", "0", "0", "0", "0", "5", "0", "0", "0", "0"]
    assert rows(two)[13] == ["行政事业性收费", "7730.28"]


@needs_reports
def test_the_citation_of_a_cell_is_where_it_stands_on_the_page() -> None:
    _, three, _ = grids(real("huaian_2024.pdf"))
    carried_out = three.at(27, 9)
    assert carried_out is not None
    assert (carried_out.text, carried_out.source.page) == ("103", 5)
    assert carried_out.source.box == pytest.approx((486.5, 424.8, 521.6, 450.6), abs=1)


@needs_reports
def test_both_engines_read_every_cell_of_huaian_alike() -> None:
    content = (REPORTS / "huaian_2024.pdf").read_bytes()
    first, second = (read_pdf(Document("", "", PDF), content, engine) for engine in ("pdfium", "pdfplumber"))
    assert [drawn(grid) for grid in grids(first)] == [drawn(grid) for grid in grids(second)]
    assert list(map(squeezed, texts(first))) == list(map(squeezed, texts(second)))


@needs_reports
def test_both_engines_agree_on_every_cell_of_hongze_that_pdfplumber_finds() -> None:
    """It misses the row that is open at the page's end, and so keeps table three in two pieces."""
    content = (REPORTS / "hongze_2023.pdf").read_bytes()
    first, second = (read_pdf(Document("", "", PDF), content, engine) for engine in ("pdfium", "pdfplumber"))
    cells = [cell for grid in grids(first) for cell in grid.cells]
    found = [cell for grid in grids(second) for cell in grid.cells if cell.text]
    assert len(found) > 240
    assert [cell.text for cell in found if not any(same_place(cell, other) for other in cells)] == []


def same_place(cell: Cell, other: Cell) -> bool:
    def near(one: Box | None, another: Box | None) -> bool:
        return one is not None and another is not None and abs(one[0] - another[0]) < 3 and abs(one[1] - another[1]) < 3

    begins = squeezed(other.text).startswith(squeezed(cell.text))
    return cell.source.page == other.source.page and near(cell.source.box, other.source.box) and begins


@needs_reports
def test_the_prose_of_hongze_is_whole_paragraphs() -> None:
    read_texts = texts(real("hongze_2023.pdf"))
    assert read_texts[0] == "洪泽区人民政府2023年政府信息公开工作年度报告"
    assert [text for text in read_texts if re.match("[一二三四五六]、", text)] == [
        "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
    ]  # fmt: skip
    assert len([text for text in read_texts if re.match("（[一二三四五]）", text)]) == 5
    assert all(text[-1] in "。告况项：" for text in read_texts)


# --- HTML


def html(body: str, head: str = "") -> Layout:
    return layout(f"<html><head>{head}</head><body>{body}</body></html>".encode())


@pytest.mark.parametrize(
    ("encoding", "mark", "declared"),
    [("utf-8", b"", ""), ("utf-8", b"", "gb2312"), ("gb18030", b"", "gb2312"), ("gb18030", b"", ""), ("utf-8", b"\xef\xbb\xbf", "gbk")],
)
def test_a_page_is_decoded_whatever_it_declares(encoding: str, mark: bytes, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>镕基〔2021〕30号</p></body></html>'
    assert texts(layout(mark + page.encode(encoding))) == ["镕基〔2021〕30号"]


def test_scripts_styles_and_navigation_are_no_text() -> None:
    links = "".join(f"<li><a href='#'>栏目{number}</a></li>" for number in range(5))
    shown = html(f"<nav>导航</nav><ul>{links}</ul><script>var a='<p>1</p>'</script><style>p{{}}</style><p>一、总体情况</p>")
    assert texts(shown) == ["一、总体情况"]


def test_a_list_with_a_link_in_its_text_is_kept() -> None:
    shown = html("<ul><li>公开指南见<a href='#'>首页</a>，全年更新三次。</li><li>公报六期。</li></ul>")
    assert texts(shown) == ["公开指南见首页，全年更新三次。", "公报六期。"]


def test_a_word_split_over_spans_is_one_word() -> None:
    assert texts(html("<p><span>20</span><font>23</font>年，<b>共</b>\u00a0<i>3</i>件</p>")) == ["2023年，共 3件"]


def test_each_block_is_a_paragraph_and_breaks_part_headings() -> None:
    assert texts(html("<div>一、总体情况<br>2023年公开三件。<p>（一）概述</p>其余</div>")) == [
        "一、总体情况",
        "2023年公开三件。",
        "（一）概述",
        "其余",
    ]


def test_the_title_of_the_window_is_a_paragraph_only_where_the_page_has_none() -> None:
    head = "<title>某局2023年报告</title>"
    assert texts(html("<h1>某局<br>2023年报告</h1>", "<title>2023年报告</title>")) == ["某局 2023年报告"]
    assert texts(html("<p>无</p>", head)) == ["某局2023年报告", "无"]


def test_spans_place_cells_as_a_browser_does() -> None:
    (grid,) = grids(html(
        "<table><tr><td rowspan=2>甲</td><td colspan='2'>乙</td></tr><tr><td>丙<br>丁</td><td>&nbsp;</td></tr></table>"
    ))  # fmt: skip
    assert [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells] == [
        ("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2), ("丙\n丁", 1, 1, 1, 1), ("", 1, 2, 1, 1),
    ]  # fmt: skip


def test_a_rowspan_beyond_the_table_ends_with_it() -> None:
    (grid,) = grids(html("<table><tr><td rowspan=9>甲</td><td>1</td></tr><tr><td>2</td></tr></table>"))
    assert (grid.height, grid.row(1)[0].text, grid.row(1)[1].text) == (2, "甲", "2")


def test_a_table_that_holds_the_article_is_layout() -> None:
    inner = "<table><tr><td>规章</td><td>13</td></tr></table>"
    shown = html(f"<table><tr><td>左栏</td><td><p>一、总体情况</p>{inner}<p>二、其他</p></td></tr></table>")
    assert texts(shown) == ["左栏", "一、总体情况", "二、其他"]
    assert [rows(grid) for grid in grids(shown)] == [[["规章", "13"]]]


def test_a_table_of_prose_in_one_column_is_layout() -> None:
    assert texts(html("<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>")) == ["甲。", "乙。"]


@needs_reports
def test_shanghai_has_headers_and_values_that_span_differently_and_blank_cells() -> None:
    two, three, four = grids(real("shanghai_office_2019.html"))
    assert [(cell.column, cell.column_span) for cell in two.row(5)] == [(0, 1), (1, 1), (2, 2), (4, 1)]
    assert [(cell.column, cell.column_span) for cell in two.row(6)] == [(0, 1), (1, 2), (3, 1), (4, 1)]
    assert rows(two)[17] == ["政府集中采购", "6", "251000元"]
    assert rows(three)[3] == ["一、本年新收政府信息公开申请数量", "821", "35", "", "", "2", "1", "859"]
    assert rows(three)[5][1:] == ["（一）予以公开", "258", "12", "", "", "1", "1", ""]
    assert rows(four)[3] == ["5", "", "", "2", "7", "8", "", "", "1", "9", "", "", "", "", ""]


# --- DOCX


def saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_merged_cells_of_word_are_spans() -> None:
    document = docx.Document()
    document.add_paragraph("二、主动公开政府信息情况")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "甲"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "乙"
    table.cell(2, 2).text = "13"
    document.add_paragraph("三、收到")
    shown = layout(saved(document))
    first, grid, last = shown.blocks
    assert (first, last) == (Paragraph("二、主动公开政府信息情况"), Paragraph("三、收到"))
    assert isinstance(grid, Grid)
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        ("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2), ("", 1, 1, 1, 1), ("", 1, 2, 1, 1), ("", 2, 0, 1, 1), ("", 2, 1, 1, 1), ("13", 2, 2, 1, 1),
    ]  # fmt: skip


def test_text_inserted_under_review_is_read_and_deleted_text_is_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("公开")
    run = '<w:{0} xmlns:w="{1}" w:id="1" w:author="a"><w:r><w:{2}>{3}</w:{2}></w:r></w:{0}>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for kind, tag, text in (("del", "delText", "12"), ("ins", "t", "13"), ("moveFrom", "t", "14")):
        paragraph._p.append(parse_xml(run.format(kind, space, tag, text)))
    paragraph.add_run("件")
    assert texts(layout(saved(document))) == ["公开13件"]


def test_a_table_within_a_table_of_word_is_read_on_its_own() -> None:
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "一、总体情况"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "规章", "13"
    shown = layout(saved(document))
    assert texts(shown) == ["一、总体情况"]
    assert [rows(grid) for grid in grids(shown)] == [[["规章", "13"]]]


@needs_reports
def test_the_blank_form_has_its_three_tables_and_no_number() -> None:
    two, three, four = grids(real("blank_template_2021.docx"))
    assert (two.height, two.width, three.height, three.width, four.height, four.width) == (14, 4, 28, 10, 4, 15)
    assert rows(three)[22][:3] == ["三、本年度办理结果", "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"]
    assert [cell.text for cell in four.row(3)] == [""] * 15


# --- text


def test_tabs_and_pipes_are_ragged_rows_with_blank_fields() -> None:
    tabs, pipes = grids(layout("规章\t1\t\t11\n\t文件\t8\t66\n\n| 规章 | 1 | |\n|---|:-:|---|\n| 文件 | 8 | 66 |\n".encode()))
    assert tabs.ragged and pipes.ragged  # noqa: PT018
    assert [[cell.text for cell in tabs.row(row)] for row in (0, 1)] == [["规章", "1", "", "11"], ["", "文件", "8", "66"]]
    assert [[cell.text for cell in pipes.row(row)] for row in (0, 1)] == [["规章", "1", ""], ["文件", "8", "66"]]


def test_one_cell_a_line_with_pipes_keeps_its_blank_cells() -> None:
    (grid,) = grids(layout("规章 |\n1 |\n|\n11 |\n".encode()))
    assert rows(grid) == [["规章"], ["1"], [""], ["11"]]


def test_links_parted_by_pipes_are_no_table() -> None:
    assert texts(layout("关于我们|网站地图|联系我们\n".encode())) == ["关于我们|网站地图|联系我们"]


@pytest.mark.parametrize(
    "lines",
    [
        ["一、总体情况", "2023年公开三件。"],
        ["行政规范性文件", "2", "1", "35"],
        ["2023年公开三件，更新指南一次。", "下一步继续努力。"],
        ["某某市某某区人民政府信息公开，年度报告", "二、主动公开。"],
        ["某某市某某区人民政府信息公开，年度报告", "　　全年公开三件。"],
    ],
)
def test_lines_that_may_stand_alone_are_not_joined(lines: list[str]) -> None:
    assert texts(layout("\n\n".join(lines).encode())) == [line.strip() for line in lines]


@needs_reports
def test_the_sentences_of_fuzhou_that_a_blank_line_cuts_are_whole() -> None:
    shown = real("fuzhou-customs-2024.txt")
    assert any("调整更新信息公开答复文书模板" in text for text in texts(shown))
    assert any("对政府信息不予公开决定进行法制审核" in text for text in texts(shown))
    two, three, continued, four = grids(shown)
    assert rows(two)[0] == ["第二十条第（一）项", "", "", ""]
    assert rows(continued)[-3][1:] == ["4.申请人撤销申请", "3", "1", "0", "0", "0", "0", "4"]
    assert (three.height, four.width) == (18, 15)


@needs_reports
def test_guangzhou_with_a_cell_a_line_stays_a_stream_of_short_paragraphs() -> None:
    shown = real("guangzhou-customs-2023.txt")
    read_texts = texts(shown)
    assert grids(shown) == []
    start = read_texts.index("行政规范性文件")
    assert read_texts[start : start + 4] == ["行政规范性文件", "2", "1", "35"]


# --- the same report in every carrier

PRINTS = (
    Print(),
    Print(brackets="half", mark="、", break_after="disposition.disclosed", repeat_header=True),
    Print(brackets="half", break_after="disposition.refused.state_secret"),
    Print(mark="、", break_after="disposition.not_processed.confirmation", repeat_header=True),
    Print(break_after="disposition.unable.not_held"),
    Print(break_after="disposition.partly", repeat_header=True),
)


@pytest.mark.parametrize("how", PRINTS)
@pytest.mark.parametrize("form", [FORM_2019, FORM_2021])
def test_pdf_html_and_docx_show_the_same_cells(how: Print, form: Form) -> None:
    report: SampleReport = invent(Random(PRINTS.index(how)), form, zeros=("0", "0", None))
    if how.break_after not in {None, *(line.measure for line in report.lines)}:
        how = replace(how, break_after=None)
    by_pdf, by_html, by_docx = (layout(printer(report, how)) for printer in (print_pdf, print_html, print_docx))
    assert [drawn(grid) for grid in grids(by_pdf)] == [drawn(grid) for grid in grids(by_docx)]
    assert [drawn(grid) for grid in grids(by_html)] == [drawn(grid) for grid in grids(by_docx)]
    assert list(map(squeezed, texts(by_pdf))) == list(map(squeezed, texts(by_docx)))


def test_to_read_a_pdf_no_package_of_another_reader_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(print_pdf(invent(Random(5))))
    program = """
import sys
from ingest.document import Document
from ingest.readers import identify, read
content = open(sys.argv[1], "rb").read()
read(Document("", "report.pdf", identify("report.pdf", content)), content)
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"numpy", "lxml", "selectolax", "docx", "PIL", "email", "pdfplumber"}))
"""
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
