"""The chat page in a real Chromium: what a person sees, on a desk and on a phone, and that nothing leaves the machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.conftest import served
from tests.ui.scripted import AROUND, PLAIN, RATIO, UNKNOWN, VAGUE
from ui.web import Conversation, Message

WITHDRAWN = "广州海关2023年有多少申请被撤销？"
SCRIPTED = (
    "import sys; from tests.ui.scripted import AROUND; from ui.serve import serve; "
    "serve(AROUND, host='127.0.0.1', port=int(sys.argv[1]), per_minute=1200)"
)
SLOW = (
    "import time; from tests.ui.scripted import ScriptedAssistant as A; A.following = lambda self, answer: time.sleep(3) or (); " + SCRIPTED
)
expect.set_options(timeout=60_000)  # how long a busy machine may take is no fact about the page
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def address(data_dir: Path) -> Iterator[str]:
    """The page as `nianbao serve` serves it."""
    with served("from ui.cli import main; main()", "serve", "--data-dir", str(data_dir), "--port") as address:
        yield address


@pytest.fixture(scope="module")
def scripted() -> Iterator[str]:
    with served(SCRIPTED) as address:
        yield address


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page; any error in its console fails the test."""
    context = browser.new_context(locale="zh-CN", viewport=request.param)
    context.set_default_timeout(60_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def ask(page: Page, question: str) -> None:
    box = page.get_by_label("您的问题")
    box.fill(question)
    box.press("Enter")


def is_narrower_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_the_answer_stands_first_and_its_cell_is_marked_in_the_printed_table(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, WITHDRAWN)
    expect(page.locator(".answer .figure")).to_have_text("26 件")
    expect(page.locator("td.hit[aria-current=true]")).to_have_text("26")
    expect(page.locator(".evidence caption")).to_contain_text("广州海关2023年 · 表三")
    expect(page.locator(".evidence .basis")).to_contain_text("由报告数据直接计算，非AI生成")
    for place in (".answer .figure", "td.hit"):
        expect(page.locator(place)).to_be_in_viewport()
    assert is_narrower_than_the_screen(page)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_long_figure_stays_on_one_line(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "广州海关2023年行政许可处理决定多少件？")
    cell = page.locator("td.hit")
    expect(cell).to_have_text("19231")
    # The table squeezed as eight columns are on a phone.
    page.locator(".sheet table").evaluate("(table) => { table.style.width = '1em' }")
    lines = "(cell) => { const text = document.createRange(); text.selectNodeContents(cell); return text.getClientRects().length }"
    assert cell.evaluate(lines) == 1


def test_one_click_shows_the_page_of_the_report(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, WITHDRAWN)
    page.locator("details.original summary").click()
    picture = page.locator("details.original img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(image) => image.naturalWidth") > 500


def test_a_follow_up_keeps_its_subject_and_a_new_conversation_forgets_it(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, WITHDRAWN)
    expect(page.locator(".figure")).to_have_text("26 件")
    ask(page, "占多少？")
    expect(page.locator(".figure").last).to_have_text("32.10%")
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.get_by_text("想查年报里的什么数字？")).to_be_visible()


def test_an_example_is_asked_by_a_click_and_what_cannot_be_asked_is_said(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text("查不了：")).to_be_visible()
    page.get_by_role("button", name="收到多少件政府信息公开申请").click()
    expect(page.locator("td.hit")).to_be_visible()
    assert is_narrower_than_the_screen(page)


def test_what_is_typed_while_an_answer_comes_is_not_lost(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={quote(WITHDRAWN)}")
    page.get_by_label("您的问题").fill("占多少")
    expect(page.locator(".figure")).to_have_text("26 件")
    expect(page.get_by_label("您的问题")).to_have_value("占多少")


def test_a_question_asked_while_the_answer_before_is_being_drawn_is_answered(browser: Browser) -> None:
    with served(SLOW) as address:
        page = browser.new_page(locale="zh-CN")
        page.goto(address)
        ask(page, PLAIN)
        expect(page.locator(".figure")).to_have_text("26 件")
        ask(page, RATIO)  # its tables come three seconds later
        expect(page.locator(".figure").last).to_have_text("32.10%")
        page.close()


def test_a_link_asks_its_question(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={quote(WITHDRAWN)}")
    expect(page.locator(".figure")).to_have_text("26 件")


def test_a_link_asks_a_follow_up_in_its_place(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, WITHDRAWN)
    expect(page.locator(".figure")).to_have_text("26 件")
    ask(page, "占多少？")
    expect(page.locator("[data-copy-link]")).to_have_count(2)
    page.goto(address + str(page.locator("[data-copy-link]").last.get_attribute("data-copy-link")))
    expect(page.locator(".figure").last).to_have_text("32.10%")
    expect(page.locator(".asked")).to_have_text([WITHDRAWN, "占多少？"])


def test_what_may_be_asked_next_is_asked_by_a_click(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, WITHDRAWN)
    page.get_by_role("button", name="占办理结果总计的百分之几").click()
    expect(page.locator(".figure").last).to_have_text("32.10%")


def test_a_reader_says_why_an_answer_was_of_no_use(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, WITHDRAWN)
    page.get_by_role("button", name="没用").click()
    page.get_by_label("哪里不对").fill("想要按月的")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="已记录")).to_be_visible()


def test_a_refused_question_is_asked_of_a_year_that_is_held_by_a_click(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "福州海关2022年收到多少件申请？")
    page.get_by_role("button", name="福州海关2024年收到多少件申请？").click()
    expect(page.locator(".figure")).to_have_text("6 件")


