"""How long it takes to ingest many reports, and how much memory, stage by stage: `python -m benchmarks ingest 1000`."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle, islice, product
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from ingest import confined
from ingest.confined import Readers
from ingest.errors import IngestError
from samples import SampleReport, invent, print_docx, print_html, print_pdf, print_text

MOST_MEMORY = 1536
"""Megabytes that any stage may take."""

_FIRST, _SECOND = "云松临青望北平栖石长清白", "溪鹤湾岚泽渚棠凤桥岭浦河"
_BETWEEN = ("", *"江山林泉")
_PRINTED: dict[str, Callable[[SampleReport], bytes]] = {
    "pdf": print_pdf,
    "html": print_html,
    "docx": print_docx,
    "txt": lambda report: print_text(report, "tabs").encode(),
}
_CARRIERS = ("pdf", "html", "pdf", "txt", "pdf", "html", "pdf", "docx")


def measure(count: int) -> None:
    """Seconds and memory of reading (by one and by two processes), of keeping what was read, and of the search index."""
    with TemporaryDirectory() as folder:
        files, data = Path(folder) / "reports", Path(folder) / "data"
        _print_reports(files, count)
        print(f"ingest, {count} invented reports (half PDF, the rest HTML, text and Word), wall time and peak memory of all processes")
        one = _stage("read", files, data, 1)
        two = _stage("read", files, data, 2)
        _told("read by one process", count, one)
        _told("read by two processes", count, two, f"{one[0] / two[0]:6.2f} times as fast")
        _told("read by two and keep", count, _stage("keep", files, data, 2))
        _told("build the search index", count, _stage("index", files, data, 1))


def _told(name: str, count: int, measured: tuple[float, float], more: str = "") -> None:
    seconds, memory = measured
    verdict = "" if memory < MOST_MEMORY else f"   more than {MOST_MEMORY} MB"
    print(f"  {name:24}{seconds:8.1f} s   {seconds * 1000 / count:7.1f} ms a report   {memory:6.0f} MB{verdict}   {more}")


def _stage(name: str, files: Path, data: Path, jobs: int) -> tuple[float, float]:
    """Seconds and megabytes of one stage, in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.ingest", name, str(files), str(data), str(jobs)]
    seconds, memory = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return float(seconds), float(memory)


def _print_reports(folder: Path, count: int) -> None:
    folder.mkdir()
    for number, (report, carrier) in enumerate(zip(_reports(count), cycle(_CARRIERS), strict=False)):
        (folder / f"{number:04}.{carrier}").write_bytes(_PRINTED[carrier](report))


def _reports(count: int) -> Iterator[SampleReport]:
    """Invented reports, each of a place of its own; there are 2,160 places."""
    places = (f"{first}{between}{second}{level}" for between, level, first, second in product(_BETWEEN, "市县区", _FIRST, _SECOND))
    for number, place in enumerate(islice(places, count)):
        report = invent(Random(number))
        old = report.agency[:3]
        prose = tuple(replace(part, paragraphs=tuple(text.replace(old, place) for text in part.paragraphs)) for part in report.prose)
        yield replace(report, agency=report.agency.replace(old, place), title=report.title.replace(old, place), prose=prose)


def _read(files: Path, _data: Path, jobs: int) -> None:
    paths = sorted(files.iterdir())
    with Readers() as readers, ThreadPoolExecutor(jobs) as pool:
        found = pool.map(lambda path: readers.read(path.name, path.read_bytes()), paths)
        for path, one in zip(paths, found, strict=True):
            if isinstance(one, IngestError):
                raise SystemExit(f"not read, so not measured: {path}: {one}")


def _keep(files: Path, data: Path, jobs: int) -> None:
    from ingest.intake import ingest
    from ingest.stores.archive import Archive

    archive = Archive.open(data)
    failed = [outcome for outcome in ingest(archive, [files], jobs) if outcome.status != "added"]
    archive.close()
    if failed:
        raise SystemExit(f"not kept, so not measured: {failed[0]}")


def _index(_files: Path, data: Path, _jobs: int) -> None:
    from ingest.settings import Settings
    from ui.ingesting import build_index

    build_index(Settings.read(data))


_STAGES = {"read": _read, "keep": _keep, "index": _index}


def _run(name: str, files: str, data: str, jobs: str) -> None:
    """Print seconds and megabytes as JSON; memory is that of this process and of as many others as read."""
    for _ in range(int(jobs) if name != "index" else 0):
        confined.warm()
    time.sleep(3 if name == "read" else 0)  # so that both counts begin with processes that are ready
    started = time.perf_counter()
    _STAGES[name](Path(files), Path(data), int(jobs))
    seconds = time.perf_counter() - started
    confined.end_all()
    memory = getrusage(RUSAGE_SELF).ru_maxrss + int(jobs) * getrusage(RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps([seconds, memory / 1024]))


if __name__ == "__main__":  # one stage, started by _stage
    _run(*sys.argv[1:])
