"""The login page, the way out, and the first link of a service that has no accounts yet."""

from __future__ import annotations

from hmac import compare_digest
from typing import Annotated

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import FileResponse, RedirectResponse

from ui.staff.guard import COOKIE, token_of
from ui.staff.login import LASTS, Door, Refused
from ui.staff.page import HERE, page

FIRST = "本机管理员"
"""Who comes in by the link that the service prints when it has no accounts."""


def entrance(app: FastAPI, door: Door, once: str) -> None:
    """Add the routes to the application; `once` is the key of the printed link, empty where there are accounts."""
    used: set[str] = set()

    @app.get("/login")
    def form(request: Request, next: str = "/", key: str = "") -> Response:
        if once and key and key not in used and compare_digest(key.encode(), once.encode()):
            used.add(key)
            return _welcomed(request, door.let_in(FIRST), next)
        return page(request, "login", problem="这个链接已经用过或不对。" if key else "", next=next, user="")

    @app.post("/login")
    def login(
        request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()], next: Annotated[str, Form()] = "/"
    ) -> Response:
        try:
            return _welcomed(request, door.enter(name.strip(), password), next)
        except Refused as problem:
            return page(request, "login", 401, problem=str(problem), next=next, user=name)

    @app.post("/logout")
    def logout(request: Request) -> Response:
        door.leave(token_of(request.scope))
        away = RedirectResponse("/login", 303)
        away.delete_cookie(COOKIE)
        return away

    @app.get("/staff.css")
    def style() -> Response:
        return FileResponse(HERE / "staff.css", headers={"cache-control": "max-age=3600"})

    @app.get("/staff.js")
    def script() -> Response:
        return FileResponse(HERE / "staff.js", headers={"cache-control": "max-age=3600"})

    @app.get("/job.js")
    def watching() -> Response:
        return FileResponse(HERE / "job.js", headers={"cache-control": "max-age=3600"})


def _welcomed(request: Request, token: str, next: str) -> Response:
    """On to the page that was asked for, if it is one of this service, with the session in a cookie that scripts cannot read."""
    inside = next.startswith("/") and not next.startswith(("//", "/\\"))
    on = RedirectResponse(next if inside else "/", 303)
    secure = request.url.scheme == "https"
    on.set_cookie(COOKIE, token, max_age=int(LASTS.total_seconds()), httponly=True, samesite="lax", secure=secure)
    return on
