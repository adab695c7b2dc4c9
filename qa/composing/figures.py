"""Exact values as people read them: rounded half up, once, here and nowhere else."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

TIMES = "times"
"""The unit of multiples."""

PLACES = 2
"""Decimal places of percentages, multiples and averages that do not come out even."""


def rounded(value: Fraction, places: int = PLACES) -> str:
    """The value with this many decimals, halves away from zero.

    >>> rounded(Fraction(1000, 81)), rounded(Fraction(-1, 8)), rounded(Fraction(1, 3), 0)
    ('12.35', '-0.13', '0')
    """
    scale = 10**places
    whole = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    digits = f"{whole:0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 and whole else text


def plain(value: Fraction) -> str:
    """The value as printed numbers are: exact if its decimals end, else rounded.

    >>> plain(Fraction(26)), plain(Fraction("7730.28")), plain(Fraction(10, 3))
    ('26', '7730.28', '3.33')
    """
    denominator = value.denominator
    if denominator == 1:
        return str(value.numerator)
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return rounded(value)
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"


def shown(value: Fraction, unit: str | None) -> str:
    """The value before its unit: a share as its percentage, a multiple with two decimals, all else plain."""
    if unit == "%":
        return rounded(value * 100)
    return rounded(value) if unit == TIMES else plain(value)


def exact(value: Fraction) -> str:
    """The value as a fraction in lowest terms, or as a decimal where it ends."""
    return plain(value) if plain_is_exact(value) else f"{value.numerator}/{value.denominator}"


def plain_is_exact(value: Fraction) -> bool:
    """Whether the plain text loses nothing."""
    return value.denominator == 1 or Fraction(plain(value)) == value
