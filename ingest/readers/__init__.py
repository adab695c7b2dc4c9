"""Read a file of any known kind into a layout: identify(name, content) says its kind, read(document, content) reads it.

Each reader is imported when the first file of its kind comes: it brings packages that take memory, and PDF needs none of the others'.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.document import Document, Layout
from ingest.errors import DamagedDocument, UnsupportedMediaType
from ingest.readers.media import DOC, DOCX, HTML, MARKDOWN, MHTML, ODT, PDF, PICTURES, RTF, TEXT, WORD_XML


def read(document: Document, content: bytes) -> Layout:
    """What the document shows, by the reader for its media type.

    Raises UnsupportedMediaType where there is no such reader, DamagedDocument where the bytes cannot be read or hold no text.
    """
    layout = _reader(document)(document, content)
    if not layout.blocks:
        raise DamagedDocument(f"《{document.name}》里没有文字：应为一份年度报告，打开后没有找到任何段落或表格。请检查文件是否完整。")
    return layout


def _reader(document: Document) -> Callable[[Document, bytes], Layout]:
    reader: Callable[[Document, bytes], Layout]
    kind = document.media_type
    if kind == PDF:
        from ingest.readers.pdf import read_pdf as reader
    elif kind == DOCX:
        from ingest.readers.docx import read_docx as reader
    elif kind in (DOC, RTF, ODT, WORD_XML):
        from ingest.readers.doc import read_doc as reader
    elif kind == HTML:
        from ingest.readers.html import read_html as reader
    elif kind == MHTML:
        from ingest.readers.mhtml import read_mhtml as reader
    elif kind in (TEXT, MARKDOWN):
        from ingest.readers.text import read_text as reader
    elif kind in PICTURES:
        from ingest.readers.picture import read_picture as reader
    else:
        from ingest.readers.kinds import KNOWN

        raise UnsupportedMediaType(f"《{document.name}》是 {kind} 类型的文件，无法读取：{KNOWN}。")
    return reader


def identify(name: str, content: bytes) -> str:
    """The media type by content; the name only tells Markdown from other text.

    Raises DamagedDocument for an empty file, UnsupportedMediaType for what no reader reads.
    """
    if not content.strip():
        raise DamagedDocument(f"《{name}》是空文件：应为一份年度报告，找到 0 个字。请重新下载后再试。")
    if b"%PDF-" in content[:1024]:
        return PDF
    from ingest.readers.kinds import kind_of

    return kind_of(name, content)
