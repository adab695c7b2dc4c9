"""What is evaluated: the program over a data folder, or anything else that answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.settings import Settings
from ingest.stores.archive import Archive
from qa import open_assistant
from qa.answer import Answer


class Asked(Protocol):
    """Anything that answers a question, given the conversation before it."""

    def ask(self, text: str, /, conversation: str | None = None) -> Answer:
        """The answer to a question."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """An assistant with the archive behind it, whose originals and receipts are opened again; None where there is nothing to open."""

    assistant: Asked
    archive: Archive | None = None

    @classmethod
    def open(cls, data_dir: Path | None) -> Subject:
        """The program over a data folder (None: the one of the settings). Raises StoreError."""
        return cls(open_assistant(data_dir), Archive.open(Settings.read(data_dir).data_dir))
