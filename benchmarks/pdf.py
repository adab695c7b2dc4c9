"""Reading a PDF beside plain pdfplumber: processor time and memory for text and tables of every page, and whether every cell is right.

Ours is the whole way from bytes to a Layout: letters, rulings, cells, tables joined over page ends, paragraphs. pdfplumber's
is `extract_text` and `extract_tables` on every page, whose tables nobody has joined yet.
"""

from __future__ import annotations

import io
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
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

ROUNDS = 3
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
_PRINTED_BY_BROWSER = 2
"""Reports at most: starting the browser takes seconds."""

_HELD = 12
"""Reports that a fresh process reads: ours gives back what a report took, pdfplumber keeps some of it."""

_BUSY = 3.0
"""Seconds of work for one process, so that handing it out weighs little."""

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font that is not embedded


class Printed(NamedTuple):
    """A report as a PDF; `report` is None where its figures are not known here."""

    content: bytes
    report: SampleReport | None


def layouts(count: int) -> Iterator[tuple[str, tuple[Printed, ...]]]:
    """The layouts that are compared: each a name and so many invented reports, or the published ones."""
    reports = [invent(Random(seed)) for seed in range(count)]
    papers = {"lines drawn whole": Paper(), "lines in pieces": Paper(rules="pieces"), "no lines": Paper(rules="none")}
    for name, paper in papers.items():
        yield name, tuple(Printed(print_pdf(report, None, paper), report) for report in reports)
    if browser() is None:
        print("  browser prints       not measured: no Chromium is installed")
    else:
        yield "browser prints", tuple(Printed(print_browser_pdf(report), report) for report in reports[:_PRINTED_BY_BROWSER])
    if published := sorted(PUBLISHED.glob("*.pdf")):
        yield "published reports", tuple(Printed(path.read_bytes(), None) for path in published)


def pdf(count: int) -> None:
    """Measure and print, a line for each layout, with so many invented reports in each; then what a second process brings."""
    print(f"PDF to text and tables, processor time, medians of {ROUNDS} rounds; memory of a fresh process that reads {_HELD} reports")
    print("  layout               pages   ours ms/page   pdfplumber ms/page    ratio   cells exact   peak MB ours/pdfplumber")
    every: list[bytes] = []
    for name, printed in layouts(count):
        contents = [one.content for one in printed]
        every += contents
        pages = sum(len(pypdfium2.PdfDocument(content)) for content in contents)
        rounds = [tuple(_seconds(read, contents) * 1000 / pages for read in (read_ours, read_plumber)) for _ in range(ROUNDS)]
        ours, plumber = (statistics.median(times) for times in zip(*rounds, strict=True))
        ratio = statistics.median(theirs / own for own, theirs in rounds)
        memory = [_peak(program, list(islice(cycle(contents), _HELD))) for program in (_OURS, _PLUMBER)]
        print(
            f"  {name:20} {pages:5}   {ours:12.1f}   {plumber:18.1f}   {ratio:5.1f}×   {_exact(printed):>11}"
            f"   {memory[0]:9.0f} / {memory[1]:.0f} = {memory[0] / (memory[1] or 1):.2f}",
            flush=True,
        )
    print(f"  two processes read all of these {_two_processes(every):.2f} times as fast as one (wall time: only on a machine that is idle)")


def read_ours(content: bytes) -> object:
    """The layout."""
    return read_pdf(Document("", "report.pdf", "application/pdf"), content)


def read_plumber(content: bytes) -> object:
    """Tables and text of all pages."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [(page.extract_tables(), page.extract_text()) for page in document.pages]


def _seconds(read: Callable[[bytes], object], contents: Sequence[bytes]) -> float:
    """Processor time, which other work on the machine changes less than the clock's."""
    started = time.process_time()
    for content in contents:
        read(content)
    return time.process_time() - started


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
    """How much sooner two processes have read everything than one; both are at work before the clock starts."""
    work = [*contents] * max(1, round(_BUSY / _seconds(read_ours, contents)))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        _wall([one], contents), _wall([other], contents)
        alone = _wall([one], work)
        return alone / _wall([one, other], work)


def _wall(pools: Sequence[ProcessPoolExecutor], work: Sequence[bytes]) -> float:
    started = time.perf_counter()
    for future in [pool.submit(_read_all, work[place :: len(pools)]) for place, pool in enumerate(pools)]:
        future.result()
    return time.perf_counter() - started


def _read_all(contents: Sequence[bytes]) -> None:
    for content in contents:
        read_ours(content)
