"""The page where a draft is dropped and its contradictions are listed; nothing of the draft is kept or logged."""

from __future__ import annotations

from base64 import b64encode
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import FastAPI, File, Request, Response, UploadFile

from ui.checked import HEADS, cells, checked_csv, items
from ui.checking import Beside, check_file
from ui.limits import LARGEST_DRAFT
from ui.records import Record
from ui.staff.page import page

ACCEPTED = ".pdf,.html,.htm,.docx,.doc,.txt,.md"
_NOTHING: dict[str, Any] = {"problem": "", "record": None, "rows": [], "largest": LARGEST_DRAFT, "accepted": ACCEPTED}


def drafts(app: FastAPI, held: Beside) -> None:
    """Add the page to the application; a draft is compared with the reports held."""

    @app.get("/check")
    def empty(request: Request) -> Response:
        return page(request, "check", **_NOTHING)

    @app.post("/check")
    def check(request: Request, draft: Annotated[UploadFile | None, File()] = None) -> Response:
        if draft is None or not draft.filename:
            return page(request, "check", 422, **_NOTHING | {"problem": "请先选择一个文件，再按“核对”。"})
        name = PurePath(draft.filename.replace("\\", "/")).name
        return page(request, "check", **_NOTHING | _found(check_file(name, draft.file.read(), held)))


def _found(record: Record) -> dict[str, Any]:
    """What the page shows of a check: its rows, in which columns anything stands, and the same as a file to take along."""
    if record["error"]:
        return {"record": record}
    rows = [(str(number), *cells(item)) for number, item in enumerate(items(record), start=1)]
    return {
        "record": record,
        "rows": rows,
        "heads": HEADS,
        "used": [column for column in range(len(HEADS)) if any(row[column] for row in rows)],
        "csv": b64encode(checked_csv(record).encode()).decode(),
        "download": f"核对_{PurePath(record['source']).stem}.csv",
    }
