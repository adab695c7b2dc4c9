"""The archive: documents, reports by edition, facts, findings, passages and receipts; the one truth."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from ingest.fact import Fact, Finding, Verdict
from ingest.held import HeldPassage, HeldReport, HeldYear, Printed, ReportKey, finding_id
from ingest.reading import Reading
from ingest.stores import contradicted, holdings, rows
from ingest.stores.database import open_database, writing
from ingest.stores.migrations import migrate
from ingest.stores.originals import Originals
from ingest.stores.rows import FactLine
from ingest.stores.tables import ACROSS, COPIES, CURRENT, DOCUMENTS, FACTS, FINDINGS, PASSAGES, RECEIPTS, REPORTS, VERDICTS, of_key

READING_VERSION = 2
"""Raised whenever the program reads the same bytes differently: what an older one read is then read again."""

_BY_APPLICANT = 3

Written = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that is held, in one folder: `archive.db` and the originals. Safe for many threads and processes."""

    engine: Engine
    originals: Originals

    @classmethod
    def open(cls, folder: Path) -> Archive:
        """The archive in this folder, made if it is not there; raises SchemaTooNew, StoreBusy."""
        engine = open_database(folder / "archive.db")
        with writing(engine) as connection:
            migrate(connection)
        return cls(engine, Originals(folder / "originals"))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def write(self, reading: Reading, content: bytes) -> Written:
        """Keep a reading and its bytes, whole or not at all; another document for the same report becomes its current edition.

        Bytes that are held already, in any edition, change nothing, unless an older program read them; nor does a
        document that prints an edition once more, in another file or carrier: citations keep to the first.
        """
        from ingest.stores.copies import edition_printed  # what only a writer needs, an answer does not wait for

        sha256 = reading.report.document.sha256
        rows_of = (rows.fact_rows(reading), rows.finding_rows(reading), rows.passage_rows(reading))
        with writing(self.engine) as connection:
            held = connection.execute(select(REPORTS).where(REPORTS.c.document == sha256)).mappings().one_or_none()
            if held is not None and held["read_by"] == READING_VERSION:
                return "unchanged"
            copied = edition_printed(connection, reading) if held is None else None
            if copied is not None:
                _register_copy(connection, reading, copied)
                return "unchanged"
            self.originals.keep(sha256, content)
            known = _newest_edition(connection, rows.key_of(reading)) > 0
            if held is not None:
                _forget(connection, (held,))
            _insert(connection, reading, held, rows_of)
        return "updated" if known or held is not None else "added"

    def knows(self, sha256: str) -> bool:
        """Whether these bytes need not be read: they are held, in any edition, as this program reads them."""
        own = select(REPORTS.c.id).where(REPORTS.c.document == sha256, REPORTS.c.read_by == READING_VERSION)
        copy = select(COPIES.c.report).where(COPIES.c.sha256 == sha256, COPIES.c.read_by == READING_VERSION)
        return bool(self._rows(own) or self._rows(copy))

    def report_of(self, sha256: str) -> HeldReport | None:
        """The report that was read from these bytes or printed once more by them, in any edition; None where there is none."""
        copied = select(COPIES.c.report).where(COPIES.c.sha256 == sha256)
        return next(self._reports(or_(REPORTS.c.document == sha256, REPORTS.c.id.in_(copied))), None)

    def reports(self) -> tuple[HeldReport, ...]:
        """The current edition of every report, by agency, scope and year."""
        return tuple(sorted(self._reports(CURRENT), key=lambda held: _order(held.key)))

    def versions(self, key: ReportKey) -> tuple[HeldReport, ...]:
        """Every edition of a report, the current one first, then from the newest to the oldest."""
        return tuple(self._reports(of_key(key)))

    def remove(self, agency: str, year: int) -> int:
        """Take the agency's reports on the year out, whatever their scope, with all editions and originals.

        Returns how many reports there were, editions of one counted once.
        """
        from ingest.stores.comparison import compare

        wanted = and_(REPORTS.c.agency == agency, REPORTS.c.year == year)
        with writing(self.engine) as connection:
            gone = connection.execute(select(REPORTS).where(wanted)).mappings().all()
            _forget(connection, gone)
            compare(connection, {rows.report_key(row) for row in gone})
        self._sweep(row["document"] for row in gone)
        return sum(row["current"] for row in gone)

    def revision(self) -> int:
        """A number that is another one after every change of the reports held."""
        with self.engine.connect() as connection:
            return holdings.revision(connection)

    def agencies(self) -> tuple[str, ...]:
        """The agencies that have a report, in order."""
        with self.engine.connect() as connection:
            return holdings.agencies(connection)

    def years(self) -> tuple[int, ...]:
        """The years that any report is on, ascending."""
        with self.engine.connect() as connection:
            return holdings.years(connection)

    def keys(self, agency: str | None = None) -> tuple[ReportKey, ...]:
        """The reports of an agency, or of all, by agency, scope and year."""
        with self.engine.connect() as connection:
            return holdings.keys(connection, agency)

    def held(self, keys: Iterable[ReportKey]) -> tuple[HeldReport, ...]:
        """The current edition of these reports; keys that are not held are left out."""
        with self.engine.connect() as connection:
            named = {"reports": holdings.listed(holdings.ids(connection, frozenset(keys)))}
            return tuple(map(rows.held_report, connection.execute(_HELD, named).mappings()))

    def select(
        self, keys: Iterable[ReportKey], measures: Iterable[str], applicants: Collection[str | None] | None = None
    ) -> tuple[Fact, ...]:
        """The facts of these measures in the current edition of these reports; a measure brings the agencies' own rows under it.

        Of all applicants; or of these alone (None: where the table knows none), and without the rows under a measure.
        In printed order, report by report.
        """
        with self.engine.connect() as connection:
            ids = holdings.ids(connection, frozenset(keys))
            found = holdings.facts(connection, ids, measures, applicants)
            return tuple(rows.fact_of(row, ids[row["report"]]) for row in found)

    def printed(self, measure: str, applicant: str | None, year: int, without: Iterable[str] = ()) -> Printed:
        """What the reports of a year print in one row and column, but for those of some agencies."""
        with self.engine.connect() as connection:
            return holdings.printed(connection, measure, applicant, year, without)

    def with_rows(self, measure: str, year: int) -> frozenset[int]:
        """The reports of a year that print a row of this measure, filled or not, or rows of their own under it."""
        with self.engine.connect() as connection:
            return holdings.with_rows(connection, measure, year)

    def numbered(self, reports: Iterable[int]) -> dict[int, ReportKey]:
        """The keys of reports by the numbers that `printed` gave."""
        with self.engine.connect() as connection:
            return holdings.keys_by_id(connection, reports)

    def of_year(self, year: int) -> HeldYear:
        """What is held of a year, without a word of any report."""
        with self.engine.connect() as connection:
            return holdings.of_year(connection, year)

    def own_measures(self, keys: Iterable[ReportKey] | None = None) -> dict[ReportKey, tuple[str, ...]]:
        """The measures of the rows that only some agencies print, by report: of all reports or of these."""
        with self.engine.connect() as connection:
            return holdings.own_measures(connection, None if keys is None else frozenset(keys))

    def own_rows(self) -> tuple[str, ...]:
        """The measures of such rows in any report, each once."""
        with self.engine.connect() as connection:
            return holdings.own_rows(connection)

    def facts(self, agency: str | None = None, year: int | None = None) -> Iterator[tuple[HeldReport, Fact]]:
        """Every fact of the current editions in printed order, with its report, by agency, scope and year."""
        for key in self.keys(agency):
            if year in (None, key.year):
                yield from ((held, fact) for held in self.held((key,)) for fact in self._facts_of(held).values())

    def findings(self, key: ReportKey) -> tuple[Finding, ...]:
        """What the current edition of a report contradicts in itself and in other reports held, each with the verdict on it."""
        with self.engine.connect() as connection:
            found = contradicted.findings(connection, key)
        return self.judged(key, found) if found else ()

    def beside(self, reading: Reading) -> tuple[Finding, ...]:
        """What a report that is not held contradicts in those that are."""
        from ingest.stores.comparison import contradictions, of_reading

        with self.engine.connect() as connection:
            return tuple(finding for finding, _ in contradictions(connection, of_reading(reading)))

    def judged(self, key: ReportKey, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings in a report, each with the verdict that was given on it."""
        verdicts = {row["finding"]: rows.verdict_of(row) for row in self._rows(select(VERDICTS))}
        return tuple(replace(one, verdict=verdicts.get(finding_id(key, one))) for one in findings)

    def judge(self, key: ReportKey, finding: Finding, verdict: Verdict) -> None:
        """Keep what a person said of a finding in place of what was said before; it outlives every reading of the report."""
        row = {"finding": finding_id(key, finding), **asdict(verdict), "about": f"{key.agency}{key.year}年：{finding.message}"}
        with writing(self.engine) as connection:
            connection.execute(delete(VERDICTS).where(VERDICTS.c.finding == row["finding"]))
            connection.execute(insert(VERDICTS), row)

    def withdraw(self, id: str) -> bool:
        """Take the verdict on the finding with this id back; whether there was one."""
        with writing(self.engine) as connection:
            return connection.execute(delete(VERDICTS).where(VERDICTS.c.finding == id)).rowcount > 0

    def copies(self, held: HeldReport) -> tuple[str, ...]:
        """The names of the other documents that print this edition once more."""
        query = select(COPIES.c.name).join(REPORTS, REPORTS.c.id == COPIES.c.report)
        return tuple(row["name"] for row in self._rows(query.where(REPORTS.c.document == held.document.sha256).order_by(COPIES.c.name)))

    def passages(self, keys: Iterable[ReportKey] | None = None) -> tuple[HeldPassage, ...]:
        """The passages of the current editions, of all reports or of these, in printed order."""
        query, named = _PASSAGES.order_by(PASSAGES.c.report, PASSAGES.c.ordinal), {}
        with self.engine.connect() as connection:
            if keys is not None:
                query = query.where(PASSAGES.c.report.in_(holdings.among("reports")))
                named = {"reports": holdings.listed(holdings.ids(connection, frozenset(keys)))}
            return tuple(map(rows.held_passage, connection.execute(query, named).mappings()))

    def passages_by_id(self, ids: Iterable[str]) -> tuple[HeldPassage, ...]:
        """The current passages with these ids, in the order of the ids; ids that are not held are left out."""
        wanted = tuple(ids)
        query = _PASSAGES.where(PASSAGES.c.id.in_(holdings.among("ids")))
        with self.engine.connect() as connection:
            rows_of = connection.execute(query, {"ids": holdings.listed(wanted)}).mappings()
            found = {row["passage_id"]: rows.held_passage(row) for row in rows_of}
        return tuple(found[id] for id in wanted if id in found)

    def lines(self) -> tuple[FactLine, ...]:
        """The distinct printed lines of the current editions with their measures: what a question can be linked to by meaning.

        In table three the columns are applicants, which belong to no line.
        """
        columns = case((FACTS.c.table_number == _BY_APPLICANT, "[]"), else_=FACTS.c.column_labels).label("columns")
        query = select(FACTS.c.measure, FACTS.c.row_labels, columns).distinct().join(REPORTS, REPORTS.c.id == FACTS.c.report)
        return tuple(sorted(map(rows.fact_line, self._rows(query.where(CURRENT)))))

    def original(self, sha256: str) -> bytes:
        """The bytes of a held document; raises StoreError where they are missing or damaged."""
        return self.originals.read(sha256)

    def save_receipt(self, id: str, body: str) -> None:
        """Keep a receipt (JSON) under its id; the first one stays. A crash of the machine may lose it: the same question makes it again."""
        with self.engine.connect() as connection:
            kept = connection.execute(_KEPT, {"receipt": id}).first() is not None
        if not kept:
            with writing(self.engine, durable=False) as connection:
                connection.execute(_KEEP, {"id": id, "body": body})

    def receipt(self, id: str) -> str | None:
        """The receipt with this id; None where there is none."""
        with self.engine.connect() as connection:
            return connection.execute(_RECEIPT, {"receipt": id}).scalar()

    def fingerprint(self) -> str:
        """A hash of which documents are current and how they were read: equal exactly where an index of them still holds."""
        query = select(REPORTS.c.document, REPORTS.c.read_by).where(CURRENT).order_by(REPORTS.c.document)
        lines = (f"{row['document']} {row['read_by']}\n" for row in self._rows(query))
        return hashlib.sha256("".join(lines).encode()).hexdigest()[:32]

    def _rows(self, query: Select[Any]) -> Sequence[rows.Fields]:
        with self.engine.connect() as connection:
            return connection.execute(query).mappings().all()

    def _reports(self, where: ColumnElement[bool]) -> Iterator[HeldReport]:
        newest_first = (REPORTS.c.current.desc(), REPORTS.c.edition.desc())
        return map(rows.held_report, self._rows(_REPORTS.where(where).order_by(*newest_first)))

    def _facts_of(self, held: HeldReport) -> dict[int, Fact]:
        return {row["ordinal"]: rows.fact_of(row, held.key) for row in self._rows(_of(FACTS, held))}

    def _sweep(self, documents: Iterable[str]) -> None:
        """Delete the originals that no report needs; under the write lock, for another process may be writing one of them."""
        with writing(self.engine) as connection:
            for sha256 in documents:
                if connection.execute(select(REPORTS.c.id).where(REPORTS.c.document == sha256)).first() is None:
                    self.originals.discard(sha256)


_ACROSS = select(func.count()).where(or_(ACROSS.c.report == REPORTS.c.id, ACROSS.c.other == REPORTS.c.id)).scalar_subquery()
_REPORTS = select(
    *(column for column in REPORTS.c if column.name != "findings"), (REPORTS.c.findings + _ACROSS).label("findings"), DOCUMENTS
).join(DOCUMENTS, DOCUMENTS.c.sha256 == REPORTS.c.document)
_PASSAGES = (
    select(
        PASSAGES.c.id.label("passage_id"),
        *(column for column in PASSAGES.c if column.name != "id"),
        *holdings.KEY,
    )
    .join(REPORTS, REPORTS.c.id == PASSAGES.c.report)
    .where(CURRENT)
)
_HELD = _REPORTS.where(REPORTS.c.id.in_(holdings.among("reports")))
_KEEP = insert(RECEIPTS).prefix_with("OR IGNORE")
_KEPT = select(RECEIPTS.c.id).where(RECEIPTS.c.id == bindparam("receipt"))
_RECEIPT = select(RECEIPTS.c.body).where(RECEIPTS.c.id == bindparam("receipt"))


def _of(table: Any, held: HeldReport) -> Select[Any]:
    joined = select(table).join(REPORTS, REPORTS.c.id == table.c.report)
    return joined.where(REPORTS.c.document == held.document.sha256).order_by(table.c.ordinal)


def _order(key: ReportKey) -> tuple[str, str, int]:
    return key.agency, key.scope or "", key.year


def _newest_edition(connection: Connection, key: ReportKey) -> int:
    return int(connection.execute(select(func.coalesce(func.max(REPORTS.c.edition), 0)).where(of_key(key))).scalar_one())


def _insert(connection: Connection, reading: Reading, held: rows.Fields | None, rows_of: tuple[list[rows.Row], ...]) -> None:
    """Add an edition as the newest one; where the same bytes were held for the same report, in their old place."""
    from ingest.stores.comparison import compare

    key, report = rows.key_of(reading), connection.execute(select(func.coalesce(func.max(REPORTS.c.id), 0) + 1)).scalar_one()
    in_place = held is not None and rows.report_key(held) == key
    edition = held["edition"] if held is not None and in_place else _newest_edition(connection, key) + 1
    connection.execute(insert(DOCUMENTS), rows.document_row(reading.report.document))
    stamp = {"id": report, "edition": edition, "current": 0, "read_by": READING_VERSION}
    connection.execute(insert(REPORTS), rows.report_row(reading) | stamp)
    for table, table_rows in zip((FACTS, FINDINGS, PASSAGES), rows_of, strict=True):
        if table_rows:
            connection.execute(insert(table), [row | {"report": report} for row in table_rows])
    changed = {key} if held is None else {key, rows.report_key(held)}
    for one in changed:
        _settle(connection, one)
    compare(connection, changed)


def _register_copy(connection: Connection, reading: Reading, report: int) -> None:
    document = reading.report.document
    connection.execute(delete(COPIES).where(COPIES.c.sha256 == document.sha256))
    row = {"sha256": document.sha256, "report": report, "name": document.name, "read_by": READING_VERSION}
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
