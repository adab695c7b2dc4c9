"""`make torture`: kill a writer a thousand times, let readers and writers work at once, and say what was lost; `python -m tests.torture [KILLS [MINUTES]]`."""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from ingest.environment import settle_environment
from ingest.intake import ingest
from ingest.stores.archive import Archive
from tests.torture.doomed import CHANGES, YEARS
from tests.torture.doomed import ingest as ingest_year
from tests.torture.kills import Ledger, at_every_point, kill_once, lost, not_searched, pieces
from tests.torture.together import SAMPLES, met

KILLS, MINUTES, READERS, QUESTIONS = 1000, 60, 8, 500


def torture(kills: int = KILLS, minutes: int = MINUTES) -> bool:
    """Kill so often, for so many minutes at most, print what was wrong after which kill; whether nothing was."""
    ledger, wrong, acknowledged, done = Ledger(), 0, 0, 0
    end = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        for name in CHANGES:
            for point, problems in at_every_point(Path(folder) / name, name, Ledger()):
                wrong += len(problems)
                done += 1
                for problem in problems:
                    print(f"  ! {name} at point {point}: {problem}", flush=True)
        print(f"{done} kills at every point of {', '.join(CHANGES)}", flush=True)
        while done < kills and time.monotonic() < end:
            said = kill_once(Path(folder) / "random", done)
            acknowledged += sum(state == "done" for state, *_ in said)
            ledger.take(said)
            for problem in lost(Path(folder) / "random", ledger):
                wrong += 1
                print(f"  ! kill {done}: {problem}", flush=True)
            done += 1
        wrong += _searched(Path(folder) / "random")
    print(f"{done} kills, {acknowledged} changes acknowledged, {wrong} wrong")
    return not wrong


def _searched(folder: Path) -> int:
    """How many of so many questions what is left answers otherwise than an index built from nothing."""
    with closing(Archive.open(folder)) as archive:
        for year in YEARS:
            ingest_year(archive, year, "last")
        problems = not_searched(folder, archive, pieces(QUESTIONS))
    print(f"{QUESTIONS} questions to what is left, {len(problems)} answered otherwise than by an index built anew", *problems, sep="\n  ! ")
    return len(problems)


def together(minutes: int) -> bool:
    """Let eight readers ask beside two ingests and rebuilds for so many minutes, ten at most; whether nothing was wrong."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.open(Path(folder) / "held")
        list(ingest(archive, [SAMPLES / "广州海关2023.pdf"]))
        archive.close()
        found = met(Path(folder) / "held", READERS, 60 * min(minutes, 10))
    for problem in found.wrong:
        print(f"  ! {problem}")
    print(
        f"{found.asked} questions of {READERS} readers, {len(found.wrong)} wrong; the last saw a new report {found.seconds:.1f} s after the command for it had ended (below 0: before)"
    )
    return not found.wrong


if __name__ == "__main__":
    settle_environment()
    kills, minutes = (*map(int, sys.argv[1:3]), *(KILLS, MINUTES)[len(sys.argv[1:3]) :])
    sys.exit(not all([torture(kills, minutes), together(minutes)]))
