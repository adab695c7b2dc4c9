"""Plans to results: exact arithmetic over the facts that one SELECT has fetched.

Where the form prints no total (不予公开) or the report leaves one blank, a lookup is the sum of its parts; the
derivation says so. A part that cannot be read, or that the report does not print, makes the sum impossible.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from ingest.fact import Fact, Point
from ingest.forms.measures import APPLICANTS, MEASURES, OWN, closure
from ingest.held import ReportKey
from qa.computing.quantity import Operation, Quantity, Result, Row, SeriesResult
from qa.errors import BlankCell, NotApplicable, NotComparable, NothingLeft, NotOnForm, NotReported, QuestionError, Undefined, UnreadCell
from qa.parsing.units import in_unit
from qa.plan import Address, Aggregate, Change, Difference, Each, Expression, Filter, Lookup, Rank, Ratio, Scalar, Series, Sum, bind

_NO_NUMBER = {"blank": BlankCell, "not_applicable": NotApplicable, "unread": UnreadCell}
_COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
_REST = "disposition.other.rest"


class FactTable:
    """The facts of a plan by their address, and the reports that are held."""

    def __init__(self, facts: Iterable[Fact], held: Iterable[ReportKey]) -> None:
        self.facts = {fact.at: fact for fact in facts}
        self.held = frozenset(held)
        self._rows = {(ReportKey(at.agency, at.scope, at.year), at.measure) for at in self.facts}
        self._own: dict[tuple[ReportKey, str], set[str]] = {}
        for point in self.facts:
            group, own, _ = point.measure.partition(OWN)
            if own:
                self._own.setdefault((ReportKey(point.agency, point.scope, point.year), group), set()).add(point.measure)

    def has_number(self, at: Address) -> bool:
        """Whether a number is printed at this address, so that nothing else is needed for it."""
        fact = self.facts.get(_point(at))
        return fact is not None and fact.state == "number"

    def prints(self, key: ReportKey, measure: str | None) -> bool:
        """Whether the report has a row or cell of this measure, filled or not."""
        return (key, measure) in self._rows

    def own(self, key: ReportKey, group: str) -> tuple[str, ...]:
        """The measures of the rows that this report alone prints under the group."""
        return tuple(sorted(self._own.get((key, group), ())))


def _key(at: Address) -> ReportKey:
    return ReportKey(at.agency or "", at.scope, at.year or 0)


def _parts(at: Address, table: FactTable) -> tuple[Address, ...]:
    """What a lookup is the sum of: the columns of a printed row, else the measure's parts with the agency's own rows."""
    if (columns := _columns(at)) and table.prints(_key(at), at.measure):
        return columns
    known, own = MEASURES.get(at.measure or ""), table.own(_key(at), at.measure or "")
    statutory = known.parts if known else ()
    kept = [part for part in statutory if not (part == _REST and own and not table.prints(_key(at), part))]
    parts = (*kept, *own)
    return tuple(replace(at, measure=part) for part in parts) if any(_printed(part, at, table) for part in parts) else ()


def _printed(measure: str, at: Address, table: FactTable) -> bool:
    """Whether the report prints this measure, or parts of it."""
    return any(table.prints(_key(at), part) or table.own(_key(at), part) for part in closure(measure))


def _columns(at: Address) -> tuple[Address, ...]:
    applicant = APPLICANTS.get(at.applicant or "")
    return tuple(replace(at, applicant=part) for part in applicant.parts) if applicant else ()


def _point(at: Address) -> Point:
    return Point(at.agency or "", at.scope, at.year or 0, at.measure or "", at.applicant)


def _lookup(at: Address, table: FactTable) -> Quantity:
    fact = table.facts.get(_point(at))
    if fact is not None and fact.state == "number" and fact.value is not None:
        value, scale = Fraction(fact.value), _scale(fact.unit)
        return Quantity(value if scale == 1 else value / scale, fact.unit, "printed", at, fact)
    if _key(at) not in table.held:
        raise NotReported(((at.agency or "", at.year or 0),))
    if fact is not None and fact.state == "unread":
        raise UnreadCell((fact,), measure=at.measure or "")
    if parts := _parts(at, table):
        return _sum_of_parts(at, parts, fact, table)
    if fact is None:
        raise NotOnForm(measure=at.measure or "", agency=at.agency or "", year=str(at.year), applicant=at.applicant or "")
    raise _NO_NUMBER[fact.state]((fact,), measure=at.measure or "")


def _scale(unit: str | None) -> int:
    """How many times its quantity's value a number is as people read it: percentages are printed and asked for in hundredths."""
    return 100 if unit == "%" else 1


def _sum_of_parts(at: Address, parts: tuple[Address, ...], printed: Fact | None, table: FactTable) -> Quantity:
    """The sum of what is printed of the parts; a part that is missing altogether stops it, a blank one is named."""
    terms: list[Quantity] = []
    left_out: list[Fact] = []
    for part in parts:
        try:
            terms.append(_lookup(part, table))
        except (BlankCell, NotApplicable) as empty:
            left_out.extend(empty.facts)
    if not terms:
        empty_cells = (*((printed,) if printed else ()), *left_out)
        raise _NO_NUMBER[empty_cells[0].state](empty_cells, measure=at.measure or "")
    return replace(_total(terms), at=at, left_out=tuple(left_out))


