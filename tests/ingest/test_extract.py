"""A placed cell becomes a fact: the number as printed, in the unit that is printed nearest to it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.document import Document, Locator
from ingest.extract import extract_facts
from ingest.fact import Fact
from ingest.report import PlacedCell, Report, Table


def the_fact(
    text: str | None, measure: str = "requests.received", row: tuple[str, ...] = ("一、本年新收",), column: tuple[str, ...] = ("总计",)
) -> Fact:
    cell = PlacedCell(measure, "total", row, column, text, Locator(3))
    table = Table(3, "2021", (cell,))
    report = Report(Document("0" * 64, "a.pdf", "application/pdf"), "", "云溪市水利局", "全市", 2024, "2021", None, (), (table,))
    (fact,) = extract_facts(report)
    return fact


def test_a_fact_keeps_what_is_printed_and_where() -> None:
    fact = the_fact("1，095件")
    assert (fact.state, fact.printed, fact.value, fact.unit) == ("number", "1，095件", Decimal(1095), "件")
    assert (fact.at.agency, fact.at.scope, fact.at.year, fact.at.measure, fact.at.applicant) == (
        "云溪市水利局", "全市", 2024, "requests.received", "total",
    )  # fmt: skip
    assert (fact.table, fact.row, fact.column, fact.source.page) == (3, ("一、本年新收",), ("总计",), 3)


@pytest.mark.parametrize(("text", "state", "printed"), [(None, "unread", ""), ("", "blank", ""), ("/", "not_applicable", "/")])
def test_a_cell_without_a_number_has_no_value(text: str | None, state: str, printed: str) -> None:
    fact = the_fact(text)
    assert (fact.state, fact.printed, fact.value) == (state, printed, None)


@pytest.mark.parametrize(
    ("text", "measure", "row", "column", "unit"),
    [
        ("5", "requests.received", ("一、本年新收",), ("总计",), "件"),
        ("5", "disposition.other.own:转送", ("(六)其他处理", "4.转送"), ("总计",), "件"),
        ("5", "fees.amount", ("第二十条第(八)项", "行政事业性收费"), ("本年收费金额",), "万元"),
        ("5", "fees.amount", ("第二十条第(八)项", "行政事业性收费"), ("本年收费金额（单位：元）",), "元"),
        ("5", "fees.amount", ("第二十条第(八)项（单位：元）", "行政事业性收费（单位：亿元）"), ("本年收费金额",), "亿元"),
        ("5", "fees.amount", ("行政事业性收费（单位：亿元）",), ("本年收费金额（万元）",), "万元"),
        ("5元", "fees.amount", ("行政事业性收费",), ("本年收费金额（单位：万元）",), "元"),
        ("5", "procurement.amount", (), ("采购总金额",), None),
        ("5", "litigation.total", (), ("行政诉讼", "总计"), "件"),
    ],
)
def test_the_unit_is_that_of_the_cell_then_of_its_column_its_row_and_the_form(
    text: str, measure: str, row: tuple[str, ...], column: tuple[str, ...], unit: str | None
) -> None:
    assert the_fact(text, measure, row, column).unit == unit
