"""Read a file of any known kind into a layout: identify(name, content) says its kind, read(document, content) reads it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.document import Document, Layout
from ingest.errors import DamagedDocument, UnsupportedMediaType
from ingest.readers.doc import DOC, ODT, RTF, WORD_XML, read_doc
from ingest.readers.docx import read_docx
from ingest.readers.encoding import decode
from ingest.readers.html import read_html
from ingest.readers.html_source import is_carried
from ingest.readers.mhtml import is_mhtml, read_mhtml
from ingest.readers.office import DOCX as DOCX
from ingest.readers.office import kind_of_office
from ingest.readers.pdf import read_pdf
from ingest.readers.picture import MEDIA_TYPES, picture_type, read_picture
from ingest.readers.text import read_text

PDF = "application/pdf"
HTML = "text/html"
MHTML = "multipart/related"
TEXT = "text/plain"
MARKDOWN = "text/markdown"

_READERS: dict[str, Callable[[Document, bytes], Layout]] = {
    PDF: read_pdf,
    DOCX: read_docx,
    **dict.fromkeys((DOC, RTF, ODT, WORD_XML), read_doc),
    HTML: read_html,
    MHTML: read_mhtml,
    TEXT: read_text,
    MARKDOWN: read_text,
    **dict.fromkeys(MEDIA_TYPES, read_picture),
}
_KNOWN = "能读的是 PDF、DOCX、DOC、HTML、TXT 和 MD"
_FOREIGN = (
    (b"Rar!", "压缩包；请先解压"),
    (b"7z\xbc\xaf", "压缩包；请先解压"),
)
_TAGS = re.compile(r"<(!doctype html|html|head|body|table|div|p|h[1-6]|article|section|span|meta)\b", re.I)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def read(document: Document, content: bytes) -> Layout:
    """What the document shows, by the reader for its media type.

    Raises UnsupportedMediaType where there is no such reader, DamagedDocument where the bytes cannot be read or hold no text.
    """
    reader = _READERS.get(document.media_type)
    if reader is None:
        raise UnsupportedMediaType(f"《{document.name}》是 {document.media_type} 类型的文件，无法读取：{_KNOWN}。")
    layout = reader(document, content)
    if not layout.blocks:
        raise DamagedDocument(f"《{document.name}》里没有文字：应为一份年度报告，打开后没有找到任何段落或表格。请检查文件是否完整。")
    return layout


def identify(name: str, content: bytes) -> str:
    """The media type by content; the name only tells Markdown from other text.

    Raises DamagedDocument for an empty file, UnsupportedMediaType for what no reader reads.
    """
    if not content.strip():
        raise DamagedDocument(f"《{name}》是空文件：应为一份年度报告，找到 0 个字。请重新下载后再试。")
    if b"%PDF-" in content[:1024]:
        return PDF
    if (picture := picture_type(content)) is not None:
        return picture
    if (office := kind_of_office(name, content, _KNOWN)) is not None:
        return office
    if is_mhtml(content):
        return MHTML
    foreign = next((what for mark, what in _FOREIGN if content.startswith(mark)), None)
    if foreign:
        raise UnsupportedMediaType(f"《{name}》无法读取：{_KNOWN}，这是{foreign}。")
    text = decode(content)
    if text is None or _CONTROLS.search(text):
        raise UnsupportedMediaType(f"《{name}》无法读取：{_KNOWN}，这个文件的内容不属于其中任何一种。")
    if is_carried(text) or (text.lstrip("\ufeff \t\r\n").startswith("<") and _TAGS.search(text)):
        return HTML
    return MARKDOWN if name.lower().endswith((".md", ".markdown")) else TEXT
