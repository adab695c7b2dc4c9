"""PDF files to layouts, by pypdfium2 or, as a second reading, by pdfplumber."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any, Literal

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.document import Box, Cell, Document, Grid, Layout, Locator
from ingest.errors import DamagedDocument
from ingest.grids import join_continued
from ingest.readers.glyphs import Glyph, lines, unified
from ingest.readers.pages import composed, in_order, rounded
from ingest.readers.pdfium import SLIVER, glyphs_and_rulings
from ingest.readers.prose import Page, flow

Engine = Literal["pdfium", "pdfplumber"]

# pdfminer, beneath pdfplumber, warns of every font that is not embedded: a thousand lines for a sound report.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pdf(document: Document, content: bytes, engine: Engine = "pdfium") -> Layout:
    """The paragraphs and grids of a PDF in reading order, each with its page and its box in points from the top left.

    Raises DamagedDocument for broken files, for files locked by a password and for files without a text layer.
    """
    opened = _open(document, content)
    try:
        read = list(_by_pdfium(opened) if engine == "pdfium" else _by_pdfplumber(content))
    finally:
        opened.close()
    if not any(page.items for page, _ in read):
        raise DamagedDocument(
            f"《{document.name}》没有文字层：应有可选取的文字，只找到图像。请提供由文字处理软件导出的 PDF，或先做文字识别。"
        )
    torn = frozenset(cell for _, cells in read for cell in cells)
    return Layout(document, join_continued(flow([page for page, _ in read]), torn))


def _open(document: Document, content: bytes) -> pypdfium2.PdfDocument:
    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise DamagedDocument(f"《{document.name}》已加密：需要密码才能打开。请提供未加密的 PDF。") from error
        raise DamagedDocument(f"《{document.name}》打不开：应为完整的 PDF，文件内容已损坏或不完整。请重新下载后再试。") from error
    if len(opened) == 0:
        opened.close()
        raise DamagedDocument(f"《{document.name}》打不开：应为完整的 PDF，文件里没有一页。请重新下载后再试。")
    return opened


def _by_pdfium(opened: pypdfium2.PdfDocument) -> Iterator[tuple[Page, set[Cell]]]:
    for number in range(1, len(opened) + 1):
        page = opened[number - 1]
        yield composed(number, page.get_height(), *glyphs_and_rulings(page))
        page.close()


def _by_pdfplumber(content: bytes) -> Iterator[tuple[Page, set[Cell]]]:
    with pdfplumber.open(io.BytesIO(content)) as opened:
        for page in opened.pages:
            tables = [table for table in page.filter(_is_ruling).find_tables() if len({box[0] for box in table.cells}) > 1]
            outside = [char for char in page.chars if not any(_holds(table.bbox, char) for table in tables)]
            glyphs = [Glyph(c["text"], c["x0"], c["top"], c["x1"], c["bottom"], page.height - c["matrix"][5]) for c in outside]
            grids = [_plumbed(table, page.page_number) for table in tables]
            yield Page(page.page_number, float(page.height), in_order(lines(glyphs, page.page_number), grids)), set()
            page.close()


def _is_ruling(drawn: dict[str, Any]) -> bool:
    """Leaves out the shading behind lines of text and cells, whose edges pdfplumber takes for rulings."""
    return bool(drawn["object_type"] != "rect" or drawn["stroke"] or min(drawn["width"], drawn["height"]) <= SLIVER)


def _holds(box: Box, char: dict[str, Any]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _plumbed(table: Any, page: int) -> Grid:
    xs = sorted({x for box in table.cells for x in (box[0], box[2])})
    ys = sorted({y for box in table.cells for y in (box[1], box[3])})
    printed = {
        box: text for row, texts in zip(table.rows, table.extract(), strict=True) for box, text in zip(row.cells, texts, strict=True)
    }
    cells = [
        Cell(unified(printed.get(box) or ""), ys.index(box[1]), xs.index(box[0]), ys.index(box[3]) - ys.index(box[1]),
             xs.index(box[2]) - xs.index(box[0]), Locator(page, rounded(box)))
        for box in table.cells
    ]  # fmt: skip
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
