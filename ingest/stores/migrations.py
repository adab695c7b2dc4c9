"""The archive's schema as numbered changes, each applied once and recorded in the database.

A change that has been published is never edited: the next one is written below it, and tables.py follows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.errors import SchemaTooNew
from ingest.stores.seals import seal

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LOCATOR = "page INTEGER, x0 DOUBLE PRECISION, top DOUBLE PRECISION, x1 DOUBLE PRECISION, bottom DOUBLE PRECISION"
_OF_REPORT = "report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL, PRIMARY KEY (report, ordinal)"


def m001_initial(connection: Connection) -> None:
    """Documents, reports by edition, facts, findings, passages and receipts."""
    for statement in (
        "CREATE TABLE documents (sha256 TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL, url TEXT)",
        """CREATE TABLE reports (
            id INTEGER PRIMARY KEY NOT NULL, document TEXT NOT NULL UNIQUE REFERENCES documents (sha256),
            agency TEXT NOT NULL, scope TEXT, year INTEGER NOT NULL, edition INTEGER NOT NULL, current INTEGER NOT NULL,
            read_by INTEGER NOT NULL, title TEXT NOT NULL, form TEXT NOT NULL, contact TEXT,
            facts INTEGER NOT NULL, unread INTEGER NOT NULL, passages INTEGER NOT NULL, findings INTEGER NOT NULL)""",
        "CREATE UNIQUE INDEX reports_current ON reports (agency, COALESCE(scope, ''), year) WHERE current = 1",
        "CREATE INDEX reports_of_agency ON reports (agency, year)",
        f"""CREATE TABLE facts (
            measure TEXT NOT NULL, own_of TEXT, applicant TEXT, table_number INTEGER NOT NULL,
            row_labels TEXT NOT NULL, column_labels TEXT NOT NULL, state TEXT NOT NULL, printed TEXT NOT NULL,
            value TEXT, unit TEXT, {_LOCATOR}, {_OF_REPORT})""",
        "CREATE INDEX facts_of_measure ON facts (measure, report)",
        "CREATE INDEX facts_own_of ON facts (own_of, report)",
        f"""CREATE TABLE findings (
            check_name TEXT NOT NULL, message TEXT NOT NULL, expected TEXT NOT NULL, found TEXT NOT NULL,
            facts TEXT NOT NULL, {_OF_REPORT})""",
        f"""CREATE TABLE passages (
            id TEXT NOT NULL UNIQUE, section INTEGER NOT NULL, headings TEXT NOT NULL, text TEXT NOT NULL,
            {_LOCATOR}, {_OF_REPORT})""",
        "CREATE TABLE receipts (id TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL)",
    ):
        connection.exec_driver_sql(statement)


def m002_recognised_text(connection: Connection) -> None:
    """Whether a fact or passage was recognised in a picture; what was held before had text of its own."""
    for table in ("facts", "passages"):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0")


def m003_verdicts_and_comparisons(connection: Connection) -> None:
    """What reports contradict in each other, documents that print an edition once more, and what people said of findings."""
    for statement in (
        f"""CREATE TABLE across (
            other INTEGER REFERENCES reports (id) ON DELETE CASCADE, check_name TEXT NOT NULL, message TEXT NOT NULL,
            expected TEXT NOT NULL, found TEXT NOT NULL, facts TEXT NOT NULL, {_OF_REPORT})""",
        "CREATE INDEX across_other ON across (other)",
        """CREATE TABLE copies (
            sha256 TEXT PRIMARY KEY NOT NULL, report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
            name TEXT NOT NULL, read_by INTEGER NOT NULL)""",
        "CREATE INDEX copies_of_report ON copies (report)",
        """CREATE TABLE verdicts (
            finding TEXT PRIMARY KEY NOT NULL, judgement TEXT NOT NULL, remark TEXT NOT NULL, person TEXT,
            given TEXT NOT NULL, about TEXT NOT NULL)""",
    ):
        connection.exec_driver_sql(statement)


def m004_held_at_a_glance(connection: Connection) -> None:
    """A number that rises with every change of the reports held, and indexes that say what is held without reading the reports."""
    for statement in (
        "CREATE TABLE revision (id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1), number INTEGER NOT NULL)",
        "INSERT INTO revision (id, number) VALUES (1, 1)",
        *(
            f"CREATE TRIGGER reports_{event.lower()} AFTER {event} ON reports BEGIN UPDATE revision SET number = number + 1; END"
            for event in ("INSERT", "UPDATE", "DELETE")
        ),
        "CREATE INDEX reports_held ON reports (agency, scope, year) WHERE current = 1",
        "DROP INDEX facts_own_of",
        "CREATE INDEX facts_own_of ON facts (report, own_of, measure) WHERE own_of IS NOT NULL",
        "CREATE INDEX facts_own_rows ON facts (measure, report) WHERE own_of IS NOT NULL",
    ):
        connection.exec_driver_sql(statement)


def m005_heard(connection: Connection) -> None:
    """What readers said of answers, and the questions that got none."""
    for statement in (
        """CREATE TABLE feedback (
            id INTEGER PRIMARY KEY NOT NULL, turns TEXT NOT NULL, kind TEXT NOT NULL, reply TEXT NOT NULL, receipt TEXT,
            useful INTEGER NOT NULL, remark TEXT NOT NULL, given TEXT NOT NULL, done TEXT)""",
        "CREATE INDEX feedback_given ON feedback (given)",
        """CREATE TABLE unanswered (
            id INTEGER PRIMARY KEY NOT NULL, question TEXT NOT NULL UNIQUE, reason TEXT NOT NULL, times INTEGER NOT NULL,
            last TEXT NOT NULL, done TEXT)""",
        "CREATE INDEX unanswered_last ON unanswered (last)",
    ):
        connection.exec_driver_sql(statement)


def m006_staff(connection: Connection) -> None:
    """Who may use the staff's pages, and who is logged in."""
    for statement in (
        "CREATE TABLE accounts (name TEXT PRIMARY KEY NOT NULL, password TEXT NOT NULL, failed INTEGER NOT NULL, blocked TEXT)",
        "CREATE TABLE sessions (token TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, expires TEXT NOT NULL)",
    ):
        connection.exec_driver_sql(statement)


