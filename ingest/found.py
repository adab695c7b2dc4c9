"""What a source gives: Found, a document's bytes and how it is named; and which files are no documents of anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.errors import UnreadableDocument

LARGEST = 100 * 1024 * 1024
"""Bytes: far more than any report; what is larger is no report and would fill the memory."""

_SYSTEM = frozenset(("__macosx", "thumbs.db", "desktop.ini"))
_PAGES = (".html", ".htm", ".mht", ".xhtml")
_COMPANIONS = ("_files", ".files", "_file")


@dataclass(frozen=True, slots=True)
class Found:
    """A document to be read: where it was found as a person would say it, its own name, its bytes, and the address it came from."""

    source: str
    name: str
    content: bytes
    url: str | None = None


def content_of(path: Path) -> bytes:
    """The bytes of a file; raises UnreadableDocument where it cannot be opened or is larger than any report, without reading it."""
    try:
        if path.is_dir():
            raise UnreadableDocument(f"无法打开文件夹 {path}：应为可读取的文件夹，请检查访问权限。")
        if not path.is_file() and path.exists():
            raise UnreadableDocument(f"无法打开 {path}：应为普通文件，实际是设备或管道。请提供年度报告的文件。")
        if (size := path.stat().st_size) > LARGEST:
            raise UnreadableDocument(too_large(path.name, size))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument(f"找不到文件 {path}：请检查路径和文件名。") from error
    except OSError as error:
        raise UnreadableDocument(f"无法打开文件 {path}：应为可读取的文件，系统提示“{error.strerror}”。请检查访问权限。") from error


def too_large(name: str, size: int) -> str:
    """The sentence about a document of more than LARGEST bytes."""
    return f"《{name}》太大：最多 {LARGEST // 1024 // 1024} MB，实际 {size / 1024 / 1024:.0f} MB。请只提供年度报告本身。"


def is_shown(name: str) -> bool:
    """Whether a file or folder of this name is one that a person put there: not hidden, of the system, or the lock of an open document."""
    return not name.startswith((".", "~$")) and name.lower() not in _SYSTEM


def is_companion(folder: str, beside: Iterable[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a web page that a browser saved beside it.

    >>> is_companion("年报_files", ["年报.html"]), is_companion("年报_files", ["别的.html"])
    (True, False)
    """
    stem = next((folder.removesuffix(ending) for ending in _COMPANIONS if folder.endswith(ending)), None)
    return stem is not None and any(PurePosixPath(name).stem == stem and name.lower().endswith(_PAGES) for name in beside)
