"""Evaluations that staff start in the page: the job, the run, two runs side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from ingest.settings import Settings
from ingest.stores.archive import Archive
from qa import open_assistant
from tests.ui.conftest import composed, served
from tests.ui.rules import broken
from tests.ui.scenery import opened
from tests.ui.staffed import CLERK, staffed
from tests.ui.test_accessible import STAFF
from ui.evidence import Surroundings
from ui.staff import Staff

RIGHT = {"id": "withdrawn", "turns": ["广州海关2023年有多少申请被撤销？"], "kind": "exact", "values": ["26"], "unit": "件"}
WRONG = RIGHT | {"values": ["27"]}


def own(*lines: object) -> bytes:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


@pytest.fixture
def client(archive: Archive, tmp_path: Path) -> Iterator[TestClient]:
    door = staffed(tmp_path / "staff")
    staff = Staff(door.door, archive, Settings(tmp_path / "held"), door.proxy)
    with TestClient(composed(Surroundings(open_assistant(tmp_path / "held"), archive), staff=staff), headers=CLERK) as client:
        yield client


def finished(client: TestClient) -> str:
    for _ in range(240):
        page = client.get("/job").text
        if "进行中" not in page:
            return page
        sleep(0.25)
    raise AssertionError(page)


def test_a_set_that_cannot_be_asked_is_refused_with_its_line(client: TestClient) -> None:
    broken_line = client.post("/evals", files={"own": ("我的.jsonl", own(RIGHT) + b"{}\n")})
    assert (broken_line.status_code, "题集第2行：kind 应为非空的字符串" in broken_line.text) == (422, True)
    assert "请选择一个题集" in client.post("/evals", data={"name": "../cells"}).text


def test_a_run_is_a_job_with_its_progress_and_leaves_its_page(client: TestClient) -> None:
    client.post("/evals", files={"own": ("我的 题<b>.jsonl", own(WRONG))})
    page = finished(client)
    assert ("已问1题，共1题" in page, "✗ 1题，错误数字1个" in page, "已完成" in page) == (True, True, True)
    listed = client.get("/evals").text
    assert ("✗ 1" in listed, "我的_题_b_" in listed, "0/1" in listed) == (True, True, True)
    (address,) = {line.split('"')[0] for line in listed.split('href="')[1:] if line.startswith("/evals/runs/")}
    assert "应为 27，答成 26件" in client.get(address).text


def names(client: TestClient) -> list[str]:
    return [unquote(part.split('"')[0]) for part in client.get("/evals").text.split('href="/evals/runs/')[1:]]


def test_a_run_keeps_no_personal_data_of_an_uploaded_set(client: TestClient, tmp_path: Path) -> None:
    turns = ["我叫李四，电话13800138000，身份证11010519491231002X，广州海关2023年有多少申请被撤销？"]
    client.post("/evals", files={"own": ("13912345678.jsonl", own(RIGHT | {"turns": turns}))})
    assert "✓ 1题，错误数字0个" in finished(client)
    kept = [(path.name, path.read_text("utf-8")) for path in (tmp_path / "held" / "runs").rglob("*") if path.is_file()]
    assert len(kept) == 3
    for number in ("13800138000", "11010519491231002X", "13912345678"):
        assert not any(number in text for _, text in kept)
        assert not any(number in path.name for path in (tmp_path / "held" / "runs").iterdir())


def test_a_run_is_deleted_with_all_that_it_kept(client: TestClient, tmp_path: Path) -> None:
    client.post("/evals", files={"own": ("我的.jsonl", own(RIGHT))})
    finished(client)
    (name,) = names(client)
    assert client.post("/evals/delete", data={"name": "../held"}).status_code == 404
    assert client.post("/evals/delete", data={"name": name}).status_code == 200
    assert (list((tmp_path / "held" / "runs").iterdir()), names(client)) == ([], [])


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff"])
def test_a_damaged_run_is_said_to_be_damaged_and_can_be_deleted(client: TestClient, tmp_path: Path, content: bytes) -> None:
    client.post("/evals", files={"own": ("我的.jsonl", own(RIGHT))})
    finished(client)
    (name,) = names(client)
    (tmp_path / "held" / "runs" / name / "scores.json").write_bytes(content)
    assert "结果文件已损坏" in client.get("/evals").text
    refused = client.get(f"/evals/compare?earlier={name}&now={name}")
    assert (refused.status_code, "已损坏，不能比较" in refused.text) == (422, True)
    assert client.post("/evals/delete", data={"name": name}).status_code == 200


def test_what_is_no_run_is_not_shown(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "held" / "runs").mkdir()
    (tmp_path / "held" / "report.html").write_text("secret", "utf-8")
    for name in ("none", "", "%2e%2e", "../../held"):
        assert "secret" not in client.get(f"/evals/runs/{name}").text
        assert client.get(f"/evals/compare?earlier={name}&now={name}").status_code == 404


@pytest.fixture(scope="module")
def address(data_dir: Path) -> Iterator[str]:
    with served(STAFF, str(data_dir)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, CLERK) as page:
        yield page


def asked(page: Page, address: str, line: object) -> None:
    page.goto(f"{address}/evals")
    page.get_by_label("或上传自己的题集").set_input_files({"name": "mine.jsonl", "mimeType": "text/plain", "buffer": own(line)})
    page.get_by_role("button", name="开始评测").click()
    expect(page.get_by_text("已完成。")).to_be_visible(timeout=60_000)


def test_two_runs_stand_side_by_side_in_a_browser(page: Page, address: str) -> None:
    address = address.rstrip("/")
    for line in (RIGHT, WRONG):
        asked(page, address, line)
    page.goto(f"{address}/evals")
    expect(page.locator("tbody tr")).to_have_count(2)
    found = {"list": broken(page)}
    page.get_by_role("button", name="比较两次").click()
    expect(page.locator("main")).to_contain_text("新出现的错误数字1题：withdrawn")
    expect(page.locator("main")).to_contain_text("两次所用的题目不同")
    expect(page.locator("main")).to_contain_text("没有为这套题定过下限")
    row = page.locator("tbody tr", has_text="数字题正确率")
    expect(row.locator("td")).to_contain_text(["1", "0", "✗ 1", "1.0000", "1题"])
    found["compare"] = broken(page)
    page.get_by_role("link", name="这次").click()
    expect(page.locator("article")).to_contain_text("应为 27，答成 26件")
    found["run"] = broken(page)
    assert {state: faults for state, faults in found.items() if faults} == {}
