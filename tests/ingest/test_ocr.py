"""Scans: every figure right, unread or in a finding; what was recognised is marked in every citation."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.ocr import compared
from ingest.document import Cell, Document, Grid
from ingest.errors import DamagedDocument, IngestError, UnreadableDocument
from ingest.intake import ingest
from ingest.pipeline import read_report
from ingest.readers import identify, ocr, picture, read
from ingest.readers.recogniser import is_installed
from ingest.reading import Reading
from ingest.stores.archive import Archive
from qa import open_assistant
from samples import invent, print_pdf
from samples.scan import OFFICE, Scan, print_picture, print_scan, scanned_pages
from ui.export import COLUMNS, exported

FONT = Path(__file__).resolve().parents[2] / "samples" / "fonts" / "NianbaoSamples.ttf"
REPORT = invent(Random(5), zeros=("0", "0", None, "/"))
PRINTED = print_pdf(REPORT)
WORN = Scan(dpi=150, angle=-0.8, blur=0.7, grain=10.0, shadow=30.0, quality=60)

needs_ocr = pytest.mark.skipif(not is_installed(), reason="the optional extra ocr is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the report as an office scans it."""
    folder = tmp_path_factory.mktemp("scans")
    (folder / "扫描件.pdf").write_bytes(print_scan(PRINTED, OFFICE))
    archive = Archive.open(folder / "data")
    outcomes = list(ingest(archive, [folder / "扫描件.pdf"]))
    archive.close()
    assert [outcome.error for outcome in outcomes] == [None]
    return folder / "data"


@pytest.fixture(scope="module")
def mixed() -> Reading:
    """The report with its second page, where most of table three stands, as a worn scan between pages of text."""
    whole, scan = pypdfium2.PdfDocument(PRINTED), pypdfium2.PdfDocument(print_scan(PRINTED, WORN, [1]))
    made = pypdfium2.PdfDocument.new()
    made.import_pages(whole, [0])
    made.import_pages(scan)
    made.import_pages(whole, list(range(2, len(whole))))
    file = io.BytesIO()
    made.save(file)
    return read_report("mixed.pdf", file.getvalue())


@needs_ocr
def test_a_scan_is_read_and_nothing_in_it_silently_wrong(folder: Path) -> None:
    archive = Archive.open(folder)
    (held,) = archive.reports()
    assert (held.key.agency, held.key.year, held.form) == (REPORT.agency, REPORT.year, REPORT.form.id)
    facts = tuple(fact for _, fact in archive.facts())
    reading = Reading(None, facts, archive.findings(held.key), ())  # type: ignore[arg-type]  # the comparison looks at the figures only
    became = Counter(kind for _, kind in compared(REPORT, reading))
    assert became["wrong"] == became["lost"] == 0
    assert became["exact"] >= 0.95 * sum(became.values())
    assert all(fact.source.ocr for fact in facts)
    assert all(held.passage.source.ocr for held in archive.passages())
    assert any("公开各类政府信息" in held.passage.text for held in archive.passages())
    archive.close()


@needs_ocr
def test_an_answer_from_a_scan_says_so(folder: Path) -> None:
    answer = open_assistant(folder).ask(f"{REPORT.agency}{REPORT.year}年新收多少申请？")
    assert answer.values[0].value == REPORT.figures["requests.received", "total"]
    assert {citation.ocr for citation in answer.citations} == {True}
    assert [caveat.text for caveat in answer.caveats if caveat.kind == "ocr"] == [
        "《扫描件.pdf》是扫描件，所引数字和文字由扫描件识别得到，请对照原件核对。"
    ]
    quoted = open_assistant(folder).ask(f"{REPORT.agency}存在哪些问题？")
    assert quoted.kind == "narrative"
    assert "ocr" in {caveat.kind for caveat in quoted.caveats}


@needs_ocr
def test_an_export_says_which_figures_were_recognised(folder: Path) -> None:
    archive = Archive.open(folder)
    assert {row[COLUMNS.index("ocr")] for row in exported(archive.facts())} == {1}
    archive.close()


@needs_ocr
def test_only_what_stands_on_scanned_pages_is_marked(mixed: Reading) -> None:
    assert {(fact.source.page, fact.source.ocr) for fact in mixed.facts} == {(1, False), (2, True)}
    became = Counter(kind for _, kind in compared(REPORT, mixed))
    assert became["wrong"] == became["lost"] == 0
    assert became["exact"] >= 0.85 * sum(became.values())


@needs_ocr
def test_a_cell_is_shown_where_it_stands_on_the_slanted_page(mixed: Reading) -> None:
    upright = {(fact.at.measure, fact.at.applicant): fact.source for fact in read_report("text.pdf", PRINTED).facts}
    for fact in mixed.facts:
        was = upright[fact.at.measure, fact.at.applicant]
        if fact.source.page == 2 and fact.source.box and was.page == 2 and was.box:
            slant = np.radians(WORN.angle) * ((was.box[0] + was.box[2]) / 2 - 297.5)
            assert abs((fact.source.box[1] + fact.source.box[3]) / 2 - (was.box[1] + was.box[3]) / 2 + slant) < 3


