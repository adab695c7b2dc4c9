"""Pictures of pages (PNG, JPEG, TIFF, BMP, WebP) to layouts, by recognition."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.document import Document, Layout
from ingest.errors import DamagedDocument, UnreadableDocument
from ingest.grids import join_continued
from ingest.readers.ocr import DPI, MOST_PAGES, Scanned, aligned, on_paper, recognise, too_many
from ingest.readers.prose import flow
from ingest.readers.recogniser import Grey, Recogniser, recogniser

MOST_PIXELS = 100_000_000
"""An A0 page at 200 dots an inch has 62 million."""

_WIDTH = 8.27
"""Inches: pictures are taken to be as wide as A4, so that sizes in points mean something; what they say of themselves is often wrong."""
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")


def read_picture(document: Document, content: bytes) -> Layout:
    """The paragraphs and grids of a picture of a page, of a TIFF with several, all marked as recognised.

    Raises UnreadableDocument where recognition is not installed or the picture is too large, DamagedDocument for broken files.
    """
    model = recogniser()
    if model is None:
        raise UnreadableDocument(
            f"《{document.name}》是图片：识别图中的文字需要文字识别组件，现在没有安装。请运行 pip install 'nianbao[ocr]' 后再试，或提供有文字的文件。"
        )
    try:
        scans = tuple(aligned(tuple(_scans(document, content, model))))
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what Pillow's decoders raise
        raise DamagedDocument(f"《{document.name}》打不开：应为完整的图片，文件内容已损坏或不完整。请重新下载或重新扫描后再试。") from error
    torn = frozenset(cell for scan in scans for cell in scan.torn)
    return Layout(document, on_paper(join_continued(flow([scan.page for scan in scans]), torn), scans))


def page_picture(content: bytes, page: int) -> Image.Image:
    """The picture of this page (from 1), upright, in grey. Raises IndexError where there is none, OSError for broken files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            if not 1 <= page <= getattr(opened, "n_frames", 1):
                raise IndexError(page)
            opened.seek(page - 1)
            return _on_white(ImageOps.exif_transpose(opened))


def dots(picture: Image.Image) -> float:
    """How many dots of such a picture make an inch."""
    return picture.width / _WIDTH


def _scans(document: Document, content: bytes, model: Recogniser) -> Iterator[Scanned]:
    for number in range(1, _counted(document, content) + 1):
        picture = page_picture(content, number)
        yield recognise(number, _grey(picture), DPI, model)


def _counted(document: Document, content: bytes) -> int:
    """The number of pages; raises UnreadableDocument where they, or the dots of one, are too many."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            opened = Image.open(io.BytesIO(content), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise UnreadableDocument(_too_large(document.name, "多得多")) from error
        except UnidentifiedImageError as error:
            raise DamagedDocument(
                f"《{document.name}》打不开：应为完整的图片，文件内容已损坏或不完整。请重新下载或重新扫描后再试。"
            ) from error
    with opened:
        pages = int(getattr(opened, "n_frames", 1))
        if opened.width * opened.height > MOST_PIXELS:
            raise UnreadableDocument(_too_large(document.name, f"{opened.width}×{opened.height}"))
    if pages > MOST_PAGES:
        raise UnreadableDocument(too_many(document.name, pages))
    return pages


def _too_large(name: str, found: str) -> str:
    return f"《{name}》太大：图片最多 {MOST_PIXELS // 10000:,} 万像素，实际 {found}。请以 200 至 300 dpi 重新扫描。"


def _on_white(picture: Image.Image) -> Image.Image:
    """In grey, what is transparent as white paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return picture.convert("L")


def _grey(picture: Image.Image) -> Grey:
    """The dots, so many that DPI of them make an inch."""
    scale = DPI / dots(picture)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    way = Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC
    return np.asarray(picture.resize(size, way), dtype=np.uint8)
