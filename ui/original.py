"""The page of a published PDF or scan as a picture, with a box around each cell that an answer was taken from."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from threading import Lock

import pypdfium2
from PIL import Image, ImageDraw

from ingest.document import Box
from ingest.readers.kinds import picture_type
from ingest.readers.picture import dots, page_picture

SCALE = 2.0
"""Pixels for a PDF point: small print of a table stays legible on a phone."""
POINTS = 72.0
"""To the inch."""
MARGIN = 3.0
"""Points between the cell and the box drawn around it."""
MOST_BOXES = 40
"""So many cells of one page are boxed; the printed table beside it marks the others."""
PDFIUM = Lock()
"""PDFium must not be entered by two threads: whoever reads or draws a PDF in this process holds it."""


class NoSuchPage(Exception):
    """The document is no PDF or has no such page."""


class Pages:
    """Pictures of pages; `original` gives the bytes of a document by its hash, or raises StoreError."""

    def __init__(self, original: Callable[[str], bytes]) -> None:
        self._original = original
        self.png = lru_cache(maxsize=64)(self._png)

    def _png(self, sha256: str, page: int, boxes: tuple[Box, ...]) -> bytes:
        content = self._original(sha256)
        with PDFIUM:
            return _picture(content, page, boxes)


def _picture(content: bytes, page: int, boxes: tuple[Box, ...]) -> bytes:
    image = _scan(content, page) if picture_type(content) else _page(content, page)
    for x0, top, x1, bottom in boxes:
        edges = ((x0 - MARGIN) * SCALE, (top - MARGIN) * SCALE, (x1 + MARGIN) * SCALE, (bottom + MARGIN) * SCALE)
        ImageDraw.Draw(image).rectangle(edges, outline=(200, 30, 30), width=4)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _page(content: bytes, page: int) -> Image.Image:
    if not content.startswith(b"%PDF"):
        raise NoSuchPage("该文件不是PDF，没有页面图像。")
    with pypdfium2.PdfDocument(content) as document:
        if not 1 <= page <= len(document):
            raise NoSuchPage(f"该文件共{len(document)}页，没有第{page}页。")
        drawn: Image.Image = document[page - 1].render(scale=SCALE).to_pil().convert("RGB")
        return drawn


def _scan(content: bytes, page: int) -> Image.Image:
    """A page that was given as a picture, as large as a page of a PDF is drawn."""
    try:
        picture = page_picture(content, page)
    except IndexError as error:
        raise NoSuchPage(f"该图片没有第{page}页。") from error
    scale = SCALE * POINTS / dots(picture)
    return picture.convert("RGB").resize((round(picture.width * scale), round(picture.height * scale)))