def test_a_printed_contradiction_is_told_with_the_figure(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "洪泽区人民政府2023年行政复议总计多少件？")
    expect(page.locator(".figure")).to_have_text("0 件")
    expect(page.locator(".caveats li.contradicted")).to_contain_text("报告前后不一致")


def test_the_choices_of_a_question_back_are_buttons(page: Page, scripted: str) -> None:
    page.goto(scripted)
    ask(page, VAGUE)
    page.get_by_role("button", name="示例海关2022年撤销了多少？").click()
    expect(page.locator(".asked").last).to_have_text("示例海关2022年撤销了多少？")
    expect(page.locator(".answer.abstention")).to_be_visible()


def test_an_answer_is_read_aloud_only_by_a_voice_of_this_machine(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, WITHDRAWN)
    expect(page.locator(".actions")).to_be_visible()
    own = "speechSynthesis.getVoices().some((voice) => voice.localService && voice.lang.toLowerCase().startsWith('zh'))"
    assert page.get_by_role("button", name="朗读").is_visible() == page.evaluate(own)


def test_html_in_a_question_is_text(page: Page, scripted: str) -> None:
    page.goto(scripted)
    ask(page, UNKNOWN)
    expect(page.locator(".answer .lead")).to_contain_text(UNKNOWN)
    expect(page.locator(".asked")).to_have_text(UNKNOWN)
    assert page.locator("img").count() == 0


def test_markdown_in_a_question_is_text(page: Page, scripted: str) -> None:
    page.goto(scripted)
    question = "**甲** ![x](http://example.org/x.png) [y](javascript:alert(1))"
    ask(page, question)
    expect(page.locator(".asked")).to_have_text(question)
    expect(page.locator(".answer .lead")).to_contain_text(question)
    assert page.locator("#chat img, #chat a").count() == 0


def test_the_keyboard_reaches_everything(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, WITHDRAWN)
    expect(page.locator("td.hit")).to_be_visible()
    reached = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 8) || document.activeElement.tagName"))
    assert {"原文依据（1处）", "复制答案与出处", "TEXTAREA", "提问", "新对话"} <= reached
    assert any(label.startswith("原件第") for label in reached)


def test_who_asks_too_often_is_told_so_and_keeps_the_answers(browser: Browser) -> None:
    with served(SCRIPTED.replace("per_minute=1200", "per_minute=8")) as address:
        page = browser.new_page(locale="zh-CN")
        page.goto(address)
        for number in range(6):  # opening the page and one question use up what a moment allows; 7.5 seconds allow one more
            ask(page, f"第{number}问")
            expect(page.get_by_label("您的问题")).to_have_value("")
        expect(page.get_by_text("提问过于频繁").first).to_be_visible()
        expect(page.locator(".asked").first).to_be_visible()
        page.close()


def test_dark_colours_follow_the_system(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="zh-CN", color_scheme="dark")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(address)
    ask(page, WITHDRAWN)
    expect(page.locator("td.hit")).to_be_visible()
    brightness = "(element) => getComputedStyle(element).color.match(/[0-9]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)"
    assert page.locator(".answer .lead").evaluate(brightness) > 500
    context.close()


def test_an_answer_still_being_drawn_does_not_wipe_out_the_next_one() -> None:
    talk, messages = Conversation(AROUND, AROUND.assistant.ask), list[Message]()
    first = talk.typed(PLAIN, "", messages)
    next(first), next(first)  # the figure is shown, its evidence is still to come
    list(talk.typed(RATIO, "", messages))
    shown = [message["content"] for message in list(first)[-1][0]]
    assert [("26 件" in text, "32.10%" in text) for text in shown[1::2]] == [(True, False), (False, True)]
    assert "<table" in shown[1]


def test_the_page_speaks_the_language_that_was_chosen_and_keeps_it(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text("想查年报里的什么数字？")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("Which figure of an annual report are you looking for?")).to_be_visible()
    expect(page.get_by_text("想查年报里的什么数字？")).to_be_hidden()
    again = page.context.new_page()  # to load the same page anew would break off what it is still being sent
    again.goto(address)
    again.get_by_role("button", name="How many requests did Guangzhou Customs").or_(
        again.get_by_role("button", name="What share of the requests")
    ).first.click()
    expect(again.locator(".evidence .basis")).to_contain_text("not written by AI")
    expect(again.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    assert again.evaluate("document.documentElement.lang") == "en"


def test_an_english_browser_is_greeted_in_english_and_large_type_is_kept(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en-GB", viewport=PHONE)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("Which figure of an annual report are you looking for?")).to_be_visible()
    small = page.locator(".welcome h2 >> visible=true").bounding_box()
    page.get_by_role("button", name="Large type").click()
    page.reload()
    expect(page.get_by_role("button", name="Large type")).to_have_attribute("aria-pressed", "true")
    large = page.locator(".welcome h2 >> visible=true").bounding_box()
    assert small
    assert large
    assert large["height"] > small["height"]
    assert is_narrower_than_the_screen(page)
    context.close()


def test_the_page_on_accuracy_shows_what_was_measured(page: Page, address: str) -> None:
    page.goto(f"{address.rstrip('/')}/accuracy")
    measured = json.loads((Path(__file__).parents[2] / "evals" / "published.json").read_text("utf-8"))
    figures = measured["sets"][1]["rows"][0]
    expect(page.locator("table").nth(1).locator("tbody tr").first).to_contain_text(f"{figures['count']} / {figures['n']}")
    expect(page.locator("main")).to_contain_text(measured["date"])
