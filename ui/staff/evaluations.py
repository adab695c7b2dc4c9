"""Evaluations in the page: a set is asked as a job, its run is a page, two runs stand side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath
from typing import Annotated, Any

from fastapi import FastAPI, File, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from evals.against import UnusableRun, compare, likeness, read_run
from evals.example import Example, InvalidExample, examples_in, load
from evals.floors import told
from evals.scoreboard import NAMES
from evals.subject import Subject
from ui.assistant import Answering
from ui.masking import masked
from ui.staff import Staff
from ui.staff.intake import BUSY
from ui.staff.jobs import Jobs
from ui.staff.page import page
from ui.staff.runs import SHIPPED, Runs, steps

_NONE = "没有这次评测的结果。"


def evaluations(app: FastAPI, assistant: Answering, staff: Staff, jobs: Jobs) -> None:
    """Add the pages to the application."""
    runs, subject = Runs(staff.settings.data_dir / "runs"), Subject(assistant, staff.archive)

    @app.post("/evals")
    def start(request: Request, name: Annotated[str, Form()] = "", own: Annotated[UploadFile | None, File()] = None) -> Response:
        try:
            title, examples = _chosen(name, own)
        except InvalidExample as error:
            return _listed(request, runs, 422, f"题集第{error.line}行：{error.problem}")
        if not examples:
            return _listed(request, runs, 422, "请选择一个题集，或上传自己的题集。")
        if not jobs.start(f"评测：{title}", lambda: steps(subject, examples, runs.new(title))):
            return page(request, "job", 409, job=jobs.last, problem=BUSY)
        return RedirectResponse("/job", 303)

    _results(app, runs)


def _results(app: FastAPI, runs: Runs) -> None:
    @app.get("/evals")
    def all_runs(request: Request) -> Response:
        return _listed(request, runs)

    @app.get("/evals/runs/{name}")
    def run(name: str) -> Response:
        return HTMLResponse((_place(runs, name) / "report.html").read_text("utf-8"), headers={"cache-control": "no-store"})

    @app.get("/evals/compare")
    def side_by_side(request: Request, earlier: str = "", now: str = "") -> Response:
        try:
            compared = _compared(_place(runs, earlier), _place(runs, now))
        except UnusableRun:
            return _listed(request, runs, 422, "所选的评测结果有一次已损坏，不能比较；请删除它，重新评测。")
        return page(request, "compare", earlier=earlier, now=now, **compared)

    @app.post("/evals/delete")
    def delete(name: Annotated[str, Form()]) -> Response:
        if not runs.delete(name):
            raise HTTPException(404, _NONE)
        return RedirectResponse("/evals", 303)


def _listed(request: Request, runs: Runs, status: int = 200, problem: str = "") -> Response:
    return page(request, "evals", status, runs=runs.all(), sets=tuple(SHIPPED), problem=problem)


def _chosen(name: str, own: UploadFile | None) -> tuple[str, tuple[Example, ...]]:
    """The name and the examples of the uploaded set, without personal data, else of the one named; none where neither is given.

    Raises InvalidExample.
    """
    if own is not None and own.filename:
        title = PurePath(own.filename.replace("\\", "/")).name
        return masked(PurePath(title).stem), tuple(map(_masked, examples_in(Path(title), own.file.read())))
    return name, load(SHIPPED[name]) if name in SHIPPED else ()


def _masked(example: Example) -> Example:
    return replace(example, turns=tuple(map(masked, example.turns)))


def _place(runs: Runs, name: str) -> Path:
    if (found := runs.place(name)) is None:
        raise HTTPException(404, _NONE)
    return found


def _compared(earlier: Path, now: Path) -> dict[str, Any]:
    """What the page of a comparison shows."""
    found = compare(read_run(earlier), read_run(now))
    changes = [(NAMES[name], change) for name, change in found.changes.items() if change.n]
    return {"changes": changes, "new_wrong": found.new_wrong, "likeness": list(likeness(found.same)), "floors": list(told(found.floors))}
