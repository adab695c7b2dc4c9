"""Nothing of the staff's is served to a stranger: checked on the server, for every route and socket."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from ui.asgi import App, Receive, Scope, Send, path_of, refuse
from ui.staff.login import Door

COOKIE = "nianbao_session"
OPEN = ("/login", "/staff.css", "/favicon.ico", "/manifest.json", "/healthz", "/metrics", "/accuracy", "/accessibility")
"""What a stranger may see."""
OPEN_TO_PROGRAMS = ("/api/", "/mcp")
"""What the public service answers as well: published reports, by the contract of the interface."""
WRITING = ("POST", "PUT", "PATCH", "DELETE")
PERSON = "person"
"""Under this name the scope of a request holds who asks."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that has recognised the reader: the header that names him, and the addresses from which it is believed."""

    header: str
    addresses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Guard:
    """Serves members of staff, and sends everyone else to the login."""

    app: App
    door: Door
    proxy: Proxy | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        path = path_of(scope)
        if scope["type"] == "lifespan" or path in OPEN or path.startswith(OPEN_TO_PROGRAMS):
            await self.app(scope, receive, send)
        elif (person := self._person(scope)) is None:
            await _turned_away(scope, path, send)
        elif scope["type"] == "http" and scope["method"] in WRITING and not _from_here(scope):
            await refuse(send, 403, "该请求来自别的网站，未执行。")
        else:
            await self.app({**scope, PERSON: person}, receive, send)

    def _person(self, scope: Scope) -> str | None:
        if self.proxy and (scope.get("client") or ("",))[0] in self.proxy.addresses:
            named = next(_values(scope, self.proxy.header), "").strip()
            if named:
                return named
        return self.door.person(token_of(scope))


def token_of(scope: Scope) -> str:
    """The token of the session in the cookies of a request; empty where there is none."""
    try:
        cookies = SimpleCookie("; ".join(_values(scope, "cookie")))
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""


async def _turned_away(scope: Scope, path: str, send: Send) -> None:
    if scope["type"] != "http":
        await send({"type": "websocket.close", "code": 1008})
    elif scope["method"] == "GET" and any("text/html" in value for value in _values(scope, "accept")):
        start = {"type": "http.response.start", "status": 303, "headers": [(b"location", f"/login?next={quote(path)}".encode())]}
        await send(start)
        await send({"type": "http.response.body", "body": b""})
    else:
        await refuse(send, 401, "请先登录。")


def _from_here(scope: Scope) -> bool:
    """Whether a request that writes comes from a page of this service: browsers say so, and no other site can make them say it."""
    site = next(_values(scope, "sec-fetch-site"), "")
    origin, host = next(_values(scope, "origin"), ""), next(_values(scope, "host"), "")
    return site in ("same-origin", "none") if site else not origin or origin.partition("://")[2] == host


def _values(scope: Scope, name: str) -> Iterator[str]:
    return (value.decode("latin-1") for field, value in scope["headers"] if field.decode("latin-1").lower() == name.lower())
