"""Archive files: what they hold is looked through before anything of it is given, so that a zip bomb is one sentence and keeps nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from ingest.errors import DamagedDocument, UnreadableDocument
from ingest.found import LARGEST, Found, is_companion, is_shown, too_large
from ingest.outcome import Outcome
from ingest.zips import BROKEN, Budget, checked, is_archive, names_of

DEEPEST = 2
"""Archives inside an archive are opened, and those inside them; below that stands nothing but bombs."""

_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg", ".ico", ".tif", ".tiff", ".css", ".js"))
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_MARK = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class _Member:
    shown: str
    entry: ZipInfo


@dataclass(frozen=True, slots=True)
class _Inner:
    shown: str
    entry: ZipInfo
    members: tuple[_Member | _Inner | Outcome, ...]


_Members = tuple[_Member | _Inner | Outcome, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """A ZIP of reports, on disk or in memory, looked through; its members are shown as 档案.zip/子目录/报告.pdf."""

    file: Path | bytes
    members: _Members
    url: str | None = None

    @classmethod
    def of(cls, shown: str, file: Path | bytes, url: str | None = None) -> Packed:
        """The archive; one that is damaged, or would unpack to more than the limits, holds a failed outcome and nothing else."""
        try:
            with _opened(file) as stream:
                return cls(file, _looked_through(stream, shown, 0, Budget(shown, stream.seek(0, io.SEEK_END))), url)
        except UnreadableDocument as error:
            return cls(file, (Outcome(shown, "failed", error=str(error)),), url)

    @property
    def count(self) -> int:
        """How many documents and outcomes it gives."""
        return _count(self.members)

    def found(self) -> Iterator[Found | Outcome]:
        """The documents by their names, unpacked one after the other, and a failed outcome for each that cannot be had."""
        with _opened(self.file) as stream:
            yield from _given(stream, self.members, self.url)


def _opened(file: Path | bytes) -> IO[bytes]:
    try:
        return io.BytesIO(file) if isinstance(file, bytes) else file.open("rb")
    except OSError as error:
        raise UnreadableDocument(f"无法打开文件 {file!s}：应为可读取的文件，系统提示“{error.strerror}”。请检查访问权限。") from error


def _looked_through(stream: IO[bytes], shown: str, depth: int, budget: Budget) -> _Members:
    """What an archive gives; raises UnreadableDocument where the whole of it is refused."""
    if depth > DEEPEST:
        raise DamagedDocument(f"压缩包《{shown}》没有解压：压缩包里最多再套 {DEEPEST} 层压缩包。请先解压，再导入其中的文件。")
    with checked(stream, shown) as opened:
        named = _documents(names_of(opened))
        budget.take([entry for _, entry in named])
        return tuple(_member(opened, f"{shown}/{name}", entry, depth, budget) for name, entry in named)


def _documents(named: Sequence[tuple[str, ZipInfo]]) -> list[tuple[str, ZipInfo]]:
    """The files that a person put there, by name; pictures only where they stand alone."""
    paths = {name: PurePosixPath(name) for name, _ in named}
    beside: dict[PurePosixPath, list[str]] = {}
    for path in paths.values():
        beside.setdefault(path.parent, []).append(path.name)
    alone = {folder for folder, names in beside.items() if all(_is_picture(name) for name in names)}
    return sorted(
        ((name, entry) for name, entry in named if _is_document(paths[name], beside) and (paths[name].parent in alone or not _is_picture(name))),
        key=lambda one: one[0],
    )  # fmt: skip


def _is_document(path: PurePosixPath, beside: dict[PurePosixPath, list[str]]) -> bool:
    if not all(map(is_shown, path.parts)):
        return False
    return not any(is_companion(folder.name, beside.get(folder.parent, ())) for folder in path.parents if folder.name)


def _is_picture(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _PICTURES


def _member(opened: ZipFile, shown: str, entry: ZipInfo, depth: int, budget: Budget) -> _Member | _Inner | Outcome:
    if (refused := _refused(shown, entry)) is not None:
        return Outcome(shown, "failed", error=refused)
    try:
        with opened.open(entry) as stream:
            packed = stream.read(len(_MARK)) == _MARK
        content = io.BytesIO(_unpacked(opened, entry)) if packed else None
    except BROKEN:
        return _damaged(shown)
    if content is None or not is_archive(content):
        return _Member(shown, entry)
    try:
        return _Inner(shown, entry, _looked_through(content, shown, depth + 1, budget))
    except DamagedDocument as error:
        return Outcome(shown, "failed", error=str(error))


def _refused(shown: str, entry: ZipInfo) -> str | None:
    """Why a member is not unpacked."""
    name = PurePosixPath(shown).name
    if entry.flag_bits & _ENCRYPTED:
        return f"《{shown}》已加密：需要密码才能解压。请解压后再导入。"
    if entry.compress_type not in _METHODS:
        return f"《{shown}》无法解压：应为普通 ZIP 压缩，实际压缩方法代码为 {entry.compress_type}。请解压后再导入。"
    return too_large(name, entry.file_size) if entry.file_size > LARGEST else None


def _unpacked(opened: ZipFile, entry: ZipInfo) -> bytes:
    """The bytes of a member; raises one of BROKEN where there are not exactly as many as the archive says, with its check sum."""
    with opened.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise BadZipFile
    return content


def _damaged(shown: str) -> Outcome:
    return Outcome(shown, "failed", error=f"《{shown}》解压失败：压缩包内容已损坏或不完整。请重新下载后再试。")


def _count(members: _Members) -> int:
    return sum(_count(one.members) if isinstance(one, _Inner) else 1 for one in members)


def _given(stream: IO[bytes], members: _Members, url: str | None) -> Iterator[Found | Outcome]:
    with ZipFile(stream) as opened:
        for one in members:
            if isinstance(one, Outcome):
                yield one
                continue
            try:
                content = _unpacked(opened, one.entry)
            except BROKEN:
                yield _damaged(one.shown)
                continue
            if isinstance(one, _Inner):
                yield from _given(io.BytesIO(content), one.members, url)
            else:
                yield Found(one.shown, PurePosixPath(one.shown).name, content, url)
