"""Reports held against each other as they are written: what a report contradicts in last year's, and a whole in its parts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select

from ingest.agencies import CONSOLIDATED, agency_named, listed_agencies
from ingest.checks.across import COMPARED, against_last_year, part_of_whole, sum_of_parts
from ingest.checks.alike import sections_alike
from ingest.fact import Fact, Finding
from ingest.held import ReportKey
from ingest.passage import Passage
from ingest.reading import Reading
from ingest.stores import rows
from ingest.stores.tables import ACROSS, CURRENT, FACTS, PASSAGES, REPORTS, of_key


@dataclass(frozen=True, slots=True)
class Compared:
    """A report as others are held against it: the facts that count, with their ordinals; where it is not held its prose, and no id."""

    id: int | None
    key: ReportKey
    ordinals: Mapping[Fact, int]
    prose: tuple[Passage, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts alone."""
        return tuple(self.ordinals)


def of_reading(reading: Reading) -> Compared:
    """A report that is not held."""
    facts = {fact: ordinal for ordinal, fact in enumerate(reading.facts) if fact.at.measure in COMPARED}
    return Compared(None, rows.key_of(reading), facts, reading.passages)


def contradictions(connection: Connection, one: Compared) -> Iterator[tuple[Finding, Compared | None]]:
    """What the report contradicts in the current editions held, each with the report whose facts it names as well."""
    for before in _held(connection, of_key(one.key._replace(year=one.key.year - 1))):
        yield from ((finding, before) for finding in against_last_year(one.facts, before.facts))
        alike = sections_alike(_prose(connection, one), _prose(connection, before), before.key.year)
        yield from ((finding, None) for finding in alike)
    if one.key.scope in CONSOLIDATED:
        parts = tuple(_held(connection, _parts_of(one.key)))
        yield from ((finding, part) for part in parts for finding in part_of_whole(one.facts, part.facts))
        below = {part.key.agency: part.facts for part in parts if part.key.agency != one.key.agency}
        yield from ((finding, None) for finding in sum_of_parts(one.facts, below.values()))


def compare(connection: Connection, changed: Collection[ReportKey]) -> None:
    """Find anew what the changed reports, and those that are held against them, contradict in others."""
    for key in changed:
        old = select(REPORTS.c.id).where(of_key(key), REPORTS.c.current == 0)
        connection.execute(delete(ACROSS).where(ACROSS.c.report.in_(old)))
    if not changed:
        return
    touched = (where for key in changed for where in (of_key(key), of_key(key._replace(year=key.year + 1)), _wholes_of(key)))
    for one in tuple(_held(connection, or_(*touched))):
        connection.execute(delete(ACROSS).where(ACROSS.c.report == one.id))
        found = [_row(one, ordinal, *pair) for ordinal, pair in enumerate(contradictions(connection, one))]
        if found:
            connection.execute(insert(ACROSS), found)


def _row(one: Compared, ordinal: int, finding: Finding, other: Compared | None) -> rows.Row:
    sides = [side for side in (one, other) if side is not None]
    places = [[side.id, side.ordinals[fact]] for fact in finding.facts for side in sides if fact in side.ordinals]
    return {
        "report": one.id,
        "ordinal": ordinal,
        "other": other.id if other is not None else None,
        "check_name": finding.check,
        "message": finding.message,
        "expected": finding.expected,
        "found": finding.found,
        "facts": json.dumps(places),
    }


def _held(connection: Connection, where: ColumnElement[bool]) -> Iterator[Compared]:
    for report in connection.execute(select(REPORTS).where(CURRENT, where)).mappings().all():
        key = rows.report_key(report)
        facts = connection.execute(select(FACTS).where(FACTS.c.report == report["id"], FACTS.c.measure.in_(COMPARED))).mappings()
        yield Compared(report["id"], key, {rows.fact_of(row, key): row["ordinal"] for row in facts})


def _prose(connection: Connection, one: Compared) -> tuple[Passage, ...]:
    if one.id is None:
        return one.prose
    query = select(PASSAGES).where(PASSAGES.c.report == one.id).order_by(PASSAGES.c.ordinal)
    return tuple(rows.passage_of(row) for row in connection.execute(query).mappings())


@cache
def _below() -> dict[str, tuple[str, ...]]:
    """The agencies that the list places right under another."""
    found: dict[str, list[str]] = {}
    for agency in listed_agencies():
        if agency.parent is not None:
            found.setdefault(agency.parent, []).append(agency.name)
    return {name: tuple(below) for name, below in found.items()}


def _parts_of(key: ReportKey) -> ColumnElement[bool]:
    """The reports that a consolidated one counts as well: of the agency itself alone, and of the agencies below it."""
    itself = and_(REPORTS.c.agency == key.agency, REPORTS.c.scope.startswith("本级"))
    return and_(REPORTS.c.year == key.year, or_(itself, REPORTS.c.agency.in_(_below().get(key.agency, ()))))


def _wholes_of(key: ReportKey) -> ColumnElement[bool]:
    """The consolidated reports that may count this one."""
    named = tuple(filter(None, (key.agency, agency_named(key.agency).parent)))
    return and_(REPORTS.c.year == key.year, REPORTS.c.scope.in_(CONSOLIDATED), REPORTS.c.agency.in_(named))
