"""The sample reports, held and indexed in a folder that the measurements of answers share."""

from __future__ import annotations

import atexit
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples" / "reports"


@cache
def held() -> Path:
    """The folder; made once by the command, deleted when the program ends."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    subprocess.run(ingest_into(Path(folder.name)), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Path(folder.name)


def ingest_into(folder: Path) -> list[str]:
    """The command that reads the samples into a folder."""
    return [sys.executable, "-m", "ui.cli", "ingest", "--data-dir", str(folder), str(SAMPLES)]


def wall(command: Sequence[str]) -> float:
    """Seconds that a command takes; raises CalledProcessError where it fails."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started
