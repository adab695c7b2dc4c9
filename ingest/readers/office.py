"""Which kind of office file some bytes are, told by what is inside."""

from __future__ import annotations

import io
import zipfile

from ingest.errors import DamagedDocument, UnsupportedMediaType
from ingest.readers.media import DOC, DOCX, ODT, RTF, WORD_XML

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    # The names of streams say which program wrote a compound file; Word's first, which may hold sheets of the others.
    ("WordDocument", DOC),
    ("EncryptedPackage", "加密的 Office 文件；请另存为不加密的 .docx 后再试"),
    ("Workbook", "Excel 表格；请提供报告的 Word、PDF 或网页版本"),
    ("Book", "Excel 表格；请提供报告的 Word、PDF 或网页版本"),
    ("PowerPoint Document", "PowerPoint 演示文稿；请提供报告的 Word、PDF 或网页版本"),
    ("__properties_version1.0", "Outlook 邮件；请把其中的附件另存为文件后再试"),
)
_PARTS = (
    ("xl/", "Excel 表格；请提供报告的 Word、PDF 或网页版本"),
    ("ppt/", "PowerPoint 演示文稿；请提供报告的 Word、PDF 或网页版本"),
    ("OFD.xml", "OFD 版式文件；请另存为 PDF 后再试"),
)


def kind_of_office(name: str, content: bytes, known: str) -> str | None:
    """The media type of an older or newer office file; None where the bytes are none.

    Raises DamagedDocument for a broken one, UnsupportedMediaType for one that no reader reads; `known` says what can be read.
    """
    if content.startswith(_COMPOUND):
        return _readable(name, _compound(content), known)
    if content.startswith(b"PK\x03\x04"):
        return _readable(name, _packed(name, content), known)
    if content.lstrip()[:6] == b"{\\rtf1":
        return RTF
    return WORD_XML if b'progid="Word.Document"' in content[:1024] else None


def _readable(name: str, kind: str, known: str) -> str:
    if "/" not in kind:
        raise UnsupportedMediaType(f"《{name}》无法读取：{known}，这是{kind}。")
    return kind


def _compound(content: bytes) -> str:
    found = (kind for stream, kind in _STREAMS if f"{stream}\0".encode("utf-16-le") in content)
    return next(found, "另一种程序的文件；请另存为 .docx 后再试")


def _packed(name: str, content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            text = "mimetype" in names and package.open("mimetype").read(len(ODT)) == ODT.encode()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError) as error:
        raise DamagedDocument(f"《{name}》打不开：应为完整的 DOCX，文件内容已损坏或不完整。请重新下载后再试。") from error
    if any(one.startswith("word/") and one.endswith(".xml") for one in names):
        return DOCX
    if text:
        return ODT
    return next((kind for part, kind in _PARTS if any(one.startswith(part) for one in names)), "压缩包或另一种 Office 文件")
