"""Answers, reports and outcomes for the terminal: plain text, what matters first and its places below."""

from __future__ import annotations

from ingest.fact import Fact
from ingest.held import HeldReport
from qa.answer import Answer, Citation
from ui.records import Record
from ui.words import OUTCOMES, Words, labels, words, words_of

SHOWN = 12
"""More places than this are counted, not listed; `--json` has them all."""


def answer_text(answer: Answer) -> str:
    """The answer as a person reads it in a terminal."""
    say = words_of(answer).say
    below = [
        *([say("formula", formula=answer.formula)] if answer.formula and answer.formula not in answer.text else []),
        *(say("caveat", kind=words_of(answer).caveats[caveat.kind], text=caveat.text) for caveat in answer.caveats),
        *(f"{number}. {choice}" for number, choice in enumerate(answer.choices, start=1) if choice not in answer.text),
        *(say("near", number=number, question=near) for number, near in enumerate(answer.suggestions, start=1)),
        *(say("basis", place=citation_text(citation, words_of(answer))) for citation in answer.citations[:SHOWN]),
    ]
    if len(answer.citations) > SHOWN:
        below.append(say("more_basis", count=len(answer.citations) - SHOWN))
    if answer.receipt:
        below.append(say("receipt", receipt=answer.receipt))
    return "\n  ".join((answer.text, *below))


def citation_text(citation: Citation, said: Words) -> str:
    """One line that says where a figure or a sentence stands and what is printed there."""
    where, colon = said.say("listed", one=said.office_year(citation), other=said.place(citation)), said.say("colon")
    if citation.quote is not None:
        return f"{where}{colon}“{citation.quote}”"
    printed = citation.printed or said.states["blank"]
    return f"{said.say('listed', one=where, other=labels(citation))}{colon}{printed}"


def report_text(held: HeldReport) -> str:
    """One line about a report that is held."""
    scope = f"（{held.key.scope}）" if held.key.scope else ""
    doubts = "".join(f"，{count}{what}" for count, what in ((held.unread, "格未识别"), (held.findings, "处前后矛盾")) if count)
    return f"{held.key.agency}{scope} {held.key.year}年：{held.facts}个数字，{held.passages}段文字{doubts}（{held.form}年版格式，{held.document.name}）"


def fact_text(fact: Fact) -> str:
    """One line: whose figure, where it is printed, and what is printed there."""
    said = words("zh")
    where = " × ".join(" › ".join(path) for path in (fact.row, fact.column) if path)
    return f"{fact.at.agency} {fact.at.year}年 {said.tables[fact.table].split()[0]} {where}：{fact.printed or said.states[fact.state]}"


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
