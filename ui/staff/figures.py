"""Offices × years × measures as a table, picked: every column is one answer of the engine, with its receipt, and a chart of the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response

from ingest.forms.measures import APPLICANTS
from ingest.held import ReportKey
from qa.answer import Answer, Value
from qa.ids import TOTAL
from qa.messages import messages
from qa.plan import Address, Each, Lookup
from ui.assistant import Answering
from ui.staff.chart import Chart, charts
from ui.staff.page import page

MOST = 8
"""Measures in one table; more would be no table to read."""
_BY_APPLICANT = ("requests.", "disposition")
"""Measures of table three, which has a column for each kind of applicant."""
_TABLES = {"表二 主动公开": ("regulations", "normative", "licensing", "other_services", "penalties", "coercion", "fees", "procurement"),
           "表三 依申请公开": _BY_APPLICANT, "表四 复议与诉讼": ("reconsideration", "litigation")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One measure over all rows: its figures by office and year, the answer that they are out of, and their charts."""

    name: str
    figures: Mapping[tuple[str | None, int | None], Value]
    answer: Answer
    charts: tuple[Chart, ...]
    sentence: str


def figures(app: FastAPI, assistant: Answering) -> None:
    """Add the page to the application."""

    @app.get("/figures")
    def picked(
        request: Request,
        office: Annotated[list[str], Query()] = [],  # noqa: B006
        year: Annotated[list[int], Query()] = [],  # noqa: B006
        measure: Annotated[list[str], Query()] = [],  # noqa: B006
        applicant: str = TOTAL,
    ) -> Response:
        held, known = assistant.reports(), assistant.measures()
        rows = [one for one in held if one.key.agency in office and one.key.year in year]
        wanted = [one for one in dict.fromkeys(measure) if one in known][:MOST]
        whose = applicant if applicant in APPLICANTS else TOTAL
        columns = [column(one, whose, [one.key for one in rows], assistant) for one in wanted] if rows else []
        return page(
            request, "figures", rows=rows, columns=columns, office=office, year=year, measure=measure, applicant=whose, most=MOST,
            offices=sorted({one.key.agency for one in held}), years=sorted({one.key.year for one in held}, reverse=True),
            groups=_groups(known), applicants=[(id, messages("zh").applicant(id)) for id in APPLICANTS],
        )  # fmt: skip


def column(measure: str, applicant: str, keys: Iterable[ReportKey], assistant: Answering) -> Column:
    """The measure at each of these reports; where the table knows no applicants, of all."""
    whose = applicant if measure.startswith(_BY_APPLICANT) else None
    members = tuple(Address(measure, whose, key.agency, key.scope, key.year) for key in keys)
    answer = assistant.compute(Each(members, Lookup(Address())))
    found = {(value.agency, value.year): value for value in answer.values} if answer.kind == "exact" else {}
    name = messages("zh").measure(measure)
    named = f"{name}（{messages('zh').applicant(applicant)}）" if whose not in (None, TOTAL) else name
    return Column(named, found, answer, charts(found.values()), _extremes(found.values()))


def _extremes(values: Iterable[Value]) -> str:
    """The largest and the smallest figure in a sentence, with all who share them; nothing where there is none to compare."""
    ordered = sorted(values, key=_size)
    if len(ordered) < 2 or len({value.unit for value in ordered}) > 1 or _size(ordered[0]) == _size(ordered[-1]):
        return ""
    return f"最多：{_all_with(ordered, ordered[-1])}；最少：{_all_with(ordered, ordered[0])}。"


def _all_with(values: list[Value], one: Value) -> str:
    who = "、".join(f"{value.agency}{value.year}年" for value in values if _size(value) == _size(one))
    return f"{who}，{one.value}{one.unit or ''}"


def _size(value: Value) -> Fraction:
    return Fraction(value.exact)


def _groups(measures: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The measures under the tables that they stand in, each with its name."""
    placed = ((next((title for title, heads in _TABLES.items() if one.startswith(heads)), ""), one) for one in measures)
    ordered = sorted(((title, one) for title, one in placed if title), key=lambda pair: list(_TABLES).index(pair[0]))
    return [
        (title, [(one, messages("zh").measure(one)) for _, one in members]) for title, members in groupby(ordered, key=lambda pair: pair[0])
    ]
