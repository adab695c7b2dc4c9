"""What is held, in the pieces that an answer needs: one about a single office reads nothing of the others."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, bindparam, func, select

from ingest.held import ReportKey
from ingest.stores import rows
from ingest.stores.tables import CURRENT, FACTS, REPORTS, REVISION

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
_FACTS = select(FACTS).where(FACTS.c.report.in_(among("reports")))
_OF_MEASURE = _FACTS.where(FACTS.c.measure.in_(among("measures")))
_CELLS = _OF_MEASURE.where(func.coalesce(FACTS.c.applicant, "").in_(among("applicants")))
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


def facts(
    connection: Connection, reports: Iterable[int], measures: Iterable[str], applicants: Iterable[str | None] | None = None
) -> Sequence[rows.Fields]:
    """The rows of facts of these measures in these reports, in printed order.

    Of all applicants with the agencies' own rows under the measures, each once; or of these applicants (None: of none) alone.
    """
    named = {"reports": listed(reports), "measures": listed(measures), "applicants": listed(one or "" for one in applicants or ())}
    queries = [_OF_MEASURE, _OWN_UNDER] if applicants is None else [_CELLS]
    # In order here and not in the statement, where SQLite would read all facts of the reports for it.
    found = {(row["report"], row["ordinal"]): row for query in queries for row in connection.execute(query, named).mappings()}
    return [found[place] for place in sorted(found)]


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
