"""Generations of the passage index: each a folder of its own, published by renaming one pointer file.

index/
├── current            the name of the published generation
├── writer.lock        held by the one process that builds
└── gen-…/             manifest.json, rows.json, words/, lines/, chroma/
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import StoreBusy

_WAIT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made of; `embedder` is None where it has no vectors."""

    recipe: int
    archive: str
    embedder: str | None
    engine: str
    passages: int
    lines: int


@dataclass(frozen=True, slots=True)
class Generation:
    """A finished generation and its manifest."""

    folder: Path
    manifest: Manifest


def current(index: Path) -> Generation | None:
    """The published generation; None where there is none or its manifest cannot be read (it can be built again)."""
    try:
        folder = index / (index / "current").read_text(encoding="utf-8").strip()
        return Generation(folder, Manifest(**json.loads((folder / "manifest.json").read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def only_writer(index: Path) -> Iterator[None]:
    """Be the only process that builds; waits for another one, raises StoreBusy where that one does not end."""
    index.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index / "writer.lock")
    try:
        lock.acquire(timeout=_WAIT_SECONDS)
    except Timeout as error:
        raise StoreBusy(f"检索索引正由另一个进程建立，等了{_WAIT_SECONDS}秒仍未结束；请等它结束后运行 nianbao rebuild。") from error
    try:
        yield
    finally:
        lock.release()


def start(index: Path) -> Path:
    """A new empty folder for a generation, which nobody reads yet."""
    folder = index / f"gen-{time.time_ns()}"
    folder.mkdir()
    return folder


def publish(index: Path, folder: Path, manifest: Manifest) -> None:
    """Make a finished folder the current generation, and delete all but it and the one before, which may still be read."""
    before = current(index)
    _write(folder / "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False, indent=2))
    _write(index / "current.partial", folder.name)
    (index / "current.partial").replace(index / "current")
    kept = {folder} | ({before.folder} if before else set())
    for old in index.glob("gen-*"):
        if old not in kept:
            shutil.rmtree(old)


def _write(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
