"""Documents that were read for a preview and wait to be kept: in a folder of their own, for a day."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time

from ingest.found import Found

DAY = 86_400
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pending:
    """The folder; a document is named by the hash of its bytes."""

    folder: Path

    def put(self, one: Found) -> str:
        """Keep a document for a day; its name here."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.iterdir():
            if old.stat().st_mtime < time() - DAY:
                old.unlink(missing_ok=True)
        name = sha256(one.content).hexdigest()
        (self.folder / name).write_bytes(one.content)
        (self.folder / f"{name}.json").write_text(json.dumps({"source": one.source, "name": one.name, "url": one.url}), "utf-8")
        return name

    def take(self, name: str) -> Found | None:
        """The document of this name; None where it waits no longer."""
        if not _NAME.fullmatch(name):
            return None
        try:
            about = json.loads((self.folder / f"{name}.json").read_text("utf-8"))
            return Found(about["source"], about["name"], (self.folder / name).read_bytes(), about["url"])
        except FileNotFoundError:
            return None

    def drop(self, name: str) -> None:
        """Forget a document."""
        for path in (self.folder / name, self.folder / f"{name}.json"):
            path.unlink(missing_ok=True)
