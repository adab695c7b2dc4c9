"""Tables with their geometry: what labels place is read, what spans and lost cells leave in doubt is unread."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.checks import check
from ingest.document import Cell, Document, Grid
from ingest.errors import IngestError
from ingest.extract import extract_facts
from ingest.fact import Fact
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.numerals import parse_numeral
from ingest.readers import read
from ingest.readers.media import HTML
from ingest.recognize import recognize
from samples import Print, SampleReport, invent
from samples.grids import table_four, table_three
from samples.web import drawn, page_of

TITLE = "<h1>松鹤县教育局2023年政府信息公开工作年度报告</h1>"
HEADINGS = {2: "二、主动公开政府信息情况", 3: "三、收到和处理政府信息公开申请情况", 4: "四、政府信息公开行政复议、行政诉讼情况"}


def facts_of(page: str) -> dict[tuple[str, str | None], Fact]:
    facts = extract_facts(recognize(read(Document("0" * 64, "年报.html", HTML), page.encode())))
    return {(fact.at.measure, fact.at.applicant): fact for fact in facts}


def facts(number: int, table: str) -> dict[tuple[str, str | None], Fact]:
    """The facts of one table, below another that is plain: a page of which nothing can be read is no report."""
    plain = f"<table>{row('第二十条第（八）项', '')}{row('信息内容', '本年收费金额（单位：万元）')}{row('行政事业性收费', '5')}</table>"
    above = "" if number == 2 else f"<p>{HEADINGS[2]}</p>{plain}"
    found = facts_of(f"{TITLE}{above}<p>{HEADINGS[number]}</p>{table}")
    return {place: fact for place, fact in found.items() if fact.table == number}


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def values(found: dict[tuple[str, str | None], Fact]) -> dict[tuple[str, str | None], str]:
    return {place: fact.printed for place, fact in found.items() if fact.state != "unread"}


def money(header: str, label: str, value: str) -> tuple[Decimal | None, str | None]:
    table = f"<table>{row('第二十条第（八）项', '')}{row('信息内容', header)}{row(label, value)}</table>"
    fact = facts(2, table)["fees.amount", None]
    return fact.value, fact.unit


@pytest.mark.parametrize(
    ("header", "label", "value", "unit"),
    [
        ("本年收费金额（单位：万元）", "行政事业性收费", "12.5", "万元"),
        ("本年收费金额（单位：元）", "行政事业性收费", "12.5", "元"),
        ("本年收费金额（元）", "行政事业性收费", "12.5", "元"),
        ("本年收费金额", "行政事业性收费（单位：元）", "12.5", "元"),
        ("本年收费金额（单位：万元）", "行政事业性收费", "12.5元", "元"),
        ("本年收费金额", "行政事业性收费", "12.5", "万元"),
    ],
)
def test_money_is_in_the_unit_that_stands_nearest_to_it(header: str, label: str, value: str, unit: str) -> None:
    assert money(header, label, value) == (Decimal("12.5"), unit)


def test_of_headers_cut_to_the_same_word_only_the_whole_one_is_read() -> None:
    header = row("信息内容", "本年新", "本年新", "对外公开总数量")
    found = facts(2, f"<table>{row('第二十条第(一)项')}{header}{row('规章', '1', '2', '3')}</table>")
    assert values(found) == {("regulations.total_disclosed", None): "3"}


def changed(grid: Grid, change: Callable[[Cell], Cell | None]) -> str:
    return drawn(Grid(tuple(cell for old in grid.cells if (cell := change(old)) is not None)))


def three(seed: int = 1) -> tuple[SampleReport, Grid]:
    report = invent(Random(seed))
    return report, table_three(report, Print(brackets="half"))


def test_a_blank_cell_merged_over_two_columns_is_unread_in_both() -> None:
    _, grid = three()
    line = 3
    found = facts(3, changed(grid, lambda cell: None if (cell.row, cell.column) == (line, 5) else (
        cell._replace(text="", column_span=2) if (cell.row, cell.column) == (line, 4) else cell
    )))  # fmt: skip
    states = [found["requests.received", applicant].state for applicant in ("natural", "enterprise", "research", "welfare")]
    assert states == ["number", "unread", "unread", "number"]


@pytest.mark.parametrize("lost", range(3, 10))
def test_a_row_that_lost_a_cell_is_read_nowhere(lost: int) -> None:
    _, grid = three()
    source = changed(grid, lambda cell: None if (cell.row, cell.column) == (5, lost) else cell)
    found = facts(3, source)
    assert {fact.state for (measure, _), fact in found.items() if measure == "disposition.disclosed"} == {"unread"}
    assert found["disposition.partly", "natural"].state == "number"


@pytest.mark.parametrize("span", ["", ' colspan="3"', ' colspan="9"'])
def test_a_header_whose_span_lies_moves_no_number(span: str) -> None:
    report, grid = three()
    source = drawn(grid).replace('colspan="5"', span.strip(), 1)
    for place, fact in facts(3, source).items():
        assert fact.state == "unread" or fact.printed == report.figures[place]


def test_two_years_side_by_side_give_neither() -> None:
    """Each line of the form with the numbers of two years, under the year or under the same labels twice."""
    report, grid = three()
    other = invent(Random(2))
    second = [cell._replace(column=cell.column + 7) for cell in table_three(other, Print(brackets="half")).cells if cell.column >= 3]
    found = facts(3, drawn(Grid((*grid.cells, *second))))
    assert all(fact.state == "unread" or report.figures[place] == other.figures[place] for place, fact in found.items())


def test_two_reports_on_one_page_give_only_what_both_print() -> None:
    reports = [invent(Random(seed), form) for seed, form in ((1, FORM_2021), (2, FORM_2019))]
    pages = [drawn(table_three(report, Print())) for report in reports]
    found = facts(3, f"{pages[0]}<p>2022年</p>{pages[1]}")
    assert found
    for place, fact in found.items():
        printed = {report.figures.get(place) for report in reports}
        assert fact.state == "unread" or printed == {fact.printed}


def test_table_four_may_have_its_reviews_in_rows() -> None:
    report = invent(Random(5))
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    texts = [report.figures[entry.measure, None] or "" for entry in report.form.table_four]
    rows = "".join(row(name, *texts[5 * place : 5 * place + 5]) for place, name in enumerate(names))
    found = facts(4, f"<table>{row('类别', '结果维持', '结果纠正', '其他结果', '尚未审结', '总计')}{rows}</table>")
    assert values(found) == {place: text for place, text in report.figures.items() if place in found}
    assert len(found) == 15


def test_the_label_of_a_lost_table_four_header_takes_its_numbers_with_it() -> None:
    report = invent(Random(5))
    grid = table_four(report, Print())
    found = facts(4, changed(grid, lambda cell: None if cell.text == "结果纠正" and cell.column == 6 else cell))
    assert all(fact.state == "unread" or fact.printed == report.figures[place] for place, fact in found.items())


# --- damage: one thing deleted, doubled, emptied or spanned otherwise in the source of a page

_THINGS = {
    "tag": re.compile(r"</?t[^<>]*>"),
    "cell": re.compile(r"<td[^>]*>.*?</td>"),
    "row": re.compile(r"<tr>.*?</tr>"),
    "span": re.compile(r"(?<=span=\")\d+"),
}
_WAYS: dict[str, Callable[[str], str]] = {
    "deleted": lambda _: "",
    "doubled": lambda thing: thing * 2,
    "emptied": lambda thing: re.sub(r">[^<>]+<", "><", thing) if "<" in thing else "1",
    "joined by an empty cell": lambda thing: f"{thing}<td></td>" if thing.startswith("<td") else "3",
}


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 9_999),
    st.sampled_from((FORM_2021, FORM_2019)),
    st.sampled_from(sorted(_THINGS)),
    st.sampled_from(sorted(_WAYS)),
    st.data(),
)
def test_damage_moves_no_number_unseen(seed: int, form: object, thing: str, way: str, data: st.DataObject) -> None:
    report = invent(Random(seed), form)  # type: ignore[arg-type]
    page = page_of(report, Print(), drawn)
    found = data.draw(st.sampled_from(list(_THINGS[thing].finditer(page))))
    damaged = page[: found.start()] + _WAYS[way](found[0]) + page[found.end() :]
    try:
        facts = tuple(facts_of(damaged).values())
    except IngestError:
        return
    suspected = {(fact.at.measure, fact.at.applicant) for finding in check(facts) for fact in finding.facts}
    for fact in facts:
        place = fact.at.measure, fact.at.applicant
        right = parse_numeral(report.figures.get(place) or "")
        assert fact.state in ("unread", "blank") or place in suspected or fact.value == right.value, (thing, way, place)
