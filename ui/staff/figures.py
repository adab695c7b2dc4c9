"""Offices × years × measures as a table, picked: every column is one answer of the engine, with its receipt, and a chart of the same figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request, Response
from starlette.exceptions import HTTPException

from ingest.forms.measures import APPLICANTS
from ingest.held import HeldReport, ReportKey
from qa.answer import Answer, Value
from qa.ids import TOTAL
from qa.messages import messages
from qa.plan import Address, Each, Lookup
from ui.assistant import Answering
from ui.staff.chart import Chart, charts
from ui.staff.page import page
from ui.staff.table import WRITERS, table

MOST = 8
"""Measures in one table; more would be no table to read."""
_BY_APPLICANT = ("requests.", "disposition")
"""Measures of table three, which has a column for each kind of applicant."""
_TABLES = {"表二 主动公开": ("regulations", "normative", "licensing", "other_services", "penalties", "coercion", "fees", "procurement"),
           "表三 依申请公开": _BY_APPLICANT, "表四 复议与诉讼": ("reconsideration", "litigation")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pick:
    """What was picked: offices, years, measures, and an applicant for those of table three."""

    office: Annotated[list[str], Query(default_factory=list)]
    year: Annotated[list[int], Query(default_factory=list)]
    measure: Annotated[list[str], Query(default_factory=list)]
    applicant: str = TOTAL

    @property
    def whose(self) -> str:
        """The applicant, all of them where there is none of that name."""
        return self.applicant if self.applicant in APPLICANTS else TOTAL


@dataclass(frozen=True, slots=True)
class Column:
    """One measure over all rows: its figures by report, the answer that they are out of, and their charts."""

    name: str
    figures: Mapping[ReportKey, Value]
    answer: Answer
    charts: tuple[Chart, ...]
    sentence: str


def figures(app: FastAPI, assistant: Answering) -> None:
    """Add the page and its files to the application."""

    @app.get("/figures")
    def shown(request: Request, pick: Annotated[Pick, Depends()]) -> Response:
        held = assistant.reports()
        rows, columns = picked(pick, assistant)
        return page(
            request, "figures", rows=rows, columns=columns, pick=pick, most=MOST, query=request.url.query, suffixes=tuple(WRITERS),
            offices=sorted({one.key.agency for one in held}), years=sorted({one.key.year for one in held}, reverse=True),
            groups=_groups(assistant.measures()), applicants=[(id, messages("zh").applicant(id)) for id in APPLICANTS],
        )  # fmt: skip

    @app.get("/figures{suffix}")
    def download(suffix: str, pick: Annotated[Pick, Depends()]) -> Response:
        if suffix not in WRITERS:
            raise HTTPException(404, f"可导出的格式：{'、'.join(WRITERS)}。")
        heads, lines = table(*picked(pick, assistant))
        headers = {"content-disposition": f'attachment; filename="nianbao-figures{suffix}"'}
        return Response(WRITERS[suffix](lines, heads), media_type="application/octet-stream", headers=headers)


def picked(pick: Pick, assistant: Answering) -> tuple[list[HeldReport], list[Column]]:
    """The reports that were picked, and over them each measure that is known."""
    known = assistant.measures()
    rows = [one for one in assistant.reports() if one.key.agency in pick.office and one.key.year in pick.year]
    wanted = [one for one in dict.fromkeys(pick.measure) if one in known][:MOST]
    return rows, [column(one, pick.whose, [row.key for row in rows], assistant) for one in wanted] if rows else []


def column(measure: str, applicant: str, keys: Sequence[ReportKey], assistant: Answering) -> Column:
    """The measure at each of these reports; where the table knows no applicants, of all."""
    whose = applicant if measure.startswith(_BY_APPLICANT) else None

    def computed(members: Iterable[ReportKey]) -> Answer:
        at = tuple(Address(measure, whose, key.agency, key.scope, key.year) for key in members)
        return assistant.compute(Each(at, Lookup(Address())))

    answer = computed(keys)
    found = _by_report(answer, keys, computed)
    name = messages("zh").measure(measure)
    named = f"{name}（{messages('zh').applicant(applicant)}）" if whose not in (None, TOTAL) else name
    return Column(named, found, answer, charts(found.values()), _extremes(found.values()))


def _by_report(answer: Answer, keys: Iterable[ReportKey], computed: Callable[[list[ReportKey]], Answer]) -> dict[ReportKey, Value]:
    """The figures by report. A value does not name its scope: where two reports differ in nothing else, each is asked for by itself."""
    twice = {place for place, times in Counter((key.agency, key.year) for key in keys).items() if times > 1}
    values = {(one.agency, one.year): one for one in answer.values if answer.kind == "exact"}
    found = {key: values.get((key.agency, key.year)) for key in keys if (key.agency, key.year) not in twice}
    for key in keys:
        if key not in found:
            alone = computed([key])
            found[key] = alone.values[0] if alone.kind == "exact" else None
    return {key: value for key, value in found.items() if value is not None}


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
