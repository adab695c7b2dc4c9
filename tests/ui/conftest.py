"""An archive of the sample reports, the application over it, and a real browser."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from ingest.pipeline import ingest
from ingest.stores.archive import Archive
from ui.serve import application

if TYPE_CHECKING:
    from ui.asgi import App
    from ui.assistant import Answering, Keeping

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with four of the sample reports in every carrier, without a search index: prose is found by its words."""
    folder = tmp_path_factory.mktemp("held")
    archive = Archive.open(folder)
    names = ("广州海关2023.pdf", "福州海关2024.docx", "洪泽区人民政府2023.pdf", "云溪市市场监督管理局2022.html")
    outcomes = [outcome.status for outcome in ingest(archive, [SAMPLES / name for name in names])]
    assert outcomes == ["added"] * 4
    archive.close()
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a real Chromium; without one the page cannot be tried."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("没有 Chromium，网页未测试：apt-get install chromium")
    return found


def composed(assistant: Answering, archive: Keeping, **settings: Any) -> App:
    """The application, laid out while an event loop runs: without one gradio makes four and closes none."""

    async def lay_out() -> App:
        return application(assistant, archive, **settings)

    # In a thread of its own: playwright keeps a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(lay_out())).result()


@contextmanager
def served(app: App) -> Iterator[str]:
    """The address of the application, served from a thread of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(timeout=10)
