"""One process that serves the chat page, the HTTP API and the MCP server."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any, cast

import gradio as gr
import uvicorn
from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from ingest.errors import StoreError
from ingest.settings import Settings
from ingest.stores.accounts import Accounts
from ingest.stores.archive import Archive
from ingest.stores.heard import Heard
from ingest.stores.soundness import lost_originals
from qa import Assistant
from ui.api import api
from ui.asgi import App
from ui.assistant import Answering
from ui.embedding import parents
from ui.evidence import Surroundings
from ui.headers import Headers
from ui.ingesting import bring_up_to_date
from ui.limits import Limits
from ui.log import to_stderr
from ui.mcp import tools
from ui.metrics import Meter
from ui.narrow import Narrow
from ui.original import Pages
from ui.staff import Staff
from ui.staff.admission import admitted
from ui.staff.app import for_staff
from ui.staff.guard import Guard
from ui.staff.page import PAGES
from ui.watched import Watched
from ui.web import page, theme

STYLE = Path(__file__).with_name("page.css")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PER_MINUTE = 1200
"""Twenty questions a second from one address: an office behind one router never meets it, a runaway script does."""
STAFF_LINKS = f"<p>{' · '.join(f'<a href={path!r}>{name}</a>' for path, name in PAGES)}</p>"


def application(
    around: Surroundings,
    *,
    staff: Staff | None = None,
    per_minute: int = PER_MINUTE,
    host: str = LOOPBACK[0],
    frame_parents: tuple[str, ...] = (),
    proxies: tuple[str, ...] = (),
) -> App:
    """Everything under one address; `per_minute` is how many questions one client may ask. With `staff` it is theirs alone.

    Only pages of the origins `frame_parents` may show it in a frame. `proxies` are the addresses that are believed for whom they ask.
    """
    assistant = around.assistant
    meter = Meter(assistant, around.hearing)
    server = tools(assistant, meter, local=host in LOOPBACK)
    protocol = server.streamable_http_app()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with server.session_manager.run():
            yield
        meter.close()

    app = api(assistant, meter, Pages(around.archive.original), around.hearing, lifespan=lifespan)
    app.router.routes.extend(protocol.routes)
    if staff:
        for_staff(app, around, staff)
    blocks = page(around, lambda question, conversation: meter.ask("page", question, conversation), below=STAFF_LINKS if staff else "")
    app = gr.mount_gradio_app(
        app, blocks, path="/", theme=theme(), css_paths=STYLE, head='<script src="/page.js" defer></script>', footer_links=[],
        run_history=False, enable_monitoring=False, show_error=False, max_file_size=0, app_kwargs={"openapi_url": None, "docs_url": None, "redoc_url": None},
    )  # fmt: skip
    mounted = cast("Any", app.router.routes[-1])
    mounted.app = Narrow(mounted.app)
    # The guard sees who is at the door, the limits whom a trusted proxy asks for.
    limits = Limits(app, per_minute, burst=max(1, per_minute // 4))
    limited = cast("App", ProxyHeadersMiddleware(cast("Any", limits), trusted_hosts=list(proxies)))  # uvicorn has ASGI types of its own
    guarded = Guard(limited, staff.door, staff.proxy) if staff else limited
    return Watched(Headers(guarded, parents(frame_parents)), meter)


def _warm(assistant: Answering) -> None:
    """Let the first reader not wait for what is loaded on first use: a question over prose touches every part.

    What is there then stays for good: the collector, that would stop all answers for half a second to look through it, leaves it out.
    """
    with suppress(StoreError):  # a store that is busy now is no reason not to serve; the reader who asks is told
        assistant.ask("政府信息公开工作的主要做法")
    gc.freeze()


def _mend(settings: Settings, tell: Callable[[str], None]) -> None:
    """Build the search index anew where it is damaged or was left behind, and tell of each original that is.

    Until then prose is searched by words; a damaged original is shown to nobody, and what was read from it stands.
    """
    with suppress(StoreError, OSError):  # on a disk that cannot be written the index stays as it is, and the answers say so
        bring_up_to_date(settings)
    for problem in lost_originals(settings.data_dir):
        tell(problem)


def serve(around: Surroundings, *, host: str, port: int, **settings: Any) -> None:
    """Serve until stopped; `settings` go to the application."""
    to_stderr()
    app = application(around, host=host, **settings)
    Thread(target=_warm, args=(around.assistant,), daemon=True, name="warm").start()
    uvicorn.run(
        app,
        host=host,
        port=port,
        workers=1,
        log_level="warning",
        timeout_graceful_shutdown=5,
        timeout_keep_alive=75,  # longer than a proxy keeps a connection: a question sent while it is closed here would be lost
        proxy_headers=False,
    )


def serve_held(assistant: Assistant, settings: Settings, *, for_staff: bool, tell: Callable[[str], None], host: str, **limits: Any) -> None:
    """Serve what is held, until stopped; `tell` takes what whoever started it must know."""
    archive = Archive.open(settings.data_dir)
    hearing = Heard(archive.engine, settings.keep_days) if settings.keep_days else None
    staff = admitted(Accounts(archive.engine), archive, settings) if for_staff else None
    if staff and settings.problem:
        tell(settings.problem)
    if staff and staff.once:
        tell(
            f"还没有工作人员账号（建立：nianbao staff add 用户名）。本次可用一次的登录链接：http://{host}:{limits['port']}/login?key={staff.once}"
        )
    around = Surroundings(assistant, archive, hearing)
    Thread(target=_mend, args=(settings, tell), daemon=True, name="mend").start()
    serve(around, host=host, staff=staff, frame_parents=settings.frame_parents, proxies=settings.proxies, **limits)
