"""Every page and state of it held against WCAG 2.1 AA by axe-core, light and dark, on a desk and at four times its size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.conftest import served
from tests.ui.rules import broken
from tests.ui.scripted import LIST, NARRATIVE, PLAIN, RATIO, UNKNOWN, VAGUE
from tests.ui.staffed import CLERK

LOOKS = [(width, colours) for width in (320, 1440) for colours in ("light", "dark")]
"""A window of 1280 px at 400 % is 320 px wide: less than any phone."""
SCRIPTED = (
    "import sys; from tests.ui.scripted import AROUND; from ui.serve import serve; serve(AROUND, host='127.0.0.1', port=int(sys.argv[1]))"
)
PUBLIC = "from ui.cli import main; main()"
STAFF = (
    "import sys; from pathlib import Path; from ingest.settings import Settings; from ingest.stores.archive import Archive; from qa import open_assistant; "
    "from tests.ui.staffed import staffed; from ui.evidence import Surroundings; from ui.serve import serve; from ingest.stores.heard import Heard; "
    "folder = Path(sys.argv[1]); archive = Archive.open(folder); "
    "serve(Surroundings(open_assistant(folder), archive, Heard(archive.engine, 30)), host='127.0.0.1', port=int(sys.argv[2]), staff=staffed(folder))"
)
STAFF_PAGES = (
    "/library", "/intake", "/figures", "/findings", "/check", "/heard", "/evals", "/login",
    "/figures?agency=广州海关&agency=福州海关&year=2023&year=2024&measure=requests.received",
)  # fmt: skip


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, colours = request.param
    # The policy of the page would keep axe out; it is put aside in this context alone.
    context = browser.new_context(
        locale="zh-CN", viewport={"width": width, "height": 900}, color_scheme=colours, bypass_csp=True, extra_http_headers=CLERK
    )
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def ask(page: Page, question: str) -> None:
    answers = page.locator(".answer").count()
    box = page.get_by_label("您的问题")
    box.fill(question)
    box.press("Enter")
    expect(page.locator(".actions")).to_have_count(answers + 1)


def test_the_chat_breaks_no_rule(page: Page, scripted: str) -> None:
    page.goto(scripted)
    expect(page.locator(".welcome")).to_be_visible()
    found = {"start": broken(page)}
    for question in (PLAIN, RATIO, NARRATIVE, LIST, VAGUE, UNKNOWN):
        ask(page, question)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        found[question] = broken(page)
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_the_chat_over_real_reports_breaks_no_rule(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "广州海关2023年有多少申请被撤销？")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = {"evidence": broken(page)}
    page.get_by_role("button", name="没用").click()
    found["why"] = broken(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="已记录")).to_be_visible()
    found["thanks"] = broken(page)
    ask(page, "福州海关2022年收到多少件申请？")
    found["refusal"] = broken(page)
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_english_large_type_and_the_pages_about_the_service_break_no_rule(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    page.get_by_role("button", name="大字").click()
    page.get_by_role("button", name="English").click()
    found = {"start": broken(page)}
    page.get_by_label("Your question").fill("How many requests were withdrawn at Guangzhou Customs in 2023?")
    page.keyboard.press("Enter")
    expect(page.locator(".actions")).to_be_visible()
    found["answer"] = broken(page)
    for path in ("/accuracy", "/accessibility", "/accuracy?lang=en", "/accessibility?lang=en"):
        page.goto(f"{address.rstrip('/')}{path}")
        found[path] = broken(page)
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_the_note_to_take_along_breaks_no_rule(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "广州海关2023年有多少申请被撤销？")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="凭据页").click()
    opened.value.wait_for_load_state()
    assert broken(opened.value) == []


def test_the_pages_of_the_staff_break_no_rule(page: Page, staff: str) -> None:
    found = {}
    for path in STAFF_PAGES:
        page.goto(staff + path)
        found[path] = broken(page)
    assert {state: faults for state, faults in found.items() if faults} == {}


@pytest.fixture(scope="module")
def scripted() -> Iterator[str]:
    with served(SCRIPTED) as address:
        yield address


@pytest.fixture(scope="module")
def address(data_dir: Path) -> Iterator[str]:
    with served(PUBLIC, "serve", "--data-dir", str(data_dir), "--port") as address:
        yield address


@pytest.fixture(scope="module")
def staff(data_dir: Path) -> Iterator[str]:
    with served(STAFF, str(data_dir)) as address:
        yield address
