"""Response headers that confine the page: what it may load, run and be framed by."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from ui.asgi import App, Message, Receive, Scope, Send

_INLINE = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_FIXED = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))


def policy(page: bytes, parents: tuple[str, ...] = ()) -> bytes:
    """A content security policy under which only the scripts that stand in this page run, and nothing leaves the server.

    `parents` are the origins of the pages that may show this one in a frame.
    """
    hashes = " ".join(f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in _INLINE.findall(page))
    framing = " ".join(("'self'", *parents))
    return (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        f"connect-src 'self'; form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors {framing}"
    ).encode()


class Headers:
    """Adds the fixed headers to every response, and to a page the policy made from its own scripts."""

    def __init__(self, app: App, parents: tuple[str, ...] = ()) -> None:
        self._app, self._parents = app, parents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] == "/":
            # The page must arrive uncompressed here, or its scripts could not be read.
            scope = {**scope, "headers": [field for field in scope["headers"] if field[0] != b"accept-encoding"]}
        await self._app(scope, receive, _Page(send, self._parents))


class _Page:
    """Holds an HTML response back until it is whole."""

    def __init__(self, send: Send, parents: tuple[str, ...]) -> None:
        self._send, self._parents = send, parents
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *_FIXED]
            if not _is_page(message):
                await self._send(message)
                return
            self._start = message
        elif self._start is None:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._release(self._start)

    async def _release(self, start: Message) -> None:
        start["headers"] = [*start["headers"], (b"content-security-policy", policy(self._body, self._parents))]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": self._body})


def _is_page(start: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])
