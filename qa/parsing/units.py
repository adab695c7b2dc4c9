"""Units of what a question compares a figure with: money told in 元, 万 or 亿 against cells in 元 or 万元, exactly."""

from __future__ import annotations

from fractions import Fraction

from qa.errors import NotComparable
from qa.linking.forms import FORMS

_MONEY: dict[str, int] = FORMS["money"]
_BASIC = min(_MONEY, key=_MONEY.__getitem__)
PERCENT = "%"
MYRIADS = "myriads"
"""The unit of a number told in 万 or 亿 without one: of money 元, of anything else what the figure counts."""


def unit_of(number: str, word: str) -> str | None:
    """The unit that a number of the question states, by its own word or by being told in 万."""
    if word:
        return str(FORMS["units"][word])
    return MYRIADS if set(number) & set(FORMS["myriads"]) else None


def stated_for(stated: str | None, counted: set[str | None]) -> str | None:
    """The unit of a bound once it is known what it bounds: 超过100万 is of money 元, and of cases none."""
    if stated != MYRIADS:
        return stated
    return _BASIC if counted and counted <= set(_MONEY) else None


def in_unit(bound: str, stated: str | None, unit: str | None) -> Fraction:
    """The bound in the unit of a figure; zero needs none. Raises NotComparable where it is told in another kind of unit, or of money in none."""
    value, stated = Fraction(bound), stated_for(stated, {unit})
    if not value or stated == unit or (stated is None and unit not in _MONEY):
        return value
    if stated in _MONEY and unit in _MONEY:
        return value * _MONEY[stated] / _MONEY[unit]
    raise NotComparable(units="/".join((stated or "?", unit or "?")))


def as_told(bound: str, unit: str | None) -> tuple[str, str]:
    """A bound with the unit that people tell it in: the greatest that it is a whole number of.

    >>> as_told("1000000", "元"), as_told("5000", "元"), as_told("50", None)
    (('100', '万元'), ('5000', '元'), ('50', ''))
    """
    for larger, size in sorted(_MONEY.items(), key=lambda money: -money[1]):
        told = Fraction(bound) * _MONEY.get(unit or "", 0) / size
        if told and told.denominator == 1:
            return str(told), larger
    return bound, unit or ""
