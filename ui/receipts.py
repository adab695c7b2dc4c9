"""The routes of receipts: a computation done again, as JSON or as a file to take along."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query, Response
from starlette.exceptions import HTTPException

from ui.assistant import Answering
from ui.note import WRITERS, NoReceipt, note
from ui.records import Record

LONGEST = 500


def receipts(app: FastAPI, assistant: Answering) -> None:
    """Add the routes."""

    @app.get("/api/receipts/{id}.{kind}", response_class=Response)
    def taken_along(id: str, kind: str, question: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
        """凭据文件：kind 为 xlsx、csv 或 html（可打印的一页），每格注明出处。The computation as a file, with a citation for each cell."""
        if f".{kind}" not in WRITERS:
            raise HTTPException(404, f"凭据没有 .{kind} 这种文件：应为 {'、'.join(WRITERS)}。")
        writer, media_type = WRITERS[f".{kind}"]
        try:
            content = writer(note(assistant, id, question))
        except NoReceipt as missing:
            raise HTTPException(404, str(missing)) from missing
        shown = "inline" if kind == "html" else "attachment"
        return Response(content, media_type=media_type, headers={"content-disposition": f"{shown}; filename*=UTF-8''nianbao-{id}.{kind}"})

    @app.get("/api/receipts/{id}")
    def receipt(id: str) -> Record:
        """回执：计划、数字、算式、文件校验值，并重新计算。The plan, facts, formula and file hashes, computed again."""
        if (found := assistant.receipt(id)) is None:
            raise HTTPException(404, f"没有编号为{id}的回执。")
        return found
