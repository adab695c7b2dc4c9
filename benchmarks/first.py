"""The first ingestion of the samples, model unpacked and indexed, beside the second, which sees that they are held already."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.held import SAMPLES, ingest_into, wall


def first(count: int) -> None:
    """Print the wall time of both, the best of so many."""
    pairs = [_pair() for _ in range(count)]
    once, again = (min(times) for times in zip(*pairs, strict=True))
    print(f"ingest, {len(list(SAMPLES.iterdir()))} sample reports, wall time of the command, best of {count}")
    print(f"  into an empty folder   {once:8.2f} s")
    print(f"  a second time          {again:8.2f} s    {once / again:6.1f} times less")


def _pair() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = ingest_into(Path(folder))
        return wall(command), wall(command)
