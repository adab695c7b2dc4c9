"""A service for staff whose proxy has recognised the reader, so that tests need not log in."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

from ingest.settings import Settings
from ingest.stores.accounts import Accounts
from ingest.stores.archive import Archive
from ui.staff import Staff
from ui.staff.guard import Proxy
from ui.staff.login import Door

CLERK = {"x-person": "clerk"}
"""The header by which the proxy says who asks."""


def staffed(folder: Path | None = None) -> Staff:
    """Staff over the accounts of this archive, or of an empty one."""
    held = folder or Path(mkdtemp(prefix="nianbao-staff-"))
    archive = Archive.open(held)
    return Staff(Door(Accounts(archive.engine)), archive, Settings(held), Proxy("x-person", frozenset({"testclient", "127.0.0.1"})))
