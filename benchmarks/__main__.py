"""Everything measured, one table after the other: `python -m benchmarks`; one of them: `python -m benchmarks NAME [COUNT]`.

After `--write` what is printed is kept in benchmarks/README.md as well.

Each table says what was compared with what in this run. The status is 1 where a number was silently wrong, a copy crashed
the reader, a file ended in no way that has a name, or the page or the evaluation is slower than its goals.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from benchmarks.answers import answers
from benchmarks.damage import damage
from benchmarks.embedding import embedding
from benchmarks.evaluation import evaluation
from benchmarks.first import first
from benchmarks.html import read_html_pages
from benchmarks.ingest import measure
from benchmarks.load import load
from benchmarks.ocr import print_ocr, run_ocr
from benchmarks.odd_files import odd_files
from benchmarks.page import page
from benchmarks.pdf import pdf
from benchmarks.pdf_damage import pdf_damage
from benchmarks.plans import plans
from benchmarks.prose import prose
from benchmarks.reading import styles
from benchmarks.scale import scale
from benchmarks.start import start
from benchmarks.word_variants import word_variants
from benchmarks.written import kept, write
from ingest.environment import settle_environment


class Measurement(NamedTuple):
    """What is run with a count, the count where none is named, and what is counted; it gives False where something is wrong."""

    run: Callable[[int], object]
    usual: int
    counted: str


def _ocr(count: int) -> bool:
    if find_spec("rapidocr") is None:
        print("scans: not measured, for what reads them is not installed (make ocr)")
        return True
    tallies = run_ocr(range(count))
    print_ocr(tallies)
    return not any(tally.cells["wrong"] for tally in tallies.values())


MEASUREMENTS = {
    "pdf": Measurement(pdf, 4, "reports of each layout"),
    "html": Measurement(read_html_pages, 10, "pages"),
    "reading": Measurement(lambda count: styles(count) == 0, 6, "reports in every way of printing"),
    "word_variants": Measurement(lambda count: word_variants(count)["wrong"] == 0, 200, "Word files"),
    "ocr": Measurement(_ocr, 1, "reports in every kind of scan"),
    "damage": Measurement(damage, 1000, "damaged copies"),
    "pdf_damage": Measurement(lambda count: pdf_damage(count) == 0, 100, "damaged PDF copies"),
    "ingest": Measurement(measure, 40, "reports"),
    "plans": Measurement(plans, 10_000, "plans computed twice"),
    "embedding": Measurement(embedding, 100, "passages"),
    "first": Measurement(first, 1, "rounds"),
    "prose": Measurement(prose, 10_000, "questions of every kind at the most"),
    "answers": Measurement(answers, 20, "times each question"),
    "scale": Measurement(scale, 100_000, "reports at the most"),
    "start": Measurement(start, 3, "times each command"),
    "page": Measurement(page, 5, "visits in a browser"),
    "load": Measurement(load, 600, "seconds of a hundred people at once"),
    "evaluation": Measurement(evaluation, 1000, "questions"),
}


def main(arguments: list[str]) -> int:
    """Measure and print; the status of the program. Raises SystemExit where there is no such measurement."""
    settle_environment()
    if arguments[:1] == ["odd_files"] and len(arguments) == 2:
        return int(not all(one.within for one in odd_files(Path(arguments[1]))))
    if arguments[:1] == ["--write"]:
        return _all(arguments[1:], writes=True)
    return _all(arguments, writes=False)


def _all(arguments: list[str], *, writes: bool) -> int:
    if len(arguments) > 2 or not {*arguments[:1]} <= MEASUREMENTS.keys() or not all(map(str.isdecimal, arguments[1:])):
        raise SystemExit(_usage())
    counts = dict.fromkeys(MEASUREMENTS, None) if not arguments else {arguments[0]: int(arguments[1]) if arguments[1:] else None}
    right = [_measured(name, count, writes=writes) for name, count in counts.items()]
    return int(not all(right))


def _measured(name: str, count: int | None, *, writes: bool) -> bool:
    started, one = time.perf_counter(), MEASUREMENTS[name]
    with kept() as printed:
        right = one.run(count or one.usual) is not False
    if writes:
        write(name, printed.getvalue())
    print(f"  ({time.perf_counter() - started:.0f} s)\n", flush=True)
    return right


def _usage() -> str:
    lines = (f"  {name:14}{one.usual:6} {one.counted}" for name, one in MEASUREMENTS.items())
    return "python -m benchmarks [--write] [NAME [COUNT]]; the names, and how much each measures unless told:\n" + "\n".join(
        (*lines, "  odd_files     FOLDER, which is no part of the whole run")
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
