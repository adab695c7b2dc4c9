"""What kind of file some bytes are, told by what is inside."""

from __future__ import annotations

import re

from ingest.errors import UnsupportedMediaType
from ingest.readers.encoding import decode
from ingest.readers.html_source import is_carried
from ingest.readers.media import HTML, MARKDOWN, MHTML, TEXT
from ingest.readers.office import kind_of_office

KNOWN = "能读的是 PDF、DOCX、DOC、HTML、TXT 和 MD"
_FOREIGN = (
    (b"Rar!", "压缩包；请先解压"),
    (b"7z\xbc\xaf", "压缩包；请先解压"),
)
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"BM": "image/bmp",
}
_TAGS = re.compile(r"<(!doctype html|html|head|body|table|div|p|h[1-6]|article|section|span|meta)\b", re.I)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_HEAD = re.compile(rb"\A\s*(?:From|MIME-Version|Content-Type|Date|Subject|Snapshot-Content-Location)\s*:", re.I)
_RELATED = re.compile(rb"^Content-Type\s*:\s*multipart/related", re.I | re.M)


def kind_of(name: str, content: bytes) -> str:
    """The media type of anything but a PDF; raises UnsupportedMediaType for what no reader reads, DamagedDocument for a broken file."""
    if (picture := picture_type(content)) is not None:
        return picture
    if (office := kind_of_office(name, content, KNOWN)) is not None:
        return office
    if _HEAD.match(content) is not None and _RELATED.search(content[:4096]) is not None:
        return MHTML
    foreign = next((what for mark, what in _FOREIGN if content.startswith(mark)), None)
    if foreign:
        raise UnsupportedMediaType(f"《{name}》无法读取：{KNOWN}，这是{foreign}。")
    text = decode(content)
    if text is None or _CONTROLS.search(text):
        raise UnsupportedMediaType(f"《{name}》无法读取：{KNOWN}，这个文件的内容不属于其中任何一种。")
    if is_carried(text) or (text.lstrip("\ufeff \t\r\n").startswith("<") and _TAGS.search(text)):
        return HTML
    return MARKDOWN if name.lower().endswith((".md", ".markdown")) else TEXT


def picture_type(content: bytes) -> str | None:
    """The media type of a picture by its content; None for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    found = next((kind for mark, kind in _PICTURES.items() if content.startswith(mark)), None)
    return None if found == "image/bmp" and content[6:10] != b"\0\0\0\0" else found
