"""`make torture`: kill a writer a thousand times, and say what was lost; `python -m tests.torture [KILLS [MINUTES]]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from ingest.environment import settle_environment
from tests.torture.doomed import CHANGES
from tests.torture.kills import Ledger, at_every_point, kill_once, lost

KILLS, MINUTES = 1000, 60


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
    print(f"{done} kills, {acknowledged} changes acknowledged, {wrong} wrong")
    return not wrong


if __name__ == "__main__":
    settle_environment()
    sys.exit(not torture(*map(int, sys.argv[1:3])))
