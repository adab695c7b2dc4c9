"""Report to facts: every placed cell as an exact number, a blank, not applicable, or unread."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.fact import Fact, Point
from ingest.forms.measures import MEASURES, OWN
from ingest.labels import normal
from ingest.numerals import Numeral, parse_numeral
from ingest.report import PlacedCell, Report, Table

_COUNT = "件"
_PRINTED_UNIT = re.compile(r"(?:单位:?|\()([万亿]?[元件项])(?![^)]*[元件项])")


def extract_facts(report: Report) -> tuple[Fact, ...]:
    """The facts of the three tables in printed order, one for each placed cell."""
    return tuple(_fact(report, table, cell) for table in report.tables for cell in table.cells)


def _fact(report: Report, table: Table, cell: PlacedCell) -> Fact:
    numeral = parse_numeral(cell.text) if cell.text is not None else Numeral("unread")
    return Fact(
        at=Point(report.agency, report.scope, report.year, cell.measure, cell.applicant),
        table=table.number,
        row=cell.row,
        column=cell.column,
        state=numeral.state,
        printed=cell.text or "",
        value=numeral.value,
        unit=numeral.unit or _unit_of(cell),
        source=cell.source,
    )


def _unit_of(cell: PlacedCell) -> str | None:
    """The unit that the column's header states, else its row's label, else the form for the measure; an agency's own rows count requests."""
    stated = _stated("".join(cell.column)) or _stated(cell.row[-1] if cell.row else "")
    if stated is not None:
        return stated
    return _COUNT if OWN in cell.measure else MEASURES[cell.measure].unit


@lru_cache(maxsize=8192)
def _stated(label: str) -> str | None:
    found = _PRINTED_UNIT.search(normal(label))
    return found.group(1) if found else None
