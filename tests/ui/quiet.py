"""What would leave this machine: names that a server looks up and addresses it calls, requests of a browser to another host."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest
    from playwright.sync_api import Browser, BrowserContext

LOG = Path(gettempdir()) / f"nianbao-elsewhere-{os.getpid()}.log"
"""Where the servers of this run write what they should not have done."""
LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname")
CALLS = ("socket.connect", "socket.sendto")
HERE = ("127.0.0.1", "::1", "localhost", "", None)
PAGES = ("http://127.0.0.1:", "data:", "blob:", "about:")


def watch(log: str) -> None:
    """Write to this file whatever this process looks up or calls beyond the machine, from now on."""

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        host = arguments[0] if event in LOOKUPS else arguments[1][0] if event in CALLS and isinstance(arguments[1], tuple) else None
        if host not in HERE:
            with Path(log).open("a", encoding="utf-8") as file:
                file.write(f"{event} {host!r}\n")

    sys.addaudithook(heard)


def watched(program: str) -> str:
    """The program, watched from its first line on."""
    return f"from tests.ui.quiet import watch; watch({str(LOG)!r})\n{program}"


def heard() -> list[str]:
    """What the servers did since this was last asked."""
    lines = LOG.read_text("utf-8").splitlines() if LOG.exists() else []
    LOG.unlink(missing_ok=True)
    return lines


@contextmanager
def listened(browser: Browser, patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses at other hosts that pages of this browser ask for meanwhile, in whatever context they are opened."""
    elsewhere: list[str] = []
    opened = browser.new_context

    def new_context(**settings: Any) -> BrowserContext:
        context = opened(**settings)
        context.on("request", lambda sent: None if sent.url.startswith(PAGES) else elsewhere.append(sent.url))
        return context

    with patch.context() as patched:
        patched.setattr(browser, "new_context", new_context)
        patched.setattr(browser, "new_page", lambda **settings: new_context(**settings).new_page())
        yield elsewhere
