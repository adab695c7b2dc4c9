"""What only the staff of a disclosure office sees: what is held, figures, drafts, what readers said; and who may see it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.settings import Settings
from ingest.stores.archive import Archive
from ui.staff.guard import Proxy
from ui.staff.login import Door


@dataclass(frozen=True, slots=True)
class Staff:
    """What staff may change, and how they come in: by password, by a proxy that knows them, or once by a printed link that holds this key."""

    door: Door
    archive: Archive
    settings: Settings
    proxy: Proxy | None = None
    once: str = ""
