"""Prints a sample report as a Word document with merged cells."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell

from ingest.document import Cell
from samples.blocks import Level, StatutoryTable, Words, blocks
from samples.figures import Print, SampleReport

_SIZES = {Level.TITLE: 18, Level.SECTION: 14, Level.PART: 12, Level.BODY: 12}
_WIDTHS = {2: (6.0,), 3: (1.0, 2.4, 4.6, *(1.2,) * 7), 4: (1.1,) * 15}
_FONT = "宋体"


def _words(document: WordDocument, words: Words) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(words.text)
    run.font.size = Pt(_SIZES[words.level])
    run.bold = words.level < Level.PART
    if words.level is Level.TITLE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.paragraph_format.first_line_indent = Pt(24)


def _cell(places: list[tuple[_Cell, ...]], cell: Cell) -> None:
    place = places[cell.row][cell.column]
    if cell.row_span * cell.column_span > 1:
        place = place.merge(places[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1])
    place.paragraphs[0].add_run(cell.text).font.size = Pt(9)


def _table(document: WordDocument, printed: StatutoryTable) -> None:
    grid = printed.grid
    table = document.add_table(grid.height, grid.width)
    table.style = "Table Grid"
    table.autofit = False
    widths = _WIDTHS[printed.number]
    even = (16.5 - sum(widths)) / max(1, grid.width - len(widths))
    for column in range(grid.width):
        table.columns[column].width = Cm(widths[column] if column < len(widths) else even)
    places = [row.cells for row in table.rows]
    for cell in grid.cells:
        _cell(places, cell)


def _still(data: bytes) -> bytes:
    """The same package with every date set to 1980, so that printing twice gives the same bytes."""
    still = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(still, "w") as new:
        for name in sorted(old.namelist()):
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, old.read(name))
    return still.getvalue()


def print_docx(report: SampleReport, how: Print | None = None) -> bytes:
    """The report as a .docx file; where its pages end is left to the reader's program."""
    return saved(composed(report, how or Print()))


def saved(document: WordDocument) -> bytes:
    """The file that holds the document; the same document gives the same bytes."""
    out = BytesIO()
    document.save(out)
    return _still(out.getvalue())


def composed(report: SampleReport, how: Print) -> WordDocument:
    """The report as a Word document that is not saved yet."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    font = document.styles["Normal"].font
    font.name = _FONT
    font.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    document.core_properties.title = report.title
    document.core_properties.author = "nianbao samples"
    for block in blocks(report, how):
        if isinstance(block, Words):
            _words(document, block)
        else:
            _table(document, block)
    return document
