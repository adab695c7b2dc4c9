"""What all reports of a year give for one row and column, counted: each figure once, with how many give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from qa.computing.quantity import Operation, Quantity
from qa.plan import Address, Every

Given = tuple[Fraction | int, str | None, Operation]
"""A number as it is printed with its unit, and whether it is printed or the sum of what is."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures given, the reports that are to be looked up one by one, and, as far as known, the numbers of those that give each figure."""

    of: Every
    numbers: tuple[Quantity, ...]
    rest: tuple[Address, ...]
    reports: Mapping[Given, Sequence[int]] = field(default_factory=dict)


def given(quantity: Quantity) -> Given:
    """The figure of a quantity as a tally knows it."""
    return quantity.value * scale_of(quantity.unit), quantity.unit, quantity.operation


def scale_of(unit: str | None) -> int:
    """How many times its quantity's value a number is as people read it: percentages are printed and asked for in hundredths."""
    return 100 if unit == "%" else 1