def _unit(quantities: Iterable[Quantity]) -> str | None:
    units = {quantity.unit for quantity in quantities}
    if len(units) != 1:
        raise NotComparable(units="/".join(sorted(unit or "?" for unit in units)))
    return units.pop()


def _total(terms: Iterable[Quantity]) -> Quantity:
    terms = tuple(terms)
    whole = sum(term.value.numerator for term in terms if term.value.denominator == 1)
    rest = sum((term.value for term in terms if term.value.denominator != 1), Fraction(whole))
    return Quantity(rest, _unit(terms), "sum", operands=terms)


def _ratio(numerator: Quantity, denominator: Quantity, unit: str, operation: Operation = "ratio") -> Quantity:
    _unit((numerator, denominator))
    if denominator.value == 0:
        raise Undefined()
    return Quantity(numerator.value / denominator.value, unit, operation, operands=(numerator, denominator))


def _difference(minuend: Quantity, subtrahend: Quantity) -> Quantity:
    return Quantity(minuend.value - subtrahend.value, _unit((minuend, subtrahend)), "difference", operands=(minuend, subtrahend))


def _change(before: Quantity, after: Quantity) -> Quantity:
    difference = _difference(after, before)
    return replace(_ratio(difference, before, "%", "change"), operands=(before, after))


def _aggregate(plan: Aggregate, table: FactTable) -> Quantity:
    series = _series(plan.of, table)
    quantities = tuple(row.quantity for row in series.rows)
    if series.without and not series.considered:
        raise series.without[0][1]
    if plan.operator == "count":
        return Quantity(Fraction(len(quantities)), None, "count", operands=quantities, series=series)
    if not quantities:
        raise series.without[0][1] if series.without else NothingLeft()
    match plan.operator:
        case "sum":
            return replace(_total(quantities), series=series)
        case "average":
            total = _total(quantities)
            return replace(total, value=total.value / len(quantities), operation="average", series=series)
        case "maximum" | "minimum":
            if series.without:
                raise series.without[0][1]
            _unit(quantities)
            if plan.operator == "maximum":
                return max(quantities, key=lambda quantity: quantity.value)
            return min(reversed(quantities), key=lambda quantity: quantity.value)  # of equals the other one than the maximum
        case _:
            assert_never(plan.operator)


def _scalar(plan: Scalar, table: FactTable) -> Quantity:
    match plan:
        case Lookup(at):
            return _lookup(at, table)
        case Sum(terms):
            return _total(_scalar(term, table) for term in terms)
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


def _size(value: Fraction) -> Fraction | int:
    """The value as what compares soonest: most figures are whole."""
    return value.numerator if value.denominator == 1 else value


def _rank(plan: Rank, table: FactTable) -> SeriesResult:
    series = _each(plan.of, table)
    _unit(row.quantity for row in series.rows) if series.rows else None
    ordered = sorted(series.rows, key=lambda row: _size(row.quantity.value), reverse=plan.descending)
    ranks: dict[Fraction, int] = {}
    for place, row in enumerate(ordered, start=1):
        ranks.setdefault(row.quantity.value, place)
    ranked = (replace(row, rank=ranks[row.quantity.value]) for row in ordered)
    kept = tuple(row for row in ranked if (row.rank or 0) >= plan.first and (plan.limit is None or (row.rank or 0) <= plan.limit))
    return replace(series, rows=kept)


def fulfils(quantity: Quantity, bounds: Iterable[tuple[str, str]], unit: str | None = None) -> bool:
    """Whether the value compares so with every bound told in this unit; of percentages, in percent. Raises NotComparable."""
    value = quantity.value * _scale(quantity.unit)
    return all(_COMPARISONS[sign](value, in_unit(bound, unit, quantity.unit)) for sign, bound in bounds)


def _filter(series: SeriesResult, bounds: tuple[tuple[str, str], ...], unit: str | None) -> SeriesResult:
    """The rows that compare so; a bare number compares with different units only where it is zero."""
    if unit is None and series.rows and any(Fraction(bound) for _, bound in bounds):
        _unit(row.quantity for row in series.rows)
    return replace(series, rows=tuple(row for row in series.rows if fulfils(row.quantity, bounds, unit)))


def _series(plan: Series, table: FactTable) -> SeriesResult:
    match plan:
        case Each():
            return _each(plan, table)
        case Filter(of, comparison, bound, also, unit):
            return _filter(_each(of, table), ((comparison, bound), *((also,) if also else ())), unit)
        case Rank():
            return _rank(plan, table)
        case _:
            assert_never(plan)


def execute(plan: Expression, table: FactTable) -> Result:
    """The result of a plan over the facts. Raises a QuestionError where a scalar has no exact value."""
    if isinstance(plan, Each | Filter | Rank):
        return _series(plan, table)
    return _scalar(plan, table)
