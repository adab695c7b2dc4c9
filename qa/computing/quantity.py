"""What a plan yields: quantities that know their derivation down to every fact, and series of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ingest.fact import Fact
from qa.errors import QuestionError
from qa.plan import Address

Operation = Literal["printed", "sum", "difference", "ratio", "change", "average", "maximum", "minimum", "count"]


@dataclass(slots=True, unsafe_hash=True)  # nobody changes one, but to freeze it takes twelve times as long, and a sum may have thousands
class Quantity:
    """An exact value with its derivation: a printed fact, or an operation over other quantities.

    `left_out` are the blank or struck cells that a sum could not count; `series` is what an aggregate was taken over;
    `times` is how many members of a series print this same figure, where they are counted and not named.
    """

    value: Fraction
    unit: str | None
    operation: Operation
    at: Address | None = None
    fact: Fact | None = None
    operands: tuple[Quantity, ...] = ()
    left_out: tuple[Fact, ...] = ()
    series: SeriesResult | None = None
    times: int = 1

    def facts(self) -> Iterator[Fact]:
        """Every printed fact that entered the value."""
        if self.fact is not None:
            yield self.fact
        for operand in self.operands:
            yield from operand.facts()

    def omitted(self) -> Iterator[Fact]:
        """Every cell without a number that a sum in the derivation passed over."""
        yield from self.left_out
        for operand in self.operands:
            yield from operand.omitted()


@dataclass(slots=True, unsafe_hash=True)  # not frozen for the same reason
class Row:
    """A member of a series with its quantity and, in a ranking, its rank (ties share one)."""

    member: Address
    quantity: Quantity
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class SeriesResult:
    """The rows of a series, and the members that have no quantity with the reason; `considered` counts members before a filter.

    `unnamed` counts members that belong to the rows and are too many to be told one by one.
    """

    rows: tuple[Row, ...]
    without: tuple[tuple[Address, QuestionError], ...] = ()
    considered: int = 0
    unnamed: int = 0

    @property
    def size(self) -> int:
        """How many members the rows stand for."""
        return number_of(row.quantity for row in self.rows) + self.unnamed


Result = Quantity | SeriesResult


def number_of(quantities: Iterable[Quantity]) -> int:
    """How many figures these are, those printed several times counted so often."""
    return sum(quantity.times for quantity in quantities)
