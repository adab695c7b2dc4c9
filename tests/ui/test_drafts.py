"""The page where staff drop a draft: what it lists, what it refuses, that the public has none and that nothing is kept."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from starlette.testclient import TestClient

from ingest.stores.archive import Archive
from qa import open_assistant
from tests.ui.conftest import SAMPLES, composed, served
from tests.ui.scripted import AROUND
from tests.ui.staffed import CLERK, staffed
from ui.evidence import Surroundings
from ui.limits import LARGEST_DRAFT

GOOD = (SAMPLES / "广州海关2024.html").read_bytes()
WRONG = GOOD.replace(b"<td><p>12</p></td><td><p>1</p></td>", b"<td><p>15</p></td><td><p>1</p></td>", 1)
SCRIPTED = (
    "import sys; from tests.ui.scripted import AROUND; from tests.ui.staffed import staffed; from ui.serve import serve; "
    "serve(AROUND, host='127.0.0.1', port=int(sys.argv[1]), staff=staffed(), per_minute=1200)"
)


@pytest.fixture(scope="module")
def staff(data_dir: Path) -> Iterator[TestClient]:
    archive = Archive.open(data_dir)
    with TestClient(
        composed(Surroundings(open_assistant(data_dir), archive), staff=staffed()), base_url="http://127.0.0.1", headers=CLERK
    ) as client:
        yield client
    archive.close()


def dropped(client: TestClient, name: str, content: bytes) -> str:
    response = client.post("/check", files={"draft": (name, content)})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    return response.text


def test_a_draft_that_agrees_is_told_so(staff: TestClient) -> None:
    assert "未发现前后矛盾" in dropped(staff, "草稿.html", GOOD)


def test_a_wrong_cell_is_named_with_what_it_should_be_and_the_list_can_be_downloaded(staff: TestClient) -> None:
    page = dropped(staff, "草稿.html", WRONG)
    assert "1处需要核对" in page
    assert re.search(r">15</td><td[^>]*>12（最可能是这一格有误）</td>", page)
    found = re.search(r'download="核对_草稿.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)"', page)
    assert found is not None
    lines = b64decode(found.group(1)).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("序号,类别,位置")
    assert lines[1].startswith("1,表内不一致,表三 (一)予以公开 × 自然人,15,12")


def test_a_draft_is_compared_with_the_report_held_on_the_year_before(staff: TestClient) -> None:
    carried = re.compile(r"(二、上年结转政府信息公开申请数量</p></td>(?:<td><p>\d+</p></td>){6}<td><p>)(\d+)")
    text = GOOD.decode()
    assert carried.search(text)
    page = dropped(staff, "草稿.html", carried.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", text).encode())
    assert "2023年度报告的结转下年度不一致" in page


def test_nothing_of_a_draft_is_kept(staff: TestClient, data_dir: Path) -> None:
    before = sorted((path.name, path.stat().st_size) for path in data_dir.rglob("*") if not path.name.endswith(("-wal", "-shm")))
    dropped(staff, "草稿.html", WRONG)
    assert sorted((path.name, path.stat().st_size) for path in data_dir.rglob("*") if not path.name.endswith(("-wal", "-shm"))) == before
    assert staff.get("/healthz").json()["reports"] == 4


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("小说.txt", "从前有座山，山里有座庙。".encode(), "看起来不是年度报告"),
        ("坏.pdf", b"%PDF-1.4 broken", "《坏.pdf》"),
        ("空.docx", b"", "《空.docx》"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(staff: TestClient, name: str, content: bytes, sentence: str) -> None:
    page = dropped(staff, name, content)
    assert 'role="alert"' in page
    assert sentence in page


def test_the_name_of_a_draft_is_text_and_no_path(staff: TestClient) -> None:
    page = dropped(staff, "../../<img src=x onerror=alert(1)>.txt", b"x")
    assert "<img" not in page
    assert ".." not in page


def test_a_form_without_a_file_and_one_too_large_are_refused(staff: TestClient) -> None:
    assert staff.post("/check").status_code == 422
    assert staff.post("/check", files={"draft": ("a.pdf", bytes(LARGEST_DRAFT))}).status_code == 413


def test_the_public_has_no_page_for_drafts() -> None:
    with TestClient(composed(AROUND)) as client:
        assert client.get("/check").status_code == 404
        assert client.post("/check", files={"draft": ("a.html", GOOD)}).status_code in (404, 405)


def test_who_checks_too_often_is_told_when_to_come_back() -> None:
    with TestClient(composed(AROUND, staff=staffed(), per_minute=8), headers=CLERK) as client:
        statuses = [client.post("/check", files={"draft": ("a.txt", b"x")}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_a_person_drops_a_file_by_keyboard_on_a_phone(chromium: str, tmp_path: Path) -> None:
    draft = tmp_path / "草稿.html"
    draft.write_bytes(WRONG)
    with served(SCRIPTED) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}, extra_http_headers=CLERK).new_page()
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(f"{address}/check")
        page.get_by_label("报告或草稿").set_input_files(draft)
        page.get_by_label("报告或草稿").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("1处需要核对")).to_be_visible(timeout=30_000)
        with page.expect_download() as download:
            page.get_by_role("link", name="下载清单").click()
        assert download.value.suggested_filename == "核对_草稿.csv"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert errors == []
        browser.close()
