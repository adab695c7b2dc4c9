"""An address to the figure printed there.

Where the form prints no total (不予公开) or the report leaves one blank, it is the sum of its parts; the derivation says
so. A part that cannot be read, or that the report does not print, makes the sum impossible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from ingest.fact import Fact, Point
from ingest.forms.measures import APPLICANTS, MEASURES, OWN, closure
from ingest.held import ReportKey
from qa.computing.quantity import Quantity
from qa.computing.tally import Tally, scale_of
from qa.errors import BlankCell, NotApplicable, NotComparable, NotOnForm, NotReported, UnreadCell
from qa.plan import Address

_NO_NUMBER = {"blank": BlankCell, "not_applicable": NotApplicable, "unread": UnreadCell}
_REST = "disposition.other.rest"


class FactTable:
    """The facts of a plan by their address, the reports that are held, and what was counted over all of a year."""

    def __init__(self, facts: Iterable[Fact], held: Iterable[ReportKey], tally: Tally | None = None) -> None:
        self.tally = tally
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


def report_key(at: Address) -> ReportKey:
    """The report of an address."""
    return ReportKey(at.agency or "", at.scope, at.year or 0)


def parts_of(at: Address, table: FactTable) -> tuple[Address, ...]:
    """What a lookup is the sum of: the columns of a printed row, else the measure's parts with the agency's own rows."""
    if (counted := columns(at)) and table.prints(report_key(at), at.measure):
        return counted
    known, own = MEASURES.get(at.measure or ""), table.own(report_key(at), at.measure or "")
    statutory = known.parts if known else ()
    kept = [part for part in statutory if not (part == _REST and own and not table.prints(report_key(at), part))]
    parts = (*kept, *own)
    return tuple(replace(at, measure=part) for part in parts) if any(_printed(part, at, table) for part in parts) else ()


def _printed(measure: str, at: Address, table: FactTable) -> bool:
    """Whether the report prints this measure, or parts of it."""
    return any(table.prints(report_key(at), part) or table.own(report_key(at), part) for part in closure(measure))


def columns(at: Address) -> tuple[Address, ...]:
    """What a column of a row counts in, where it counts in others."""
    applicant = APPLICANTS.get(at.applicant or "")
    return tuple(replace(at, applicant=part) for part in applicant.parts) if applicant else ()


def _point(at: Address) -> Point:
    return Point(at.agency or "", at.scope, at.year or 0, at.measure or "", at.applicant)


def looked_up(at: Address, table: FactTable) -> Quantity:
    """What is printed at an address, else the sum of its parts. Raises the reason where there is neither."""
    fact = table.facts.get(_point(at))
    if fact is not None and fact.state == "number" and fact.value is not None:
        value, scale = Fraction(fact.value), scale_of(fact.unit)
        return Quantity(value if scale == 1 else value / scale, fact.unit, "printed", at, fact)
    if report_key(at) not in table.held:
        raise NotReported(((at.agency or "", at.year or 0),))
    if fact is not None and fact.state == "unread":
        raise UnreadCell((fact,), measure=at.measure or "")
    if parts := parts_of(at, table):
        return _sum_of_parts(at, parts, fact, table)
    if fact is None:
        raise NotOnForm(measure=at.measure or "", agency=at.agency or "", year=str(at.year), applicant=at.applicant or "")
    raise _NO_NUMBER[fact.state]((fact,), measure=at.measure or "")


def _sum_of_parts(at: Address, parts: tuple[Address, ...], printed: Fact | None, table: FactTable) -> Quantity:
    """The sum of what is printed of the parts; a part that is missing altogether stops it, a blank one is named."""
    terms: list[Quantity] = []
    left_out: list[Fact] = []
    for part in parts:
        try:
            terms.append(looked_up(part, table))
        except (BlankCell, NotApplicable) as empty:
            left_out.extend(empty.facts)
    if not terms:
        empty_cells = (*((printed,) if printed else ()), *left_out)
        raise _NO_NUMBER[empty_cells[0].state](empty_cells, measure=at.measure or "")
    return replace(total(terms), at=at, left_out=tuple(left_out))


def common_unit(quantities: Iterable[Quantity]) -> str | None:
    """The unit of all these. Raises NotComparable for several."""
    units = {quantity.unit for quantity in quantities}
    if len(units) != 1:
        raise NotComparable(units="/".join(sorted(unit or "?" for unit in units)))
    return units.pop()


def total(terms: Iterable[Quantity]) -> Quantity:
    """Their sum; whole numbers are added apart, as they are most and fractions slow."""
    terms = tuple(terms)
    whole = sum(term.value.numerator * term.times for term in terms if term.value.denominator == 1)
    rest = sum((term.value * term.times for term in terms if term.value.denominator != 1), Fraction(whole))
    return Quantity(rest, common_unit(terms), "sum", operands=terms)
