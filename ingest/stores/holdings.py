"""What is held, in the pieces that an answer needs: one about a single office reads nothing of the others."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from sqlite3 import Connection
from typing import Any

from ingest.forms.measures import own_measure
from ingest.held import HeldYear, Numbers, Printed, ReportKey
from ingest.stores import rows

_LAST = "\U0010ffff"
"""Behind every label in the order of text."""

KEY = "reports.agency, reports.scope, reports.year"


def among(name: str) -> str:
    """The values of the parameter of this name, which `listed` makes: one, however many the values are."""
    return f"(SELECT value FROM json_each(:{name}))"


def listed(values: Iterable[str | int]) -> str:
    """Values as a parameter."""
    return json.dumps(list(values), ensure_ascii=False)


# `current = 1` is written out: an index of the current editions alone serves no statement with a parameter here.
_REVISION = "SELECT number FROM revision"
_AGENCIES = "SELECT DISTINCT agency FROM reports WHERE current = 1 ORDER BY agency"
_YEARS = "SELECT DISTINCT year FROM reports WHERE current = 1"
_KEYS = f"SELECT {KEY} FROM reports WHERE current = 1 ORDER BY {KEY}"
_KEYS_OF = f"SELECT {KEY} FROM reports WHERE current = 1 AND agency = :name ORDER BY {KEY}"
_IDS = f"SELECT id, {KEY} FROM reports WHERE current = 1 AND agency IN {among('agencies')} AND year IN {among('years')}"
_BY_ID = f"SELECT id, {KEY} FROM reports WHERE id IN {among('reports')}"
_OF_YEAR = "current = 1 AND reports.year = :year"
_LEFT_OUT = f"SELECT id FROM reports WHERE agency IN {among('without')} AND year = :year"
_SUPERSEDED = "SELECT id FROM reports WHERE current = 0"
_CELL = "facts.year = :year AND measure = :measure AND applicant IS :applicant"
# Columns as JSON, one row: to hand over a row for each report takes four times as long.
_IN_CELL = f"FROM facts WHERE {_CELL} AND report NOT IN ({_SUPERSEDED}) AND report NOT IN ({_LEFT_OUT})"
_NUMBERS = f"SELECT json_group_array(report), json_group_array(value), json_group_array(unit) {_IN_CELL} AND state = 'number'"
_WITHOUT_NUMBER = f"SELECT report, state {_IN_CELL} AND state <> 'number'"
_RANGED = f"{_OF_YEAR} AND agency NOT IN {among('without')}"
_RANGE = f"SELECT COUNT(*) FROM reports WHERE {_RANGED}"
_LACKING = f"SELECT json_group_array(id) FROM reports WHERE {_RANGED} AND id NOT IN (SELECT report FROM facts WHERE {_CELL})"
_WITH_ROWS = [
    f"SELECT json_group_array(DISTINCT report) FROM facts WHERE year = :year AND {one}"
    for one in ("measure = :measure", "measure BETWEEN :own AND :last_own")
]
_COUNTED = f"SELECT COUNT(*), COUNT(DISTINCT agency) FROM reports WHERE {_OF_YEAR}"
_OF_EACH_FORM = f"SELECT MIN(id) FROM reports WHERE {_OF_YEAR} GROUP BY form"
_SCOPED = f"SELECT {KEY} FROM reports WHERE {_OF_YEAR} AND scope IS NOT NULL ORDER BY {KEY}"
_BESIDE = "SELECT report FROM across UNION ALL SELECT other FROM across WHERE other IS NOT NULL"
_CONTRADICTED = f"""SELECT {KEY} FROM reports WHERE {_OF_YEAR} AND findings > 0
    UNION SELECT {KEY} FROM reports WHERE {_OF_YEAR} AND id IN ({_BESIDE})"""
_FACTS = f"SELECT * FROM facts WHERE report IN {among('reports')}"
_OF_MEASURE = f"{_FACTS} AND measure IN {among('measures')}"
_CELLS = f"{_OF_MEASURE} AND year IN {among('years')} AND applicant IN {among('applicants')}"
_UNDIVIDED = f"{_OF_MEASURE} AND year IN {among('years')} AND applicant IS NULL"
_OWN_UNDER = f"{_FACTS} AND own_of IN {among('measures')} AND own_of IS NOT NULL"
_OWN_OF_ALL = f"""SELECT DISTINCT measure, {KEY} FROM facts JOIN reports ON reports.id = report
    WHERE current = 1 AND own_of IS NOT NULL"""
_OWN_OF = f"{_OWN_OF_ALL} AND report IN {among('reports')}"
_NEXT_OWN = "SELECT measure FROM facts WHERE own_of IS NOT NULL AND measure > :measure ORDER BY measure LIMIT 1"
_IS_OWN = """SELECT report FROM facts JOIN reports ON reports.id = report
    WHERE own_of IS NOT NULL AND measure = :measure AND current = 1 LIMIT 1"""


def revision(connection: Connection) -> int:
    """A number that is another one after every change of the reports held."""
    return int(scalar(connection, _REVISION))


def agencies(connection: Connection) -> tuple[str, ...]:
    """The agencies that have a report, in order."""
    return tuple(name for (name,) in connection.execute(_AGENCIES))


def years(connection: Connection) -> tuple[int, ...]:
    """The years that any report is on, ascending."""
    return tuple(sorted(year for (year,) in connection.execute(_YEARS)))


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
    found = {(row["report"], row["ordinal"]): row for query in queries for row in connection.execute(query, named)}
    return [found[place] for place in sorted(found)]


def numbers(connection: Connection, measure: str, applicant: str | None, year: int, without: Iterable[str]) -> Numbers:
    """The numbers that the reports of a year print in one row and column, but for those of some agencies."""
    named = {"measure": measure, "applicant": applicant, "year": year, "without": listed(without)}
    reports, values, units = map(json.loads, connection.execute(_NUMBERS, named).fetchone())
    found: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
    for figure, report in zip(zip(values, units, strict=True), reports, strict=True):
        found[figure].append(report)
    return found


def printed(connection: Connection, measure: str, applicant: str | None, year: int, without: Iterable[str]) -> Printed:
    """What the reports of a year print in one row and column, but for those of some agencies."""
    named = {"measure": measure, "applicant": applicant, "year": year, "without": listed(without)}
    found = numbers(connection, measure, applicant, year, without)
    if (lacking := scalar(connection, _RANGE, named) - sum(map(len, found.values()))) == 0:
        return Printed(found, (), ())
    states = connection.execute(_WITHOUT_NUMBER, named).fetchall()
    missing = json.loads(scalar(connection, _LACKING, named)) if len(states) < lacking else ()
    empty = [report for report, state in states if state != "unread"]
    return Printed(found, (*empty, *missing), tuple(report for report, state in states if state == "unread"))


def with_rows(connection: Connection, measure: str, year: int) -> frozenset[int]:
    """The reports of a year that print a row of this measure, filled or not, or rows of their own under it."""
    own = own_measure(measure, "")
    named = {"measure": measure, "year": year, "own": own, "last_own": own + _LAST}
    return frozenset(report for query in _WITH_ROWS for report in json.loads(scalar(connection, query, named)))


def of_year(connection: Connection, year: int) -> HeldYear:
    """What is held of a year."""
    named = {"year": year}
    reports, agencies = connection.execute(_COUNTED, named).fetchone()
    scoped, contradicted = (tuple(map(ReportKey._make, connection.execute(query, named))) for query in (_SCOPED, _CONTRADICTED))
    of_each_form = keys_by_id(connection, [id for (id,) in connection.execute(_OF_EACH_FORM, named)]).values()
    return HeldYear(year, reports, agencies, scoped, contradicted, tuple(of_each_form))


def own_measures(connection: Connection, wanted: Collection[ReportKey] | None = None) -> dict[ReportKey, tuple[str, ...]]:
    """The measures of the rows that only some agencies print, of all reports or of these."""
    query, named = (_OWN_OF_ALL, {}) if wanted is None else (_OWN_OF, {"reports": listed(ids(connection, wanted))})
    found: defaultdict[ReportKey, list[str]] = defaultdict(list)
    for row in connection.execute(f"{query} ORDER BY measure", named):
        found[rows.report_key(row)].append(row["measure"])
    return {key: tuple(measures) for key, measures in found.items()}


def own_rows(connection: Connection) -> tuple[str, ...]:
    """The measures of such rows in any report, each once; from one to the next in the index, for a row may be in very many reports."""
    found: list[str] = []
    while (measure := scalar(connection, _NEXT_OWN, {"measure": found[-1] if found else ""})) is not None:
        found.append(measure)
    return tuple(measure for measure in found if scalar(connection, _IS_OWN, {"measure": measure}) is not None)


def scalar(connection: Connection, statement: str, named: Mapping[str, object] | None = None) -> Any:
    """The first column of the first row; None where there is no row."""
    row = connection.execute(statement, named or {}).fetchone()
    return None if row is None else row[0]
