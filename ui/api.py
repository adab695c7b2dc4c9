"""The HTTP API beside the chat page: questions, reports, facts, receipts, health and metrics as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from ingest.errors import StoreError
from qa.answer import Answer
from ui.about import about
from ui.assistant import Answering
from ui.contact import contact
from ui.described import described
from ui.embedding import embedding
from ui.heard import Hearing, feedback
from ui.metrics import Meter
from ui.original import MOST_BOXES, NoSuchPage, Pages
from ui.quotation import quotations
from ui.receipts import receipts
from ui.records import Record, fact_json, report_json

LONGEST = 500
SCRIPT = Path(__file__).with_name("page.js")
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1d4ed8"/>'
    '<path d="M8 9h16M8 16h16M8 23h9M16 9v14" stroke="#fff" stroke-width="2.4" fill="none" stroke-linecap="round"/></svg>'
)
MANIFEST = {
    "name": "年报智答",
    "short_name": "年报智答",
    "start_url": "/",
    "display": "standalone",
    "lang": "zh-CN",
    "icons": [{"src": "/favicon.ico", "sizes": "any"}],
}


class Question(BaseModel):
    """What POST /api/ask takes."""

    question: Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]
    conversation: Annotated[str | None, Field(max_length=20_000)] = None


def api(assistant: Answering, meter: Meter, pages: Pages, hearing: Hearing | None = None, **settings: Any) -> FastAPI:
    """The application without the chat page; `settings` go to FastAPI."""
    app = FastAPI(title="nianbao", docs_url=None, redoc_url=None, openapi_url=None, **settings)
    _refusals(app)

    @app.post("/api/ask", responses={200: {"model": Answer}})
    def ask(asked: Question) -> Record:
        """提问；带上一答的 conversation 可以追问。Ask; pass the `conversation` of the last answer to follow up."""
        answer = meter.ask("api", asked.question, asked.conversation)
        return {**answer.to_json(), "conversation": answer.conversation}

    @app.get("/api/reports")
    def reports() -> list[Record]:
        """在库报告。The reports held."""
        return [report_json(held) for held in assistant.reports()]

    @app.get("/api/facts")
    def facts(agency: str | None = None, year: int | None = None) -> JSONResponse:
        """三张法定表的每一个数字及其出处。Every number of the statutory tables with its citation."""
        # Made by hand: FastAPI would walk every one of perhaps a million values again before it writes them.
        return JSONResponse([fact_json(held, fact) for held, fact in assistant.facts(agency or None, year)])

    receipts(app, assistant)
    quotations(app, assistant)
    contact(app, assistant)
    about(app)
    described(app)
    embedding(app)
    if hearing:
        feedback(app, hearing)
    _watch(app, assistant, meter)
    _page_files(app)
    _originals(app, pages)
    _unknown(app)
    return app


def _watch(app: FastAPI, assistant: Answering, meter: Meter) -> None:
    @app.get("/healthz")
    def health() -> Record:
        """是否正常，问答是否暂停，在库几份报告。Whether all is well, whether answers are stopped, and how many reports are held."""
        return {"status": "ok", "halted": assistant.halted(), "reports": len(assistant.reports())}

    @app.get("/metrics")
    def metrics() -> Response:
        """Prometheus 指标。Counts for Prometheus."""
        return Response(meter.exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _page_files(app: FastAPI) -> None:
    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(ICON, media_type="image/svg+xml", headers={"cache-control": "max-age=86400"})

    @app.get("/manifest.json")
    def manifest() -> Record:
        return MANIFEST

    @app.get("/page.js")
    def script() -> Response:
        return Response(SCRIPT.read_bytes(), media_type="text/javascript; charset=utf-8")


def _unknown(app: FastAPI) -> None:
    """Last of all: what no route above has taken."""

    @app.api_route("/api/{path:path}", methods=["GET", "POST", "PUT", "DELETE"], include_in_schema=False)
    def unknown(path: str) -> Response:
        raise HTTPException(404, f"没有 /api/{path} 这个地址，或它不接受这种请求方法。")


def _originals(app: FastAPI, pages: Pages) -> None:
    @app.get("/originals/{sha256}/{page}.png")
    def picture(sha256: str, page: int, box: Annotated[list[float], Query(max_length=4 * MOST_BOXES)] = []) -> Response:  # noqa: B006
        edges = iter(box)
        try:
            content = pages.png(sha256, page, tuple(zip(edges, edges, edges, edges, strict=False)))
        except (NoSuchPage, StoreError) as error:
            raise HTTPException(404, str(error)) from error
        return Response(content, media_type="image/png", headers={"cache-control": "max-age=86400, immutable"})


def _refusals(app: FastAPI) -> None:
    """Errors of the API are JSON with one Chinese sentence."""

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"error": _sentence(error)}, 422)

    @app.exception_handler(HTTPException)
    async def refused(_request: Request, error: HTTPException) -> JSONResponse:
        sentence = {404: "没有这个地址。", 405: "该地址不接受这种请求方法。"}.get(error.status_code, "请求未被接受。")
        return JSONResponse({"error": error.detail if _chinese(error.detail) else sentence}, error.status_code, error.headers)

    @app.exception_handler(StoreError)
    async def store(_request: Request, error: StoreError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 503, {"retry-after": "5"})


def _chinese(sentence: str) -> bool:
    return not sentence.isascii()


def _sentence(error: RequestValidationError) -> str:
    first = error.errors()[0]
    field = str(first["loc"][-1]) if first["loc"] else "body"
    if field == "question":
        return f"question 须为1至{LONGEST}个字的文字。"
    if field == "year":
        return "year 须为四位年份，例如 2023。"
    return f'请求的 {field} 不符合要求：应为 JSON 对象 {{"question": "…", "conversation": null}}。'
