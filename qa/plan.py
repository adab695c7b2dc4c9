"""The logical form of a question: a small closed algebra that knows no language and no figure but the question's.

A Scalar yields one quantity, a Series one per member. `points`, `bind` (here), `execute`, `explain` and `vet`
walk it by `match` and end in `assert_never`, so that a new node is a type error until it is finished everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never


@dataclass(frozen=True, slots=True)
class Address:
    """Where a quantity stands; None is open, to be bound by the nearest Each that states it.

    The scope goes with the office: left open to the last it means the report that states none.
    """

    measure: str | None = None
    applicant: str | None = None
    agency: str | None = None
    scope: str | None = None
    year: int | None = None

    def bound(self, member: Address) -> Address:
        """This address with its open fields filled by what the member states; the scope of another office is not taken over."""
        if self is _OPEN or self == _OPEN:
            return member
        if self.agency is not None and member.agency is not None:
            member = replace(member, scope=None)
        stated = {name: value for name in ADDRESS_FIELDS if getattr(self, name) is None and (value := getattr(member, name)) is not None}
        return replace(self, **stated)


_OPEN = Address()

Comparison = Literal["<", "<=", "=", ">=", ">"]

ADDRESS_FIELDS = ("measure", "applicant", "agency", "scope", "year")


@dataclass(frozen=True, slots=True)
class Lookup:
    """The printed figure at an address, or the sum of its parts where the form prints none."""

    at: Address
    node: Literal["lookup"] = "lookup"


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of its terms."""

    terms: tuple[Scalar, ...]
    node: Literal["sum"] = "sum"


@dataclass(frozen=True, slots=True)
class Difference:
    """Minuend less subtrahend."""

    minuend: Scalar
    subtrahend: Scalar
    node: Literal["difference"] = "difference"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Numerator over denominator: a share (in percent) or a multiple (times)."""

    numerator: Scalar
    denominator: Scalar
    unit: Literal["%", "times"] = "%"
    node: Literal["ratio"] = "ratio"


@dataclass(frozen=True, slots=True)
class Change:
    """The relative change from before to after, in percent."""

    before: Scalar
    after: Scalar
    node: Literal["change"] = "change"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One quantity out of a series."""

    operator: Literal["sum", "average", "maximum", "minimum", "count"]
    of: Series
    node: Literal["aggregate"] = "aggregate"


@dataclass(frozen=True, slots=True)
class Each:
    """One quantity per member; a member fills the open fields of the addresses below, where no Each between them has."""

    members: tuple[Address, ...]
    of: Scalar
    node: Literal["each"] = "each"


@dataclass(frozen=True, slots=True)
class Every:
    """The figure of one row and column in every report held of a year, but for those of some agencies: a plan that does not grow with them."""

    at: Address
    without: tuple[str, ...] = ()
    node: Literal["every"] = "every"


@dataclass(frozen=True, slots=True)
class Filter:
    """The members whose quantity compares so with the bound (a decimal string out of the question; of percentages, in percent).

    `also` is a second condition on the same quantity; `unit` what both are told in, where they are told in one.
    """

    of: Each | Every
    comparison: Comparison
    bound: str
    also: tuple[Comparison, str] | None = None
    unit: str | None = None
    node: Literal["filter"] = "filter"


@dataclass(frozen=True, slots=True)
class Rank:
    """The members in order of their quantity; ties share a rank; `limit` counts ranks; `first` is the best rank kept (2: without the winner)."""

    of: Each | Every
    descending: bool = True
    limit: int | None = None
    first: int = 1
    node: Literal["rank"] = "rank"


Scalar = Lookup | Sum | Difference | Ratio | Change | Aggregate
Series = Each | Every | Filter | Rank
Expression = Scalar | Series


@dataclass(frozen=True, slots=True)
class Several:
    """What one message asks for one after the other, each computed by itself."""

    parts: tuple[Expression, ...]
    node: Literal["several"] = "several"


@dataclass(frozen=True, slots=True)
class PassageQuery:
    """What to look for in prose: the words of the question, in the reports of these agencies and years."""

    words: str
    agencies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    contact: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a question asks: something to compute, or something to find in prose."""

    compute: Expression | Several | None = field(default=None)
    search: PassageQuery | None = field(default=None)

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The expressions that it computes, in their order."""
        return parts_of(self.compute) if self.compute is not None else ()


def parts_of(plan: Expression | Several) -> tuple[Expression, ...]:
    """The expressions of a plan: several, or itself."""
    return plan.parts if isinstance(plan, Several) else (plan,)


def bind(scalar: Scalar, member: Address) -> Scalar:
    """The scalar with its open addresses filled by a member."""
    match scalar:
        case Lookup(at):
            return Lookup(at.bound(member))
        case Sum(terms):
            return Sum(tuple(bind(term, member) for term in terms))
        case Difference(minuend, subtrahend):
            return Difference(bind(minuend, member), bind(subtrahend, member))
        case Ratio(numerator, denominator, unit):
            return Ratio(bind(numerator, member), bind(denominator, member), unit)
        case Change(before, after):
            return Change(bind(before, member), bind(after, member))
        case Aggregate(operator, series):
            return Aggregate(operator, _bind_series(series, member))
        case _:
            assert_never(scalar)


def _bind_series(series: Series, member: Address) -> Series:
    match series:
        case Every():
            return series
        case Each():
            return _bind_members(series, member)
        case Filter(of=of) | Rank(of=of):
            return replace(series, of=of if isinstance(of, Every) else _bind_members(of, member))
        case _:
            assert_never(series)


def _bind_members(each: Each, member: Address) -> Each:
    """The inner members hand on what the outer one states: what both state below is the inner one's."""
    return Each(tuple(inner.bound(member) for inner in each.members), each.of)


def addresses(expression: Expression) -> Iterator[Address]:
    """Every address that an expression reads, bound as far as its members bind it."""
    match expression:
        case Lookup(at) | Every(at):
            yield at
        case Sum(terms):
            for term in terms:
                yield from addresses(term)
        case Difference(first, second) | Ratio(first, second) | Change(first, second):
            yield from addresses(first)
            yield from addresses(second)
        case Aggregate(_, series):
            yield from addresses(series)
        case Each(members, Lookup(at)):
            yield from (at.bound(member) for member in members)
        case Each(members, of):
            for member in members:
                yield from addresses(bind(of, member))
        case Filter(of=each) | Rank(of=each):
            yield from addresses(each)
        case _:
            assert_never(expression)


def every_of(expression: Expression) -> Every | None:
    """The reports of a year over which an expression ranges; None where it names its members one by one."""
    match expression:
        case Every():
            return expression
        case Aggregate(of=of) | Filter(of=of) | Rank(of=of):
            return every_of(of)
    return None
