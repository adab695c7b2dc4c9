"""How much one client may ask: a token bucket for each address, and a size for each request."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from time import monotonic

from ui.asgi import App, Message, Receive, Scope, Send, path_of, refuse

DRAFTS, INTAKE, SETS = "/check", "/intake", "/evals"
ASKING = ("/login", "/api/ask", "/api/feedback", "/mcp", DRAFTS, "/gradio_api/queue/join")
TYPED, TYPINGS = "/gradio_api/run/predict", 4
"""Empties the box before each question of the page: it has an allowance of its own, so many times as large."""
ASKING_AGAIN = ("/api/quotations",)
"""What asks again when it is fetched."""
WITH_BODY = ("POST", "PUT", "PATCH", "DELETE")
PAGE = "/gradio_api/"
LARGEST_TYPED = 16 * 1024
"""Bytes that the page sends: the longest question many times over; the server remembers it for as long as the page is open."""
LARGEST = 256 * 1024
LARGEST_INTAKE = 64 * 1024 * 1024
"""Bytes of reports that staff add at once."""
LARGEST_DRAFT = 8 * 1024 * 1024
"""Bytes of a request body; a draft to be checked comes through MCP or, for staff, the page for drafts."""
CLIENTS = 10_000
"""So many addresses are remembered; the one unseen for longest is forgotten first."""


@dataclass(slots=True)
class Bucket:
    """Tokens left at a moment."""

    tokens: float
    at: float


class Limits:
    """Refuses what is too often (429) or too large (413), and passes on the rest."""

    def __init__(self, app: App, per_minute: int, burst: int) -> None:
        self._app, self._rate, self._burst = app, per_minute / 60, burst
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = path_of(scope)
        asking = ASKING if scope["method"] == "POST" else ASKING_AGAIN
        client = (scope.get("client") or ("",))[0]
        if seconds := self._wait(client) if path.startswith(asking) else self._wait(f"{client} typed", TYPINGS) if path == TYPED else 0:
            await refuse(send, 429, f"提问过于频繁，请{seconds}秒后再试。", {"retry-after": str(seconds)})
            return
        await self._measured(scope, receive, send, _largest(path))

    def _wait(self, client: str, times: int = 1) -> int:
        """Seconds until this client may ask again, who may so many times as often; 0 takes a token."""
        now, rate, burst = monotonic(), self._rate * times, self._burst * times
        bucket = self._buckets.setdefault(client, Bucket(burst, now))
        self._buckets.move_to_end(client)
        if len(self._buckets) > CLIENTS:
            self._buckets.popitem(last=False)
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.tokens < 1:
            return max(1, ceil((1 - bucket.tokens) / rate))
        bucket.tokens -= 1
        return 0

    async def _measured(self, scope: Scope, receive: Receive, send: Send, largest: int) -> None:
        """Read the body first, up to the limit: frameworks turn an error that comes out of `receive` into one of their own."""
        length = dict(scope["headers"]).get(b"content-length", b"0")
        parts: list[Message] = []
        size = int(length) if length.isdigit() else largest + 1
        while size <= largest and scope["method"] in WITH_BODY:
            parts.append(await receive())
            size = max(size, sum(len(part.get("body", b"")) for part in parts))
            if not parts[-1].get("more_body"):
                break
        if size > largest:
            await refuse(send, 413, f"请求内容过大：上限为{largest // 1024}KB。")
            return

        async def replayed() -> Message:
            return parts.pop(0) if parts else await receive()

        await self._app(scope, replayed, send)


def _largest(path: str) -> int:
    if path.startswith(INTAKE):
        return LARGEST_INTAKE
    if path.startswith(PAGE):
        return LARGEST_TYPED
    return LARGEST_DRAFT if path.startswith(("/mcp", DRAFTS, SETS)) else LARGEST
