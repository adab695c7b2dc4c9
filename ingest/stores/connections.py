"""Connections that an answer reads the archive's database through: without SQLAlchemy, whose import takes longer than the answer."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import DiskRefused, StoreBusy, StoreError

BUSY_SECONDS = 30
BUSY = f"档案库正被另一个进程写入，等了{BUSY_SECONDS}秒仍未空出；请等它结束后再试。"


_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""The last is said of a table or column that is not there, and each is there that a statement of ours names."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


@contextmanager
def faults_named(path: Path, *, writes: bool) -> Iterator[None]:
    """Make of what SQLite and the disk raise over a file that is read or written a StoreError that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED:
            raise StoreError(damaged(path, str(error))) from error
        if code in _BUSY:
            raise StoreBusy(BUSY) from error
        if code in _DISK:
            raise DiskRefused(refused_by_disk(path, str(error), writes=writes)) from error
        raise
    except UnicodeDecodeError as error:
        raise StoreError(damaged(path, str(error))) from error
    except OSError as error:
        raise DiskRefused(refused_by_disk(path.parent, error.strerror or str(error), writes=writes)) from error


def damaged(database: Path, why: str) -> str:
    """The sentence for a database that is not what was written, with the last line of what SQLite says of it."""
    return f"档案库 {database} 已损坏（{why.splitlines()[-1].strip()}）；请用 nianbao restore 从备份恢复。"


def refused_by_disk(path: Path, why: str, *, writes: bool) -> str:
    """The sentence for what the disk would not read or write."""
    if writes:
        return f"无法写入 {path}（{why}）；这一步没有保留任何内容。请检查磁盘空间和文件夹的读写权限后再试。"
    return f"无法读取 {path}（{why}）。请检查磁盘和文件夹的读写权限后再试。"


@dataclass(frozen=True, slots=True)
class Connections:
    """Open connections to one file, each lent to one thread at a time."""

    path: Path
    idle: deque[sqlite3.Connection] = field(default_factory=deque)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One transaction, in which all that is read is of the same moment. Rows are known by name and by place."""
        with faults_named(self.path, writes=False), self._lent("BEGIN") as connection:
            yield connection

    @contextmanager
    def noting(self) -> Iterator[sqlite3.Connection]:
        """One transaction for what may be lost, whole, where the machine stops: it does not wait for the disk; raises StoreBusy."""
        with faults_named(self.path, writes=True), self._lent("BEGIN IMMEDIATE") as connection:
            yield connection
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connections that nobody has."""
        while self.idle:
            self.idle.pop().close()

    @contextmanager
    def _lent(self, begin: str) -> Iterator[sqlite3.Connection]:
        try:
            connection = self.idle.pop()
        except IndexError:  # asked for, not looked up before: another thread may take the last one in between
            connection = self._opened()
        try:
            connection.execute(begin)
            yield connection
        finally:
            connection.rollback()
            self.idle.append(connection)

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection
