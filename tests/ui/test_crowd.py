"""Many at once: one who hammers is told to wait and keeps nobody from an answer, and nobody sees what another asked."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from tests.ui.conftest import composed, served
from tests.ui.scenery import opened
from tests.ui.scripted import AROUND, PLAIN
from ui.web import KEPT, Conversation, Message

COMMAND = "from ui.cli import main; main()"
RECEIVED = {"广州海关": "82", "洪泽区": "21"}
"""Applications received in 2023."""


@pytest.fixture(scope="module")
def address(data_dir: Path) -> Iterator[str]:
    with served(COMMAND, "serve", "--data-dir", str(data_dir), "--per-minute", "60", "--port") as address:
        yield address


def person(address: str, number: int) -> httpx.Client:
    """One who asks from an address of this machine that is his own."""
    return httpx.Client(base_url=address, transport=httpx.HTTPTransport(local_address=f"127.0.3.{number}"), timeout=60)


def test_who_hammers_waits_and_another_is_served_meanwhile(address: str) -> None:
    with person(address, 1) as hammerer, person(address, 2) as other:
        replies = [hammerer.post("/api/ask", json={"question": "广州海关2023年新收多少件？"}) for _ in range(30)]
        assert other.post("/api/ask", json={"question": "广州海关2023年新收多少件？"}).json()["values"][0]["value"] == "82"
    refused = [reply for reply in replies if reply.status_code == 429]
    assert len(refused) >= 5
    seconds = refused[-1].headers["retry-after"]
    assert refused[-1].json()["error"] == f"提问过于频繁，请{seconds}秒后再试。"


@pytest.mark.parametrize("header", ["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip"])
@pytest.mark.parametrize("come_from", ["127.0.0.1", "192.0.2.7"])
def test_a_forged_sender_does_not_help(come_from: str, header: str) -> None:
    with TestClient(composed(AROUND, per_minute=8), client=(come_from, 1)) as client:
        replies = [client.post("/api/ask", json={"question": PLAIN}, headers={header: f"192.0.2.{number}"}) for number in range(6)]
    assert [reply.status_code for reply in replies] == [200] * 2 + [429] * 4


@pytest.mark.parametrize(
    ("way", "allowed"), [("/gradio_api/queue/join", 2), ("/gradio_api/run/predict", 8), ("/api/feedback", 2), ("/mcp", 2), ("/login", 2)]
)
def test_every_way_to_ask_counts(way: str, allowed: int) -> None:
    with TestClient(composed(AROUND, per_minute=8), raise_server_exceptions=False) as client:
        assert [client.post(way, json={}).status_code == 429 for _ in range(allowed + 1)] == [False] * allowed + [True]


def test_who_asks_through_a_trusted_proxy_has_an_allowance_of_his_own() -> None:
    for come_from, asking, allowed in (
        ("10.0.0.1", "192.0.2.{}", 6),
        ("10.0.0.2", "192.0.2.{}", 2),
        ("10.0.0.1", "192.0.2.{}, 198.51.100.7", 2),
    ):
        with TestClient(composed(AROUND, per_minute=8, proxies=("10.0.0.1",)), client=(come_from, 1)) as client:
            replies = [
                client.post("/api/ask", json={"question": PLAIN}, headers={"x-forwarded-for": asking.format(number)}) for number in range(6)
            ]
        assert [reply.status_code for reply in replies].count(200) == allowed


def test_a_conversation_without_end_keeps_what_was_said_last() -> None:
    messages: list[Message] = []
    talk = Conversation(AROUND, lambda question, conversation: AROUND.assistant.ask(question, conversation))
    for number in range(KEPT):
        *_, (shown, _, _) = talk.typed(f"第{number}问", "", messages)
    assert len(messages) == len(shown) <= KEPT
    assert f"第{KEPT - 1}问" in str(messages[-2])


def test_the_page_takes_no_more_than_a_question() -> None:
    with TestClient(composed(AROUND), raise_server_exceptions=False) as client:
        typed = {"data": ["多" * 6000], "fn_index": 0, "session_hash": "a"}
        assert client.post("/gradio_api/run/predict", json=typed).status_code == 413


def test_a_page_that_was_forgotten_in_a_crowd_says_so_and_goes_on(data_dir: Path, browser: Browser) -> None:
    few = "import ui.web; ui.web.SESSIONS = 3; "
    with served(few + COMMAND, "serve", "--data-dir", str(data_dir), "--port") as address, opened(browser) as page:
        page.goto(address)
        asked(page, "广州海关2023年新收多少件？")
        expect(page.locator(".answer .figure")).to_have_text(["82 件"])
        asked(page, "那自然人呢？")
        expect(page.locator(".answer .figure")).to_have_count(2)
        for number in range(4):  # as many pages as are remembered, and one more
            sent = {"data": ["一问"], "fn_index": 0, "session_hash": f"page{number}"}
            assert httpx.post(f"{address}/gradio_api/run/predict", json=sent).status_code == 200
        asked(page, "那自然人呢？")
        expect(page.get_by_text("服务器不再保存此页此前的对话")).to_be_visible()
        expect(page.locator(".asked")).to_have_text(["那自然人呢？"])
        asked(page, "洪泽区2023年新收多少件？")
        expect(page.locator(".answer .figure")).to_have_text(["21 件"])
        assert page.get_by_text("服务器不再保存此页此前的对话").count() == 1


def test_a_page_that_is_opened_anew_says_nothing_of_another_conversation(address: str, browser: Browser) -> None:
    with opened(browser) as page:
        page.goto(f"{address}/?q=广州海关2023年新收多少件？")
        expect(page.locator(".answer .figure")).to_have_text(["82 件"])
        page.get_by_role("button", name="新对话").click()
        asked(page, "洪泽区2023年新收多少件？")
        expect(page.locator(".answer .figure")).to_have_text(["21 件"])
        assert page.get_by_text("不再保存").count() == 0


def asked(page: Page, question: str) -> None:
    page.get_by_label("您的问题").fill(question)
    page.keyboard.press("Enter")


def followed(address: str, number: int) -> list[object]:
    """What one is told who asks about his own office, and then asks on."""
    office = list(RECEIVED)[number % len(RECEIVED)]
    with person(address, 100 + number) as client:
        first = client.post("/api/ask", json={"question": f"{office}2023年新收多少件？"}).json()
        then = client.post("/api/ask", json={"question": "那自然人呢？", "conversation": first["conversation"]}).json()
    return [office, first["values"][0]["value"], {office in value["agency"] for value in then["values"]}]


def test_conversations_at_once_are_kept_apart(address: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda number: followed(address, number), range(16)))
    assert told == [[office, RECEIVED[office], {True}] for office in [*RECEIVED] * 8]


def test_a_page_shows_nothing_of_what_another_asked(address: str, browser: Browser) -> None:
    pages = [browser.new_context(locale="zh-CN").new_page() for _ in RECEIVED]
    for page, office in zip(pages, RECEIVED, strict=True):
        page.goto(address)
        page.get_by_label("您的问题").fill(f"{office}2023年新收多少件？")
        page.keyboard.press("Enter")
    for page, office in zip(pages, RECEIVED, strict=True):
        expect(page.locator(".answer .figure")).to_have_text([f"{RECEIVED[office]} 件"], timeout=60_000)
        expect(page.locator(".asked")).to_have_text([f"{office}2023年新收多少件？"])
        page.context.close()