def m007_all_of_a_year(connection: Connection) -> None:
    """The year with every fact, and indexes that say what all reports of a year print in one row and column without reading them."""
    for statement in (
        "ALTER TABLE facts ADD COLUMN year INTEGER NOT NULL DEFAULT 0",
        "UPDATE facts SET year = (SELECT year FROM reports WHERE id = report)",
        "DROP INDEX facts_of_measure",
        "CREATE INDEX facts_of_cell ON facts (year, measure, applicant, report, state, value, unit)",
        "CREATE INDEX reports_of_year ON reports (year, current, agency, scope, form)",
        "CREATE INDEX reports_contradicted ON reports (year, current) WHERE findings > 0",
        "CREATE INDEX reports_superseded ON reports (id) WHERE current = 0",
    ):
        connection.exec_driver_sql(statement)


def m008_seals(connection: Connection) -> None:
    """A hash over what was read from each report; what is held already is sealed as it stands."""
    connection.exec_driver_sql(
        "CREATE TABLE seals (report INTEGER PRIMARY KEY NOT NULL REFERENCES reports (id) ON DELETE CASCADE, sha256 TEXT NOT NULL)"
    )
    for (report,) in connection.exec_driver_sql("SELECT id FROM reports").fetchall():
        connection.exec_driver_sql("INSERT INTO seals VALUES (?, ?)", (report, seal(connection.exec_driver_sql, report)))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    m001_initial,
    m002_recognised_text,
    m003_verdicts_and_comparisons,
    m004_held_at_a_glance,
    m005_heard,
    m006_staff,
    m007_all_of_a_year,
    m008_seals,
)


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the database has recorded every change that this program knows, and no other."""
    try:
        (number,) = connection.execute("SELECT MAX(number) FROM migrations").fetchone()
    except sqlite3.OperationalError:  # no table of that name: nothing was recorded yet
        return False
    return bool(number == len(MIGRATIONS))


def migrate(connection: Connection) -> None:
    """Apply, inside the caller's transaction, every change that the database has not recorded.

    Raises SchemaTooNew where it has recorded a change that this program does not know.
    """
    from sqlalchemy import text  # what only a writer needs, an answer does not wait for

    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL)")
    applied = connection.exec_driver_sql("SELECT COALESCE(MAX(number), 0) FROM migrations").scalar_one()
    if applied > len(MIGRATIONS):
        raise SchemaTooNew(f"档案库由更新版本的程序写成：本程序只认到第{len(MIGRATIONS)}版结构，库中是第{applied}版；请升级程序后再打开。")
    for number, change in enumerate(MIGRATIONS[applied:], start=applied + 1):
        change(connection)
        named = {"number": number, "name": change.__name__}
        connection.execute(text("INSERT INTO migrations (number, name) VALUES (:number, :name)"), named)
