"""Counts and logs the requests that got no answer, whoever refused them."""

from __future__ import annotations

from time import perf_counter

from ui.asgi import App, Message, Receive, Scope, Send, path_of
from ui.metrics import Meter


class Watched:
    """Passes every request on, and tells the meter of each that ended with a status of 400 or more."""

    def __init__(self, app: App, meter: Meter) -> None:
        self._app, self._meter = app, meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started, status = perf_counter(), 200 if scope["type"] != "http" else 500

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, seen)
        finally:
            if status >= 400:
                self._meter.refused(path_of(scope), status, perf_counter() - started)
