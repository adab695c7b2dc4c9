"""Readings written by hand, for the stores: small, whole, with every kind of cell."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

from ingest.document import Document, Locator
from ingest.fact import Fact, Finding, Point, State
from ingest.passage import Passage
from ingest.reading import Reading
from ingest.report import Report

RESULTS = "三、本年度办理结果"
OTHER = "(六)其他处理"
PROSE = ("本机关电话为0516-12345678。", "全年主动公开信息三千余条,政务新媒体发布五百条。", "下一步将加强业务培训,提高答复质量。")


def content_of(name: str) -> bytes:
    """The bytes of a document that no reader will ever see."""
    return f"bytes of {name}".encode()


def a_fact(at: Point, row: tuple[str, ...], printed: str, state: State = "number") -> Fact:
    """A cell of table three in the column 总计, on page 3."""
    value = Decimal(printed.replace(",", "")) if state == "number" else None
    return Fact(at, 3, row, ("总计",), state, printed, value, "件", Locator(3, (72.0, 144.5, 99.25, 160.0)))


def a_reading(
    agency: str = "海州海关",
    year: int = 2023,
    *,
    scope: str | None = "关区",
    name: str = "",
    texts: tuple[str, ...] = PROSE,
    withdrawn: str = "26",
) -> Reading:
    """A report with six facts in every state, a finding over two of them, and a passage for each text."""
    name = name or f"{agency}{year}.pdf"
    document = Document(hashlib.sha256(content_of(name)).hexdigest(), name, "application/pdf", f"https://example.org/{name}")
    total = Point(agency, scope, year, "disposition.total", "total")
    facts = (
        a_fact(replace(total, measure="requests.received"), ("一、本年新收政府信息公开申请数量",), "1,081"),
        a_fact(replace(total, measure="requests.carried_in"), ("二、上年结转政府信息公开申请数量",), "0"),
        a_fact(replace(total, measure="disposition.other.rest"), (RESULTS, OTHER, "3.其他"), "", "blank"),
        a_fact(replace(total, measure="disposition.other.own:4.申请人撤销申请"), (RESULTS, OTHER, "4.申请人撤销申请"), withdrawn),
        a_fact(replace(total, measure="disposition.partly"), (RESULTS, "(二)部分公开"), "/", "not_applicable"),
        a_fact(total, (RESULTS, "(七)总计"), "", "unread"),
    )
    finding = Finding("carried_in_plus_received", "新收与结转之和不等于办理结果。", "85", "84", (facts[0], facts[1]))
    passages = tuple(Passage(n % 7, ("一、总体情况", f"({n})主动公开"), text, Locator(n + 1)) for n, text in enumerate(texts))
    report = Report(document, f"{agency}{year}年政府信息公开工作年度报告", agency, scope, year, "2021", None, (), ())
    return Reading(report, facts, (finding,), passages)
