"""From sources to the archive: each document is read in a process of its own, kept whole or not at all, and has one outcome."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.confined import Readers
from ingest.errors import IngestError
from ingest.found import Found
from ingest.held import ReportKey
from ingest.outcome import Outcome
from ingest.sources import Source, opened
from ingest.stores.archive import Archive

if TYPE_CHECKING:
    from ingest.child import Read

_AHEAD = 2
"""Documents waiting for each process that reads, so that it has the next one at once; more would only fill the memory."""


def ingest(archive: Archive, named: Iterable[Path | str], jobs: int = 1, *, local: bool = False) -> Iterator[Outcome]:
    """Read every document that the names lead to and keep what it states; one outcome a document, in order, whatever happens to others."""
    return ingest_from(archive, opened(named, local=local), jobs)


def ingest_from(archive: Archive, sources: Iterable[Source], jobs: int = 1) -> Generator[Outcome]:
    """The same from sources that are opened; `jobs` processes read, this one alone writes. Closed early it leaves whole reports."""
    found = (one for source in sources for one in source.found())
    with Readers() as readers:
        for one, read in _in_order(archive, readers, found, jobs):
            yield _kept(archive, one, read)


def ingest_bytes(archive: Archive, name: str, content: bytes, url: str | None = None) -> Outcome:
    """Keep what a document states that did not come as a file of its own, such as an upload."""
    one = Found(url or name, name, content, url)
    with Readers() as readers:
        return _kept(archive, one, _read(archive, readers, one))


def _in_order(
    archive: Archive, readers: Readers, found: Iterable[Found | Outcome], jobs: int
) -> Iterator[tuple[Found | Outcome, Read | Outcome]]:
    """What was read of each document, in the order in which they were found, several being read at a time."""
    waiting: deque[tuple[Found | Outcome, Future[Read | Outcome]]] = deque()
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="reading")
    try:
        for one in found:
            waiting.append((one, pool.submit(_read, archive, readers, one)))
            while waiting and (len(waiting) >= jobs * (1 + _AHEAD) or waiting[0][1].done()):
                first, read = waiting.popleft()
                yield first, read.result()
        while waiting:
            first, read = waiting.popleft()
            yield first, read.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        readers.stop()
        pool.shutdown()


def _read(archive: Archive, readers: Readers, one: Found | Outcome) -> Read | Outcome:
    if isinstance(one, Outcome):
        return one
    return _held(archive, one) or readers.read(one.name, one.content, one.url)


def _held(archive: Archive, one: Found) -> Outcome | None:
    sha256 = hashlib.sha256(one.content).hexdigest()
    if not archive.knows(sha256) or (held := archive.report_of(sha256)) is None:
        return None
    return Outcome.of_held(one.source, held, archive.findings(held.key), sha256)


def _kept(archive: Archive, one: Found | Outcome, read: Read | Outcome) -> Outcome:
    if isinstance(one, Outcome):
        return one
    if isinstance(read, Outcome):
        return read
    if isinstance(read, IngestError):
        return Outcome(one.source, "failed", error=str(read))
    status = archive.write(read, one.content)
    if status == "unchanged" and (held := _held(archive, one)) is not None:
        return held
    report = read.report
    found = archive.findings(ReportKey(report.agency, report.scope, report.year))
    return Outcome.of_reading(one.source, status, replace(read, findings=found))
