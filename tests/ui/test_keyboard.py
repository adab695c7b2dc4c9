"""Everything a reader does, with the keys alone: ask, take a choice, open evidence, export; where the keys are is always seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.conftest import served
from tests.ui.scenery import built

FOCUS = """() => {
  const element = document.activeElement, shown = [element, element.closest('#question') ?? element];
  const look = () => shown.map((one) => getComputedStyle(one)).map((style) => [style.outline, style.boxShadow, style.borderColor]).join();
  const held = look();
  element.blur();
  const left = look();
  element.focus();
  return { text: (element.getAttribute('aria-label') ?? element.textContent).trim(), tag: element.tagName, seen: held !== left };
}"""
"""What holds the focus, and whether it looks otherwise than without it."""
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served("from ui.cli import main; main()", "serve", "--data-dir", str(built(tmp_path_factory.mktemp("keys"))), "--port") as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    page.add_style_tag(content=STILL)
    yield page
    context.close()


def tab_to(page: Page, text: str, *, back: bool = False) -> None:
    """Press Tab until the element with this text has the focus; each stop on the way must be seen."""
    passed = []
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        focus = page.evaluate(FOCUS)
        if focus["tag"] != "BODY":
            assert focus["seen"], f"the focus on {focus} is not seen"
        passed.append(focus["text"][:20])
        if focus["text"].startswith(text):
            return
    raise AssertionError(f"{text} is not reached: {passed}")


def test_a_reader_asks_chooses_looks_up_and_exports_with_the_keys_alone(page: Page, tmp_path: Path) -> None:
    expect(page.get_by_label("您的问题")).to_be_focused()
    page.keyboard.type("广州海关收到多少件申请？")
    page.keyboard.press("Enter")
    expect(page.locator("button.option")).to_have_count(2)
    tab_to(page, "2023年广州海关", back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".figure")).to_have_text("82 件")
    tab_to(page, "原件第", back=True)
    expect(page.locator("details.original")).to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(page.locator("details.original img")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("details.original img")).to_be_visible()
    tab_to(page, "保存为 Excel")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    saved.value.save_as(tmp_path / "answer.xlsx")
    assert (tmp_path / "answer.xlsx").read_bytes().startswith(b"PK")


def test_an_example_the_switches_and_a_new_conversation_are_reached(page: Page) -> None:
    tab_to(page, "English", back=True)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Which figure of an annual report are you looking for?")).to_be_visible()
    page.keyboard.press("Enter")
    tab_to(page, "云溪市市场监督管理局2025年收到多少件")
    page.keyboard.press("Enter")
    expect(page.locator(".figure")).to_have_text("76 件")
    tab_to(page, "新对话")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(0)
