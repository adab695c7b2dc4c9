"""What all reports of a year give for one row and column: each figure once, with how many reports give it.

A report that prints no number there and all parts of it gives their sum, as a lookup adds them up; what is less plain is
left to be looked up report by report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import repeat

from ingest.forms.measures import MEASURES
from ingest.held import Numbers
from qa.computing.lookup import columns
from qa.computing.quantity import Operation, Quantity
from qa.computing.tally import Given, Tally, scale_of
from qa.plan import Address, Every
from qa.sources import FactSource

Unit = str | None


def tally_of(every: Every, source: FactSource) -> Tally:
    """What the reports give, the largest figure first: 1.0 and 1 are the same."""
    printed = source.printed(*_cell(every.at, every))
    added = _added(every, frozenset(printed.empty), source)
    given = {**_by_figure(_figures(printed.numbers), "printed"), **_by_figure(((unit, value, (one,)) for one, unit, value in added), "sum")}
    counted = {one for one, _, _ in added}
    rest = source.numbered((*printed.unread, *(one for one in printed.empty if one not in counted)))
    keys = sorted(rest.values(), key=lambda key: (key.agency, key.scope or ""))
    numbers = (_quantity(figure, len(given[figure]), every.at) for figure in sorted(given, key=_size, reverse=True))
    return Tally(every, tuple(numbers), tuple(Address(agency=key.agency, scope=key.scope, year=key.year) for key in keys), given)


def _quantity(figure: Given, times: int, at: Address) -> Quantity:
    value, unit, operation = figure
    scale = scale_of(unit)
    return Quantity(Fraction(value) if scale == 1 else Fraction(value) / scale, unit, operation, at, times=times)


def _cell(at: Address, every: Every) -> tuple[str, str | None, int, tuple[str, ...]]:
    return at.measure or "", at.applicant, every.at.year or 0, every.without


def _figures(numbers: Numbers) -> Iterator[tuple[Unit, Fraction | int, Iterable[int]]]:
    for (value, unit), reports in numbers.items():
        yield unit, int(value) if value.isdecimal() else Fraction(value), reports  # most are whole, and a fraction is read slowly


def _by_figure(figures: Iterable[tuple[Unit, Fraction | int, Iterable[int]]], operation: Operation) -> dict[Given, list[int]]:
    found: dict[Given, list[int]] = {}
    for unit, value, reports in figures:
        found.setdefault((value, unit, operation), []).extend(reports)
    return found


def _size(figure: Given) -> tuple[Fraction | int, str, str]:
    value, unit, operation = figure
    return value, unit or "", operation


def _added(every: Every, empty: frozenset[int], source: FactSource) -> list[tuple[int, Unit, Fraction | int]]:
    """The reports without a number that print every part in one unit, with the sum: of the columns of a row, or of the rows of a group."""
    at = every.at
    across, below = columns(at), MEASURES[at.measure].parts if at.measure in MEASURES else ()
    if not empty or not (across or below):
        return []
    with_rows = empty & source.with_rows(at.measure or "", at.year or 0)
    rows_below = tuple(replace(at, measure=part) for part in below)
    return [*_summed(across, every, with_rows, source), *_summed(rows_below, every, empty - with_rows, source)]


def _summed(parts: tuple[Address, ...], every: Every, among: frozenset[int], source: FactSource) -> list[tuple[int, Unit, Fraction | int]]:
    if not parts or not among:
        return []
    columns = [_by_unit(_figures(source.numbers(*_cell(part, every)))) for part in parts]
    units = [unit for unit in columns[0] if all(unit in column for column in columns)]
    return [one for unit in units for one in _added_up([column[unit] for column in columns], unit, among)]


def _by_unit(figures: Iterable[tuple[Unit, Fraction | int, Iterable[int]]]) -> dict[Unit, dict[int, Fraction | int]]:
    """The number of each report, unit by unit."""
    found: defaultdict[Unit, dict[int, Fraction | int]] = defaultdict(dict)
    for unit, value, reports in figures:
        found[unit].update(dict.fromkeys(reports, value))
    return found


def _added_up(columns: list[dict[int, Fraction | int]], unit: Unit, among: frozenset[int]) -> Iterator[tuple[int, Unit, Fraction | int]]:
    """The reports that are in every column, with the sum of theirs."""
    reports = sorted(among.intersection(*columns))
    rows = zip(*(map(column.__getitem__, reports) for column in columns), strict=True)
    return zip(reports, repeat(unit), map(sum, rows), strict=False)
