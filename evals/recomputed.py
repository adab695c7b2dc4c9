"""Receipts computed again, from facts that are held against the stored originals, and compared with what the answer shows."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from evals.example import Example
from evals.reopened import Reopened
from evals.scorers import UNSCORED, Score
from ingest.document import Document
from qa.answer import Answer
from qa.composing.caveats import quantities
from qa.composing.figures import exact, shown
from qa.computing.quantity import Quantity
from qa.errors import QuestionError
from qa.exact import MOST_CITED
from qa.receipt import executed, fact_from


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
        wrong = next(self._faults(json.loads(body), answer), None)
        return Score(wrong is None, wrong or "重新计算，数字相同")

    def _faults(self, record: dict[str, Any], answer: Answer) -> Iterator[str]:
        try:
            results = executed(record)
        except QuestionError as reason:
            yield f"回执不能重新计算：{reason.reason}"
            return
        again = tuple(quantity for result in results for quantity in quantities(result))
        if [exact(one.value) for one in again] != [one["exact"] for one in record["results"]]:
            yield "重新计算，与回执里的数字不同"
        computed = Counter((exact(one.value), shown(one.value, one.unit)) for one in _with_parts(again))
        if lacking := Counter((value.exact, value.value) for value in answer.values) - computed:
            yield f"答案里的 {'、'.join(value for _, value in lacking)} 不是回执算出的数字"
        yield from self._unfounded(record, answer)

    def _unfounded(self, record: dict[str, Any], answer: Answer) -> Iterator[str]:
        """Facts of a receipt that the originals do not print, or that the answer does not cite."""
        documents = {one["sha256"]: Document(**one) for one in record["documents"]}
        cited = {(one.sha256, one.table, one.row, one.column) for one in answer.citations}
        for kept in record["facts"]:
            fact = fact_from(kept)
            place = " › ".join((*fact.row, *fact.column))
            if not self.reopened.is_printed(fact, documents[kept["sha256"]]):
                yield f"原件里没有回执所用的 {place} {fact.printed}"
            if len(cited) < MOST_CITED and (kept["sha256"], fact.table, fact.row, fact.column) not in cited:
                yield f"回执所用的 {place} 没有列在出处里"


def _with_parts(computed: Iterable[Quantity]) -> Iterator[Quantity]:
    """The figures with those that they were computed from, which an answer may show beside them: received, and how many more than before."""
    for quantity in computed:
        yield quantity
        yield from _with_parts(quantity.operands)
