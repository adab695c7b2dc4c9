"""Receipts computed again, from facts that are held against the stored originals, and compared with what the answer shows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from evals.example import Example
from evals.reopened import Reopened
from evals.scorers import UNSCORED, Score
from ingest.document import Document
from qa.answer import Answer
from qa.exact import MOST_CITED
from qa.receipt import fact_from, recompute


class Receipts(Protocol):
    """What keeps receipts."""

    def receipt(self, id: str) -> str | None:
        """The body of a receipt; None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The receipts of a run, each computed again."""

    receipts: Receipts
    reopened: Reopened

    def receipts_hold(self, _: Example, answer: Answer) -> Score:
        """For exact answers: whether the receipt, computed again from what the originals print, gives the values shown."""
        if answer.kind != "exact":
            return UNSCORED
        body = self.receipts.receipt(answer.receipt) if answer.receipt else None
        if body is None or answer.receipt is None:
            return Score(False, "没有回执")
        if hashlib.sha256(body.encode()).hexdigest()[: len(answer.receipt)] != answer.receipt:
            return Score(False, "回执的编号与内容不符")
        wrong = next(self._faults(recompute(answer.receipt, body), answer), None)
        return Score(wrong is None, wrong or "重新计算，数字相同")

    def _faults(self, again: dict[str, Any], answer: Answer) -> Iterator[str]:
        if not again["agrees"]:
            yield "重新计算，与回执里的数字不同"
        if lacking := _shown(answer) - _figures(again):
            yield f"答案里的 {'、'.join(exact for exact, _ in lacking)} 不是回执算出的数字"
        documents = {one["sha256"]: Document(**one) for one in again["documents"]}
        cited = {(one.sha256, one.table, one.row, one.column) for one in answer.citations}
        for record in again["facts"]:
            fact = fact_from(record)
            place = " › ".join((*fact.row, *fact.column))
            if not self.reopened.is_printed(fact, documents[record["sha256"]]):
                yield f"原件里没有回执所用的 {place} {fact.printed}"
            if len(cited) < MOST_CITED and (record["sha256"], fact.table, fact.row, fact.column) not in cited:
                yield f"回执所用的 {place} 没有列在出处里"


def _shown(answer: Answer) -> Counter[tuple[str, bool]]:
    return Counter((value.exact, value.unit == "%") for value in answer.values)


def _figures(again: dict[str, Any]) -> Counter[tuple[str, bool]]:
    # All other units are named in the language of the question: a receipt has none.
    return Counter((one["exact"], one["unit"] == "%") for one in again["again"])
