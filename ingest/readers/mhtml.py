"""Web pages in one file (MHTML), as browsers and Word save them, to layouts."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from ingest.document import Document, Layout
from ingest.errors import DamagedDocument
from ingest.readers.html import read_html


def read_mhtml(document: Document, content: bytes) -> Layout:
    """What the page in the message shows; raises DamagedDocument where it holds none."""
    parts = (part for part in message_from_bytes(content).walk() if part.get_content_type() == "text/html")
    page = next(map(_page, parts), b"")
    if not page.strip():
        raise DamagedDocument(f"《{document.name}》里没有网页：应为浏览器或 Word 存成单个文件的网页，没有找到它的正文。请重新保存后再试。")
    return read_html(document, page)


def _page(part: Message) -> bytes:
    """The page's bytes; in UTF-8 where the message says which encoding they have."""
    packed = part.get_payload(decode=True)
    raw = packed if isinstance(packed, bytes) else b""
    try:
        return raw.decode(part.get_content_charset() or "utf-8").encode()
    except (LookupError, UnicodeDecodeError):
        return raw
