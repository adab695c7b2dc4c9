"""The HTTP API and MCP over real sample reports: the contract, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ingest.stores.archive import Archive
from qa import open_assistant
from tests.ui.conftest import SAMPLES, composed
from tests.ui.scripted import AROUND, PLAIN
from tests.ui.staffed import CLERK, staffed
from ui.evidence import Surroundings

WITHDRAWN = "广州海关2023年有多少申请被撤销？"
MCP = {"accept": "application/json, text/event-stream", "host": "127.0.0.1:7860"}


@pytest.fixture(scope="module")
def client(data_dir: Path) -> Iterator[TestClient]:
    archive = Archive.open(data_dir)
    with TestClient(composed(Surroundings(open_assistant(data_dir), archive)), base_url="http://127.0.0.1") as client:
        yield client
    archive.close()


def called(client: TestClient, tool: str, **arguments: object) -> dict[str, object]:
    """What an MCP tool returns."""
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}
    result = client.post("/mcp", json=request, headers=MCP).json()["result"]
    return {
        "error": result["isError"],
        "content": [json.loads(part["text"]) if not result["isError"] else part["text"] for part in result["content"]],
    }


def test_a_question_is_answered_with_its_citation(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": WITHDRAWN}).json()
    assert answer.keys() >= {
        "question",
        "kind",
        "text",
        "values",
        "formula",
        "citations",
        "caveats",
        "missing",
        "choices",
        "plan",
        "receipt",
        "milliseconds",
        "conversation",
    }
    assert (answer["kind"], answer["values"][0]["value"], answer["values"][0]["unit"]) == ("exact", "26", "件")
    assert answer["citations"][0]["row"][-1] == "4.申请人撤销申请"
    assert answer["citations"][0].keys() == {
        "document", "url", "sha256", "agency", "year", "section", "page", "table", "row", "column", "printed", "quote", "box", "ocr",
    }  # fmt: skip


def test_the_conversation_string_carries_what_was_meant(client: TestClient) -> None:
    first = client.post("/api/ask", json={"question": WITHDRAWN, "conversation": None}).json()
    then = client.post("/api/ask", json={"question": "占多少？", "conversation": first["conversation"]}).json()
    assert (then["values"][0]["exact"], then["formula"]) == ("26/81", "26 ÷ 81 = 32.10%")


def test_reports_and_facts_are_listed(client: TestClient) -> None:
    reports = client.get("/api/reports").json()
    assert {(report["agency"], report["year"]) for report in reports} == {
        ("广州海关", 2023), ("福州海关", 2024), ("洪泽区人民政府", 2023), ("云溪市市场监督管理局", 2022),
    }  # fmt: skip
    facts = client.get("/api/facts", params={"agency": "广州海关", "year": 2023}).json()
    assert {fact["agency"] for fact in facts} == {"广州海关"}
    withdrawn = [fact for fact in facts if fact["row"][-1:] == ["4.申请人撤销申请"] and fact["column"] == ["总计"]]
    assert [(fact["scope"], fact["table"], fact["state"], fact["printed"], fact["value"], fact["unit"]) for fact in withdrawn] == [
        ("关区", 3, "number", "26", "26", "件")
    ]
    assert client.get("/api/facts", params={"agency": "", "year": 2022}).json()[0]["agency"] == "云溪市市场监督管理局"


def test_a_receipt_is_found_under_its_id(client: TestClient) -> None:
    receipt = client.post("/api/ask", json={"question": WITHDRAWN}).json()["receipt"]
    assert client.get(f"/api/receipts/{receipt}").status_code == 200
    missing = client.get("/api/receipts/none")
    assert (missing.status_code, missing.json()) == (404, {"error": "没有编号为none的回执。"})


def test_health_and_metrics(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "halted": None, "reports": 4}
    client.post("/api/ask", json={"question": WITHDRAWN})
    assert 'nianbao_questions_total{door="api",kind="exact"}' in client.get("/metrics").text


@pytest.mark.parametrize(
    "body",
    [{}, {"question": ""}, {"question": "  "}, {"question": "多" * 501}, {"question": 3}, [], {"question": "多少", "conversation": 5}],
)
def test_a_wrong_request_gets_one_chinese_sentence(client: TestClient, body: object) -> None:
    refused = client.post("/api/ask", json=body)
    assert refused.status_code == 422
    assert refused.json().keys() == {"error"}
    assert not refused.json()["error"].isascii()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/facts?year=abc", 422), ("GET", "/api/none", 404), ("GET", "/api/ask", 404), ("DELETE", "/api/reports", 404)],
)
def test_a_wrong_address_gets_one_chinese_sentence(client: TestClient, method: str, path: str, status: int) -> None:
    refused = client.request(method, path)
    assert (refused.status_code, list(refused.json())) == (status, ["error"])
    assert not refused.json()["error"].isascii()


def test_a_conversation_that_is_no_conversation_is_survived(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": WITHDRAWN, "conversation": "未知"}).status_code in (200, 422)


def test_nothing_can_be_uploaded_or_fetched_through_the_page(client: TestClient) -> None:
    assert client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 403
    assert client.get("/gradio_api/proxy=http://example.org/").status_code == 403


def test_a_body_is_refused_by_its_size_with_or_without_its_length(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "多" * 200_000}).status_code == 413
    assert (
        client.post("/api/ask", content=(b"x" * 1024 for _ in range(400)), headers={"content-type": "application/json"}).status_code == 413
    )


def test_the_page_may_run_only_its_own_scripts_and_load_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/", headers={"accept-encoding": "br, gzip"})
    policy = page.headers["content-security-policy"]
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "'sha256-" in scripts
    assert "unsafe" not in scripts
    assert "http" not in policy


def test_an_office_is_reached_as_its_newest_report_says(client: TestClient) -> None:
    several, one = client.get("/api/contact").json(), client.get("/api/contact", params={"agency": "广州海关"}).json()
    assert several == {"agency": None, "year": None, "quote": None}
    assert (one["agency"], one["year"]) == ("广州海关", 2023)
    assert "020-81103431" in one["quote"]
    assert client.get("/api/contact", params={"agency": "没有的局"}).json()["quote"] is None


def test_the_page_of_a_document_is_drawn_with_a_box(client: TestClient) -> None:
    cited = client.post("/api/ask", json={"question": WITHDRAWN}).json()["citations"][0]
    address = f"/originals/{cited['sha256']}/{cited['page']}.png"
    plain, boxed = client.get(address), client.get(address, params={"box": cited["box"]})
    assert plain.content.startswith(b"\x89PNG")
    assert plain.content != boxed.content
    assert client.get(f"/originals/{cited['sha256']}/999.png").status_code == 404
    assert client.get("/originals/../../etc/1.png").status_code == 404


def test_the_mcp_tools_are_the_four_of_the_interface(client: TestClient) -> None:
    listed = client.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, headers=MCP).json()
    assert {tool["name"] for tool in listed["result"]["tools"]} == {"ask", "list_reports", "get_facts", "check_report"}


def test_mcp_gives_the_number_and_the_receipt_of_the_other_doors(client: TestClient) -> None:
    by_mcp = called(client, "ask", question=WITHDRAWN)["content"][0]  # type: ignore[index]
    by_http = client.post("/api/ask", json={"question": WITHDRAWN}).json()
    assert (by_mcp["values"], by_mcp["receipt"]) == (by_http["values"], by_http["receipt"])
    assert len(called(client, "list_reports")["content"]) == 4  # type: ignore[arg-type]


def test_mcp_checks_a_draft_without_keeping_it(client: TestClient) -> None:
    page = (SAMPLES / "广州海关2024.html").read_text(encoding="utf-8")
    checked = called(client, "check_report", content=page, name="../草稿.html")["content"][0]  # type: ignore[index]
    assert (checked["source"], checked["status"], checked["year"], checked["findings"]) == ("草稿.html", "checked", 2024, [])
    assert client.get("/healthz").json()["reports"] == 4
    assert called(client, "check_report", content="###", encoding="base64")["error"] is True


def test_a_foreign_host_name_gets_no_mcp(client: TestClient) -> None:
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    assert client.post("/mcp", json=request, headers={**MCP, "host": "evil.example"}).status_code == 421


def test_too_many_questions_from_one_client_are_told_when_to_come_back() -> None:
    with TestClient(composed(AROUND, per_minute=8)) as client:
        statuses = [client.post("/api/ask", json={"question": PLAIN}) for _ in range(3)]
        assert client.get("/api/quotations.csv", params={"turns": PLAIN}).status_code == 429  # it asks again
        assert client.get("/api/reports").status_code == 200
    assert [response.status_code for response in statuses] == [200, 200, 429]
    assert 1 <= int(statuses[2].headers["retry-after"]) <= 8
    assert statuses[2].json()["error"].startswith("提问过于频繁")


def test_the_staff_see_what_is_held_and_the_public_does_not() -> None:
    with TestClient(composed(AROUND, staff=staffed()), headers=CLERK) as client:
        assert "示例海关2023.pdf" in client.get("/library").text
        assert client.get("/library/facts.csv").content.startswith(b"\xef\xbb\xbf")
        assert client.get("/library/facts.doc").status_code == 404
    with TestClient(composed(AROUND)) as client:
        assert client.get("/library").status_code == 404
