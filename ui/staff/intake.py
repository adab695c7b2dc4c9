"""Reports added in the page: dropped or fetched, read and shown before they are kept, then kept one by one and indexed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated

from fastapi import FastAPI, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from ingest.found import Found
from ingest.held import ReportKey
from ingest.intake import ingest_bytes
from ingest.outcome import Outcome
from ingest.settings import Settings
from ingest.sources import Address, unpacked
from ingest.stores.archive import Archive
from ui.checked import items
from ui.checking import check_found
from ui.ingesting import build_index
from ui.limits import LARGEST_INTAKE
from ui.records import Record
from ui.render import outcome_text
from ui.staff.drafts import ACCEPTED
from ui.staff.jobs import Jobs, Steps
from ui.staff.page import page
from ui.staff.pending import Pending

BUSY = "另一项工作还在进行，请等它完成后再试。"


@dataclass(frozen=True, slots=True)
class Preview:
    """A document that was read: what it is, what is to be looked at, what keeping it would do, and under which name it waits."""

    record: Record
    doubts: int
    becomes: str
    name: str


def intake(app: FastAPI, archive: Archive, settings: Settings, jobs: Jobs) -> None:
    """Add the pages to the application."""
    pending = Pending(settings.data_dir / "pending")

    @app.get("/intake")
    def empty(request: Request) -> Response:
        return page(request, "intake", previews=[], problem="", accepted=f"{ACCEPTED},.zip", largest=LARGEST_INTAKE)

    @app.post("/intake")
    def read(request: Request, files: Annotated[list[UploadFile], File()] = [], address: Annotated[str, Form()] = "") -> Response:  # noqa: B006
        found = (*_uploaded(files), *_fetched(address.strip(), settings))
        previews = [_preview(one, record, archive, pending) for one, record in check_found(found, archive)]
        problem = "" if previews else "请选择文件，或填写以 http:// 或 https:// 开头的网址。"
        return page(
            request,
            "intake",
            200 if previews else 422,
            previews=previews,
            problem=problem,
            accepted=f"{ACCEPTED},.zip",
            largest=LARGEST_INTAKE,
        )

    @app.post("/intake/keep")
    def keep(request: Request, name: Annotated[list[str], Form()] = []) -> Response:  # noqa: B006
        if not name or not jobs.start("报告入库", lambda: _kept(name, archive, settings, pending)):
            return page(request, "job", 409, job=jobs.last, problem=BUSY if name else "没有选中要入库的报告。")
        return RedirectResponse("/job", 303)

    @app.get("/job")
    def job(request: Request) -> Response:
        return page(request, "job", job=jobs.last, problem="")


def _uploaded(files: list[UploadFile]) -> Iterator[Found | Outcome]:
    for file in files:
        if file.filename:
            name = PurePath(file.filename.replace("\\", "/")).name
            yield from unpacked(Found(name, name, file.file.read()))


def _fetched(address: str, settings: Settings) -> Iterator[Found | Outcome]:
    if address.startswith(("http://", "https://")):
        yield from Address(address, settings.allow_local_addresses).found()


def _preview(one: Found | Outcome, record: Record, archive: Archive, pending: Pending) -> Preview:
    if isinstance(one, Outcome) or record["error"]:
        return Preview(record, 0, "", "")
    name = pending.put(one)
    if archive.knows(name):
        becomes = "内容已在库，入库不会改变什么"
    elif archive.versions(ReportKey(record["agency"], record["scope"], record["year"])):
        becomes = "该机关该年度已有报告：这份将成为现行版本，旧版保留"
    else:
        becomes = "新增"
    return Preview(record, len(items(record)), becomes, name)


def _kept(names: list[str], archive: Archive, settings: Settings, pending: Pending) -> Steps:
    """Keep the documents, each whole or not at all, then bring the index up to date."""
    for name in names:
        one = pending.take(name)
        if one is None:
            yield "✗ 有一份文件的预览已过期，请重新添加。"
            continue
        yield outcome_text(ingest_bytes(archive, one.name, one.content, one.url).to_json())
        pending.drop(name)
    yield from indexed(settings)


def indexed(settings: Settings, *, anew: bool = False) -> Steps:
    """Bring the search index up to date, or build it anew."""
    yield "正在更新检索索引；表格里的数字现在就可以提问……"
    build_index(settings, anew=anew)
    yield "✓ 检索索引已更新。"
