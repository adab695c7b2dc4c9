"""Printed numerals to exact numbers: the only place that knows what 1，234 or 减4 is worth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ingest.fact import State

# Full-width forms and the many minus signs, one for one. Not Unicode's compatibility forms: those make 1 of ①.
_PLAIN = str.maketrans("０１２３４５６７８９，．（）／＋－−﹣％：", "0123456789,.()/+---%:")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_NOT_APPLICABLE = re.compile(r"/+|\\|[-—–―─]+|N/A|不适用")
_MINUS = ("-", "减", "减少")
_NUMERAL = re.compile(
    r"(?P<sign>\+|-|增加?|减少?|)\s*"
    r"(?P<digits>\d{1,3}(?:[, ]\d{3})+|\d+)(?P<decimals>\.\d+)?\s*"
    r"(?P<unit>%|[万亿]?(?:元|件|条|起|份|项|次|人|个|宗|篇|部)|[万亿]|)"
    r"\s*(?P<note>\([^()]*\)|)",
    re.ASCII,
)
_UNIT_IN_NOTE = re.compile(r"\((?:单位:)?(%|[万亿]?(?:元|件|条|起|份|项|次|人|个|宗|篇|部))\)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a printed cell says: its state, its exact value if it is a number, and the unit printed with it, if any."""

    state: State
    value: Decimal | None = None
    unit: str | None = None


@lru_cache(maxsize=8192)
def parse_numeral(text: str) -> Numeral:
    """The numeral in a cell of a statutory table; the value is as printed, in the unit that is printed with it.

    A number may carry thousands marks, a sign (also as 增 or 减), a unit and a note in brackets; a slash or a dash is not
    applicable. Anything else is unread: an estimate (约30), words (无 may be none or not applicable), two numbers, a number
    broken over two lines, leading zeros, marks that do not part thousands (1,23 may be 1.23 or 123).

    >>> parse_numeral("1，288").value, parse_numeral("３０").value, parse_numeral("①").state
    (Decimal('1288'), Decimal('30'), 'unread')
    >>> parse_numeral("52.15万元")
    Numeral(state='number', value=Decimal('52.15'), unit='万元')
    >>> parse_numeral("减4").value, parse_numeral("增3").value
    (Decimal('-4'), Decimal('3'))
    >>> parse_numeral("22（其中修订16件）").value
    Decimal('22')
    >>> [parse_numeral(cell).state for cell in ("", "/", "—", "约30", "无", "0")]
    ['blank', 'not_applicable', 'not_applicable', 'unread', 'unread', 'number']
    """
    plain = _INVISIBLE.sub("", text).translate(_PLAIN).strip()
    if not plain:
        return Numeral("blank")
    if _NOT_APPLICABLE.fullmatch(plain.replace(" ", "")):
        return Numeral("not_applicable")
    # [ ] in the pattern is a plain blank: a line break between digits leaves the cell unread.
    match = _NUMERAL.fullmatch(re.sub(r"[ \xa0\u3000]", " ", plain))
    return _number(match) if match else Numeral("unread")


def _number(match: re.Match[str]) -> Numeral:
    digits = re.sub("[, ]", "", match["digits"])
    if digits.startswith("0") and digits != "0":
        return Numeral("unread")
    noted = _UNIT_IN_NOTE.fullmatch(match["note"])
    unit = match["unit"] or (noted.group(1) if noted else None)
    value = Decimal(digits + (match["decimals"] or ""))
    return Numeral("number", -value if value and match["sign"] in _MINUS else value, unit)
