"""Where reports contradict themselves or each other, with what people said of it: 雷同 and unread rows among them."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from ingest.stores.archive import Archive
from ui.checked import JUDGEMENTS, place_of, verdict_text
from ui.judging import UnknownFinding, held_findings, judge, take_back
from ui.records import Record
from ui.staff.guard import PERSON
from ui.staff.page import page


def findings(app: FastAPI, archive: Archive) -> None:
    """Add the page to the application."""

    @app.get("/findings")
    def held(request: Request, agency: str = "", open_only: bool = False) -> Response:
        every = held_findings(archive)
        shown = [one for one in every if agency in ("", one["agency"]) and not (open_only and one["verdict"])]
        return page(
            request, "findings", rows=list(map(_row, shown)), offices=sorted({one["agency"] for one in every}),
            agency=agency, open_only=open_only, undecided=sum(not one["verdict"] for one in shown), opinions=tuple(JUDGEMENTS.values()),
        )  # fmt: skip

    @app.post("/findings/{id}")
    def say(request: Request, id: str, opinion: Annotated[str, Form()] = "", remark: Annotated[str, Form(max_length=500)] = "") -> Response:
        try:
            if opinion in JUDGEMENTS.values():
                judge(archive, id, opinion, remark, request.scope.get(PERSON))
            else:
                take_back(archive, id)
        except UnknownFinding as problem:
            raise HTTPException(404, str(problem)) from problem
        return RedirectResponse(f"/findings#{id}", 303)


def _row(record: Record) -> Record:
    """What the page shows of a finding: its cells by place, as printed."""
    cells = [f"{place_of(cell)}：{cell['printed'] or '空白'}" for cell in record["facts"] if cell.get("table")]
    return record | {"cells": cells, "said": verdict_text(record["verdict"]) if record["verdict"] else ""}
