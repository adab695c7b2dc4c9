"""That the watch over the browser tests sees what it watches for: a name looked up by a server, a page that asks another host."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.ui.conftest import served
from tests.ui.quiet import heard
from tests.ui.test_page import SCRIPTED

LOOKS_UP = "import socket\ntry:\n    socket.getaddrinfo('reports.invalid', 80)\nexcept OSError:\n    pass\n"


def test_a_server_that_looks_a_name_up_is_heard() -> None:
    with served(LOOKS_UP + SCRIPTED):
        assert heard() == ["socket.getaddrinfo 'reports.invalid'"]


def test_a_page_that_asks_another_host_is_heard(browser: Browser, elsewhere: list[str]) -> None:
    page = browser.new_page(offline=True)
    page.set_content('<img src="http://192.0.2.1/x.png">')
    page.context.close()
    assert elsewhere == ["http://192.0.2.1/x.png"]
    elsewhere.clear()
