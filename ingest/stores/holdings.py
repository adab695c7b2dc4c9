"""What is held, in the pieces that an answer needs: one about a single office reads nothing of the others."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, and_, bindparam, func, literal_column, select

from ingest.forms.measures import own_measure
from ingest.held import HeldYear, Printed, ReportKey
from ingest.stores import rows
from ingest.stores.tables import ACROSS, CURRENT, FACTS, REPORTS, REVISION

_LAST = "\U0010ffff"
"""Behind every label in the order of text."""

KEY = (REPORTS.c.agency, REPORTS.c.scope, REPORTS.c.year)


def among(name: str) -> ScalarSelect[Any]:
    """The values of the parameter of this name, which `listed` makes: one, however many the values are."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value).scalar_subquery()


def listed(values: Iterable[str | int]) -> str:
    """Values as a parameter."""
    return json.dumps(list(values), ensure_ascii=False)


# Statements are made once: to make one takes longer than to carry it out.
_REVISION = select(REVISION.c.number)
_AGENCIES = select(REPORTS.c.agency).distinct().where(CURRENT).order_by(REPORTS.c.agency)
_YEARS = select(REPORTS.c.year).distinct().where(CURRENT)
_KEYS = select(*KEY).where(CURRENT).order_by(*KEY)
_KEYS_OF = _KEYS.where(REPORTS.c.agency == bindparam("name"))
_IDS = select(REPORTS.c.id, *KEY).where(CURRENT, REPORTS.c.agency.in_(among("agencies")), REPORTS.c.year.in_(among("years")))
_BY_ID = select(REPORTS.c.id, *KEY).where(REPORTS.c.id.in_(among("reports")))
_OF_YEAR = and_(CURRENT, REPORTS.c.year == bindparam("year"))
_LEFT_OUT = select(REPORTS.c.id).where(REPORTS.c.agency.in_(among("without")), REPORTS.c.year == bindparam("year"))
_SUPERSEDED = select(REPORTS.c.id).where(REPORTS.c.current == literal_column("0"))
_CELL = and_(
    FACTS.c.year == bindparam("year"),
    FACTS.c.measure == bindparam("measure"),
    FACTS.c.applicant.is_not_distinct_from(bindparam("applicant")),
)
# Columns as JSON, one row: to hand over a row for each report takes four times as long.
_PRINTED = select(*(func.json_group_array(column) for column in (FACTS.c.report, FACTS.c.state, FACTS.c.value, FACTS.c.unit))).where(
    _CELL, FACTS.c.report.not_in(_SUPERSEDED), FACTS.c.report.not_in(_LEFT_OUT)
)
_RANGED = and_(_OF_YEAR, REPORTS.c.agency.not_in(among("without")))
_RANGE = select(func.count()).where(_RANGED)
_LACKING = select(func.json_group_array(REPORTS.c.id)).where(_RANGED, REPORTS.c.id.not_in(select(FACTS.c.report).where(_CELL)))
_ROW = FACTS.c.measure == bindparam("measure")
_OWN_ROWS = FACTS.c.measure.between(bindparam("own"), bindparam("last_own"))
_WITH_ROWS = [
    select(func.json_group_array(FACTS.c.report.distinct())).where(FACTS.c.year == bindparam("year"), one) for one in (_ROW, _OWN_ROWS)
]
_COUNTED = select(func.count(), func.count(REPORTS.c.agency.distinct())).where(_OF_YEAR)
_OF_EACH_FORM = select(func.min(REPORTS.c.id)).where(_OF_YEAR).group_by(REPORTS.c.form)
_SCOPED = select(*KEY).where(_OF_YEAR, REPORTS.c.scope.is_not(None)).order_by(*KEY)
_BESIDE = select(ACROSS.c.report).union_all(select(ACROSS.c.other).where(ACROSS.c.other.is_not(None)))
_CONTRADICTED = (
    select(*KEY).where(_OF_YEAR, REPORTS.c.findings > literal_column("0")).union(select(*KEY).where(_OF_YEAR, REPORTS.c.id.in_(_BESIDE)))
)
_FACTS = select(FACTS).where(FACTS.c.report.in_(among("reports")))
_OF_MEASURE = _FACTS.where(FACTS.c.measure.in_(among("measures")))
_CELLS = _OF_MEASURE.where(FACTS.c.year.in_(among("years")), FACTS.c.applicant.in_(among("applicants")))
_UNDIVIDED = _OF_MEASURE.where(FACTS.c.year.in_(among("years")), FACTS.c.applicant.is_(None))
_OWN_UNDER = _FACTS.where(FACTS.c.own_of.in_(among("measures")), FACTS.c.own_of.is_not(None))


def revision(connection: Connection) -> int:
    """A number that is another one after every change of the reports held."""
    return int(connection.execute(_REVISION).scalar_one())


def agencies(connection: Connection) -> tuple[str, ...]:
    """The agencies that have a report, in order."""
    return tuple(connection.execute(_AGENCIES).scalars())


def years(connection: Connection) -> tuple[int, ...]:
    """The years that any report is on, ascending."""
    return tuple(sorted(connection.execute(_YEARS).scalars()))


