"""Where things are kept and which model embeds: one frozen Settings, read once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Settings:
    """The folder that holds everything the program keeps, and the embedding model; None is the default model."""

    data_dir: Path
    embedding_model: str | None = None

    @classmethod
    def read(cls, data_dir: Path | None = None) -> Settings:
        """The settings: what is passed, else NIANBAO_DATA_DIR and NIANBAO_EMBEDDING_MODEL, else `nianbao` in the user's data folder."""
        named = os.environ.get("NIANBAO_DATA_DIR", "").strip()
        folder = data_dir or (Path(named) if named else platformdirs.user_data_path("nianbao"))
        return cls(folder.expanduser().absolute(), os.environ.get("NIANBAO_EMBEDDING_MODEL", "").strip() or None)
