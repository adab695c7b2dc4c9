"""The archive: documents, reports by edition, facts, findings, passages and receipts; the one truth."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import StoreError
from ingest.fact import Fact, Finding, Verdict
from ingest.held import HeldPassage, HeldReport, HeldYear, Numbers, Printed, ReportKey, finding_id
from ingest.reading import Reading
from ingest.stores import contradicted, holdings, rows
from ingest.stores.connections import Connections, faults_named
from ingest.stores.halting import halted
from ingest.stores.migrations import is_current
from ingest.stores.originals import Originals
from ingest.stores.rows import FactLine, Written

if TYPE_CHECKING:
    from sqlalchemy import Engine

_REPORTS = """SELECT reports.*, documents.*, reports.findings +
        (SELECT COUNT(*) FROM across WHERE across.report = reports.id OR across.other = reports.id) AS all_findings
    FROM reports JOIN documents ON documents.sha256 = reports.document"""
_NEWEST_FIRST = "ORDER BY current DESC, edition DESC"
_CURRENT_REPORTS = f"{_REPORTS} WHERE current = 1"
_HELD = f"{_REPORTS} WHERE reports.id IN {holdings.among('reports')}"
_EDITIONS = f"{_REPORTS} WHERE agency = :agency AND scope IS :scope AND year = :year {_NEWEST_FIRST}"
_READ_FROM = f"""{_REPORTS} WHERE document = :sha256 OR reports.id IN (SELECT report FROM copies WHERE sha256 = :sha256)
    {_NEWEST_FIRST}"""
_KNOWN = """SELECT 1 FROM reports WHERE document = :sha256 AND read_by = :version
    UNION ALL SELECT 1 FROM copies WHERE sha256 = :sha256 AND read_by = :version"""
_COPIES = "SELECT name FROM copies WHERE report = (SELECT id FROM reports WHERE document = :sha256) ORDER BY name"
_FACTS = "SELECT * FROM facts WHERE report = (SELECT id FROM reports WHERE document = :sha256) ORDER BY ordinal"
_PASSAGES = f"""SELECT passages.*, passages.id AS passage_id, {holdings.KEY}
    FROM passages JOIN reports ON reports.id = report WHERE current = 1"""
_IN_ORDER = "ORDER BY report, ordinal"
# In table three the columns are applicants, which belong to no line.
_LINES = """SELECT DISTINCT measure, row_labels, CASE table_number WHEN 3 THEN '[]' ELSE column_labels END AS columns
    FROM facts JOIN reports ON reports.id = report WHERE current = 1"""
_FINGERPRINT = "SELECT document, read_by FROM reports WHERE current = 1 ORDER BY document"
_RECEIPT = "SELECT body FROM receipts WHERE id = :id"


@dataclass(frozen=True)
class Archive:
    """Everything that is held, in one folder: `archive.db` and the originals. Safe for many threads and processes."""

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> Archive:
        """The archive in this folder, made if it is not there; raises SchemaTooNew, StoreBusy, StoreError."""
        archive = cls(folder)
        with faults_named(folder / "archive.db", writes=True):
            folder.mkdir(parents=True, exist_ok=True)
            archive._refuse_lost()
        with archive.connections.reading() as connection:
            current = is_current(connection)
        if not current:
            archive._migrate()
        return archive

    def close(self) -> None:
        """Close every connection."""
        self.connections.close()
        if "engine" in self.__dict__:
            self.engine.dispose()

    @cached_property
    def engine(self) -> Engine:
        """What writes; it is not opened before something is written, and nothing that only reads waits for it."""
        from ingest.stores.database import open_database

        return open_database(self.folder / "archive.db")

    @cached_property
    def originals(self) -> Originals:
        """The bytes of the documents."""
        return Originals(self.folder / "originals")

    @cached_property
    def connections(self) -> Connections:
        """What reads."""
        return Connections(self.folder / "archive.db")

    def _refuse_lost(self) -> None:
        """Raise StoreError where there are originals and no database: a new one would say that nothing is held."""
        database = self.folder / "archive.db"
        if (not database.exists() or database.stat().st_size == 0) and self.originals.names():
            raise StoreError(
                f"{database} 不见了或是空的，而 {self.originals.folder} 中还有原件；请用 nianbao restore 从备份恢复；"
                "没有备份时，请把该文件夹移到别处，再用 nianbao ingest 重新导入其中的文件。"
            )

    def _migrate(self) -> None:
        from ingest.stores.database import writing
        from ingest.stores.migrations import migrate

        with writing(self.engine) as connection:
            migrate(connection)

    def write(self, reading: Reading, content: bytes) -> Written:
        """Keep a reading and its bytes, whole or not at all; another document for the same report becomes its current edition.

        Bytes that are held already, in any edition, change nothing, unless an older program read them; nor does a
        document that prints an edition once more, in another file or carrier: citations keep to the first.
        """
        from ingest.stores.keeping import keep

        return keep(self.engine, self.originals, reading, content)

    def remove(self, agency: str, year: int) -> int:
        """Take the agency's reports on the year out, whatever their scope, with all editions and originals.

        Returns how many reports there were, editions of one counted once.
        """
        from ingest.stores.keeping import remove

        return remove(self.engine, self.originals, agency, year)

    def judge(self, key: ReportKey, finding: Finding, verdict: Verdict) -> None:
        """Keep what a person said of a finding in place of what was said before; it outlives every reading of the report."""
        from ingest.stores.keeping import judge

        judge(self.engine, key, finding, verdict)

    def withdraw(self, id: str) -> bool:
        """Take the verdict on the finding with this id back; whether there was one."""
        from ingest.stores.keeping import withdraw

        return withdraw(self.engine, id)

    def knows(self, sha256: str) -> bool:
        """Whether these bytes need not be read: they are held, in any edition, as this program reads them."""
        return bool(self._rows(_KNOWN, sha256=sha256, version=rows.READING_VERSION))

    def report_of(self, sha256: str) -> HeldReport | None:
        """The report that was read from these bytes or printed once more by them, in any edition; None where there is none."""
        return next(map(rows.held_report, self._rows(_READ_FROM, sha256=sha256)), None)

    def reports(self) -> tuple[HeldReport, ...]:
        """The current edition of every report, by agency, scope and year."""
        return tuple(sorted(map(rows.held_report, self._rows(_CURRENT_REPORTS)), key=lambda held: _order(held.key)))

    def versions(self, key: ReportKey) -> tuple[HeldReport, ...]:
        """Every edition of a report, the current one first, then from the newest to the oldest."""
        return tuple(map(rows.held_report, self._rows(_EDITIONS, **key._asdict())))

    def revision(self) -> int:
        """A number that is another one after every change of the reports held."""
        with self.connections.reading() as connection:
            return holdings.revision(connection)

    def agencies(self) -> tuple[str, ...]:
        """The agencies that have a report, in order."""
        with self.connections.reading() as connection:
            return holdings.agencies(connection)

    def years(self) -> tuple[int, ...]:
        """The years that any report is on, ascending."""
        with self.connections.reading() as connection:
            return holdings.years(connection)

    def keys(self, agency: str | None = None) -> tuple[ReportKey, ...]:
        """The reports of an agency, or of all, by agency, scope and year."""
        with self.connections.reading() as connection:
            return holdings.keys(connection, agency)

    def held(self, keys: Iterable[ReportKey]) -> tuple[HeldReport, ...]:
        """The current edition of these reports; keys that are not held are left out."""
        with self.connections.reading() as connection:
            named = {"reports": holdings.listed(holdings.ids(connection, frozenset(keys)))}
            return tuple(map(rows.held_report, connection.execute(_HELD, named)))

    def select(
        self, keys: Iterable[ReportKey], measures: Iterable[str], applicants: Collection[str | None] | None = None
    ) -> tuple[Fact, ...]:
        """The facts of these measures in the current edition of these reports; a measure brings the agencies' own rows under it.

        Of all applicants; or of these alone (None: where the table knows none), and without the rows under a measure.
        In printed order, report by report.
        """
        with self.connections.reading() as connection:
            ids = holdings.ids(connection, frozenset(keys))
            found = holdings.facts(connection, ids, measures, applicants)
            return tuple(rows.fact_of(row, ids[row["report"]]) for row in found)

    def printed(self, measure: str, applicant: str | None, year: int, without: Iterable[str] = ()) -> Printed:
        """What the reports of a year print in one row and column, but for those of some agencies."""
        with self.connections.reading() as connection:
            return holdings.printed(connection, measure, applicant, year, without)

    def numbers(self, measure: str, applicant: str | None, year: int, without: Iterable[str] = ()) -> Numbers:
        """The numbers among what `printed` gives, without a look for the reports that print none."""
        with self.connections.reading() as connection:
            return holdings.numbers(connection, measure, applicant, year, without)

    def with_rows(self, measure: str, year: int) -> frozenset[int]:
        """The reports of a year that print a row of this measure, filled or not, or rows of their own under it."""
        with self.connections.reading() as connection:
            return holdings.with_rows(connection, measure, year)

    def numbered(self, reports: Iterable[int]) -> dict[int, ReportKey]:
        """The keys of reports by the numbers that `printed` gave."""
        with self.connections.reading() as connection:
            return holdings.keys_by_id(connection, reports)

    def of_year(self, year: int) -> HeldYear:
        """What is held of a year, without a word of any report."""
        with self.connections.reading() as connection:
            return holdings.of_year(connection, year)

    def own_measures(self, keys: Iterable[ReportKey] | None = None) -> dict[ReportKey, tuple[str, ...]]:
        """The measures of the rows that only some agencies print, by report: of all reports or of these."""
        with self.connections.reading() as connection:
            return holdings.own_measures(connection, None if keys is None else frozenset(keys))

    def own_rows(self) -> tuple[str, ...]:
        """The measures of such rows in any report, each once."""
        with self.connections.reading() as connection:
            return holdings.own_rows(connection)

    def facts(self, agency: str | None = None, year: int | None = None) -> Iterator[tuple[HeldReport, Fact]]:
        """Every fact of the current editions in printed order, with its report, by agency, scope and year."""
        for key in self.keys(agency):
            if year in (None, key.year):
                yield from ((held, fact) for held in self.held((key,)) for fact in self._facts_of(held))

    def findings(self, key: ReportKey) -> tuple[Finding, ...]:
        """What the current edition of a report contradicts in itself and in other reports held, each with the verdict on it."""
        with self.connections.reading() as connection:
            found = contradicted.findings(connection, key)
        return self.judged(key, found) if found else ()

    def beside(self, reading: Reading) -> tuple[Finding, ...]:
        """What a report that is not held contradicts in those that are."""
        from ingest.stores.comparison import contradictions, of_reading

        with self.engine.connect() as connection:
            return tuple(finding for finding, _ in contradictions(connection, of_reading(reading)))

    def judged(self, key: ReportKey, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings in a report, each with the verdict that was given on it."""
        verdicts = {row["finding"]: rows.verdict_of(row) for row in self._rows("SELECT * FROM verdicts")}
        return tuple(replace(one, verdict=verdicts.get(finding_id(key, one))) for one in findings)

    def copies(self, held: HeldReport) -> tuple[str, ...]:
        """The names of the other documents that print this edition once more."""
        return tuple(row["name"] for row in self._rows(_COPIES, sha256=held.document.sha256))

    def passages(self, keys: Iterable[ReportKey] | None = None) -> tuple[HeldPassage, ...]:
        """The passages of the current editions, of all reports or of these, in printed order."""
        with self.connections.reading() as connection:
            if keys is None:
                return tuple(map(rows.held_passage, connection.execute(f"{_PASSAGES} {_IN_ORDER}")))
            named = {"reports": holdings.listed(holdings.ids(connection, frozenset(keys)))}
            found = connection.execute(f"{_PASSAGES} AND report IN {holdings.among('reports')} {_IN_ORDER}", named)
            return tuple(map(rows.held_passage, found))

    def passages_by_id(self, ids: Iterable[str]) -> tuple[HeldPassage, ...]:
        """The current passages with these ids, in the order of the ids; ids that are not held are left out."""
        wanted = tuple(ids)
        found_rows = self._rows(f"{_PASSAGES} AND passages.id IN {holdings.among('ids')}", ids=holdings.listed(wanted))
        found = {row["passage_id"]: rows.held_passage(row) for row in found_rows}
        return tuple(found[id] for id in wanted if id in found)

    def lines(self) -> tuple[FactLine, ...]:
        """The distinct printed lines of the current editions with their measures: what a question can be linked to by meaning."""
        return tuple(sorted(map(rows.fact_line, self._rows(_LINES))))

    def original(self, sha256: str) -> bytes:
        """The bytes of a held document; raises StoreError where they are missing or damaged."""
        return self.originals.read(sha256)

    def save_receipt(self, id: str, body: str) -> None:
        """Keep a receipt (JSON) under its id; the first one stays. A crash of the machine may lose it: the same question makes it again."""
        if self.receipt(id) is None:
            with self.connections.noting() as connection:
                connection.execute("INSERT OR IGNORE INTO receipts (id, body) VALUES (:id, :body)", {"id": id, "body": body})

    def receipt(self, id: str) -> str | None:
        """The receipt with this id; None where there is none."""
        return next((row["body"] for row in self._rows(_RECEIPT, id=id)), None)

    def halted(self) -> str | None:
        """The notice that stands in place of every answer, where an operator has stopped them."""
        return halted(self.folder)

    def fingerprint(self) -> str:
        """A hash of which documents are current and how they were read: equal exactly where an index of them still holds."""
        lines = (f"{row['document']} {row['read_by']}\n" for row in self._rows(_FINGERPRINT))
        return hashlib.sha256("".join(lines).encode()).hexdigest()[:32]

    def _rows(self, statement: str, **named: object) -> list[rows.Fields]:
        with self.connections.reading() as connection:
            return connection.execute(statement, named).fetchall()

    def _facts_of(self, held: HeldReport) -> tuple[Fact, ...]:
        return tuple(rows.fact_of(row, held.key) for row in self._rows(_FACTS, sha256=held.document.sha256))


def _order(key: ReportKey) -> tuple[str, str, int]:
    return key.agency, key.scope or "", key.year
