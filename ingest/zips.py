"""The ZIP format without its traps: overlapping members, more members or bytes than anybody packs, names in the code page of another country."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from ingest.errors import DamagedDocument, UnreadableDocument

BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, struct.error, OverflowError)
"""What Python's reader raises for bytes that are no sound ZIP."""

MOST_MEMBERS = 10_000
MOST_UNPACKED = 2 * 1024 * 1024 * 1024
"""Bytes: a thousand reports of two megabytes."""

MOST_RATIO = 100
"""Unpacked to packed, from _FREE bytes on: reports shrink to a tenth at most, zeros to a thousandth."""

_FREE = 64 * 1024 * 1024
_LONGEST_DIRECTORY = MOST_MEMBERS * 512
_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS = frozenset(("[Content_Types].xml", "mimetype", "OFD.xml", "META-INF/MANIFEST.MF"))
_UTF8 = 0x800
_END = struct.Struct("<4s4H2LH")
_END_MARK, _LONGEST_COMMENT = b"PK\x05\x06", 65_535
_HEADER = 30
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


def is_archive(file: IO[bytes]) -> bool:
    """Whether a file is a ZIP of files, and no document that is a ZIP inside (Word, OFD)."""
    file.seek(0)
    if file.read(4) not in _MARKS:
        return False
    try:
        if _directory(file) > _LONGEST_DIRECTORY:
            return True
        with ZipFile(file) as opened:
            return not _DOCUMENTS & set(opened.namelist())
    except BROKEN:
        return False


@dataclass
class Budget:
    """What an archive and all archives inside it unpack to so far, in members and bytes; `packed` is the size of the outermost file."""

    shown: str
    packed: int
    members: int = 0
    unpacked: int = 0

    def take(self, entries: Sequence[ZipInfo]) -> None:
        """Count the members of one archive; raises UnreadableDocument where all together are too many or too large."""
        self.members += len(entries)
        self.unpacked += sum(entry.file_size for entry in entries)
        if self.members > MOST_MEMBERS:
            raise _too_many(self.shown)
        if self.unpacked > MOST_UNPACKED or (self.unpacked > _FREE and self.unpacked > MOST_RATIO * self.packed):
            sizes = f"{self.packed / 1024:,.0f} KB 的压缩包，解压后至少有 {self.unpacked / 1024 / 1024:,.0f} MB"
            raise UnreadableDocument(f"压缩包《{self.shown}》没有解压：应为一批年度报告，实际是{sizes}。请解压后只导入年度报告。")


@contextmanager
def checked(file: IO[bytes], shown: str) -> Iterator[ZipFile]:
    """An open archive whose members lie one after the other.

    Raises DamagedDocument where the bytes are no sound ZIP or members overlap, UnreadableDocument where there are too many.
    """
    try:
        if _directory(file) > _LONGEST_DIRECTORY:
            raise _too_many(shown)
        opened = ZipFile(file)
    except BROKEN as error:
        raise DamagedDocument(f"压缩包《{shown}》打不开：应为完整的 ZIP 文件，内容已损坏或不完整。请重新下载后再试。") from error
    with opened:
        if _overlap(opened):
            raise DamagedDocument(f"压缩包《{shown}》没有解压：其中的文件互相重叠，正常的压缩软件不会这样打包。请重新打包后再试。")
        yield opened


def names_of(opened: ZipFile) -> list[tuple[str, ZipInfo]]:
    """Every file in the archive with its path as the person who packed it read it: UTF-8, else GB18030, else code page 437."""
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    raw = {entry: entry.orig_filename.encode("cp437") for entry in entries if not entry.flag_bits & _UTF8}
    encoding = next((one for one in ("utf-8", "gb18030") if all(_decodes(name, one) for name in raw.values())), "cp437")
    return [(_path(raw[entry].decode(encoding) if entry in raw else entry.orig_filename), entry) for entry in entries]


def _path(name: str) -> str:
    """With slashes, below the archive, and without what a terminal would obey."""
    parts = _CONTROLS.sub("\ufffd", name.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "\ufffd"


def _decodes(name: bytes, encoding: str) -> bool:
    try:
        name.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _directory(file: IO[bytes]) -> int:
    """The bytes of the list of members as the end of the file states them, known before the list is read; 0 where it states none."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _LONGEST_COMMENT - _END.size))
    tail = file.read()
    place = tail.rfind(_END_MARK)
    stated = tail[place : place + _END.size]
    return int(_END.unpack(stated)[5]) if place >= 0 and len(stated) == _END.size else 0


def _overlap(opened: ZipFile) -> bool:
    """Whether two members share bytes, as in archives made to unpack to more than any sound one could."""
    spans = sorted((entry.header_offset, _HEADER + len(entry.orig_filename) + entry.compress_size) for entry in opened.infolist())
    ends = [start + length for start, length in spans]
    return any(end > start for end, (start, _) in zip(ends, [*spans[1:], (opened.start_dir, 0)], strict=True)) if spans else False


def _too_many(shown: str) -> UnreadableDocument:
    return UnreadableDocument(f"压缩包《{shown}》没有解压：最多 {MOST_MEMBERS} 个文件，实际更多。请分成几个压缩包。")
