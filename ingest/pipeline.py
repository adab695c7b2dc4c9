"""The arrows in order: a file is identified, read, recognized, extracted, checked and split; each document's failure is its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from ingest.checks import check, unplaced_rows
from ingest.document import Document
from ingest.errors import DamagedDocument, IngestError, NotAReport, UnreadableDocument
from ingest.extract import extract_facts
from ingest.outcome import Outcome
from ingest.readers import PDF, identify, read
from ingest.readers.pdf import read_pdf
from ingest.readers.size import page_count
from ingest.reading import Reading
from ingest.recognize import recognize
from ingest.reconcile import agreed, is_doubtful
from ingest.report import Report
from ingest.split import split
from ingest.stores.archive import Archive

LARGEST = 100 * 1024 * 1024
"""Bytes: far more than any report; what is larger is no report and would fill the memory."""

MOST_PAGES = 500
"""Far more than any report has; reading more would take minutes."""

_READ_TWICE = 60
"""Pages of a PDF that is no report at first sight and may be one at the second; pdfplumber is the slower reader of the two."""


def read_report(source: Path | str, content: bytes | None = None, url: str | None = None) -> Reading:
    """Everything that the document states; its bytes are read from the path unless they are given. Raises IngestError."""
    path = Path(source)
    given = _content_of(path) if content is None else content
    if len(given) > LARGEST:
        raise UnreadableDocument(_too_large(path.name, len(given)))
    document = Document(hashlib.sha256(given).hexdigest(), path.name, identify(path.name, given), url)
    report = _twice(document, given) if document.media_type == PDF else recognize(read(document, given))
    facts = extract_facts(report)
    return Reading(report, facts, (*check(facts), *unplaced_rows(report)), split(report))


def sources(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that the paths name: folders walked in sorted order, hidden files and folders left out, each file once."""
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path):
            if file.absolute() not in seen:
                seen.add(file.absolute())
                yield file


def ingest(archive: Archive, paths: Iterable[Path], jobs: int = 1) -> Iterator[Outcome]:
    """Read every file that the paths name and keep what it states; one outcome a file, in order, whatever happens to the others."""
    read_one = partial(_bytes_and_reading, archive)
    if jobs <= 1:
        yield from (_kept(archive, *read_one(path)) for path in sources(paths))
        return
    yield from _ingest_side_by_side(archive, tuple(sources(paths)), jobs)


def ingest_bytes(archive: Archive, name: str, content: bytes, url: str | None = None) -> Outcome:
    """Keep what a document states that did not come as a file of its own: out of an archive file, from an address, from an upload."""
    if (held := _held(archive, url or name, content)) is not None:
        return held
    return _kept(archive, url or name, content, _reading_or_reason(name, content, url))


Read = Reading | str
"""A reading, or the sentence that says why there is none."""


def _bytes_and_reading(archive: Archive, path: Path) -> tuple[str, bytes, Read | Outcome]:
    try:
        content = _content_of(path)
    except IngestError as error:
        return str(path), b"", str(error)
    return str(path), content, _held(archive, str(path), content) or _reading_or_reason(path.name, content)


def _ingest_side_by_side(archive: Archive, paths: tuple[Path, ...], jobs: int) -> Iterator[Outcome]:
    """The same with several processes that read; this one alone writes."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for path, found in zip(paths, pool.map(_reading_of_file, paths), strict=True):
            content = found[0]
            yield _held(archive, str(path), content) or _kept(archive, str(path), *found)


def _reading_of_file(path: Path) -> tuple[bytes, Read]:
    try:
        content = _content_of(path)
    except IngestError as error:
        return b"", str(error)
    return content, _reading_or_reason(path.name, content)


def _reading_or_reason(name: str, content: bytes, url: str | None = None) -> Read:
    try:
        return read_report(name, content, url)
    except IngestError as error:
        return str(error)


def _held(archive: Archive, source: str, content: bytes) -> Outcome | None:
    sha256 = hashlib.sha256(content).hexdigest()
    if not content or not archive.knows(sha256) or (held := archive.report_of(sha256)) is None:
        return None
    return Outcome.of_held(source, held, archive.findings(held.key))


def _kept(archive: Archive, source: str, content: bytes, found: Read | Outcome) -> Outcome:
    if isinstance(found, Outcome):
        return found
    if isinstance(found, str):
        return Outcome(source, "failed", error=found)
    return Outcome.of_reading(source, archive.write(found, content), found)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    try:
        below = sorted(path.iterdir())
    except OSError:
        yield path
        return
    for one in below:
        if not one.name.startswith("."):
            yield from _files(one)


def _content_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableDocument(f"无法打开文件夹 {path}：应为可读取的文件夹，请检查访问权限。")
        if (size := path.stat().st_size) > LARGEST:
            raise UnreadableDocument(_too_large(path.name, size))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument(f"找不到文件 {path}：请检查路径和文件名。") from error
    except OSError as error:
        raise UnreadableDocument(f"无法打开文件 {path}：应为可读取的文件，系统提示“{error.strerror}”。请检查访问权限。") from error


def _too_large(name: str, size: int) -> str:
    return f"《{name}》太大：最多 {LARGEST // 1024 // 1024} MB，实际 {size / 1024 / 1024:.0f} MB。请只提供年度报告本身。"


def _twice(document: Document, content: bytes) -> Report:
    """The report in a PDF, read a second time by another engine where the first reading leaves doubt."""
    if (pages := page_count(content)) > MOST_PAGES:
        raise UnreadableDocument(f"《{document.name}》太长：最多 {MOST_PAGES} 页，实际 {pages} 页。请只提供年度报告本身。")
    try:
        first = recognize(read(document, content))
    except NotAReport:
        if pages > _READ_TWICE:
            raise
        return _second(document, content)
    if not is_doubtful(first):
        return first
    try:
        return agreed(first, _second(document, content))
    except (NotAReport, DamagedDocument):
        return first


def _second(document: Document, content: bytes) -> Report:
    return recognize(read_pdf(document, content, engine="pdfplumber"))
