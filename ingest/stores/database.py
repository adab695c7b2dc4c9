"""A SQLite database opened for writing, so that readers never wait and one writer at a time does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from ingest.stores.connections import BUSY_SECONDS, faults_named


def open_database(path: Path) -> Engine:
    """An engine over the file: write-ahead log, foreign keys on, a commit is on the disk when it returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def writing(engine: Engine, *, durable: bool = True) -> Iterator[Connection]:
    """One transaction that holds the write lock from its first statement; raises StoreBusy where another process keeps it.

    Raises StoreError where the disk refuses, or the database is damaged; then nothing of the transaction is kept.
    One that need not be durable may be lost, whole, where the machine stops; it does not wait for the disk.
    """
    with faults_named(Path(str(engine.url.database)), writes=True), _as_sqlite_says(), engine.connect() as plain:
        connection = plain.execution_options(writes=True, durable=durable)
        with connection.begin():
            yield connection


@contextmanager
def _as_sqlite_says() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise error.orig or error from error


def _configure(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event, not the driver, opens transactions
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that began as a reader cannot always become a writer: writers say so at once.
    options = connection.get_execution_options()
    if options.get("writes", False):
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if options['durable'] else 'NORMAL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")
