"""An archive of the sample reports, the application over it, and a real browser."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from ingest.intake import ingest
from ingest.stores.archive import Archive
from tests.ui.quiet import heard, listened, watched
from ui.serve import application

if TYPE_CHECKING:
    from ui.asgi import App
    from ui.evidence import Surroundings

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "reports"


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with four of the sample reports in every carrier, without a search index: prose is found by its words. Nothing serves it."""
    folder = tmp_path_factory.mktemp("untouched")
    archive = Archive.open(folder)
    names = ("广州海关2023.pdf", "福州海关2024.docx", "洪泽区人民政府2023.pdf", "云溪市市场监督管理局2022.html")
    outcomes = [outcome.status for outcome in ingest(archive, [SAMPLES / name for name in names])]
    assert outcomes == ["added"] * 4
    archive.close()
    return folder


@pytest.fixture(scope="session")
def data_dir(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of that folder, which tests serve: what readers say there is kept in it."""
    return Path(shutil.copytree(untouched, tmp_path_factory.mktemp("served") / "held"))


@pytest.fixture
def archive(untouched: Path, tmp_path: Path) -> Iterator[Archive]:
    """The archive of a copy of that folder, at `tmp_path / "held"`, which a test may change."""
    archive = Archive.open(Path(shutil.copytree(untouched, tmp_path / "held")))
    yield archive
    archive.close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a real Chromium; without one the page cannot be tried."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("没有 Chromium，网页未测试：apt-get install chromium")
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """That browser, running."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What pages asked of other hosts: it fails the test that does it, as does a server that looks a name up or calls elsewhere."""
    if "browser" in request.fixturenames:
        with listened(request.getfixturevalue("browser"), monkeypatch) as asked:
            yield asked
    else:
        yield (asked := [])
    assert [*asked, *heard()] == []


def composed(around: Surroundings, **settings: Any) -> App:
    """The application, laid out while an event loop runs: without one gradio makes four and closes none."""

    async def lay_out() -> App:
        return application(around, **settings)

    # In a thread of its own: playwright keeps a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(lay_out())).result()


@contextmanager
def served(program: str, *arguments: str, log: Path | None = None) -> Iterator[str]:
    """The address of a Python program that serves on the port named by its last argument, run as a process of its own.

    What it says on stderr goes to the file `log`.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with log.open("wb") if log else nullcontext() as stderr:
        process = subprocess.Popen([sys.executable, "-c", watched(program), *arguments, str(port)], cwd=ROOT, stderr=stderr)
    address = f"http://127.0.0.1:{port}"
    try:
        while not _answers(address):
            assert process.poll() is None, "the server ended"
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.ConnectError:
        return False
