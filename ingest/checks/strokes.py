"""The strokes that stand for no figure: one that looks unlike all others of its report may be a figure printed or carried wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.fact import Fact, Finding

_HABIT = 5
"""Strokes alike: from so many on, a report has a way of printing them."""

_STRAY = 2


def strokes_alike(facts: Sequence[Fact]) -> Iterator[Finding]:
    """A finding for each stroke of a kind that the report prints once or twice, where it prints all others in one other way."""
    strokes = [fact for fact in facts if fact.state == "not_applicable"]
    kinds = Counter(map(_kind, strokes))
    if len(kinds) != 2:
        return
    (usual, often), (other, seldom) = kinds.most_common()
    if often >= _HABIT and seldom <= _STRAY:
        for fact in strokes:
            if _kind(fact) == other:
                message = f"表{'〇一二三四'[fact.table]}有一格印的是“{other}”，全文其余 {often} 处无内容的格印的都是“{usual}”：可能是误印的数字。请对照原文核实。"
                yield Finding("stroke_differs", message, usual, other, (fact,))


def _kind(fact: Fact) -> str:
    return fact.printed.strip()[:1]
