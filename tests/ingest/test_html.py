"""Pages as browsers save them and portals serve them: the same report in each, and what a page only seems to print."""

from __future__ import annotations

from random import Random

import pytest

from ingest.document import Document, Grid, Layout, Paragraph
from ingest.errors import DamagedDocument
from ingest.extract import extract_facts
from ingest.forms import Form
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.numerals import parse_numeral
from ingest.readers import identify, read
from ingest.readers.media import HTML, TEXT
from ingest.recognize import recognize
from samples import Print, SampleReport, invent
from samples.portals import FAITHFUL, LYING, Portal

FORMS = (FORM_2021, FORM_2019)


def layout(content: bytes) -> Layout:
    return read(Document("0" * 64, "年报.html", identify("年报.html", content)), content)


def page(body: str, head: str = "") -> Layout:
    return layout(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def texts(shown: Layout) -> list[str]:
    return [block.text for block in shown.blocks if isinstance(block, Paragraph)]


def grid(body: str) -> Grid:
    (found,) = (block for block in page(body).blocks if isinstance(block, Grid))
    return found


def drawn(found: Grid) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in found.cells]


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


# --- the same report from every portal


def states(portal: Portal, report: SampleReport, how: Print) -> dict[tuple[str, str | None], tuple[object, object]]:
    facts = extract_facts(recognize(layout(portal.print(report, how))))
    return {(fact.at.measure, fact.at.applicant): (fact.state, fact.value) for fact in facts if fact.state != "unread"}


def meant(report: SampleReport) -> dict[tuple[str, str | None], tuple[object, object]]:
    numerals = {place: parse_numeral(text or "") for place, text in report.figures.items()}
    return {place: (numeral.state, numeral.value) for place, numeral in numerals.items()}


@pytest.mark.parametrize("portal", FAITHFUL, ids=lambda portal: portal.name)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_portal_gives_every_number(portal: Portal, form: Form) -> None:
    for seed, zeros in ((len(portal.name), ("0",)), (len(portal.name) + 40, ("0", None))):
        report = invent(Random(seed), form, zeros=zeros)
        assert states(portal, report, Print(brackets=("full", "half")[seed % 2])) == meant(report)


@pytest.mark.parametrize("portal", LYING, ids=lambda portal: portal.name)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_portal_that_loses_spans_gives_right_numbers_or_none(portal: Portal, form: Form) -> None:
    report = invent(Random(3), form)
    found, right = states(portal, report, Print()), meant(report)
    assert found
    assert {place: right.get(place) for place in found} == found


# --- carriers


def test_text_that_was_saved_in_the_wrong_encoding_is_read_back_where_nothing_is_lost() -> None:
    right = "<p>无。公开：政府信息，共三件，其中：规章，一件；其他，两件，均已公开。，，，，，</p>"
    once = right.encode().decode("latin-1")
    assert texts(layout(once.encode())) == texts(layout(right.encode()))


def test_text_that_lost_characters_in_the_wrong_encoding_is_said_to_be_garbled() -> None:
    garbled = "<p>" + "一、总体情况，无。公开：政府信息，规章，" * 9 + "</p>"
    with pytest.raises(DamagedDocument, match="乱码"):
        layout(garbled.encode().decode("gb18030", "replace").encode())


def test_a_broken_byte_spoils_its_own_character_and_no_other() -> None:
    content = f"<p>{'公开三件，' * 99}</p>".encode()
    (text,) = texts(layout(content[:6] + b"\xff" + content[7:]))
    assert text.count("\ufffd") <= 3
    assert text.endswith("公开三件，公开三件，")


def test_an_answer_without_tables_is_no_page() -> None:
    assert identify("a.json", b'{"code": 0, "list": [1, 2]}') == TEXT
    assert identify("a.json", '{"content": "<table><tr><td>规章</td></tr></table>"}'.encode()) == HTML


# --- what a cell prints


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1<b>2</b><span>3</span>", "123"),
        ("本年<br>新制作", "本年\n新制作"),
        ("<p>本年</p><p>新制作</p>", "本年\n新制作"),
        ("&nbsp;　&#12288;7&ensp;", "7"),
        ("5<span style='display:none'>8</span>", "5"),
        ("5<span style='mso-bidi-font-size:0.0pt'>8</span>", "58"),
        ("<!-- 9 -->4<o:p></o:p>", "4"),
        ("12\u200b3\ufeff", "123"),
    ],
)
def test_a_cell_holds_what_a_browser_shows(source: str, text: str) -> None:
    assert grid(f"<table>{row('规章', source)}</table>").cells[1].text == text


@pytest.mark.parametrize("source", ["12<sup>1</sup>", "<s>12</s>15", "<img src='5.png'>", "<input value='5'>", "1<br>2", "<p>1</p>2"])
def test_a_cell_whose_number_is_in_doubt_is_not_read(source: str) -> None:
    assert parse_numeral(grid(f"<table>{row('规章', source)}</table>").cells[1].text).state == "unread"


# --- where a cell stands


def test_spans_end_where_the_standard_ends_them() -> None:
    body = "<tbody><tr><td rowspan=0>甲</td><td rowspan=9>乙</td></tr><tr><td colspan=0>丙</td></tr></tbody>"
    assert drawn(grid(f"<table>{body}<tbody>{row('丁', '戊')}</tbody></table>")) == [
        ("甲", 0, 0, 2, 1), ("乙", 0, 1, 2, 1), ("丙", 1, 2, 1, 1), ("丁", 2, 0, 1, 1), ("戊", 2, 1, 1, 1),
    ]  # fmt: skip


def test_no_cell_covers_another_and_none_is_wider_than_any_table() -> None:
    found = grid("<table><tr><td>甲</td><td rowspan=2>乙</td></tr><tr><td colspan=65534>丙</td><td>丁</td></tr></table>")
    assert drawn(found) == [("甲", 0, 0, 1, 1), ("乙", 0, 1, 2, 1), ("丙", 1, 0, 1, 1), ("丁", 1, 2, 1, 1)]
    assert grid("<table><tr><td colspan=99999>甲</td><td>乙</td></tr></table>").width <= 201


def test_the_foot_stands_below_the_body_wherever_it_is_written() -> None:
    found = grid(f"<table><tfoot>{row('总计', '3')}</tfoot><tbody>{row('规章', '1')}</tbody><thead>{row('信息', '数')}</thead></table>")
    assert [cell.text for cell in found.cells] == ["信息", "数", "规章", "1", "总计", "3"]


def test_a_caption_stands_above_its_table() -> None:
    assert texts(page(f"<table><caption>单位：件</caption>{row('规章', '1')}</table>")) == ["单位：件"]


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<x>", "<table><tr><td>"])
def test_a_page_nested_without_end_is_refused_at_once(tag: str) -> None:
    with pytest.raises(DamagedDocument, match="层"):
        layout(f"<p>{tag * 50_000}一、总体情况".encode())


def test_the_attachment_that_bears_the_title_does_not_stand_for_it() -> None:
    title = "某局2023年政府信息公开工作年度报告"
    assert texts(page(f"<p>无</p><p>附件：<a>{title}.pdf</a></p>", f"<title>{title}</title>"))[0] == title
