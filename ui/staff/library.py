"""What is held, edition by edition, and where it contradicts itself; export, removal, and the search index built anew."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from ingest.settings import Settings
from ingest.stores.archive import Archive
from ui.assistant import Answering
from ui.export import WRITERS, exported
from ui.judging import versions_held
from ui.staff.intake import BUSY, indexed
from ui.staff.jobs import Jobs, Steps
from ui.staff.page import page


def library(app: FastAPI, assistant: Answering) -> None:
    """Add the list and the export to the application."""

    @app.get("/library")
    def held(request: Request) -> Response:
        return page(request, "library", reports=assistant.reports(), suffixes=tuple(WRITERS))

    @app.get("/library/facts{suffix}")
    def download(suffix: str) -> Response:
        if suffix not in WRITERS:
            raise HTTPException(404, f"可导出的格式：{'、'.join(WRITERS)}。")
        headers = {"content-disposition": f'attachment; filename="nianbao{suffix}"'}
        return Response(WRITERS[suffix](list(exported(assistant.facts()))), media_type="application/octet-stream", headers=headers)


def holdings(app: FastAPI, archive: Archive, settings: Settings, jobs: Jobs) -> None:
    """Add the page of one report, its removal, and the rebuilding of the index."""

    @app.get("/library/report")
    def report(request: Request, agency: str, year: int) -> Response:
        versions = [one for one in versions_held(archive) if (one["agency"], one["year"]) == (agency, year)]
        if not versions:
            raise HTTPException(404, f"库中没有{agency}{year}年的报告。")
        return page(request, "report", agency=agency, year=year, versions=versions)

    @app.post("/library/remove")
    def remove(
        request: Request, agency: Annotated[str, Form()], year: Annotated[int, Form()], sure: Annotated[Literal["yes"], Form()]
    ) -> Response:
        del sure  # a form without it is refused
        return _begun(request, jobs.start(f"移除{agency}{year}年", lambda: _removed(agency, year, archive, settings)), jobs)

    @app.post("/library/rebuild")
    def rebuild(request: Request) -> Response:
        return _begun(request, jobs.start("重建检索索引", lambda: indexed(settings, anew=True)), jobs)


def _begun(request: Request, begun: bool, jobs: Jobs) -> Response:
    return RedirectResponse("/job", 303) if begun else page(request, "job", 409, job=jobs.last, problem=BUSY)


def _removed(agency: str, year: int, archive: Archive, settings: Settings) -> Steps:
    yield f"已移除{archive.remove(agency, year)}份。"
    yield from indexed(settings)
