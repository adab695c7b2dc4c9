"""Generations of the passage index: each a folder of its own, published by renaming one pointer file.

index/
├── current            the name of the published generation
├── writer.lock        held by the one process that builds
└── gen-…/             manifest.json, corpus.json, words, vectors, chroma/, and hashes.json: what every file was when it was published
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import StoreBusy, StoreError

_WAIT_SECONDS = 600


CHROMA = "chroma.sqlite3"
"""Chroma's own database. Chroma writes into it when it opens it: it has no hash that stays."""
_WRITTEN_OUT = "index_metadata.pickle"
"""Beside the files of a graph that is whole on the disk; before it is there, Chroma writes the others when it opens them."""


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


def whole(generation: Generation | None) -> Generation | None:
    """The generation, if no file of it was damaged since it was published."""
    if generation is None or not is_whole(generation.folder) or not is_open_to_chroma(generation.folder):
        return None
    return generation


def is_whole(folder: Path) -> bool:
    """Whether every file of a generation is what it was when it was published, but for what Chroma writes when it opens it."""
    try:
        published, found = json.loads((folder / "hashes.json").read_text(encoding="utf-8")), _hashes(folder)
        return bool(published) and published.items() <= found.items()
    except (OSError, ValueError, AttributeError):
        return False


def is_open_to_chroma(folder: Path) -> bool:
    """Whether Chroma's own database is sound, where there is one."""
    if not (folder / "chroma").exists():
        return True
    try:
        with closing(sqlite3.connect((folder / "chroma" / CHROMA).as_uri() + "?mode=ro", uri=True)) as connection:
            tables = connection.execute("SELECT 1 FROM collections").fetchone()
            return tables is not None and connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        return False


def _hashes(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file() and file != folder / "hashes.json")
    return {str(file.relative_to(folder)): _hash(file) for file in files if _stays(file, folder)}


def _stays(file: Path, folder: Path) -> bool:
    return not file.is_relative_to(folder / "chroma") or (file.parent / _WRITTEN_OUT).is_file()


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def only_writer(index: Path) -> Iterator[None]:
    """Be the only process that builds; waits for another one, raises StoreBusy where that one does not end."""
    lock = FileLock(index / "writer.lock")
    with _disk_named(index):
        index.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=_WAIT_SECONDS)
        except Timeout as error:
            raise StoreBusy(f"检索索引正由另一个进程建立，等了{_WAIT_SECONDS}秒仍未结束；请等它结束后运行 nianbao rebuild。") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def begun(index: Path) -> Iterator[Path]:
    """A new empty folder for a generation, which nobody reads yet; where filling it fails it is gone. Raises StoreError."""
    folder = index / f"gen-{time.time_ns()}"
    with _disk_named(index), ExitStack() as undo:
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.mkdir()
        yield folder
        undo.pop_all()


@contextmanager
def _disk_named(index: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"检索索引没有建成：无法写入 {index}（{error.strerror or error}）；档案未受影响，仍可按字词检索。请检查磁盘空间和写入权限，再运行 nianbao rebuild。"
        ) from error


def publish(index: Path, folder: Path, manifest: Manifest) -> None:
    """Make a finished folder the current generation, and delete all but it and the one before, which may still be read."""
    before = current(index)
    _write(folder / "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False, indent=2))
    _write(folder / "hashes.json", json.dumps(_hashes(folder)))
    _write(index / "current.partial", folder.name)
    (index / "current.partial").replace(index / "current")
    kept = {folder} | ({before.folder} if before else set())
    for old in index.glob("gen-*"):
        if old not in kept:
            shutil.rmtree(old, ignore_errors=True)  # the new one is published: what is left of an old one goes next time


def _write(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
