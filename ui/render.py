"""Answers, reports and outcomes for the terminal: plain text, what matters first and its places below."""

from __future__ import annotations

from ingest.fact import Fact
from ingest.held import HeldReport
from qa.answer import Answer, Citation
from ui.records import Record
from ui.words import CAVEATS, OUTCOMES, STATES, TABLES, labels, office_year, place

SHOWN = 12
"""More places than this are counted, not listed; `--json` has them all."""


def answer_text(answer: Answer) -> str:
    """The answer as a person reads it in a terminal."""
    lines = [
        answer.text,
        *([f"  算式：{answer.formula}"] if answer.formula and answer.formula not in answer.text else []),
        *(f"  注意（{CAVEATS[caveat.kind]}）：{caveat.text}" for caveat in answer.caveats),
        *(f"  {number}. {choice}" for number, choice in enumerate(answer.choices, start=1) if choice not in answer.text),
        *(f"  可以改问（回复{number}）：{near}" for number, near in enumerate(answer.suggestions, start=1)),
        *(f"  依据：{citation_text(citation)}" for citation in answer.citations[:SHOWN]),
    ]
    if len(answer.citations) > SHOWN:
        lines.append(f"  依据：另有{len(answer.citations) - SHOWN}处，用 --json 查看全部。")
    if answer.receipt:
        lines.append(f"  回执：{answer.receipt}")
    return "\n".join(lines)


def citation_text(citation: Citation) -> str:
    """One line that says where a figure or a sentence stands and what is printed there."""
    where = f"{office_year(citation)}，{place(citation)}"
    if citation.quote is not None:
        return f"{where}：“{citation.quote}”"
    printed = citation.printed or STATES["blank"]
    return f"{where}，{labels(citation)}：{printed}"


def report_text(held: HeldReport) -> str:
    """One line about a report that is held."""
    scope = f"（{held.key.scope}）" if held.key.scope else ""
    doubts = "".join(f"，{count}{what}" for count, what in ((held.unread, "格未识别"), (held.findings, "处前后矛盾")) if count)
    return f"{held.key.agency}{scope} {held.key.year}年：{held.facts}个数字，{held.passages}段文字{doubts}（{held.form}年版格式，{held.document.name}）"


def fact_text(fact: Fact) -> str:
    """One line: whose figure, where it is printed, and what is printed there."""
    where = " × ".join(" › ".join(path) for path in (fact.row, fact.column) if path)
    return f"{fact.at.agency} {fact.at.year}年 {TABLES[fact.table].split()[0]} {where}：{fact.printed or STATES[fact.state]}"


def outcome_text(record: Record) -> str:
    """What became of one file that was to be ingested."""
    if record["status"] == "failed":
        return f"✗ {record['source']}：{record['error']}"
    scope = f"（{record['scope']}）" if record["scope"] else ""
    doubts = "".join(
        f"，{count}{what}" for count, what in ((record["unread"], "格未识别"), (len(record["findings"]), "处前后矛盾")) if count
    )
    note = f"。{record['note']}" if record["note"] else ""
    return f"✓ {record['source']}：{OUTCOMES[record['status']]}　{record['agency']}{scope}{record['year']}年，{record['facts']}个数字，{record['passages']}段文字{doubts}{note}"
