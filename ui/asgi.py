"""The part of an ASGI message that the middleware touches, with its types."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def path_of(scope: Scope) -> str:
    """The path of a request; `//login` is what `/login` is, for a router that reads it so."""
    return "/" + str(scope.get("path", "")).lstrip("/")


async def refuse(send: Send, status: int, sentence: str, headers: dict[str, str] | None = None) -> None:
    """Answer with the sentence as JSON; `detail` is what the chat page shows in a toast."""
    body = json.dumps({"error": sentence, "detail": sentence}, ensure_ascii=False).encode()
    fields = {"content-type": "application/json; charset=utf-8", "content-length": str(len(body)), **(headers or {})}
    start = {
        "type": "http.response.start",
        "status": status,
        "headers": [(name.encode(), value.encode()) for name, value in fields.items()],
    }
    await send(start)
    await send({"type": "http.response.body", "body": body})
