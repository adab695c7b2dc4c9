"""What a real service counts and logs: every answer and every refusal, one line of JSON each, and no word that was typed."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from shutil import copytree
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.ui.conftest import served
from tests.ui.scenery import opened

ASKED = "广州海关2023年有多少申请被撤销？"
PERSON = "13800138000"
COMMAND = "from ui.cli import main; main()"
BROKEN = """
from qa.assistant import Assistant
ask = Assistant.ask
def broken(self, text, conversation=None):
    if "坏" in text:
        raise RuntimeError(text)
    return ask(self, text, conversation)
Assistant.ask = broken
"""
"""A program that fails over some questions."""


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines() if line.startswith("{")]


def counted(address: str) -> dict[str, float]:
    """The samples of /metrics by name and labels."""
    text = httpx.get(f"{address}/metrics").text
    return {name: float(number) for name, number in re.findall(r"^(nianbao_\S+) (\S+)$", text, re.MULTILINE)}


@pytest.fixture
def held(untouched: Path, tmp_path: Path) -> Path:
    return Path(copytree(untouched, tmp_path / "held"))


def test_each_answer_is_one_line_with_its_kind_time_and_receipt(held: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": ASKED}}}
    with served(COMMAND, "serve", "--data-dir", str(held), "--port", log=log) as address:
        answer = httpx.post(f"{address}/api/ask", json={"question": ASKED}).json()
        httpx.post(f"{address}/mcp", json=call, headers={"accept": "application/json, text/event-stream"})
        httpx.post(f"{address}/api/ask", json={"question": f"我的电话是{PERSON}，今天天气怎么样？"})
        numbers = counted(address)
    told = lines(log)
    assert [(line["route"], line["kind"]) for line in told] == [("api", "exact"), ("mcp", "exact"), ("api", "abstention")]
    assert [line["receipt"] for line in told] == [answer["receipt"], answer["receipt"], None]
    assert all(line.keys() == {"time", "route", "kind", "milliseconds", "receipt"} and line["milliseconds"] > 0 for line in told)
    assert numbers['nianbao_questions_total{door="api",kind="exact"}'] == 1
    assert numbers['nianbao_questions_total{door="mcp",kind="exact"}'] == 1
    assert numbers['nianbao_answer_seconds_count{door="api"}'] == 2
    assert numbers['nianbao_answer_seconds_bucket{door="api",le="+Inf"}'] == 2


def test_each_refusal_and_each_error_is_counted_and_one_line_without_what_was_typed(held: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(BROKEN + COMMAND, "serve", "--data-dir", str(held), "--per-minute", "12", "--port", log=log) as address:
        assert httpx.get(f"{address}/{PERSON}").status_code == 404
        assert httpx.get(f"{address}/api/receipts/{PERSON}?question={PERSON}").status_code == 404
        assert httpx.post(f"{address}/api/ask", json={"question": f"坏{PERSON}"}).status_code == 500
        statuses = [httpx.post(f"{address}/api/ask", json={"question": ""}).status_code for _ in range(4)]
        numbers = counted(address)
    assert statuses == [422, 422, 429, 429]  # who asks too often is counted, and fills no log
    assert [(line["route"], line.get("status", line.get("kind"))) for line in lines(log)] == [
        ("other", 404), ("/api/receipts", 404), ("api", "error"), ("/api/ask", 422), ("/api/ask", 422),
    ]  # fmt: skip
    assert {name: count for name, count in numbers.items() if name.startswith("nianbao_refused_total")} == {
        f'nianbao_refused_total{{status="{status}"}}': count for status, count in Counter([404, 404, 500, *statuses]).items()
    }
    assert numbers['nianbao_errors_total{door="api"}'] == 1
    assert PERSON not in "".join(map(json.dumps, lines(log)))


def test_an_answer_of_the_page_is_a_line_too(held: Path, tmp_path: Path, browser: Browser) -> None:
    log = tmp_path / "log"
    with served(COMMAND, "serve", "--data-dir", str(held), "--port", log=log) as address, opened(browser) as page:
        page.goto(address)
        page.get_by_label("您的问题").fill(ASKED)
        page.keyboard.press("Enter")
        expect(page.locator(".answer .figure")).to_have_text(["26 件"], timeout=60_000)
        assert counted(address)['nianbao_questions_total{door="page",kind="exact"}'] == 1
    (line,) = lines(log)
    assert (line["route"], line["kind"], bool(line["receipt"])) == ("page", "exact", True)
