"""The page of a run: what a person finds on it, with hostile examples, and over the sample reports."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import html

from evals.page.words import KINDS, METRICS
from evals.run import run
from evals.scoreboard import NAMES
from evals.subject import Subject
from qa.answer import Answer, Citation, Value

MARKUP = "<img src=x onerror=alert(1)>"
CELL = Citation("a.pdf", None, "", "甲局", 2023, "三", 5, 3, ("收到<b>",), ("总计",), "82", None, None)
QUOTE = Citation("a.pdf", None, "", "甲局", 2023, "一", 1, None, None, None, None, f"公开了{MARKUP}信息。", None)
SET = (
    {"id": "quoted", "turns": ["怎么公开？"], "kind": "narrative", "contains": ["没有的话"], "tags": ["office:甲局", "language:zh"]},
    {"id": "wrong", "turns": ["先问", MARKUP], "kind": "exact", "values": ["71"], "unit": "件", "tags": ["office:甲局", "<b>"]},
    {"id": "right", "turns": ["收到多少？"], "kind": "exact", "values": ["82"], "tags": ["office:乙局", "form:2021", "carrier:pdf"]},
)


class Fixed:
    """Gives every question the answer that is laid ready for it."""

    def ask(self, text: str, *_: object) -> Answer:
        """The answer, whatever was said before."""
        if text == "怎么公开？":
            return Answer(text, "narrative", MARKUP, citations=(QUOTE,), milliseconds=30.0)
        figure = Value("甲局", 2023, "", "82", "82", "件")
        return Answer(text, "exact", f"{MARKUP} 82 件", values=(figure,), citations=(CELL,), milliseconds=3.0)


def shown(subject: Subject, lines: Sequence[object], folder: Path) -> html.HtmlElement:
    """The page of a run of these examples."""
    folder.joinpath("set.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    run(subject, folder / "set.jsonl", folder / "run")
    return html.fromstring((folder / "run" / "report.html").read_bytes())


@pytest.fixture
def page(tmp_path: Path) -> html.HtmlElement:
    return shown(Subject(Fixed()), SET, tmp_path)


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows(page: html.HtmlElement, region: str) -> list[list[str]]:
    """The lines of the table of this name."""
    return [[said(cell) for cell in row] for row in page.xpath(f"//div[@aria-label='{region}']//tbody/tr")]


def test_every_share_has_a_name_in_both_languages() -> None:
    assert (list(METRICS), set(KINDS)) == (list(NAMES), {"exact", "narrative", "clarification", "abstention"})


def test_failures_show_question_expected_given_and_evidence_wrong_numbers_first(page: html.HtmlElement) -> None:
    wrong, quoted = page.xpath("//article")
    assert said(wrong.find("h3")) == "wrong ✗ 错误数字 wrong number"
    assert [said(part) for part in wrong.xpath("dl/dd")] == [
        f"先问{MARKUP}",
        "数字 exact 71件",
        f"数字 exact 82件（甲局 2023）{MARKUP} 82 件",
        "甲局 2023 第5页 表3：收到<b> × 总计 = 82",
        "数字题正确率：应为 71，答成 82件错误数字：应为 71，答成 82件",
    ]
    assert said(quoted.find("h3")) == "quoted"
    assert said(quoted.xpath("dl/dd")[3]) == f"甲局 2023 第1页：“公开了{MARKUP}信息。”"


def test_nothing_of_an_example_becomes_markup_and_nothing_is_loaded_or_run(page: html.HtmlElement) -> None:
    assert page.xpath("//script | //img | //link | //b[not(parent::p)] | //@onerror | //@src | //@style") == []
    assert {link for link in page.xpath("//@href") if not link.startswith("#")} == set()
    assert not re.search(r"url\(|@import|https?:", html.tostring(page, encoding="unicode"))


def test_totals_and_groups_say_how_many_with_their_intervals(page: html.HtmlElement) -> None:
    totals = {row[0].split()[0]: (row[1], row[2], row[4]) for row in rows(page, "总分")}
    assert totals["数字题正确率"] == ("1 / 2", "50.0%", "9.4% – 90.5%")
    assert totals["错误数字（越少越好）"] == ("1 / 3", "33.3%", "6.2% – 79.2%")
    assert [row[:4] for row in rows(page, "按机关")] == [["甲局", "2", "0.0%", "✗ 1"], ["乙局", "1", "100.0%", "0"]]
    assert [row[:4] for row in rows(page, "按其他标签")] == [["<b>", "1", "0.0%", "✗ 1"], ["未标注 Untagged", "2", "50.0%", "0"]]
    for region in ("按题型", "按报告格式版本", "按提问语言", "按文件格式"):
        assert sum(int(row[1]) for row in rows(page, region)) == len(SET)


def test_what_is_answered_at_what_risk_is_one_point_a_kind(page: html.HtmlElement) -> None:
    risks = {row[0]: (row[1], row[3]) for row in rows(page, "作答与风险")}
    assert risks == {
        "数字题 Figures": ("2 / 2", "1 / 2"),
        "引文题 Quotations": ("1 / 1", "1 / 1"),
        "合计 All that can be answered": ("3 / 3", "2 / 3"),
    }
    assert len(page.xpath("//svg/g/use")) == len(risks)


def test_the_times_are_counted_between_round_numbers(page: html.HtmlElement) -> None:
    (drawn,) = page.xpath("//section[@id='times']//svg/@aria-label")
    assert drawn == "各用时的题数：2–5 毫秒 2 题；5–10 毫秒 0 题；10–20 毫秒 0 题；20–50 毫秒 1 题"
    assert "p50 3.0 ms, p95 30.0 ms" in said(page)


def test_a_run_over_the_sample_reports_shows_the_cell_it_answered_from(subject: Subject, tmp_path: Path) -> None:
    asked = {"id": "one", "turns": ["广州海关2023年收到多少申请？"], "kind": "exact", "values": ["1"], "tags": ["office:广州海关"]}
    page = shown(subject, [asked], tmp_path)
    (failure,) = page.xpath("//article")
    assert "表3：一、本年新收政府信息公开申请数量 × 总计 = 82" in said(failure)
    assert "指纹" in said(page.find(".//footer"))
