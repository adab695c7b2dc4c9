"""The scenes that staff play, each over the sample reports in a real Chromium: what must be seen, and a picture of every look of it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from samples import print_html
from samples.shipped import SAMPLES as SHIPPED
from tests.ui.conftest import SAMPLES, served
from tests.ui.scenery import ask, built, opened, pictured
from tests.ui.staffed import CLERK
from tests.ui.test_accessible import STAFF
from tests.ui.test_keyboard import FOCUS

expect.set_options(timeout=60_000)  # how long a busy machine may take is no fact about the page
PICKED = "/figures?office=广州海关&office=福州海关&office=云溪市市场监督管理局&year=2022&year=2023&year=2024&measure=requests.received&measure=disposition.refused"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(STAFF, str(built(tmp_path_factory.mktemp("scenes")))) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, CLERK) as page:
        yield page


def fits_a_phone(page: Page) -> bool:
    """Whether no table has to be scrolled sideways in its frame."""
    page.set_viewport_size({"width": 360, "height": 900})
    return bool(
        page.evaluate("[...document.querySelectorAll('table')].every((table) => table.getBoundingClientRect().right <= innerWidth)")
    )


def test_10_where_the_keys_are_is_seen_on_every_page(page: Page, address: str) -> None:
    for path in ("/library", "/figures", "/findings", "/intake", "/check", "/heard", "/login", "/library/report?agency=广州海关&year=2023"):
        page.goto(address + path)
        page.keyboard.press("Tab")
        stops = 0
        while (focus := page.evaluate(FOCUS))["tag"] != "BODY" and stops < 30:
            assert focus["seen"], f"{path}: the focus on {focus} is not seen"
            page.keyboard.press("Tab")
            stops += 1
        assert stops > 2, path


def test_11_offices_years_and_measures_are_one_table_with_its_cells(page: Page, address: str) -> None:
    page.goto(address + PICKED)
    rows = page.locator("table").first.locator("tbody tr")
    expect(rows).to_have_count(7)
    expect(rows.filter(has_text="广州海关").filter(has_text="2023")).to_contain_text("82 件")
    with page.expect_download() as saved:
        page.get_by_role("link", name=".xlsx").click()
    assert load_workbook(io.BytesIO(saved.value.path().read_bytes())).active.max_row == 8
    page.locator("summary", has_text="依据").first.click()
    expect(page.locator("details[open] li").first).to_contain_text("表三")
    pictured(page, "11-figures")
    assert fits_a_phone(page)


def test_13_what_contradicts_itself_is_listed_and_judged_and_the_answer_tells_it(page: Page, address: str) -> None:
    page.goto(f"{address}/findings?agency=洪泽区人民政府")
    first = page.locator("article").first
    expect(first).to_contain_text("四种结果之和为 11")
    pictured(page, "13-findings")
    first.get_by_label("核实意见").select_option("原文如此")
    first.get_by_label("说明").fill("已核对纸质报告")
    first.get_by_role("button", name="记下").click()
    expect(page.locator("article .good").first).to_contain_text("原文如此")
    page.goto(address)
    ask(page, "洪泽区人民政府2023年行政复议总计多少件？")
    expect(page.locator(".caveats .contradicted")).to_contain_text("已核对纸质报告")
    pictured(page, "13-judged")


def test_14_a_section_that_repeats_last_years_is_named(page: Page, address: str) -> None:
    page.goto(f"{address}/findings?agency=云溪市市场监督管理局")
    alike = page.locator("article", has_text="雷同")
    expect(alike.first).to_contain_text("云溪市市场监督管理局2025年")
    expect(alike.first).to_contain_text("与2024年度报告雷同")
    expect(page.locator("article", has_text="上年结转与2024年度报告")).to_contain_text("云溪市市场监督管理局2025年")
    pictured(page, "14-alike")


def test_15_mixed_files_get_a_line_each_before_anything_is_kept(page: Page, address: str) -> None:
    known = (SAMPLES / "福州海关2024.docx").read_bytes()
    corrected = (SAMPLES / "广州海关2024.html").read_bytes().replace("关区".encode(), "全关区".encode(), 1)
    new = print_html(next(one.report for one in SHIPPED if one.name == "福州海关2023.docx"))
    page.goto(f"{address}/intake")
    page.set_input_files(
        "#files",
        [
            {"name": "换了名字.docx", "mimeType": "application/octet-stream", "buffer": known},
            {"name": "广州海关2024更正.html", "mimeType": "text/html", "buffer": corrected},
            {"name": "福州海关2023.html", "mimeType": "text/html", "buffer": new},
            {"name": "会议通知.txt", "mimeType": "text/plain", "buffer": "关于召开会议的通知".encode()},
        ],
    )
    page.get_by_role("button", name="读取并预览").click()
    articles = page.locator("article")
    expect(articles).to_have_count(4)
    expect(articles.filter(has_text="换了名字")).to_contain_text("内容已在库")
    expect(articles.filter(has_text="更正")).to_contain_text("旧版保留")
    expect(articles.filter(has_text="会议通知").locator(".bad")).to_be_visible()
    pictured(page, "15-preview")


def test_16_a_rebuild_runs_while_readers_ask(page: Page, address: str) -> None:
    page.goto(f"{address}/library")
    expect(page.locator("tbody tr")).to_have_count(13)
    pictured(page, "16-library")
    assert fits_a_phone(page)
    page.get_by_role("button", name="重建检索索引").click()
    expect(page.locator("h1")).to_have_text("重建检索索引")
    reader = page.context.new_page()
    reader.goto(address)
    ask(reader, "广州海关2023年有多少申请被撤销？")
    expect(reader.locator(".figure")).to_have_text("26 件")
    pictured(page, "16-job")
    expect(page.get_by_text("已完成。")).to_be_visible()  # without being loaded anew
    expect(page.get_by_role("log")).to_contain_text("检索索引已更新")
    pictured(page, "16-done")


def test_a_draft_is_checked_line_by_line(page: Page, address: str) -> None:
    wrong = (
        (SAMPLES / "广州海关2024.html")
        .read_bytes()
        .replace(b"<td><p>12</p></td><td><p>1</p></td>", b"<td><p>15</p></td><td><p>1</p></td>", 1)
    )
    page.goto(f"{address}/check")
    page.set_input_files("#draft", {"name": "草稿.html", "mimeType": "text/html", "buffer": wrong})
    page.get_by_role("button", name="核对").click()
    expect(page.locator("tbody tr").first).to_contain_text("15")
    pictured(page, "22-draft")


def test_one_report_what_was_heard_and_the_door(page: Page, address: str) -> None:
    page.goto(f"{address}/library/report?agency=广州海关&year=2023")
    expect(page.locator("h1")).to_have_text("广州海关2023年")
    pictured(page, "23-report")
    page.goto(address)
    ask(page, "广州海关2023年的预算是多少？")
    page.get_by_role("button", name="没用").click()
    page.get_by_label("哪里不对").fill("想要预算")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="已记录")).to_be_visible()
    page.goto(f"{address}/heard")
    expect(page.locator("main")).to_contain_text("想要预算")
    pictured(page, "24-heard")
    page.goto(f"{address}/login")
    pictured(page, "25-login")
    page.get_by_label("用户名").fill("nobody")
    page.get_by_label("密码").fill("wrong, wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_have_text("用户名或密码不对。")
    pictured(page, "25-refused")
