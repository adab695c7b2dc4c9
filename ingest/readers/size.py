"""What is too long to be an annual report is told by counting, before any of it is parsed."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pypdfium2

from ingest.document import Document
from ingest.errors import UnreadableDocument
from ingest.zips import BROKEN, checked

MOST_PAGES = 500
"""Far more than any report has; reading more would take minutes."""

MOST_ROWS = 20_000
"""Rows of all tables together: the statutory ones have eighty, a portal's page around them a few hundred."""

MOST_LINES = 50_000
"""Lines of a text."""

_MOST_XML = 32 * 1024 * 1024
_MOST_UNPACKED = 256 * 1024 * 1024
_ROWS = (b"<tr", b"<TR", b"<w:tr ", b"<w:tr>")
_BODY = "word/document.xml"


def page_count(content: bytes) -> int:
    """The number of pages; 0 where the bytes cannot be opened, which reading them will explain."""
    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return 0
    count = len(opened)
    opened.close()
    return count


def refuse_many_rows(document: Document, content: bytes) -> None:
    """Raises UnreadableDocument for a web page whose tables have more than MOST_ROWS rows."""
    _refuse(document, "表格", "行", sum(map(content.count, _ROWS)), MOST_ROWS)


def refuse_many_lines(document: Document, content: bytes) -> None:
    """Raises UnreadableDocument for a text of more than MOST_LINES lines."""
    _refuse(document, "文本", "行", max(content.count(b"\n"), content.count(b"\r")), MOST_LINES)


def refuse_large_word(document: Document, content: bytes) -> None:
    """Raises UnreadableDocument for a Word file that unpacks to far more than a report, DamagedDocument where it is no sound ZIP."""
    with checked(io.BytesIO(content), document.name) as opened:
        sizes = {entry.filename: entry.file_size for entry in opened.infolist()}
        largest = max((size for name, size in sizes.items() if name.endswith((".xml", ".rels"))), default=0)
        _refuse(document, "解压后的内容", " MB", sum(sizes.values()) >> 20, _MOST_UNPACKED >> 20)
        _refuse(document, "解压后的正文", " MB", largest >> 20, _MOST_XML >> 20)
        _refuse(document, "表格", "行", _word_rows(opened), MOST_ROWS)


def _word_rows(opened: ZipFile) -> int:
    try:
        body = opened.read(_BODY)
    except (KeyError, *BROKEN):
        return 0  # the reader says what is broken
    return sum(map(body.count, _ROWS))


def _refuse(document: Document, what: str, unit: str, found: int, most: int) -> None:
    if found > most:
        raise UnreadableDocument(f"《{document.name}》太长：{what}最多 {most:,}{unit}，实际 {found:,}{unit}。请只提供年度报告本身。")
