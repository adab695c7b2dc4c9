"""Script, markup and Markdown in questions, reports, names of files and offices: shown as text, run nowhere, fetched from nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from ingest.intake import ingest_bytes
from ingest.stores.archive import Archive
from qa import open_assistant
from samples import Part, print_html
from tests.qa.poisoned import CLEAN
from tests.ui.conftest import served
from tests.ui.scripted import ANSWERS, AROUND, NARRATIVE, PLAIN
from tests.ui.staffed import CLERK
from tests.ui.test_accessible import STAFF
from ui.evidence import answer_html, lead_html
from ui.note import note
from ui.note import page as note_page
from ui.quotation import page as quotation_page
from ui.web import asked, replied

PAYLOADS = (Path(__file__).parent / "payloads.txt").read_text("utf-8").splitlines()
NAME = PAYLOADS[1].replace("/", "") + "广州海关2023.html"
STAFF_PAGES = ("/library", "/intake", "/findings", "/figures?agency=广州海关&year=2023&measure=requests.received", "/check", "/heard")
TAGS = ("script", "img[onerror]", "iframe", "object", "embed", "base", "a[href^='javascript']", "svg", "video", "marquee")
TURNS = 10


def test_there_are_as_many_payloads_as_promised() -> None:
    assert len(set(PAYLOADS)) == 40


def elements(html: str) -> list[str]:
    """What of the dangerous kinds stands in a piece of HTML."""
    tree = LexborHTMLParser(html)
    return [tag for tag in TAGS if tree.css_first(f"body {tag}")]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_whatever_field_of_an_answer_holds_it_it_is_text(payload: str) -> None:
    for question in (PLAIN, NARRATIVE):
        answer = ANSWERS[question]
        cited = tuple(
            replace(one, document=payload, agency=payload, quote=one.quote and payload, printed=one.printed and payload, url=payload)
            for one in answer.citations
        )
        values = tuple(replace(one, agency=payload, label=payload) for one in answer.values)
        poisoned = replace(answer, question=payload, text=payload, formula=payload, citations=cited, values=values, suggestions=(payload,))
        html = lead_html(poisoned) + answer_html(poisoned, AROUND)
        assert elements(html) == elements(quotation_page(poisoned).decode()) == []
        assert LexborHTMLParser(html).css_first(".lead").text() == payload.strip()
        assert "\n" not in str(replied(poisoned, answer_html(poisoned, AROUND))["content"])
    assert elements(str(asked(payload)["content"])) == []


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one report whose prose is made of the payloads, in a file that is called like one."""
    folder = tmp_path_factory.mktemp("poisoned")
    prose = (*CLEAN.prose, *(Part(5, None, (f"培训第{number}期的讲义写着：{payload}。",)) for number, payload in enumerate(PAYLOADS)))
    archive = Archive.open(folder)
    assert ingest_bytes(archive, NAME, print_html(replace(CLEAN, prose=prose))).status == "added"
    archive.close()
    return folder


@pytest.fixture(scope="module")
def address(poisoned: Path) -> Iterator[str]:
    with served(STAFF, str(poisoned)) as address:
        yield address.rstrip("/")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of the staff; a dialog, a request to another host or a script that ran fails the test."""
    context = browser.new_context(locale="zh-CN", extra_http_headers=CLERK)
    context.set_default_timeout(60_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda sent: None if sent.url.startswith(("http://127.0.0.1:", "data:", "blob:")) else wrong.append(sent.url))
    yield page
    assert page.evaluate("window.ran") is None
    context.close()
    assert wrong == []


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), TURNS))
def test_a_question_is_shown_as_it_was_typed(start: int, page: Page, address: str) -> None:
    questions = PAYLOADS[start : start + TURNS]
    page.goto(f"{address}/?q={quote(chr(10).join(questions))}")
    expect(page.locator(".actions, .bot .answer")).not_to_have_count(0)
    expect(page.locator(".asked")).to_have_count(len(questions))
    expect(page.locator(".bot .answer")).to_have_count(len(questions))
    assert page.locator(".asked").all_text_contents() == [" ".join(question.split()) for question in questions]


def test_what_a_report_says_is_shown_as_it_is_printed(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={quote('广州海关2023年培训第1期的讲义写着什么？')}")
    expect(page.locator("blockquote").first).to_contain_text("讲义写着")
    expect(page.locator(".evidence").first).to_contain_text(NAME)
    assert page.locator("blockquote img, blockquote script, blockquote svg").count() == 0


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_no_page_of_the_staff_runs_what_a_report_holds(path: str, page: Page, address: str) -> None:
    page.goto(f"{address}{path}")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("main img[onerror], main script:not([src])").count() == 0


def test_the_note_shows_names_and_questions_as_text(poisoned: Path) -> None:
    assistant = open_assistant(poisoned)
    answer = assistant.ask("广州海关2023年收到多少件申请？")
    for payload in PAYLOADS:
        html = note_page(note(assistant, answer.receipt or "", payload)).decode()
        assert elements(html) == []
        assert " ".join(payload.split()) in LexborHTMLParser(html).body.text()
        assert NAME in LexborHTMLParser(html).body.text()
