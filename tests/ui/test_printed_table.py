"""The printed table: only the rows that answer, under their headings, the answering cell marked."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from ingest.fact import State
from tests.ui.scripted import FACTS, WITHDRAWN
from ui.printed_table import table_html
from ui.words import words

TOTAL = ("总计",)
ENTERPRISE = ("法人或其他组织", "商业企业")


def test_only_the_row_of_the_answer_is_drawn_and_its_cell_is_marked() -> None:
    page = LexborHTMLParser(table_html("示例", FACTS, frozenset({(WITHDRAWN, TOTAL)}), words("zh")))
    assert [row.text() for row in page.css("tbody th[scope=row]")] == ["4.申请人撤销申请"]
    assert [row.text() for row in page.css("tr.group")] == ["三、本年度办理结果 › (六)其他处理"]
    assert [(cell.text(), cell.attributes["aria-current"]) for cell in page.css("td.hit")] == [("26", "true")]


def test_the_header_is_the_tree_of_the_form() -> None:
    page = LexborHTMLParser(table_html("示例", FACTS, frozenset({(WITHDRAWN, ENTERPRISE)}), words("zh")))
    first, second = page.css("thead tr")
    spans = {cell.text(): (cell.attributes["colspan"], cell.attributes["rowspan"]) for cell in first.css("th")}
    assert spans == {"自然人": ("1", "2"), "法人或其他组织": ("5", "1"), "总计": ("1", "2")}
    assert [cell.text() for cell in second.css("th")] == ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    cells = page.css("tbody td")
    assert [index for index, cell in enumerate(cells) if "hit" in (cell.attributes.get("class") or "")] == [1]


def test_of_the_one_row_of_table_four_only_the_columns_beside_the_hit_are_drawn() -> None:
    columns = [(review, outcome) for review in ("行政复议", "行政诉讼") for outcome in ("结果维持", "总计")]
    facts = tuple(replace(FACTS[0], table=4, row=(), column=column, printed=str(number)) for number, column in enumerate(columns))
    page = LexborHTMLParser(table_html("示例", facts, frozenset({((), ("行政诉讼", "总计"))}), words("zh")))
    assert [cell.text() for cell in page.css("tbody td")] == ["2", "3"]
    assert page.css("tbody th") == []


def test_the_four_states_of_a_cell_look_different() -> None:
    states: dict[State, str] = {"number": "0", "blank": "", "not_applicable": "/", "unread": ""}
    facts = tuple(replace(FACTS[0], column=(state,), state=state, printed=printed, value=None) for state, printed in states.items())
    page = LexborHTMLParser(table_html("示例", facts, frozenset({(FACTS[0].row, ("blank",))}), words("zh")))
    assert [cell.text() for cell in page.css("tbody td")] == ["0", "空", "/", "未能识别"]


def test_labels_from_a_document_are_text_and_no_html() -> None:
    row = ("<script>alert(1)</script>",)
    html = table_html("<b>", (replace(FACTS[0], row=row, printed="<i>1</i>"),), frozenset({(row, FACTS[0].column)}), words("zh"))
    assert "<script>" not in html
    assert "<i>" not in html
    assert "<b>" not in html
