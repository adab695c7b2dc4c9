"""What a report held contradicts in itself and in others, read as an answer needs it: the findings, and of the facts those they name."""

from __future__ import annotations

import json
from collections.abc import Collection
from sqlite3 import Connection

from ingest.fact import Fact, Finding
from ingest.held import ReportKey
from ingest.stores import rows
from ingest.stores.holdings import KEY, among, ids, listed

Place = tuple[int, int]
"""A report and the ordinal of a fact in it."""

_OWN = "SELECT * FROM findings WHERE report = :report ORDER BY ordinal"
_BESIDE = "SELECT * FROM across WHERE report = :report OR other = :report ORDER BY report, ordinal"
_NAMED = f"""SELECT facts.*, {KEY} FROM facts JOIN reports ON reports.id = report
    WHERE report IN {among("reports")} AND ordinal IN {among("ordinals")}"""


def findings(connection: Connection, key: ReportKey) -> tuple[Finding, ...]:
    """What the current edition of a report contradicts in itself, then what stands between it and another, whichever contradicts."""
    report = next(iter(ids(connection, {key})), None)
    if report is None:
        return ()
    own, beside = (connection.execute(query, {"report": report}).fetchall() for query in (_OWN, _BESIDE))
    named = {(report, ordinal) for row in own for ordinal in json.loads(row["facts"])}
    facts = _facts(connection, named | {(of, ordinal) for row in beside for of, ordinal in json.loads(row["facts"])})
    mine = {ordinal: fact for (of, ordinal), fact in facts.items() if of == report}
    return (*(rows.finding_of(row, mine) for row in own), *(rows.across_of(row, facts) for row in beside))


def _facts(connection: Connection, places: Collection[Place]) -> dict[Place, Fact]:
    if not places:
        return {}
    reports, ordinals = map(set, zip(*places, strict=True))
    found = connection.execute(_NAMED, {"reports": listed(reports), "ordinals": listed(ordinals)})
    return {(row["report"], row["ordinal"]): rows.fact_of(row, rows.report_key(row)) for row in found}
