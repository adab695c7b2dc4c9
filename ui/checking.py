"""Reading a report or a draft without keeping it, as a record of its contradictions."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import IngestError
from ingest.outcome import Outcome
from ingest.pipeline import read_report
from ui.records import Record


def check_file(source: Path | str, content: bytes | None = None) -> Record:
    """A record shaped like those of `ingest --json`, its status checked or failed; `content` in place of the file's own bytes."""
    try:
        reading = read_report(source, content)
    except IngestError as error:
        return Outcome(str(source), "failed", error=str(error)).to_json()
    return Outcome.of_reading(str(source), "unchanged", reading).to_json() | {"status": "checked"}
