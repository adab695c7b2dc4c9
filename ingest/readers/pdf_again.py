"""The second reading of a PDF, by pdfplumber: another program's letters, lines and tables."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.document import Box, Cell, Document, Grid, Locator
from ingest.errors import DamagedDocument
from ingest.readers.drawn import SLIVER
from ingest.readers.glyphs import Glyph, lines, unified
from ingest.readers.pages import in_order, rounded
from ingest.readers.prose import Page

_BROKEN = (
    PdfminerException, MalformedPDFException,
    TypeError, ValueError, LookupError, AttributeError, ArithmeticError, AssertionError, RecursionError,
)  # fmt: skip
"""What pdfminer raises over files that no program wrote on purpose; it checks little of what a file says of itself."""

# pdfminer warns of every font that is not embedded: a thousand lines for a sound report.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def pages_again(document: Document, content: bytes, unseen: Sequence[Sequence[Glyph]]) -> tuple[Page, ...]:
    """The pages as pdfplumber reads them, without what the first reading found that nobody can see.

    Raises DamagedDocument where pdfplumber cannot read the file.
    """
    try:
        with pdfplumber.open(io.BytesIO(content)) as opened:
            return tuple(_page(page, hidden) for page, hidden in zip(opened.pages, unseen, strict=True))
    except _BROKEN as error:
        raise DamagedDocument(
            f"《{document.name}》只能读一遍：应为两个程序都能打开的 PDF，第二个程序打不开它。请由文字处理软件重新导出。"
        ) from error


def _page(page: Any, unseen: Sequence[Glyph]) -> Page:
    shown = page.filter(lambda drawn: _is_ruling(drawn) and not _is_unseen(drawn, page, unseen))
    tables = [table for table in shown.find_tables() if len({box[0] for box in table.cells}) > 1]
    outside = [char for char in shown.chars if not any(_holds(table.bbox, char) for table in tables)]
    glyphs = [Glyph(c["text"], c["x0"], c["top"], c["x1"], c["bottom"], page.height - c["matrix"][5]) for c in outside]
    grids = [_plumbed(table, page.page_number) for table in tables]
    read = Page(page.page_number, float(page.height), in_order(lines(glyphs, page.page_number), grids))
    page.close()
    return read


def _is_ruling(drawn: dict[str, Any]) -> bool:
    """Leaves out the shading behind lines of text and cells, whose edges pdfplumber takes for rulings."""
    return bool(drawn["object_type"] != "rect" or drawn["stroke"] or min(drawn["width"], drawn["height"]) <= SLIVER)


def _is_unseen(drawn: dict[str, Any], page: Any, unseen: Sequence[Glyph]) -> bool:
    """Whether the first reading found this character to be one that nobody can see; both count from the shown page's corner."""
    if drawn["object_type"] != "char" or not unseen:
        return False
    left, top = page.cropbox[0] - page.mediabox[0], page.mediabox[3] - page.cropbox[3]
    x, y = (drawn["x0"] + drawn["x1"]) / 2 - left, (drawn["top"] + drawn["bottom"]) / 2 - top
    return any(glyph.x0 <= x <= glyph.x1 and glyph.top <= y <= glyph.bottom and glyph.text == drawn["text"] for glyph in unseen)


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
