"""How a reading becomes an edition of its report, and how reports and verdicts are taken out again."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict

from sqlalchemy import Connection, Engine, and_, delete, func, insert, select, update

from ingest.errors import StoreBusy, StoreError
from ingest.fact import Finding, Verdict
from ingest.held import ReportKey, finding_id
from ingest.reading import Reading
from ingest.stores import rows
from ingest.stores.comparison import compare
from ingest.stores.copies import edition_printed
from ingest.stores.database import writing
from ingest.stores.originals import Originals
from ingest.stores.rows import Written
from ingest.stores.seals import seal
from ingest.stores.tables import COPIES, DOCUMENTS, FACTS, FINDINGS, PASSAGES, REPORTS, SEALS, VERDICTS, of_key


def keep(engine: Engine, originals: Originals, reading: Reading, content: bytes) -> Written:
    """Keep a reading and its bytes, whole or not at all: see Archive.write."""
    try:
        return _kept(engine, originals, reading, content)
    except StoreBusy:
        raise  # nothing was begun
    except StoreError:
        with suppress(StoreError):
            _sweep(engine, originals, (reading.report.document.sha256,))
        raise


def _kept(engine: Engine, originals: Originals, reading: Reading, content: bytes) -> Written:
    sha256 = reading.report.document.sha256
    rows_of = (rows.fact_rows(reading), rows.finding_rows(reading), rows.passage_rows(reading))
    with writing(engine) as connection:
        held = connection.execute(select(REPORTS).where(REPORTS.c.document == sha256)).mappings().one_or_none()
        if held is not None and held["read_by"] == rows.READING_VERSION:
            return "unchanged"
        copied = edition_printed(connection, reading) if held is None else None
        if copied is not None:
            _register_copy(connection, reading, copied)
            return "unchanged"
        originals.keep(sha256, content)
        known = _newest_edition(connection, rows.key_of(reading)) > 0
        if held is not None:
            _forget(connection, (held,))
        _insert(connection, reading, held, rows_of)
    return "updated" if known or held is not None else "added"


def remove(engine: Engine, originals: Originals, agency: str, year: int) -> int:
    """Take the agency's reports on the year out; returns how many there were: see Archive.remove."""
    wanted = and_(REPORTS.c.agency == agency, REPORTS.c.year == year)
    with writing(engine) as connection:
        gone = connection.execute(select(REPORTS).where(wanted)).mappings().all()
        _forget(connection, gone)
        compare(connection, {rows.report_key(row) for row in gone})
    _sweep(engine, originals, (row["document"] for row in gone))
    return sum(row["current"] for row in gone)


def judge(engine: Engine, key: ReportKey, finding: Finding, verdict: Verdict) -> None:
    """Keep what a person said of a finding in place of what was said before."""
    row = {"finding": finding_id(key, finding), **asdict(verdict), "about": f"{key.agency}{key.year}年：{finding.message}"}
    with writing(engine) as connection:
        connection.execute(delete(VERDICTS).where(VERDICTS.c.finding == row["finding"]))
        connection.execute(insert(VERDICTS), row)


def withdraw(engine: Engine, id: str) -> bool:
    """Take the verdict on the finding with this id back; whether there was one."""
    with writing(engine) as connection:
        return connection.execute(delete(VERDICTS).where(VERDICTS.c.finding == id)).rowcount > 0


def _sweep(engine: Engine, originals: Originals, documents: Iterable[str]) -> None:
    """Delete the originals that no report needs; under the write lock, for another process may be writing one of them."""
    with writing(engine) as connection:
        for sha256 in documents:
            if connection.execute(select(REPORTS.c.id).where(REPORTS.c.document == sha256)).first() is None:
                originals.discard(sha256)


def _newest_edition(connection: Connection, key: ReportKey) -> int:
    return int(connection.execute(select(func.coalesce(func.max(REPORTS.c.edition), 0)).where(of_key(key))).scalar_one())


def _insert(connection: Connection, reading: Reading, held: rows.Fields | None, rows_of: tuple[list[rows.Row], ...]) -> None:
    """Add an edition as the newest one; where the same bytes were held for the same report, in their old place."""
    key, report = rows.key_of(reading), connection.execute(select(func.coalesce(func.max(REPORTS.c.id), 0) + 1)).scalar_one()
    in_place = held is not None and rows.report_key(held) == key
    edition = held["edition"] if held is not None and in_place else _newest_edition(connection, key) + 1
    connection.execute(insert(DOCUMENTS), rows.document_row(reading.report.document))
    stamp = {"id": report, "edition": edition, "current": 0, "read_by": rows.READING_VERSION}
    connection.execute(insert(REPORTS), rows.report_row(reading) | stamp)
    for table, table_rows in zip((FACTS, FINDINGS, PASSAGES), rows_of, strict=True):
        if table_rows:
            connection.execute(insert(table), [row | {"report": report} for row in table_rows])
    changed = {key} if held is None else {key, rows.report_key(held)}
    for one in changed:
        _settle(connection, one)
    compare(connection, changed)
    connection.execute(insert(SEALS), {"report": report, "sha256": seal(connection.exec_driver_sql, report)})


def _register_copy(connection: Connection, reading: Reading, report: int) -> None:
    document = reading.report.document
    connection.execute(delete(COPIES).where(COPIES.c.sha256 == document.sha256))
    row = {"sha256": document.sha256, "report": report, "name": document.name, "read_by": rows.READING_VERSION}
    connection.execute(insert(COPIES), row)


def _settle(connection: Connection, key: ReportKey) -> None:
    """Make the newest edition of a report the current one."""
    connection.execute(update(REPORTS).where(of_key(key)).values(current=0))
    newest = REPORTS.c.edition == _newest_edition(connection, key)
    connection.execute(update(REPORTS).where(of_key(key), newest).values(current=1))


def _forget(connection: Connection, reports: Iterable[rows.Fields]) -> None:
    for report in reports:
        for table in (FACTS, FINDINGS, PASSAGES):
            connection.execute(delete(table).where(table.c.report == report["id"]))
        connection.execute(delete(REPORTS).where(REPORTS.c.id == report["id"]))
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.sha256 == report["document"]))