def a_table(rows: list[list[str]], size: int = 28) -> Image.Image:
    """A ruled table as a sharp scanner sees it, 200 dots an inch."""
    page = Image.new("L", (1654, 160 + 70 * len(rows)), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), size)
    width = 1400 // len(rows[0])
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            x, y = 100 + across * width, 80 + down * 70
            draw.rectangle((x, y, x + width, y + 70), outline=0, width=3)
            draw.text((x + width / 2, y + 35), text, font=font, fill=0, anchor="mm")
    return page


def cells_of(page: Image.Image) -> list[Cell]:
    content = print_picture(page, "PNG")
    layout = read(Document("", "一页.png", identify("一页.png", content)), content)
    return [cell for block in layout.blocks if isinstance(block, Grid) for cell in block.cells]


@needs_ocr
def test_every_kind_of_value_is_read_or_said_to_be_unread() -> None:
    rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "总计"],
        ["规章", "0", "11", "111"],
        ["行政许可", "", "/", "—"],
        ["行政处罚", "12.50", "1,234", "8"],
        ["其他", "1", "6", "900"],
        ["自然人", "7", "22（其中修订16件）", "77"],
    ]
    found = [cell.text for cell in cells_of(a_table(rows))]
    printed = [text for row in rows for text in row]
    same = [one.replace("-", "—").replace("(", "（").replace(")", "）") == other for one, other in zip(found, printed, strict=True)]
    assert all(right or "\ufffd" in one for right, one in zip(same, found, strict=True)), found
    assert found[4:9] == ["规章", "0", "11", "111", "行政许可"]
    assert found[9] == ""
    assert sum(same) >= 22, found


@needs_ocr
def test_a_figure_that_touches_the_edge_of_its_cell_is_unread() -> None:
    page = a_table([["信息内容", "总计"], ["规章", "12"]])
    ImageDraw.Draw(page).text((800 + 3, 185), "38", font=ImageFont.truetype(str(FONT), 28), fill=0, anchor="mm")
    values = [cell.text for cell in cells_of(page)][-1]
    assert "\ufffd" in values


@needs_ocr
def test_faint_ink_is_no_blank() -> None:
    page = a_table([["信息内容", "总计"], ["规章", ""]])
    ImageDraw.Draw(page).text((1150, 185), "30", font=ImageFont.truetype(str(FONT), 28), fill=222, anchor="mm")
    assert [cell.text for cell in cells_of(page)][-1] != ""


@needs_ocr
def test_the_text_that_another_program_laid_under_a_scan_is_not_trusted() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 108))
    page = a_table([["信息内容", "总计"], ["规章", "12"]])
    canvas.drawInlineImage(page, 0, 0, 595, 108)
    hidden = canvas.beginText(100, 40)
    hidden.setTextRenderMode(3)
    hidden.textLine("99999999999999999999999999999999999999999999999999")
    canvas.drawText(hidden)
    canvas.save()
    layout = read(Document("", "a.pdf", "application/pdf"), file.getvalue())
    assert [cell.text for block in layout.blocks if isinstance(block, Grid) for cell in block.cells] == ["信息内容", "总计", "规章", "12"]
    assert ocr.is_recognised(layout)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_pictures_are_known_by_their_content(kind: str) -> None:
    content = print_picture(Image.new("L", (20, 20), 255), kind)
    assert identify("report.pdf", content) == f"image/{kind.lower()}"


@needs_ocr
def test_every_page_of_a_tiff_is_read() -> None:
    file = io.BytesIO()
    first, second = a_table([["信息内容", "总计"], ["规章", "12"]]), a_table([["信息内容", "总计"], ["其他", "34"]])
    first.save(file, "TIFF", save_all=True, append_images=[second])
    layout = read(Document("", "a.tif", "image/tiff"), file.getvalue())
    found = [(cell.text, cell.source.page) for block in layout.blocks if isinstance(block, Grid) for cell in block.cells]
    assert ("12", 1) in found
    assert "34" in [text for text, _ in found]


@needs_ocr
def test_a_picture_without_text_is_no_report() -> None:
    with pytest.raises(IngestError, match="没有文字"):
        read_report("a.png", print_picture(Image.new("L", (600, 800), 255), "PNG"))


@needs_ocr
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_a_broken_picture_is_said_to_be_broken(kind: str) -> None:
    content = print_picture(a_table([["信息内容", "总计"]]), kind)
    with pytest.raises(DamagedDocument, match=r"打不开|没有文字"):
        read(Document("", "a", identify("a", content)), content[: len(content) // 3])


@needs_ocr
def test_a_huge_picture_is_refused_before_it_is_unpacked() -> None:
    content = print_picture(Image.new("1", (20_000, 20_000)), "PNG")
    with pytest.raises(UnreadableDocument, match="万像素"):
        read(Document("", "a.png", "image/png"), content)


def test_without_the_extra_a_scan_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (ocr, picture):
        monkeypatch.setattr(module, "recogniser", lambda: None)
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    (page,) = scanned_pages(PRINTED, Scan(dpi=50), [2])
    file = io.BytesIO()
    page.save(file, "PDF")
    with pytest.raises(DamagedDocument, match=r"没有文字层.*pip install 'nianbao\[ocr\]'"):
        read_report("a.pdf", file.getvalue())
    with pytest.raises(UnreadableDocument, match=r"是图片.*pip install 'nianbao\[ocr\]'"):
        read_report("a.png", print_picture(page, "PNG"))
