"""Scans of invented reports, read back: how many cells are exact, unread, in a finding, lost or silently wrong, and seconds of one processor a page."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from ingest.errors import IngestError
from ingest.numerals import parse_numeral
from ingest.pipeline import read_report
from ingest.reading import Reading
from samples import SampleReport, invent, print_pdf
from samples.scan import Scan, print_scan, scanned_pages

SCANS = {
    "300 dpi": Scan(300, 0.3, 0.6, 5.0, 15.0, 80),
    "200 dpi": Scan(200, 0.4, 0.5, 6.0, 20.0, 80),
    "200 dpi, askew, worn": Scan(200, -1.6, 1.0, 14.0, 40.0, 55),
    "150 dpi": Scan(150, 0.5, 0.4, 6.0, 20.0, 80),
    "150 dpi, askew, worn": Scan(150, 2.2, 0.8, 12.0, 40.0, 55),
    "100 dpi": Scan(100, 0.2, 0.3, 4.0, 10.0, 80),
}
"""From what a good scanner makes of a page to what a fax leaves of it."""
ZEROS: tuple[tuple[str | None, ...], ...] = (("0",), ("0", None), ("0", "/"))


@dataclass
class Tally:
    """What became of the cells that were printed, and how long the pages took."""

    cells: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    pages: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def run_ocr(seeds: range = range(4)) -> dict[str, Tally]:
    """One tally for each kind of scan, over reports invented from these seeds; nothing is printed."""
    return {name: _tally(scan, seeds) for name, scan in SCANS.items()}


def _tally(scan: Scan, seeds: range) -> Tally:
    tally = Tally()
    for seed in seeds:
        report = invent(Random(seed), zeros=ZEROS[seed % len(ZEROS)])
        pdf = print_pdf(report)
        content = print_scan(pdf, scan)
        started = time.process_time()
        try:
            reading = read_report(f"{seed}.pdf", content)
        except IngestError as error:
            tally.refused += 1
            tally.wrong.append(str(error))
            continue
        tally.seconds += time.process_time() - started
        tally.pages += len(scanned_pages(pdf, Scan(dpi=20)))
        for place, became in compared(report, reading):
            tally.cells[became] += 1
            if became == "wrong":
                tally.wrong.append(f"{seed} {place}")
    return tally


def compared(report: SampleReport, reading: Reading) -> Iterator[tuple[str, str]]:
    """Each printed cell and what became of it: exact, unread, found (wrong, and in a finding), lost, wrong."""
    facts = {(fact.at.measure, fact.at.applicant): fact for fact in reading.facts}
    doubted = {fact for finding in reading.findings for fact in finding.facts}
    for place, text in report.figures.items():
        truth, fact = parse_numeral(text or ""), facts.pop(place, None)
        if fact is None:
            yield f"{place}: {text}", "lost"
        elif fact.state == "unread":
            yield f"{place}: {text} not {fact.printed}", "unread"
        elif (fact.state, fact.value) == (truth.state, truth.value):
            yield f"{place}: {text}", "exact"
        else:
            yield f"{place}: {text} not {fact.printed}", "found" if fact in doubted else "wrong"
    for place, fact in facts.items():
        yield f"{place}: nothing, not {fact.printed}", "unread" if fact.state == "unread" else "wrong"


def print_ocr(tallies: dict[str, Tally]) -> None:
    """A line for each kind of scan."""
    print(f"{'scans':24}{'cells':>7}{'exact':>8}{'unread':>8}{'found':>7}{'lost':>6}{'wrong':>7}{'refused':>9}{'s/page':>8}")
    for name, tally in tallies.items():
        total = sum(tally.cells.values())
        exact = f"{tally.cells['exact'] / total:.1%}" if total else "-"
        counts = "".join(f"{tally.cells[kind]:>{width}}" for kind, width in (("unread", 8), ("found", 7), ("lost", 6), ("wrong", 7)))
        print(f"{name:24}{total:>7}{exact:>8}{counts}{tally.refused:>9}{tally.seconds / max(1, tally.pages):>8.1f}")
        for wrong in tally.wrong[:10]:
            print(f"    {wrong}")
