"""Where things are kept, which model embeds, what may be fetched: one frozen Settings, read once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_YES = ("1", "true", "yes", "on")


@dataclass(frozen=True, slots=True)
class Settings:
    """The folder that holds everything the program keeps, and the embedding model; None is the default model.

    `allow_local_addresses` lets reports be fetched from this machine and the local network.
    """

    data_dir: Path
    embedding_model: str | None = None
    allow_local_addresses: bool = False

    @classmethod
    def read(cls, data_dir: Path | None = None, *, allow_local: bool = False) -> Settings:
        """The settings: what is passed, else NIANBAO_DATA_DIR, NIANBAO_EMBEDDING_MODEL and NIANBAO_ALLOW_LOCAL_ADDRESSES.

        The data lie in `nianbao` in the user's data folder where nothing else is said.
        """
        named = os.environ.get("NIANBAO_DATA_DIR", "").strip()
        folder = data_dir or (Path(named) if named else platformdirs.user_data_path("nianbao"))
        model = os.environ.get("NIANBAO_EMBEDDING_MODEL", "").strip() or None
        local = allow_local or os.environ.get("NIANBAO_ALLOW_LOCAL_ADDRESSES", "").strip().lower() in _YES
        return cls(folder.expanduser().absolute(), model, local)
