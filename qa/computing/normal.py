"""One normal form of plans, so that the same computation has the same receipt in whatever words it was asked.

A sum over a whole family of cells is the whole, where the report does not print another figure for it; the summands
stand in the order of the forms; a difference without a direction (相差) has its larger side first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.forms.measures import APPLICANTS, MEASURES, OWN, outcomes
from qa.computing.execute import execute
from qa.computing.lookup import FactTable, parts_of, report_key
from qa.computing.quantity import Quantity
from qa.errors import QuestionError
from qa.plan import (
    Address,
    Aggregate,
    Change,
    Difference,
    Each,
    Every,
    Expression,
    Filter,
    Lookup,
    Plan,
    Rank,
    Ratio,
    Scalar,
    Series,
    Several,
    Sum,
    bind,
)

MOST_ORDERED = 100
"""Members that a question names one by one; a longer series ranges over all reports, in the order in which they are held."""

_PLACES = {name: place for place, name in enumerate((*MEASURES, *APPLICANTS))}

Facts = Callable[[Expression], FactTable]


def normal(plan: Expression, facts: Facts, *, directed: bool = False) -> Expression:
    """The plan in its normal form over these facts, which give the same figure for both; `directed` where a difference may be below 0."""
    if isinstance(plan, Each) and len(plan.members) == 1:
        return normal(bind(plan.of, plan.members[0]), facts, directed=directed)
    if isinstance(plan, Each | Every | Filter | Rank):
        return plan
    whole = _whole(plan, facts)
    return whole if directed else _larger_first(whole, facts)


def _whole(plan: Scalar, facts: Facts) -> Scalar:
    """The scalar with the sums in it as the wholes that they make up."""
    match plan:
        case Sum(terms):
            return _joined(plan, [term.at for term in terms if isinstance(term, Lookup)], len(terms), facts)
        case Aggregate("sum", Each(members, Lookup(at))):
            return _joined(plan, [at.bound(member) for member in members], len(members), facts)
        case Difference(first, second):
            return Difference(_whole(first, facts), _whole(second, facts))
        case Ratio(first, second, unit):
            return Ratio(_whole(first, facts), _whole(second, facts), unit)
        case Change(first, second):
            return Change(_whole(first, facts), _whole(second, facts))
    return plan


def _joined(plan: Sum | Aggregate, terms: list[Address], count: int, facts: Facts) -> Scalar:
    """A sum of cells with every complete family of them as its whole, in the order of the forms."""
    if len(terms) != count or len(set(terms)) != count or count > MOST_ORDERED:
        return plan
    found: Address | None = terms[0]
    while found is not None:
        family, found = next(_families(terms, facts), ((), None))
        terms = [*(term for term in terms if term not in family), *((found,) if found else ())]
    lookups = tuple(map(Lookup, sorted(terms, key=_place)))
    if len(lookups) == 1:
        return lookups[0]
    return Sum(lookups) if isinstance(plan, Sum) else Aggregate("sum", Each(tuple(one.at for one in lookups), Lookup(Address())))


def _families(terms: list[Address], facts: Facts) -> Iterator[tuple[tuple[Address, ...], Address]]:
    """The terms that make up a whole, and the whole, whose own figure is their sum."""
    of_report = Counter(map(report_key, terms))  # no family has members in several reports
    for whole in dict.fromkeys(whole for term in terms if of_report[report_key(term)] > 1 for whole in _wholes(term)):
        table = facts(Sum((Lookup(whole), *map(Lookup, terms))))
        for family in (parts_of(whole, table), _outcomes(whole)):
            if len(family) > 1 and set(family) <= set(terms) and _same(Lookup(whole), Sum(tuple(map(Lookup, family))), table):
                yield family, whole


def _wholes(term: Address) -> Iterator[Address]:
    """The addresses that count this one in and are next above it."""
    measure = (term.measure or "").split(OWN)[0]
    above = {one.id for one in MEASURES.values() if term.measure in one.parts} | ({measure} - {term.measure})
    total = f"{measure.rpartition('.')[0]}.total"
    above |= {total} if measure in outcomes(total) else set()
    yield from (replace(term, measure=one) for one in sorted(above))
    yield from (replace(term, applicant=one.id) for one in APPLICANTS.values() if term.applicant in one.parts)


def _outcomes(whole: Address) -> tuple[Address, ...]:
    """The four outcomes of a review or of lawsuits, where the address is that of their total."""
    return tuple(replace(whole, measure=one) for one in outcomes(whole.measure or ""))


def _same(one: Scalar, other: Scalar, table: FactTable) -> bool:
    try:
        return _value(one, table) == _value(other, table)
    except QuestionError:
        return False


def _value(plan: Scalar, table: FactTable) -> Quantity | object:
    result = execute(plan, table)
    return (result.value, result.unit) if isinstance(result, Quantity) else object()


def _larger_first(plan: Scalar, facts: Facts) -> Scalar:
    if not isinstance(plan, Difference):
        return plan
    result = execute(plan, facts(plan))
    return Difference(plan.subtrahend, plan.minuend) if isinstance(result, Quantity) and result.value < 0 else plan


def _place(at: Address) -> tuple[str, str, int, int, str, int]:
    measure = at.measure or ""
    group = measure.split(OWN)[0]
    return at.agency or "", at.scope or "", at.year or 0, _PLACES.get(group, -1), measure, _PLACES.get(at.applicant or "", -1)


def ordered(plan: Plan) -> Plan:
    """The plan with its parts, and the members of its series, in one order: they were asked for in any."""
    match plan.compute:
        case None:
            return plan
        case Several(parts):
            return replace(plan, compute=Several(tuple(sorted(map(_ordered, parts), key=str))))
        case expression:
            return replace(plan, compute=_ordered(expression))


def _ordered(expression: Expression) -> Expression:
    match expression:
        case Aggregate() as aggregate:
            return replace(aggregate, of=_in_order(aggregate.of))
        case (Each() | Every() | Filter() | Rank()) as series:
            return _in_order(series)
    return expression


def _in_order(series: Series) -> Series:
    if isinstance(series, Filter | Rank):
        return replace(series, of=_members_in_order(series.of))
    return _members_in_order(series)


def _members_in_order(each: Each | Every) -> Each | Every:
    if isinstance(each, Every):
        return each
    return replace(each, members=tuple(sorted(each.members, key=_place))) if len(each.members) <= MOST_ORDERED else each
