"""Of the routes that gradio brings only those that the page asks for are served; one that a later gradio adds is closed until it is named here."""

from __future__ import annotations

from ui.asgi import App, Message, Receive, Scope, Send, path_of, refuse

READ = (
    "/config", "/theme.css", "/gradio_api/info", "/gradio_api/startup-events", "/gradio_api/app_id", "/gradio_api/theme.css",
    "/gradio_api/queue/data",
)  # fmt: skip
"""What the page reads beside itself: its layout, and the answers that it waits for."""
READ_BELOW = ("/assets/", "/static/", "/gradio_api/heartbeat/")
"""Below these lie the page's files, and the line by which the server knows that a page is still open."""
UNQUEUED = "/gradio_api/run/predict"
"""Takes what was typed, or empties the conversation, at once; gradio refuses here whatever has to queue."""
SENT = ("/gradio_api/queue/join", UNQUEUED, "/gradio_api/cancel", "/gradio_api/reset")
"""What the page sends: a question, and that it no longer waits for the answer."""


class Narrow:
    """Gradio's application, behind the routes that the page needs; the rest is refused: it writes files, fetches addresses, or runs without the queue."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and not served(scope["method"], scope["path"]):
            closed = path_of(scope).startswith("/gradio_api")
            await refuse(send, 403 if closed else 404, "本服务不接收上传，也不提供该地址。" if closed else "没有这个地址。")
        elif scope["path"] == UNQUEUED:
            await self._app(scope, receive, _Told(send))
        else:
            await self._app(scope, receive, send)


class _Told:
    """Answers 400 with a sentence where gradio breaks over a request that no page of ours sends."""

    def __init__(self, send: Send) -> None:
        self._send, self._broken = send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 500:
            self._broken = True
            await refuse(self._send, 400, "请求与页面不符，请刷新页面后再试。")
        elif not self._broken:
            await self._send(message)


def served(method: str, path: str) -> bool:
    """Whether the page needs this of gradio."""
    if method == "POST":
        return path in SENT
    return method in ("GET", "HEAD") and (path in ("/", *READ) or path.startswith(READ_BELOW))
