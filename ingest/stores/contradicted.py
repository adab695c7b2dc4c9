"""What a report held contradicts in itself and in others, read as an answer needs it: the findings, and of the facts those they name."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from ingest.fact import Fact, Finding
from ingest.held import ReportKey
from ingest.stores import rows
from ingest.stores.holdings import KEY, among, ids, listed
from ingest.stores.tables import ACROSS, FACTS, FINDINGS, REPORTS

Place = tuple[int, int]
"""A report and the ordinal of a fact in it."""

_REPORT: BindParameter[int] = bindparam("report")
_OWN = select(FINDINGS).where(FINDINGS.c.report == _REPORT).order_by(FINDINGS.c.ordinal)
_BESIDE = select(ACROSS).where(or_(ACROSS.c.report == _REPORT, ACROSS.c.other == _REPORT)).order_by(ACROSS.c.report, ACROSS.c.ordinal)
_NAMED = (
    select(FACTS, *KEY)
    .join(REPORTS, REPORTS.c.id == FACTS.c.report)
    .where(FACTS.c.report.in_(among("reports")), FACTS.c.ordinal.in_(among("ordinals")))
)


def findings(connection: Connection, key: ReportKey) -> tuple[Finding, ...]:
    """What the current edition of a report contradicts in itself, then what stands between it and another, whichever contradicts."""
    report = next(iter(ids(connection, {key})), None)
    if report is None:
        return ()
    own, beside = (connection.execute(query, {"report": report}).mappings().all() for query in (_OWN, _BESIDE))
    named = {(report, ordinal) for row in own for ordinal in json.loads(row["facts"])}
    facts = _facts(connection, named | {(of, ordinal) for row in beside for of, ordinal in json.loads(row["facts"])})
    mine = {ordinal: fact for (of, ordinal), fact in facts.items() if of == report}
    return (*(rows.finding_of(row, mine) for row in own), *(rows.across_of(row, facts) for row in beside))


def _facts(connection: Connection, places: Collection[Place]) -> dict[Place, Fact]:
    if not places:
        return {}
    reports, ordinals = map(set, zip(*places, strict=True))
    found = connection.execute(_NAMED, {"reports": listed(reports), "ordinals": listed(ordinals)}).mappings()
    return {(row["report"], row["ordinal"]): rows.fact_of(row, rows.report_key(row)) for row in found}
