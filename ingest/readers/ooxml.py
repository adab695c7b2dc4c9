"""The parts of a Word file (.docx, .docm, .dotx, strict or transitional): its body, and what says how lists are numbered."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ingest.document import Document
from ingest.errors import DamagedDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = ((b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "word/document.xml"
_LARGEST_PART = 64 * 1024 * 1024
"""Bytes: the body of a report has one or two million; a bomb has a thousand times more."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, RuntimeError, NotImplementedError, etree.XMLSyntaxError)


@dataclass(frozen=True, slots=True)
class Parts:
    """The roots of the parts that a reader looks at; None where the file has none."""

    body: Any
    numbering: Any
    styles: Any


def parts_of(document: Document, content: bytes) -> Parts:
    """The parts of a Word file; raises DamagedDocument for broken, locked or oversized ones."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            main = _target(package, "", "officeDocument") or _MAIN
            root = _root(document, package, main)
            body = root.find(f"{W}body")
            if body is None:
                raise KeyError(main)
            beside = (_target(package, main, kind) for kind in ("numbering", "styles"))
            return Parts(body, *(None if name is None else _optional(document, package, name) for name in beside))
    except _BROKEN as error:
        raise DamagedDocument(f"《{document.name}》打不开：应为完整的 Word 文档，文件内容已损坏或不完整。请重新下载后再试。") from error


def _target(package: zipfile.ZipFile, part: str, kind: str) -> str | None:
    """The name of the part that a part (the package itself where '') refers to as this kind."""
    folder, name = posixpath.split(part)
    try:
        relations = _parsed(package.read(posixpath.join(folder, "_rels", f"{name}.rels")))
    except (KeyError, etree.XMLSyntaxError):
        return None
    targets = (one.get("Target", "") for one in relations.iter(_RELATION) if one.get("Type", "").endswith(f"/{kind}"))
    target = next(targets, None)
    return None if target is None else posixpath.normpath(posixpath.join(folder, target)).lstrip("/")


def _optional(document: Document, package: zipfile.ZipFile, name: str) -> Any:
    try:
        return _root(document, package, name)
    except (KeyError, etree.XMLSyntaxError):
        return None


def _root(document: Document, package: zipfile.ZipFile, name: str) -> Any:
    with package.open(name) as part:
        raw = part.read(_LARGEST_PART + 1)
    if len(raw) > _LARGEST_PART:
        raise DamagedDocument(
            f"《{document.name}》没有读完：文件展开后超过 {_LARGEST_PART // 1024 // 1024} MB，远大于一份年度报告。请只提供年度报告本身。"
        )
    for strict, transitional in _STRICT:
        raw = raw.replace(strict, transitional)
    return _parsed(raw)


def _parsed(raw: bytes) -> Any:
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
