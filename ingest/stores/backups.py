"""A copy of everything that cannot be made again, in one file: the archive's database and the originals. The index is built anew."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from ingest.errors import StoreError
from ingest.stores.archive import Archive
from ingest.stores.connections import damaged
from ingest.stores.migrations import is_current
from ingest.stores.originals import Originals
from ingest.stores.seals import broken

_DATABASE = "archive.db"
_KEPT = (_DATABASE, "archive.db-wal", "archive.db-shm", "originals")


def backup(data_dir: Path, target: Path) -> int:
    """Write the archive, as it is at one moment, into a zip file, replaced when whole; returns how many originals it holds.

    Others may read and write meanwhile. Raises StoreError where there is no archive, or it or an original is damaged; OSError.
    """
    if not (data_dir / _DATABASE).is_file():
        raise StoreError(f"{data_dir} 中没有档案库（archive.db），没有可备份的内容。")
    partial = target.with_name(f".{target.name}.partial")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            _copy(data_dir / _DATABASE, Path(folder) / _DATABASE)
            count = _pack(Path(folder) / _DATABASE, Originals(data_dir / "originals"), partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return count


def restore(source: Path, data_dir: Path) -> Path | None:
    """Put the archive of a backup in place of what is there, which is moved aside: where to, None where there was nothing.

    The backup is proved whole before anything is moved. Raises StoreError where it is not, OSError.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data_dir, prefix="restoring-") as folder:
        _unpack(source, Path(folder))
        aside = _move_aside(data_dir)
        (Path(folder) / "originals").replace(data_dir / "originals")
        (Path(folder) / _DATABASE).replace(data_dir / _DATABASE)
    return aside


def damage(database: Path) -> str | None:
    """What SQLite finds wrong with the file, as a sentence; None where it is sound or not there."""
    if not database.is_file():
        return None
    try:
        with closing(sqlite3.connect(database)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        said = str(error)
    return None if said == "ok" else damaged(database, said)


def unsealed(database: Path) -> list[str]:
    """A sentence for each report whose rows are not those that were read, in a database of this version or an earlier one, which has no seals."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            return broken(connection) if is_current(connection) else []
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return [damaged(database, str(error))]


def _copy(database: Path, target: Path) -> None:
    if problem := damage(database) or next(iter(unsealed(database)), None):
        raise StoreError(problem)
    with closing(sqlite3.connect(database)) as held, closing(sqlite3.connect(target)) as copy:
        held.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _pack(database: Path, originals: Originals, target: Path) -> int:
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        packed.write(database, _DATABASE)
        names = documents(database)
        for name in names:
            packed.writestr(f"originals/{name}", originals.read(name))
    return len(names)


def documents(database: Path) -> list[str]:
    """The hashes of the documents that the database names, in order; raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(database)) as connection:
        return [name for (name,) in connection.execute("SELECT sha256 FROM documents ORDER BY sha256")]


def _unpack(source: Path, folder: Path) -> None:
    try:
        with ZipFile(source) as packed:
            packed.extract(_DATABASE, folder)
            (folder / "originals").mkdir()
            for name in documents(folder / _DATABASE):
                packed.extract(f"originals/{name}", folder)
    except (BadZipFile, KeyError, EOFError, ValueError, sqlite3.DatabaseError) as error:
        raise StoreError(f"{source} 不是完整的备份（{error}）；原有数据未动，请换一份备份。") from error
    _prove(source, folder)


def _prove(source: Path, folder: Path) -> None:
    """Raise StoreError unless the database is sound, no newer than this program, and every original what its name says."""
    if damage(folder / _DATABASE) or unsealed(folder / _DATABASE):
        raise StoreError(f"{source} 中的档案库已损坏；原有数据未动，请换一份备份。")
    for name in documents(folder / _DATABASE):
        Originals(folder / "originals").read(name)
    Archive.open(folder).close()


def _move_aside(data_dir: Path) -> Path | None:
    there = [data_dir / name for name in _KEPT if (data_dir / name).exists()]
    if not there:
        return None
    aside = data_dir / f"replaced-{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000:06}"
    aside.mkdir()
    for path in there:
        shutil.move(path, aside / path.name)
    return aside
