"""The sample reports, held and indexed in a folder that the measurements of answers share."""

from __future__ import annotations

import atexit
import os
import resource
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
    return spent(command)[0]


def spent(command: Sequence[str]) -> tuple[float, float]:
    """Seconds that a command takes, and those of the processor alone; raises CalledProcessError where it fails."""
    started, before = time.perf_counter(), _of_children()
    subprocess.run(command, check=True, env=_AS_INSTALLED, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started, _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


_AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installed program has been compiled: a machine that keeps no bytecode compiles it anew in every process."""
