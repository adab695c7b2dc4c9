"""Two that read in reports, one that rebuilds, and several that ask, each a process of its own, over one data folder."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.torture.reader import NEW

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "reports"
WITHIN = 5
"""Seconds within which everybody sees a new report."""


@dataclass(frozen=True)
class Met:
    """How many questions were asked, what was wrong, and how many seconds the last reader waited for a new report."""

    asked: int
    wrong: tuple[str, ...]
    seconds: float


def _nianbao(*words: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from ui.cli import main; main()", *words, "--data-dir", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _ended(process: subprocess.Popen[str]) -> tuple[float, list[str]]:
    """When a command had ended, and what it said if it failed otherwise than by a sentence that another one is writing."""
    _, said = process.communicate(timeout=600)
    return time.time(), [said] if process.returncode and "另一个进程" not in said else []


def met(folder: Path, readers: int, seconds: float) -> Met:
    """Let them work on a folder that holds 广州海关2023 for so long at least."""
    stop = folder.with_name("stop")
    asking = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.torture.reader", str(folder), str(stop)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(readers)
    ]
    for process in asking:  # what comes is new to everybody
        assert process.stdout is not None
        process.stdout.readline()
    try:
        held, wrong = _worked(folder, seconds)
        time.sleep(WITHIN)
    finally:
        stop.touch()
        told = [process.communicate(timeout=120) for process in asking]
    found = [json.loads(out) if out else {"asked": 0, "missed": [err], "seen": {}} for out, err in told]
    late = [one["seen"].get(name, held[name] + 600) - held[name] for one in found for name in NEW]
    wrong += [text for one in found for text in one["missed"]]
    wrong += [f"a report was seen after {wait:.1f} s" for wait in late if wait > WITHIN]
    return Met(sum(one["asked"] for one in found), tuple(wrong), max(late))


def _worked(folder: Path, seconds: float) -> tuple[dict[str, float], list[str]]:
    """Both ingests beside a rebuild, then rebuilds until the time is over: when each report was in, and what went wrong."""
    end = time.time() + seconds
    ingests = {name: _nianbao("ingest", str(SAMPLES / name), folder=folder) for name in NEW}
    rebuilt = _nianbao("rebuild", folder=folder)
    held, wrong = {}, _ended(rebuilt)[1]
    for name, process in ingests.items():
        held[name], failed = _ended(process)
        wrong += failed
    while time.time() < end:
        wrong += _ended(_nianbao("rebuild", folder=folder))[1]
    return held, wrong
