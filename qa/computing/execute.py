"""Plans to results: exact arithmetic over the facts that one SELECT has fetched."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from operator import itemgetter
from typing import assert_never

from qa.computing.lookup import FactTable, common_unit, looked_up, total
from qa.computing.quantity import Operation, Quantity, Result, Row, SeriesResult, number_of
from qa.computing.tally import Tally, scale_of
from qa.errors import NothingLeft, QuestionError, Undefined
from qa.parsing.units import in_unit
from qa.plan import Address, Aggregate, Change, Difference, Each, Every, Expression, Filter, Lookup, Rank, Ratio, Scalar, Series, Sum, bind

_COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip


def _ratio(numerator: Quantity, denominator: Quantity, unit: str, operation: Operation = "ratio") -> Quantity:
    common_unit((numerator, denominator))
    if denominator.value == 0:
        raise Undefined()
    return Quantity(numerator.value / denominator.value, unit, operation, operands=(numerator, denominator))


def _difference(minuend: Quantity, subtrahend: Quantity) -> Quantity:
    return Quantity(minuend.value - subtrahend.value, common_unit((minuend, subtrahend)), "difference", operands=(minuend, subtrahend))


def _change(before: Quantity, after: Quantity) -> Quantity:
    difference = _difference(after, before)
    return replace(_ratio(difference, before, "%", "change"), operands=(before, after))


def _aggregate(plan: Aggregate, table: FactTable) -> Quantity:
    series = _series(plan.of, table)
    quantities = tuple(row.quantity for row in series.rows)
    if series.without and not series.considered:
        raise series.without[0][1]
    if plan.operator == "count":
        return Quantity(Fraction(series.size), None, "count", operands=quantities, series=series)
    if not quantities:
        raise series.without[0][1] if series.without else NothingLeft()
    match plan.operator:
        case "sum":
            return replace(total(quantities), series=series)
        case "average":
            whole = total(quantities)
            return replace(whole, value=whole.value / number_of(quantities), operation="average", series=series)
        case "maximum" | "minimum":
            if series.without:
                raise series.without[0][1]
            common_unit(quantities)
            if plan.operator == "maximum":
                return max(quantities, key=lambda quantity: quantity.value)
            return min(reversed(quantities), key=lambda quantity: quantity.value)  # of equals the other one than the maximum
        case _:
            assert_never(plan.operator)


def _scalar(plan: Scalar, table: FactTable) -> Quantity:
    match plan:
        case Lookup(at):
            return looked_up(at, table)
        case Sum(terms):
            return total(_scalar(term, table) for term in terms)
        case Difference(minuend, subtrahend):
            return _difference(_scalar(minuend, table), _scalar(subtrahend, table))
        case Ratio(numerator, denominator, unit):
            return _ratio(_scalar(numerator, table), _scalar(denominator, table), unit)
        case Change(before, after):
            return _change(_scalar(before, table), _scalar(after, table))
        case Aggregate():
            return _aggregate(plan, table)
        case _:
            assert_never(plan)


def _each(plan: Each, table: FactTable) -> SeriesResult:
    rows: list[Row] = []
    without: list[tuple[Address, QuestionError]] = []
    for member in plan.members:
        try:
            rows.append(Row(member, _scalar(bind(plan.of, member), table)))
        except QuestionError as reason:
            without.append((member, reason))
    return SeriesResult(tuple(rows), tuple(without), len(rows))


def _every(plan: Every, table: FactTable) -> SeriesResult:
    """A row for each figure that is printed, however many print it; the reports that print none there are looked up one by one."""
    tally = table.tally or Tally(plan, (), ())
    printed = tuple(Row(plan.at, quantity) for quantity in tally.numbers)
    rest = _each(Each(tally.rest, Lookup(plan.at)), table)
    rows = (*printed, *rest.rows)
    return SeriesResult(rows, rest.without, number_of(row.quantity for row in rows))


def _listed(plan: Each | Every, table: FactTable) -> SeriesResult:
    return _every(plan, table) if isinstance(plan, Every) else _each(plan, table)


def _size(value: Fraction) -> Fraction | int:
    """The value as what compares soonest: most figures are whole."""
    return value.numerator if value.denominator == 1 else value


def _rank(plan: Rank, table: FactTable) -> SeriesResult:
    series = _listed(plan.of, table)
    common_unit(row.quantity for row in series.rows) if series.rows else None
    ordered = sorted(((_size(row.quantity.value), row) for row in series.rows), key=itemgetter(0), reverse=plan.descending)
    kept: list[Row] = []
    rank, place, before = 1, 1, None
    for size, row in ordered:
        rank = rank if size == before else place
        if plan.limit is not None and rank > plan.limit:
            break
        if plan.first <= rank:
            kept.append(replace(row, rank=rank))
        place, before = place + row.quantity.times, size
    return replace(series, rows=tuple(kept))


def fulfils(quantity: Quantity, bounds: Iterable[tuple[str, str]], unit: str | None = None) -> bool:
    """Whether the value compares so with every bound told in this unit; of percentages, in percent. Raises NotComparable."""
    value = quantity.value * scale_of(quantity.unit)
    return all(_COMPARISONS[sign](value, in_unit(bound, unit, quantity.unit)) for sign, bound in bounds)


def _filter(series: SeriesResult, bounds: tuple[tuple[str, str], ...], unit: str | None) -> SeriesResult:
    """The rows that compare so; a bare number compares with different units only where it is zero."""
    if unit is None and series.rows and any(Fraction(bound) for _, bound in bounds):
        common_unit(row.quantity for row in series.rows)
    return replace(series, rows=tuple(row for row in series.rows if fulfils(row.quantity, bounds, unit)))


def _series(plan: Series, table: FactTable) -> SeriesResult:
    match plan:
        case Each() | Every():
            return _listed(plan, table)
        case Filter(of, comparison, bound, also, unit):
            return _filter(_listed(of, table), ((comparison, bound), *((also,) if also else ())), unit)
        case Rank():
            return _rank(plan, table)
        case _:
            assert_never(plan)


def execute(plan: Expression, table: FactTable) -> Result:
    """The result of a plan over the facts. Raises a QuestionError where a scalar has no exact value."""
    if isinstance(plan, Each | Every | Filter | Rank):
        return _series(plan, table)
    return _scalar(plan, table)
