"""The numeral gate: no figure leaves the program that is not in the evidence of the answer.

Evidence is the result of the computation, the cells and quotations cited, what the question itself said, and
the names of offices, years and measures. A figure outside it is a bug; the answer is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa.answer import Answer

_NUMERAL = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?")


class UnsupportedFigure(RuntimeError):
    """An answer was about to state a figure that its evidence does not hold."""


def numerals(text: str) -> Iterator[str]:
    """The numerals of a text as they are compared: separators dropped, no trailing zeros after the point.

    >>> sorted(set(numerals("共 3,109 条，占 12.50%")))
    ['12.5', '3109']
    """
    for match in _NUMERAL.finditer(text):
        whole, point, decimals = re.sub("[,，]", "", match[0]).partition(".")
        decimals = decimals.rstrip("0")
        yield f"{whole}.{decimals}" if point and decimals else whole


def check(answer: Answer, evidence: Iterable[str]) -> Answer:
    """The answer itself; raises UnsupportedFigure where a figure of its text or formula is not in the evidence.

    Evidence is read until every figure is found in it: what is dear to read stands last.
    """
    said = {numeral: text for text in _texts(answer) for numeral in numerals(text)}
    unproved = set(said)
    for text in evidence:
        if not unproved:
            break
        unproved.difference_update(numerals(text))
    if unproved:
        numeral = min(unproved)
        raise UnsupportedFigure(f"{numeral!r} in {said[numeral]!r}")
    return answer


def _texts(answer: Answer) -> Iterator[str]:
    yield from (answer.text, answer.formula or "")
    yield from (caveat.text for caveat in answer.caveats)
