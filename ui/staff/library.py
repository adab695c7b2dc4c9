"""What is held and where it contradicts itself, and the export of all facts."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from ui.assistant import Answering
from ui.export import WRITERS, exported
from ui.staff.page import page


def library(app: FastAPI, assistant: Answering) -> None:
    """Add the page and the export to the application."""

    @app.get("/library")
    def held(request: Request) -> Response:
        return page(request, "library", reports=assistant.reports(), suffixes=tuple(WRITERS))

    @app.get("/library/facts{suffix}")
    def download(suffix: str) -> Response:
        if suffix not in WRITERS:
            raise HTTPException(404, f"可导出的格式：{'、'.join(WRITERS)}。")
        headers = {"content-disposition": f'attachment; filename="nianbao{suffix}"'}
        return Response(WRITERS[suffix](list(exported(assistant.facts()))), media_type="application/octet-stream", headers=headers)
