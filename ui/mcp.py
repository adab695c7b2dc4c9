"""The tools for programs that speak MCP: the same questions, reports, facts and checks as the other doors."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Literal

from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from starlette.concurrency import run_in_threadpool

from ui.assistant import Answering
from ui.checking import check_file
from ui.metrics import Meter
from ui.records import Record, fact_json, report_json

LONGEST = 500


def tools(assistant: Answering, meter: Meter, local: bool) -> FastMCP:
    """The MCP server, stateless; `local` refuses foreign host names, against DNS rebinding on a personal machine."""
    hosts = ["127.0.0.1:*", "localhost:*", "[::1]:*", "127.0.0.1", "localhost"]
    guard = TransportSecuritySettings(
        enable_dns_rebinding_protection=local, allowed_hosts=hosts, allowed_origins=[f"http://{host}" for host in hosts]
    )
    server = FastMCP(
        "nianbao", stateless_http=True, json_response=True, streamable_http_path="/mcp", transport_security=guard, log_level="WARNING"
    )

    @server.tool()
    async def ask(question: str, conversation: str | None = None) -> Record:
        """Answer a question about Chinese annual reports on open government information, exactly and with citations.

        Pass the `conversation` of the last answer to ask a follow-up.
        """
        if not question.strip() or len(question) > LONGEST:
            raise ToolError(f"问题须为1至{LONGEST}个字，现有{len(question)}个字。")
        answer = await run_in_threadpool(meter.ask, "mcp", question, conversation)
        return {**answer.to_json(), "conversation": answer.conversation}

    @server.tool()
    async def list_reports() -> list[Record]:
        """List the annual reports that are held, with the counts of their facts and contradictions."""
        return [report_json(held) for held in await run_in_threadpool(assistant.reports)]

    @server.tool()
    async def get_facts(agency: str | None = None, year: int | None = None) -> list[Record]:
        """Give the numbers of the statutory tables, each with its citation; filter by agency and year."""
        return await run_in_threadpool(lambda: [fact_json(held, fact) for held, fact in assistant.facts(agency, year)])

    @server.tool()
    async def check_report(content: str, name: str = "draft.txt", encoding: Literal["text", "base64"] = "text") -> Record:
        """Read a report or a draft without keeping it, and give every contradiction with its own form.

        `content` is the text, or the bytes of a PDF, DOCX or HTML file in base64; `name` tells how to call it.
        """
        return await run_in_threadpool(_checked, name, _decoded(content, encoding))

    return server


def _checked(name: str, content: bytes) -> Record:
    return check_file(Path(name).name or "draft.txt", content)


def _decoded(content: str, encoding: str) -> bytes:
    if encoding == "text":
        return content.encode()
    try:
        return base64.b64decode(content, validate=True)
    except binascii.Error as error:
        raise ToolError("content 不是有效的 base64 编码。") from error
