"""A service for staff whose proxy has recognised the reader, so that tests need not log in."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

from ingest.stores.accounts import Accounts
from ingest.stores.archive import Archive
from ui.staff import Staff
from ui.staff.guard import Proxy
from ui.staff.login import Door

CLERK = {"x-person": "clerk"}
"""The header by which the proxy says who asks."""


def staffed(folder: Path | None = None) -> Staff:
    """Staff over the accounts of this archive, or of an empty one."""
    archive = Archive.open(folder or Path(mkdtemp(prefix="nianbao-staff-")))
    return Staff(Door(Accounts(archive.engine)), archive, Proxy("x-person", frozenset({"testclient", "127.0.0.1"})))
