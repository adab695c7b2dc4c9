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
    """The answer itself; raises UnsupportedFigure where a figure of its text or formula is not in the evidence."""
    supported = {numeral for text in evidence for numeral in numerals(text)}
    said = [answer.text, answer.formula or "", *(caveat.text for caveat in answer.caveats)]
    for text in said:
        for numeral in numerals(text):
            if numeral not in supported:
                raise UnsupportedFigure(f"{numeral!r} in {text!r}")
    return answer
