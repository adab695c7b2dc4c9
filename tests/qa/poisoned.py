"""A clean report, and an assistant over one page of it alone: what orders in a report or in its name change is seen against it."""

from __future__ import annotations

from pathlib import Path

from ingest.intake import ingest_bytes
from ingest.stores.archive import Archive
from qa import Assistant, open_assistant
from samples import SampleReport
from samples.shipped import SAMPLES

CLEAN: SampleReport = next(sample.report for sample in SAMPLES if sample.name == "广州海关2023.pdf")


def over(folder: Path, name: str, page: bytes) -> Assistant:
    """The assistant over a page under this name."""
    archive = Archive.open(folder)
    ingest_bytes(archive, name, page)
    archive.close()
    return open_assistant(folder)
