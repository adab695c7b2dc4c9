"""Damaged copies of valid reports in every carrier: each must end in a refusal or a reading in which no number is silently wrong.

A fact of a damaged copy is *exact* where it is what the undamaged report prints, *unread* or *blank* where it gives no
number, *found* where it stands in a finding, *own* where a damaged label made it a row of the agency's own. What is left
is *changed* where the file itself now prints something else and no identity tells: two values swapped, and nothing else
harmed, print the same there; in table two digits that no cell had; and else *wrong*.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from tqdm import tqdm

from benchmarks.mutations import BYTES, CONTENT, LINES, MARKUP, Mutation, in_docx, in_pdf, swap_shown, swap_values
from ingest.errors import IngestError
from ingest.fact import Fact, Point
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.pipeline import read_report
from ingest.reading import Reading
from samples import SampleReport, invent, print_docx, print_html, print_pdf, print_text

COPIES = 20_000
KINDS = ("exact", "unread", "blank", "found", "own", "changed", "wrong")
SLOW = 20.0
"""Seconds after which a copy counts as a hang."""

Harm = Callable[[Random, bytes], bytes]


@dataclass(frozen=True)
class Carrier:
    """A kind of file: how a report is printed as one, and what harm is done to it."""

    ending: str
    printed: Callable[[SampleReport], bytes]
    harms: tuple[Harm, ...]


def _to_text(mutation: Mutation) -> Harm:
    return lambda random, content: mutation(random, content.decode()).encode()


def _to_docx(mutation: Mutation) -> Harm:
    return lambda random, content: in_docx(random, content, mutation)


def _to_pdf(mutation: Mutation) -> Harm:
    return lambda random, content: in_pdf(random, content, mutation)


_IN_LINES = (*BYTES, *map(_to_text, LINES))
CARRIERS = {
    "PDF": Carrier(".pdf", print_pdf, (*BYTES, *map(_to_pdf, CONTENT))),
    "HTML": Carrier(".html", print_html, (*BYTES, *map(_to_text, MARKUP))),
    "Word": Carrier(".docx", print_docx, (*BYTES, *map(_to_docx, MARKUP), *map(_to_docx, MARKUP))),
    "text, a row a line": Carrier(".txt", lambda report: print_text(report, "tabs").encode(), _IN_LINES),
    "text, a cell a line": Carrier(".txt", lambda report: print_text(report, "cells").encode(), _IN_LINES),
}
SWAPS = frozenset(
    harm
    for carrier, mutations in (("PDF", CONTENT), ("HTML", MARKUP), ("Word", (*MARKUP, *MARKUP)), ("text, a row a line", LINES))
    for harm, mutation in zip(CARRIERS[carrier].harms[len(BYTES) :], mutations, strict=True)
    if mutation in (swap_values, swap_shown)
)


@dataclass
class Tally:
    """What became of the copies of one carrier."""

    copies: int = 0
    refused: int = 0
    crashed: list[str] = field(default_factory=list)
    slowest: float = 0.0
    facts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in what became of more copies."""
        self.copies += other.copies
        self.refused += other.refused
        self.crashed += other.crashed
        self.slowest = max(self.slowest, other.slowest)
        self.facts += other.facts
        self.wrong += other.wrong


class Copy(NamedTuple):
    """A damaged copy of a report's file; `swapped` is the copy before any other harm, None where no values were swapped."""

    report: SampleReport
    content: bytes
    swapped: bytes | None


def damaged(name: str, seed: int) -> Copy:
    """A damaged copy; the same for the same carrier and seed."""
    carrier, random = CARRIERS[name], Random(seed)
    report = invent(random, random.choice((FORM_2021, FORM_2019)), zeros=random.choice((("0",), ("0", None), ("0", "/"))))
    content = carrier.printed(report)
    chosen = random.choices(range(len(carrier.harms)), k=random.choice((1, 1, 1, 2, 3)))
    harms = [
        carrier.harms[index] for index in sorted(chosen, reverse=True)
    ]  # bytes last: what they break can no longer be harmed in its parts
    for swap in filter(SWAPS.__contains__, harms):
        content = swap(random, content)
    swapped = None if SWAPS.isdisjoint(harms) else content
    for harm in (one for one in harms if one not in SWAPS):
        content = harm(random, content) or b"\n"
    return Copy(report, content, swapped)


