"""The one file of qa that knows every part: from a data folder to an assistant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.settings import ChatModel, Settings
from ingest.stores.archive import Archive
from qa.assistant import Assistant
from qa.sources import PassageSource
from qa.turn import Writer

if TYPE_CHECKING:
    from ingest.stores.passage_index import PassageIndex


def open_assistant(data_dir: Path | str | None = None) -> Assistant:
    """The assistant over everything kept in a data folder (default: NIANBAO_DATA_DIR, else the user's data folder)."""
    settings = Settings.read(Path(data_dir) if data_dir is not None else None)
    archive = Archive.open(settings.data_dir)
    return Assistant.over(archive, _Passages(settings, archive).current, _writer(settings.chat))


def _writer(chat: ChatModel | None) -> Writer | None:
    """The writer over the model configured; None where there is none, or what it needs is not installed (`nianbao doctor` says so)."""
    if chat is None or chat.problem:
        return None
    from qa.ai.model import Model  # httpx and asyncio, which nothing else needs
    from qa.ai.writer import ModelWriter

    return ModelWriter(Model(chat.url, chat.name, chat.key))


@dataclass
class _Passages:
    """The passage index, opened when prose is first asked for, and again when another generation is published."""

    settings: Settings
    archive: Archive
    opened: PassageIndex | None = None

    def current(self) -> PassageSource:
        from ingest.stores.passage_index import PassageIndex  # numpy and bm25s, which a table answer never needs

        self.opened = self.opened.refreshed() if self.opened else PassageIndex.open(self.settings, self.archive)
        return self.opened
