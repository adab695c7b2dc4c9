"""Reading a PDF beside plain pdfplumber: processor time and memory for text and tables of every page, and whether every cell is right.

Ours is the whole way from bytes to a Layout: letters, rulings, cells, tables joined over page ends, paragraphs. pdfplumber's
is `extract_text` and `extract_tables` on every page, whose tables nobody has joined yet.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import NamedTuple

import pdfplumber
import pypdfium2

from ingest.document import Document
from ingest.pipeline import read_report
from ingest.readers.pdf import read_pdf
from samples import SampleReport, invent, print_pdf
from samples.browser_pdf import browser, print_browser_pdf
from samples.sheet import Paper

REPORTS = 4
"""Invented reports of each layout."""

ROUNDS = 5
PUBLISHED = Path(__file__).parents[2] / "shared" / "reports"
_OURS = """
import sys
from ingest.document import Document
from ingest.readers.pdf import read_pdf
for path in sys.argv[1:]:
    read_pdf(Document("", path, ""), open(path, "rb").read())
"""
_PLUMBER = """
import sys
import pdfplumber
for path in sys.argv[1:]:
    with pdfplumber.open(path) as document:
        [(page.extract_tables(), page.extract_text()) for page in document.pages]
"""
_TOLD = """
status = open("/proc/self/status").read() if sys.platform == "linux" else "VmHWM: 0"
print(status.split("VmHWM:")[1].split()[0])
"""
_TIMES = 6
"""How often two processes read each report, so that starting them weighs little."""


class Printed(NamedTuple):
    """A report as a PDF; `report` is None where its figures are not known here."""

    content: bytes
    report: SampleReport | None


def layouts() -> Iterator[tuple[str, tuple[Printed, ...]]]:
    """The layouts that are compared: each a name and some reports."""
    reports = [invent(Random(seed)) for seed in range(REPORTS)]
    papers = {"lines drawn whole": Paper(), "lines in pieces": Paper(rules="pieces"), "no lines": Paper(rules="none")}
    for name, paper in papers.items():
        yield name, tuple(Printed(print_pdf(report, None, paper), report) for report in reports)
    if browser() is not None:
        yield "browser prints", tuple(Printed(print_browser_pdf(report), report) for report in reports)
    if published := sorted(PUBLISHED.glob("*.pdf")):
        yield "published reports", tuple(Printed(path.read_bytes(), None) for path in published)


def pdf() -> None:
    """Measure and print, a line for each layout."""
    print(f"PDF to text and tables, processor time, median of {ROUNDS}; memory of a fresh process that reads them once")
    print("  layout               pages   ours ms/page   pdfplumber ms/page    ratio   cells exact   peak MB ours/pdfplumber   2 processes")
    for name, printed in layouts():
        contents = [one.content for one in printed]
        pages = sum(len(pypdfium2.PdfDocument(content)) for content in contents)
        ours, plumber = (_median(partial(_all, read, contents)) * 1000 / pages for read in (read_ours, read_plumber))
        memory = [_peak(program, contents) for program in (_OURS, _PLUMBER)]
        print(
            f"  {name:20} {pages:5}   {ours:12.1f}   {plumber:18.1f}   {plumber / ours:5.1f}×   {_exact(printed):>11}"
            f"   {memory[0]:9.0f} / {memory[1]:.0f}            {_two_processes(contents):5.2f}×"
        )


def read_ours(content: bytes) -> object:
    """The layout."""
    return read_pdf(Document("", "report.pdf", "application/pdf"), content)


def read_plumber(content: bytes) -> object:
    """Tables and text of all pages."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [(page.extract_tables(), page.extract_text()) for page in document.pages]


def _all(read: Callable[[bytes], object], contents: Sequence[bytes]) -> None:
    for content in contents:
        read(content)


def _median(measured: Callable[[], None]) -> float:
    """Processor seconds, which other work on the machine changes little."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        measured()
        times.append(time.process_time() - started)
    return statistics.median(times)


def _exact(printed: Sequence[Printed]) -> str:
    """How many of the figures of these reports are read exactly."""
    right = count = 0
    for content, report in printed:
        if report is not None:
            facts = read_report("report.pdf", content).facts
            read = {(fact.at.measure, fact.at.applicant): fact.printed for fact in facts if fact.state != "unread"}
            right += sum(read.get(place) == (text or "") for place, text in report.figures.items())
            count += len(report.figures)
    return f"{right}/{count}" if count else "-"


def _peak(program: str, contents: Sequence[bytes]) -> float:
    """The most megabytes that a fresh process held that did nothing but import and read; 0 where the system does not tell."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.pdf" for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        done = subprocess.run([sys.executable, "-c", program + _TOLD, *map(str, paths)], check=True, capture_output=True, text=True)
    return int(done.stdout or 0) / 1024


def _two_processes(contents: Sequence[bytes]) -> float:
    """How much sooner two processes have read everything than one; wall time, so it says little where others work too."""
    work = [*contents] * _TIMES
    times = []
    for count in (1, 2):
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            list(pool.map(_warm, [*contents] * count))
            started = time.perf_counter()
            list(pool.map(_warm, work))
            times.append(time.perf_counter() - started)
    return times[0] / times[1]


def _warm(content: bytes) -> int:
    read_ours(content)
    return 0


if __name__ == "__main__":
    pdf()
