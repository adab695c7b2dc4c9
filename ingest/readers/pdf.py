"""PDF files to layouts, by pypdfium2 or, as a second reading, by pdfplumber."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, groupby
from typing import Literal, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.document import Block, Cell, Document, Grid, Layout, Locator
from ingest.errors import DamagedDocument, UnreadableDocument
from ingest.grids import join_continued
from ingest.readers.glyphs import Glyph
from ingest.readers.intact import is_intact
from ingest.readers.ocr import MOST_PAGES, Scanned, advice, aligned, on_paper, recognised_page, too_many
from ingest.readers.pages import composed
from ingest.readers.pdfium import glyphs_and_rulings
from ingest.readers.prose import Page, flow

Engine = Literal["pdfium", "pdfplumber"]

_WRITTEN_ON = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)
"""Annotations that print text upon the page: the fields of a form, and text boxes."""


class _Sheet(NamedTuple):
    """A page as read: what is torn at its end, whether it has text, whether that was recognised, and which text nobody can see."""

    page: Page
    torn: set[Cell]
    written: bool
    recognised: bool
    unseen: tuple[Glyph, ...]
    scan: Scanned | None = None


def read_pdf(document: Document, content: bytes, engine: Engine = "pdfium") -> Layout:
    """The paragraphs and grids of a PDF in reading order, each with its page and its box in points from the top left.

    What stands on a page whose text is the layer that a text recognition laid under a picture is marked `ocr`.
    Raises DamagedDocument for broken files, for files locked by a password and for files without a text layer.
    """
    opened = _open(document, content)
    try:
        sheets = tuple(_sheets(document, opened))
        if engine == "pdfplumber":
            from ingest.readers.pdf_again import pages_again  # only now: most reports are read once, and this takes its time

            again = pages_again(document, _sound(opened), [sheet.unseen for sheet in sheets])
            sheets = tuple(sheet if sheet.scan else sheet._replace(page=page) for sheet, page in zip(sheets, again, strict=True))
    finally:
        opened.close()
    if not any(sheet.written for sheet in sheets):
        raise DamagedDocument(f"《{document.name}》没有文字层：应有可选取的文字，只找到图像。{advice()}")
    scans = {scan.page.number: scan for scan in aligned([sheet.scan for sheet in sheets if sheet.scan])}
    read = [scans[sheet.page.number].page if sheet.scan else sheet.page for sheet in sheets]
    recognised = frozenset(sheet.page.number for sheet in sheets if sheet.recognised)
    torn = frozenset(cell for sheet in sheets for cell in sheet.torn) if engine == "pdfium" else frozenset()
    torn |= {cell for scan in scans.values() for cell in scan.torn}
    # Apart, for a paragraph is marked as recognised or is not.
    parts = (flow(tuple(run)) for _, run in groupby(read, key=lambda page: page.number in recognised or page.number in scans))
    blocks = join_continued(tuple(chain.from_iterable(parts)), torn)
    blocks = tuple(_marked(block, recognised) for block in blocks) if recognised else blocks
    return Layout(document, on_paper(blocks, scans.values()) if scans else blocks)


def _open(document: Document, content: bytes) -> pypdfium2.PdfDocument:
    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise DamagedDocument(f"《{document.name}》已加密：需要密码才能打开。请提供未加密的 PDF。") from error
        raise DamagedDocument(f"《{document.name}》打不开：应为完整的 PDF，文件内容已损坏或不完整。请重新下载后再试。") from error
    if not is_intact(content):
        opened.close()
        raise DamagedDocument(f"《{document.name}》打不开：应为完整的 PDF，文件内容已损坏，页面上的字与写入时不同。请重新下载后再试。")
    if len(opened) == 0:
        opened.close()
        raise DamagedDocument(f"《{document.name}》打不开：应为完整的 PDF，文件里没有一页。请重新下载后再试。")
    if opened.get_formtype() != pdfium.FORMTYPE_NONE:
        opened.init_forms()  # draws the fields whose look the file leaves to the viewer
    return opened


def _sheets(document: Document, opened: pypdfium2.PdfDocument) -> Iterator[_Sheet]:
    """What stands on every page; each page is closed before the next is opened."""
    recognised = 0
    for number in range(1, len(opened) + 1):
        try:
            page = _printed(opened, number - 1)
        except pypdfium2.PdfiumError as error:
            raise DamagedDocument(
                f"《{document.name}》打不开：应为完整的 PDF，第 {number} 页的内容已损坏或不完整。请重新下载后再试。"
            ) from error
        found = glyphs_and_rulings(page)
        read, torn = composed(number, page.get_height(), found.glyphs, found.rulings)
        scan = recognised_page(number, page, len(found.glyphs), found.recognised)
        if scan is not None and not scan.page.items and found.glyphs:
            scan = None  # nothing was recognised in the picture: the layer of text that came with it is more
        recognised += scan is not None
        if recognised > MOST_PAGES:
            raise UnreadableDocument(too_many(document.name, len(opened)))
        written = bool(found.glyphs) or (scan is not None and bool(scan.page.items))
        yield _Sheet(read, torn, written, found.recognised and scan is None, tuple(found.unseen), scan)
        page.close()


def _printed(opened: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """The page as it would be printed: what is filled into its fields is part of it."""
    page = opened[index]
    if not any(_is_written_on(page, number) for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
        return page
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_PRINT)
    page.close()
    return opened[index]


def _is_written_on(page: pypdfium2.PdfPage, number: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    pdfium.FPDFPage_CloseAnnot(annotation)
    return kind in _WRITTEN_ON


def _sound(opened: pypdfium2.PdfDocument) -> bytes:
    """The document written anew: mended where it was damaged, open where it was locked, its fields part of its pages."""
    written = io.BytesIO()
    opened.save(written, flags=pdfium.FPDF_REMOVE_SECURITY)
    return written.getvalue()


def _marked(block: Block, recognised: frozenset[int]) -> Block:
    """The block, marked as recognised where it stands on one of these pages."""
    if isinstance(block, Grid):
        return replace(block, cells=tuple(_marked_cell(cell, recognised) for cell in block.cells))
    return replace(block, source=_marked_place(block.source, recognised))


def _marked_cell(cell: Cell, recognised: frozenset[int]) -> Cell:
    return cell._replace(source=_marked_place(cell.source, recognised))


def _marked_place(place: Locator, recognised: frozenset[int]) -> Locator:
    return replace(place, ocr=True) if place.page in recognised else place
