"""Every door gives the same answer: sixty questions through page, API, MCP, LangChain, Python and command."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from playwright.sync_api import expect, sync_playwright

from qa import open_assistant
from tests.ui.conftest import ROOT, served
from ui.langchain import ask_tool

EXAMPLES = ROOT / "evals" / "examples"
FILES = ("cells", "sums", "arithmetic", "attacks", "traps", "english", "rounds")
HELD = (("广州海关", "2023"), ("福州海关", "2024"), ("洪泽区", "2023"), ("云溪市", "2022"), ("Guangzhou", "2023"))
"""What the archive of the tests can answer: fifty questions are about these, and ten others get no figure."""
TURNS = 10
"""A link to the page holds so many."""
COMMAND = "from ui.cli import main; main()"
Told = tuple[Any, Any, Any, Any]


def conversations() -> list[list[str]]:
    """The sixty questions as six conversations."""
    named = [question for name in FILES for question in _alone(name) if any(all(word in question for word in held) for held in HELD)]
    others = [question for name in ("abstentions", "clarifications") for question in _alone(name)[:5]]
    questions = [*named[:: len(named) // 50][:50], *others]
    assert len(questions) == 60
    return [questions[start : start + TURNS] for start in range(0, 60, TURNS)]


def _alone(name: str) -> list[str]:
    lines = (EXAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [turns[0] for line in lines if len(turns := json.loads(line)["turns"]) == 1 and "\n" not in turns[0] and len(turns[0]) <= 300]


def told(answer: dict[str, Any]) -> Told:
    """What every door must give alike."""
    plain = json.loads(json.dumps(answer))
    return plain["kind"], plain["text"], plain["values"], plain["receipt"]


def asked(ask: Any) -> list[Told]:
    """What a door answers that takes a question and the conversation so far."""
    answers = []
    for questions in conversations():
        conversation = None
        for question in questions:
            answer = ask(question, conversation)
            conversation = answer["conversation"] or None
            answers.append(told(answer))
    return answers


@pytest.fixture(scope="module")
def address(data_dir: Path) -> Iterator[str]:
    with served(COMMAND, "serve", "--data-dir", str(data_dir), "--port") as address:
        yield address


@pytest.fixture(scope="module")
def expected(data_dir: Path) -> list[Told]:
    """What Python answers."""
    assistant = open_assistant(data_dir)

    def ask(question: str, conversation: str | None) -> dict[str, Any]:
        answer = assistant.ask(question, conversation)
        return {**answer.to_json(), "conversation": answer.conversation}

    answers = asked(ask)
    assert sum(receipt is not None for *_, receipt in answers) >= 25
    assert len({kind for kind, *_ in answers}) >= 3
    return answers


def test_the_api(address: str, expected: list[Told]) -> None:
    with httpx.Client(base_url=address) as client:
        assert (
            asked(lambda question, so_far: client.post("/api/ask", json={"question": question, "conversation": so_far}).json()) == expected
        )


def test_mcp_over_http(address: str, expected: list[Told]) -> None:
    with httpx.Client(base_url=address, headers={"accept": "application/json, text/event-stream"}) as client:

        def ask(question: str, conversation: str | None) -> dict[str, Any]:
            call = {"name": "ask", "arguments": {"question": question, "conversation": conversation}}
            reply = client.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}).json()
            return dict(json.loads(reply["result"]["content"][0]["text"]))

        assert asked(ask) == expected


def test_mcp_over_stdio(data_dir: Path, expected: list[Told]) -> None:
    server = StdioServerParameters(command=sys.executable, args=["-c", COMMAND, "mcp", "--data-dir", str(data_dir)], cwd=ROOT)

    async def spoken() -> tuple[set[str], list[Told]]:
        answers = []
        async with stdio_client(server) as streams, ClientSession(*streams) as session:
            await session.initialize()
            names = {tool.name for tool in (await session.list_tools()).tools}
            for questions in conversations():
                conversation = None
                for question in questions:
                    called = await session.call_tool("ask", {"question": question, "conversation": conversation})
                    answer = json.loads(called.content[0].text)  # type: ignore[union-attr]
                    conversation = answer["conversation"] or None
                    answers.append(told(answer))
        return names, answers

    names, answers = asyncio.run(spoken())
    assert names == {"ask", "list_reports", "get_facts", "check_report"}
    assert answers == expected


def test_the_tool_of_langchain(data_dir: Path, expected: list[Told]) -> None:
    tool = ask_tool(open_assistant(data_dir))
    assert asked(lambda question, so_far: tool.invoke({"question": question, "conversation": so_far})) == expected


def test_the_command(data_dir: Path, expected: list[Told]) -> None:
    command = [sys.executable, "-c", COMMAND, "ask", "--json", "--data-dir", str(data_dir)]
    started = [subprocess.Popen([*command, "--", *questions], cwd=ROOT, stdout=subprocess.PIPE, text=True) for questions in conversations()]
    lines = [line for process in started for line in process.communicate()[0].splitlines()]
    assert [told(json.loads(line)) for line in lines] == expected


def test_the_page(address: str, expected: list[Told], chromium: str) -> None:
    """The page shows the text; its kind and its receipt are what 有用/没用 would send."""
    shown = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(locale="zh-CN")
        for questions in conversations():
            page.goto(f"{address}/?q={quote(chr(10).join(questions))}")
            expect(page.locator(".actions")).to_have_count(len(questions), timeout=60_000)
            for actions in page.locator(".actions").all():
                said = actions.locator(".judge")
                shown.append(json.loads(said.get_attribute("data-said") or "") if said.count() else None)
        browser.close()
    by_page = [None if said is None else (said["kind"], said["reply"], said["receipt"]) for said in shown]
    assert by_page == [None if kind == "clarification" else (kind, text, receipt) for kind, text, _, receipt in expected]