def keys(connection: Connection, agency: str | None = None) -> tuple[ReportKey, ...]:
    """The keys of the current reports, of one agency or of all, by agency, scope and year."""
    found = connection.execute(_KEYS) if agency is None else connection.execute(_KEYS_OF, {"name": agency})
    return tuple(map(ReportKey._make, found))


def ids(connection: Connection, wanted: Collection[ReportKey]) -> dict[int, ReportKey]:
    """The numbers of the current reports with these keys."""
    named = {"agencies": listed({key.agency for key in wanted}), "years": listed({key.year for key in wanted})}
    keyed = ((id, ReportKey(agency, scope, year)) for id, agency, scope, year in connection.execute(_IDS, named))
    return {id: key for id, key in keyed if key in wanted}


def keys_by_id(connection: Connection, reports: Iterable[int]) -> dict[int, ReportKey]:
    """The keys of the reports with these numbers."""
    return {id: ReportKey(*key) for id, *key in connection.execute(_BY_ID, {"reports": listed(reports)})}


def facts(
    connection: Connection, reports: Mapping[int, ReportKey], measures: Iterable[str], applicants: Collection[str | None] | None = None
) -> Sequence[rows.Fields]:
    """The rows of facts of these measures in these reports, in printed order.

    Of all applicants with the agencies' own rows under the measures, each once; or of these applicants (None: of none) alone.
    """
    named = {"reports": listed(reports), "measures": listed(measures), "years": listed({key.year for key in reports.values()})}
    named["applicants"] = listed(one for one in applicants or () if one is not None)
    cells = [*([_CELLS] if applicants and any(applicants) else ()), *([_UNDIVIDED] if applicants and None in applicants else ())]
    queries = [_OF_MEASURE, _OWN_UNDER] if applicants is None else cells
    # In order here and not in the statement, where SQLite would read all facts of the reports for it.
    found = {(row["report"], row["ordinal"]): row for query in queries for row in connection.execute(query, named).mappings()}
    return [found[place] for place in sorted(found)]


def printed(connection: Connection, measure: str, applicant: str | None, year: int, without: Iterable[str]) -> Printed:
    """What the reports of a year print in one row and column, but for those of some agencies."""
    named = {"measure": measure, "applicant": applicant, "year": year, "without": listed(without)}
    columns = [json.loads(column) for column in connection.execute(_PRINTED, named).one()]
    numbers: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
    empty: list[int] = []
    unread: list[int] = []
    for report, state, value, unit in zip(*columns, strict=True):
        (numbers[value, unit] if state == "number" else unread if state == "unread" else empty).append(report)
    if len(columns[0]) < connection.execute(_RANGE, named).scalar_one():
        empty += json.loads(connection.execute(_LACKING, named).scalar_one())
    return Printed(numbers, empty, unread)


def with_rows(connection: Connection, measure: str, year: int) -> frozenset[int]:
    """The reports of a year that print a row of this measure, filled or not, or rows of their own under it."""
    own = own_measure(measure, "")
    named = {"measure": measure, "year": year, "own": own, "last_own": own + _LAST}
    return frozenset(report for query in _WITH_ROWS for report in json.loads(connection.execute(query, named).scalar_one()))


def of_year(connection: Connection, year: int) -> HeldYear:
    """What is held of a year."""
    named = {"year": year}
    reports, agencies = connection.execute(_COUNTED, named).one()
    scoped, contradicted = (tuple(map(ReportKey._make, connection.execute(query, named))) for query in (_SCOPED, _CONTRADICTED))
    of_each_form = keys_by_id(connection, connection.execute(_OF_EACH_FORM, named).scalars()).values()
    return HeldYear(year, reports, agencies, scoped, contradicted, tuple(of_each_form))


def own_measures(connection: Connection, wanted: Collection[ReportKey] | None = None) -> dict[ReportKey, tuple[str, ...]]:
    """The measures of the rows that only some agencies print, of all reports or of these."""
    query = select(FACTS.c.measure, *KEY).distinct().join(REPORTS, REPORTS.c.id == FACTS.c.report)
    query = query.where(CURRENT, FACTS.c.own_of.is_not(None)).order_by(FACTS.c.measure)
    named = {}
    if wanted is not None:
        query, named = query.where(FACTS.c.report.in_(among("reports"))), {"reports": listed(ids(connection, wanted))}
    found: dict[ReportKey, list[str]] = {}
    for row in connection.execute(query, named).mappings():
        found.setdefault(rows.report_key(row), []).append(row["measure"])
    return {key: tuple(measures) for key, measures in found.items()}


def own_rows(connection: Connection) -> tuple[str, ...]:
    """The measures of such rows in any report, each once; from one to the next in the index, for a row may be in very many reports."""
    found: list[str] = []
    while (measure := connection.execute(_next(found[-1] if found else "")).scalar()) is not None:
        found.append(measure)
    return tuple(measure for measure in found if connection.execute(_held(measure)).first() is not None)


def _next(measure: str) -> Select[Any]:
    return select(FACTS.c.measure).where(FACTS.c.own_of.is_not(None), FACTS.c.measure > measure).order_by(FACTS.c.measure).limit(1)


def _held(measure: str) -> Select[Any]:
    of_report = select(FACTS.c.report).join(REPORTS, REPORTS.c.id == FACTS.c.report)
    return of_report.where(FACTS.c.own_of.is_not(None), FACTS.c.measure == measure, CURRENT).limit(1)
