"""What all reports of a year give for one row and column: each figure once, with how many reports give it.

A report that prints no number there and all parts of it gives their sum, as a lookup adds them up; what is less plain is
left to be looked up report by report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from ingest.forms.measures import MEASURES
from ingest.held import Printed
from qa.computing.lookup import columns
from qa.computing.quantity import Operation, Quantity
from qa.computing.tally import Given, Tally, scale_of
from qa.plan import Address, Every
from qa.sources import FactSource

Unit = str | None


def tally_of(every: Every, source: FactSource) -> Tally:
    """What the reports give, the largest figure first: 1.0 and 1 are the same."""
    printed = _printed(every.at, every, source)
    added = _added(every, frozenset(printed.empty), source)
    given = {**_by_figure(_figures(printed), "printed"), **_by_figure(((unit, value, (one,)) for one, unit, value in added), "sum")}
    counted = {one for one, _, _ in added}
    rest = source.numbered((*printed.unread, *(one for one in printed.empty if one not in counted)))
    keys = sorted(rest.values(), key=lambda key: (key.agency, key.scope or ""))
    largest_first = sorted(given.items(), key=_size, reverse=True)
    numbers = (Quantity(value, unit, how, every.at, times=len(reports)) for (value, unit, how), reports in largest_first)
    return Tally(every, tuple(numbers), tuple(Address(agency=key.agency, scope=key.scope, year=key.year) for key in keys), given)


def _printed(at: Address, every: Every, source: FactSource) -> Printed:
    return source.printed(at.measure or "", at.applicant, every.at.year or 0, every.without)


def _figures(printed: Printed) -> Iterator[tuple[Unit, Fraction | int, Iterable[int]]]:
    for (value, unit), reports in printed.numbers.items():
        yield unit, int(value) if value.isdecimal() else Fraction(value), reports  # most are whole, and a fraction is read slowly


def _by_figure(figures: Iterable[tuple[Unit, Fraction | int, Iterable[int]]], operation: Operation) -> dict[Given, list[int]]:
    found: dict[tuple[Fraction | int, Unit], list[int]] = {}
    for unit, value, reports in figures:
        found.setdefault((value, unit), []).extend(reports)
    return {(Fraction(value, scale_of(unit)), unit, operation): reports for (value, unit), reports in found.items()}


def _size(given: tuple[Given, list[int]]) -> tuple[Fraction | int, str, str]:
    value, unit, operation = given[0]
    return value.numerator if value.denominator == 1 else value, unit or "", operation


def _added(every: Every, empty: frozenset[int], source: FactSource) -> list[tuple[int, Unit, Fraction | int]]:
    """The reports without a number that print every part in one unit, with the sum: of the columns of a row, or of the rows of a group."""
    at, found = every.at, []
    if empty and (parts := columns(at)):
        found += _summed(parts, every, empty, source)
        empty -= {one for one, _, _ in found}
    if empty and (below := MEASURES[at.measure].parts if at.measure in MEASURES else ()):
        plain = empty - source.with_rows(at.measure or "", at.year or 0)
        found += _summed(tuple(replace(at, measure=part) for part in below), every, plain, source) if plain else []
    return found


def _summed(parts: tuple[Address, ...], every: Every, among: frozenset[int], source: FactSource) -> list[tuple[int, Unit, Fraction | int]]:
    sums: dict[tuple[int, Unit], Fraction | int] = {}
    terms: dict[tuple[int, Unit], int] = {}
    for part in parts:
        for unit, value, reports in _figures(_printed(part, every, source)):
            for place in ((one, unit) for one in reports):
                sums[place] = sums.get(place, 0) + value
                terms[place] = terms.get(place, 0) + 1
    return [(one, unit, sums[one, unit]) for (one, unit), count in terms.items() if count == len(parts) and one in among]
