"""An answer taken along as a file, and the chat in the frame of another page."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect, sync_playwright
from starlette.testclient import TestClient

from ingest.stores.archive import Archive
from qa import open_assistant
from tests.ui.conftest import composed, served
from tests.ui.test_page import SCRIPTED
from ui.evidence import Surroundings

SHARE = "广州海关2023年撤销的占办结的百分之几？"


@pytest.fixture(scope="module")
def client(data_dir: Path) -> Iterator[TestClient]:
    archive = Archive.open(data_dir)
    with TestClient(composed(Surroundings(open_assistant(data_dir), archive)), base_url="http://127.0.0.1") as client:
        yield client
    archive.close()


@pytest.fixture(scope="module")
def receipt(client: TestClient) -> str:
    return str(client.post("/api/ask", json={"question": SHARE}).json()["receipt"])


def test_a_table_has_a_citation_for_each_cell(client: TestClient, receipt: str) -> None:
    content = client.get(f"/api/receipts/{receipt}.csv").content.decode("utf-8-sig")
    result, *places = csv.DictReader(io.StringIO(content))
    assert (result["类别"], result["数值"], result["算式"]) == ("结果", "32.10", "26 ÷ 81 = 32.10%")
    assert [row["数值"] for row in places] == ["26", "81"]
    assert all("《广州海关2023.pdf》第" in row["出处"] and len(row["SHA-256"]) == 64 for row in places)
    book = load_workbook(io.BytesIO(client.get(f"/api/receipts/{receipt}.xlsx").content)).active
    assert book is not None
    assert [row[4].value for row in book.iter_rows(min_row=2)] == [32.1, 26, 81]


def test_the_page_to_print_escapes_the_question_and_names_everything(client: TestClient, receipt: str) -> None:
    page = client.get(f"/api/receipts/{receipt}.html", params={"question": "<script>alert(1)</script>"})
    assert "<script" not in page.text
    for shown in ("&lt;script&gt;", "26 ÷ 81 = 32.10%", "《广州海关2023.pdf》第", receipt, "与出具时一致"):
        assert shown in page.text
    assert "script-src 'self' ;" in page.headers["content-security-policy"]
    assert client.get("/api/receipts/none.html").json() == {"error": "没有编号为none的回执。"}
    assert client.get(f"/api/receipts/{receipt}.doc").status_code == 404


def test_the_api_is_described(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert {"/api/ask", "/api/reports", "/api/facts", "/api/receipts/{id}", "/api/receipts/{id}.{kind}", "/healthz"} <= described[
        "paths"
    ].keys()
    assert "receipt" in described["components"]["schemas"]["Answer"]["properties"]


@pytest.mark.parametrize("allowed", [True, False])
def test_only_an_allowed_portal_shows_the_chat_in_a_frame(tmp_path: Path, chromium: str, allowed: bool) -> None:
    portal = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path))
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{portal.server_port}"
    parent = origin if allowed else "https://elsewhere.example"
    program = SCRIPTED.replace("per_minute=1200", f"per_minute=1200, frame_parents=({parent!r},)")
    with served(program) as address, sync_playwright() as playwright:
        (tmp_path / "index.html").write_text(f'<!doctype html><h1>portal</h1><script src="{address}/embed.js"></script>', encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"{origin}/index.html")
        heading = page.frame_locator("iframe").get_by_role("heading", name="年报智答")
        if allowed:
            expect(heading).to_be_visible(timeout=60_000)
        else:
            page.wait_for_timeout(3000)
            assert heading.count() == 0
        browser.close()
    portal.shutdown()
    portal.server_close()


SENTENCE = "广州海关2023年怎样加强平台建设？"


def test_a_quotation_is_taken_along_with_its_place(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": SENTENCE}).json()
    content = client.get("/api/quotations.csv", params={"turns": SENTENCE}).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["类别"], row["机关"], row["年度"]) == ("引文", "广州海关", "2023")
    assert row["原文"] == answer["citations"][0]["quote"]
    assert row["出处"].startswith("《广州海关2023.pdf》第1页")
    assert row["SHA-256"] == answer["citations"][0]["sha256"]
    book = load_workbook(io.BytesIO(client.get("/api/quotations.xlsx", params={"turns": SENTENCE}).content)).active
    assert book["E2"].value == row["原文"]
    page = client.get("/api/quotations.html", params={"turns": SENTENCE}).text
    assert row["原文"] in page
    assert "摘自报告原文，非AI生成" in page


def test_a_follow_up_is_taken_along_as_what_it_followed(client: TestClient) -> None:
    content = client.get("/api/quotations.csv", params={"turns": f"福州海关2024年怎样加强平台建设？\n{SENTENCE}\n联系电话呢？"}).content
    assert "020-81103431" in content.decode("utf-8-sig")


def test_what_quotes_nothing_and_other_kinds_of_files_are_refused(client: TestClient) -> None:
    assert client.get("/api/quotations.csv", params={"turns": "你好"}).status_code == 404
    assert client.get("/api/quotations.csv", params={"turns": "\n"}).status_code == 404
    assert client.get("/api/quotations.exe", params={"turns": SENTENCE}).status_code == 404
    assert client.get("/api/quotations.csv").status_code == 422
