"""Answers stopped by an operator while the service runs: the notice at every door, and what stays readable."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import httpx
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from ingest.stores.halting import FILE, NOTICE
from qa import open_assistant
from tests.ui.conftest import served
from tests.ui.scenery import opened
from ui.cli import app

ASKED = "广州海关2023年有多少申请被撤销？"
SAID = "系统正在核对数据，请于下午3点后再问。"


@pytest.fixture(scope="module")
def held(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(copytree(untouched, tmp_path_factory.mktemp("halting") / "held"))


@pytest.fixture(scope="module")
def address(held: Path) -> Iterator[str]:
    with served("from ui.cli import main; main()", "serve", "--data-dir", str(held), "--port") as address:
        yield address


@pytest.fixture
def stopped(held: Path) -> Iterator[None]:
    assert command("halt", SAID, held) == "问答已暂停；恢复：nianbao resume\n"
    yield
    assert command("resume", held) == "问答已恢复。\n"


def command(*arguments: object) -> str:
    *words, folder = map(str, arguments)
    result = CliRunner().invoke(app, [*words, "--data-dir", folder])
    assert result.exit_code == 0, result.output
    return result.stdout


def answered(address: str) -> tuple[str, str, list[object]]:
    reply = httpx.post(f"{address}/api/ask", json={"question": ASKED}).json()
    return reply["kind"], reply["text"], reply["values"]


def test_the_next_question_gets_the_notice_and_the_one_after_resuming_its_answer(address: str, held: Path) -> None:
    assert answered(address)[0] == "exact"
    command("halt", SAID, held)
    assert answered(address) == ("abstention", SAID, [])
    assert httpx.get(f"{address}/healthz").json()["halted"] == SAID
    command("resume", held)
    assert answered(address)[0] == "exact"
    assert httpx.get(f"{address}/healthz").json()["halted"] is None
    assert command("resume", held) == "问答没有暂停。\n"


def test_mcp_the_command_and_python_say_the_notice_too(address: str, held: Path, stopped: None) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": ASKED}}}
    reply = httpx.post(f"{address}/mcp", json=call, headers={"accept": "application/json, text/event-stream"}).json()
    assert json.loads(reply["result"]["content"][0]["text"])["text"] == SAID
    assert SAID in command("ask", ASKED, held)
    answer = open_assistant(held).ask(ASKED, "the state so far")
    assert (answer.kind, answer.reason, answer.text, answer.conversation) == ("abstention", "halted", SAID, "the state so far")


def test_reports_figures_and_originals_stay_readable(address: str, stopped: None) -> None:
    with httpx.Client(base_url=address) as client:
        assert len(client.get("/api/reports").json()) == 4
        facts = client.get("/api/facts", params={"agency": "广州海关", "year": 2023}).json()
        place = next(fact["citation"] for fact in facts if fact["printed"] == "26")
        assert client.get(f"/originals/{place['sha256']}/{place['page']}.png").content.startswith(b"\x89PNG")


def test_the_page_shows_the_notice(address: str, browser: Browser, stopped: None) -> None:
    with opened(browser) as page:
        page.goto(address)
        page.get_by_label("您的问题").fill(ASKED)
        page.keyboard.press("Enter")
        expect(page.get_by_text(SAID)).to_be_visible()


def test_a_notice_that_cannot_be_read_stops_all_the_same(held: Path) -> None:
    (held / FILE).write_bytes(b"\xff\xfe\xff")
    assert open_assistant(held).ask(ASKED).text == NOTICE
    (held / FILE).unlink()