def try_one(name: str, seed: int) -> Tally:
    """What becomes of one damaged copy."""
    tally, where = Tally(copies=1), f"{name} {seed}"
    copy = damaged(name, seed)
    file = f"{copy.report.agency}{copy.report.year}{CARRIERS[name].ending}"
    started = time.monotonic()
    try:
        reading = read_report(file, copy.content)
    except IngestError:
        tally.refused = 1
    except Exception as error:  # noqa: BLE001  # any other end of a reading is what is looked for
        tally.crashed.append(f"{where}: {repr(error)[:200]} in {traceback.extract_tb(error.__traceback__)[-1].name}")
    else:
        _judge(reading, copy.report, {} if copy.swapped is None else _printed(file, copy.swapped), tally, where)
    tally.slowest = time.monotonic() - started
    return tally


def _printed(file: str, content: bytes) -> dict[Point, str]:
    return {fact.at: fact.printed for fact in read_report(file, content).facts if fact.state != "unread"}


def _judge(reading: Reading, report: SampleReport, swapped: Mapping[Point, str], tally: Tally, where: str) -> None:
    found = {fact.at for finding in reading.findings for fact in finding.facts}
    for fact in reading.facts:
        kind = _kind(fact, report, found)
        if kind == "wrong" and swapped.get(fact.at) == fact.printed:
            kind = "changed"
        tally.facts[kind] += 1
        if kind == "wrong":
            true = report.figures[fact.at.measure, fact.at.applicant]
            tally.wrong.append(f"{where}: {fact.at.measure} {fact.at.applicant} is {true}, read as {fact.printed!r} ({fact.state})")


def _kind(fact: Fact, report: SampleReport, found: set[Point]) -> str:
    if (place := (fact.at.measure, fact.at.applicant)) not in report.figures:
        return "own"
    if fact.state == "unread":
        return "unread"
    if fact.printed == (report.figures[place] or ""):
        return "exact"
    if fact.at in found:
        return "found"
    if fact.state == "blank":
        return "blank"
    others = {text for (measure, _), text in report.figures.items() if measure != fact.at.measure}
    return "changed" if fact.table == 2 and fact.printed not in others else "wrong"


def _try(work: tuple[str, int]) -> tuple[str, Tally]:
    return work[0], try_one(*work)


def damage(copies: int = COPIES, processes: int = 2, first: int = 0) -> bool:
    """Damage so many copies, print what became of them; whether no number is silently wrong and nothing crashed or hung."""
    names = list(CARRIERS)
    work = [(names[number % len(names)], first + number // len(names)) for number in range(copies)]
    tallies = {name: Tally() for name in names}
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        for name, tally in tqdm(pool.map(_try, work, chunksize=50), total=copies, desc="damaged copies", disable=not sys.stderr.isatty()):
            tallies[name].add(tally)
    print(f"damaged copies of valid reports: {copies}, seeds from {first}")
    print(f"  {'':22}{'copies':>8}{'refused':>8}{'slowest':>9}" + "".join(f"{kind:>9}" for kind in KINDS))
    for name, tally in tallies.items():
        print(f"  {name:22}{tally.copies:8}{tally.refused:8}{tally.slowest:8.1f}s" + "".join(f"{tally.facts[kind]:9}" for kind in KINDS))
    for line in [line for tally in tallies.values() for line in (*tally.crashed, *tally.wrong)]:
        print("  !", line)
    return not any(tally.crashed or tally.wrong or tally.slowest > SLOW for tally in tallies.values())


def keep(name: str, seed: int, folder: Path) -> Path:
    """Write one damaged copy into a folder, to look at."""
    copy = damaged(name, seed)
    path = folder / f"{copy.report.agency}{copy.report.year}-{seed}{CARRIERS[name].ending}"
    path.write_bytes(copy.content)
    return path


if __name__ == "__main__":
    sys.exit(not damage(int(sys.argv[1]) if len(sys.argv) > 1 else COPIES, first=int(sys.argv[2]) if len(sys.argv) > 2 else 0))
