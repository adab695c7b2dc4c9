"""An assistant that knows one report and a handful of questions by heart, for the tests of the faces alone."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pypdfium2

from ingest.document import Document, Locator
from ingest.errors import StoreError
from ingest.fact import Fact, Finding, Point
from ingest.forms.form_2021 import FORM_2021
from ingest.held import HeldPassage, HeldReport, ReportKey
from ingest.passage import Passage
from ingest.reading import Reading
from qa.answer import Answer, Caveat, Citation, Missing, Value
from qa.composing.cite import cite_fact
from qa.linking.question import Language
from qa.plan import Address, Expression, Lookup, PassageQuery, Plan
from ui.evidence import Surroundings

DOCUMENT = Document("ab" * 32, "示例海关2023.pdf", "application/pdf")
HELD = HeldReport(ReportKey("示例海关", "关区", 2023), DOCUMENT, "示例海关2023年政府信息公开工作年度报告", "2021", None, 0, 0, 1, 1)
NATURAL, TOTAL = "natural", "total"
WITHDRAWN = ("三、本年度办理结果", "(六)其他处理", "4.申请人撤销申请")
QUOTE = "本年度共更新网上公开栏目<b>12</b>个，办理留言340件。"
PLAIN, RATIO, VAGUE, NARRATIVE, LIST, UNKNOWN = (
    "示例海关2023年有多少申请被撤销？", "撤销的占多少？", "撤销了多少？", "示例海关2023年怎样做平台建设？", "逐列列出撤销数", "<img src=x onerror=alert(1)>",
)  # fmt: skip


def _facts() -> tuple[Fact, ...]:
    rows = [*((line.labels, line.measure) for line in FORM_2021.table_three), (WITHDRAWN, "disposition.other.own:申请人撤销申请")]
    return tuple(
        Fact(
            Point("示例海关", "关区", 2023, measure, column.applicant), 3, row, column.labels, "number",
            figure := "26" if (row, column.applicant) == (WITHDRAWN, TOTAL) else "0", Decimal(figure), "件", Locator(5, (10.0, 20.0, 30.0, 40.0)),
        )
        for row, measure in rows
        for column in FORM_2021.columns
    )  # fmt: skip


FACTS = _facts()


def _cited(*labels: tuple[str, ...]) -> tuple[Citation, ...]:
    return tuple(cite_fact(fact, DOCUMENT) for fact in FACTS if fact.row == WITHDRAWN and fact.column in labels)


def _value(label: str, value: str, exact: str, unit: str | None) -> Value:
    return Value("示例海关", 2023, label, value, exact, unit)


ANSWERS = {
    PLAIN: Answer(
        PLAIN, "exact", "示例海关（关区）2023年“申请人撤销申请”为 26 件。", (_value("申请人撤销申请", "26", "26", "件"),), citations=_cited(("总计",)),
        caveats=(Caveat("scope", "该报告的数据为全关区汇总。"),), plan=Plan(Lookup(Address("disposition.other.own:申请人撤销申请", TOTAL, "示例海关", None, 2023))), receipt="r1",
    ),
    RATIO: Answer(
        RATIO, "exact", "示例海关2023年“申请人撤销申请”占“总计”的 32.10%（26 ÷ 81 = 32.10%）。", (_value("占比", "32.10", "26/81", "%"),), "26 ÷ 81 = 32.10%",
        _cited(("总计",), ("自然人",)), (Caveat("contradicted", "办理结果总计与各项之和不一致。"), Caveat("computed", "报告未印该比例，由表内数字算出。")), receipt="r2",
    ),
    VAGUE: Answer(VAGUE, "clarification", "您问的是哪一年？", choices=("示例海关2023年撤销了多少？", "示例海关2022年撤销了多少？")),
    NARRATIVE: Answer(
        NARRATIVE, "narrative", f"示例海关2023年报告写道：“{QUOTE}”",
        citations=(Citation(DOCUMENT.name, None, DOCUMENT.sha256, "示例海关", 2023, "一", 2, None, None, None, None, QUOTE, None),),
        plan=Plan(search=PassageQuery("平台建设")),
    ),
    LIST: Answer(
        LIST, "exact", "示例海关2023年申请人撤销申请：\n自然人：0 件\n总计：26 件", (_value("自然人", "0", "0", "件"), _value("总计", "26", "26", "件")),
        citations=_cited(("自然人",), ("总计",)), missing=(Missing("示例海关", 2022),), receipt="r3",
    ),
}  # fmt: skip


class ScriptedAssistant:
    """The methods of the assistant over ANSWERS; counts the turns of a conversation in its opaque string."""

    def ask(self, question: str, conversation: str | None = None) -> Answer:
        """The answer known by heart, or an abstention."""
        known = ANSWERS.get(question) or Answer(question, "abstention", f"现有报告没有这项内容：{question}")
        return replace(known, conversation=f"{int(conversation or 0) + 1}")

    def halted(self) -> str | None:
        """Never."""
        return None

    def reports(self) -> tuple[HeldReport, ...]:
        """The one report."""
        return (HELD,)

    def facts(self, agency: str | None = None, year: int | None = None) -> Iterator[tuple[HeldReport, Fact]]:
        """Its facts."""
        return ((HELD, fact) for fact in FACTS if agency in (None, fact.at.agency) and year in (None, fact.at.year))

    def receipt(self, id: str) -> dict[str, Any] | None:
        """Receipt r1."""
        return {"receipt": "r1", "formula": None} if id == "r1" else None

    def printed_table(self, citation: Citation) -> tuple[Fact, ...]:
        """Table three."""
        return tuple(fact for fact in FACTS if fact.table == citation.table)

    def following(self, answer: Answer) -> tuple[str, ...]:
        """The share, after the plain figure."""
        return (RATIO,) if answer.question == PLAIN else ()

    def compute(self, plan: Expression, language: Language = "zh") -> Answer:  # noqa: ARG002
        """The plain figure, whatever is picked."""
        return ANSWERS[PLAIN]

    def measures(self) -> tuple[str, ...]:
        """The one measure."""
        return ("requests.received",)

    def refresh(self) -> None:
        """Nothing to do."""


class ScriptedArchive:
    """The surroundings of the scripted answers: a one-page PDF and one passage."""

    def original(self, sha256: str) -> bytes:
        """A PDF of six empty pages, for the one document there is."""
        if sha256 != DOCUMENT.sha256:
            raise StoreError(f"找不到校验值为 {sha256} 的原件；请重新导入该文件。")
        return PAGES

    def report_of(self, sha256: str) -> HeldReport | None:
        """The one report."""
        return HELD if sha256 == DOCUMENT.sha256 else None

    def passages(self, keys: Iterable[ReportKey] | None = None) -> tuple[HeldPassage, ...]:  # noqa: ARG002
        """The passage that the quotation stands in."""
        return (
            HeldPassage("p1", HELD.key, Passage(1, ("一、总体情况", "（四）平台建设"), f"平台建设稳步推进。{QUOTE}其余从略。", Locator(2))),
        )

    def beside(self, reading: Reading) -> tuple[Finding, ...]:  # noqa: ARG002
        """Nothing to compare a draft with."""
        return ()

    def judged(self, key: ReportKey, findings: Iterable[Finding]) -> tuple[Finding, ...]:  # noqa: ARG002
        """The findings, on which nobody has said anything."""
        return tuple(findings)


def _pages() -> bytes:
    file = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(6):
            document.new_page(200, 300)
        document.save(file)
    return file.getvalue()


PAGES = _pages()
AROUND = Surroundings(ScriptedAssistant(), ScriptedArchive())
