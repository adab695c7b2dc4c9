"""The OpenAPI description of the HTTP API: a document, and no page that loads scripts from elsewhere."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from ui.records import Record

ADDRESS = "/api/openapi.json"
TITLE = "年报智答 nianbao"
ABOUT = (
    "政府信息公开工作年度报告问答接口。数字直接取自报告并注明出处；出错时返回 JSON：{\"error\": \"一句话\"}，4xx 为请求有误，429 附 Retry-After。\n\n"
    "Questions about annual reports on open government information, answered exactly and with citations. "
    "Errors are JSON with one sentence; 4xx for the caller's, 429 with Retry-After."
)  # fmt: skip
OTHERS = ("/healthz", "/metrics")


def described(app: FastAPI) -> None:
    """Add the route that describes those that programs may call."""

    @app.get(ADDRESS, include_in_schema=False)
    def description() -> Record:
        shown = [route for route in app.routes if isinstance(route, APIRoute) and _for_programs(route)]
        return get_openapi(title=TITLE, version="1", description=ABOUT, routes=shown)


def _for_programs(route: APIRoute) -> bool:
    return route.include_in_schema and (route.path.startswith("/api/") or route.path in OTHERS)
