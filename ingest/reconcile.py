"""Two readings of the same PDF as one: what both read is kept, where they differ the identities decide or nobody does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.checks import check
from ingest.extract import extract_facts
from ingest.fact import Fact
from ingest.labels import squeeze
from ingest.report import PlacedCell, Report

Address = tuple[str, str | None]


def is_doubtful(report: Report) -> bool:
    """Whether a second reading could tell more: a cell unread, a row not placed, or an identity that does not hold."""
    facts = extract_facts(report)
    return bool(any(fact.state == "unread" for fact in facts) or any(table.unplaced for table in report.tables) or check(facts))


def agreed(first: Report, second: Report) -> Report:
    """The first reading, corrected where only the second satisfies the identities; a cell read differently is else unread."""
    if (first.agency, first.year) != (second.agency, second.year) or _addresses(first) - _addresses(second):
        return first
    if not is_doubtful(second):
        return replace(first, form=second.form, tables=second.tables)
    if _addresses(first) != _addresses(second):
        return first
    return _merged(first, second)


def _merged(first: Report, second: Report) -> Report:
    """The first reading; a cell that the second reads differently is as the one of them has it whose identities hold, else unread."""
    other = dict(_cells(second))
    sound = _sound(first), _sound(second)
    return replace(
        first,
        tables=tuple(
            replace(table, cells=tuple(_either(cell, other[cell.measure, cell.applicant], *sound) for cell in table.cells))
            for table in first.tables
        ),
    )


def _sound(report: Report) -> frozenset[Address]:
    """The addresses that are read and in no contradiction."""
    facts = extract_facts(report)
    doubtful = {_address(fact) for finding in check(facts) for fact in finding.facts}
    return frozenset(_address(fact) for fact in facts if fact.state != "unread") - doubtful


def _address(fact: Fact) -> Address:
    return fact.at.measure, fact.at.applicant


def _either(one: PlacedCell, other: PlacedCell, *sound: frozenset[Address]) -> PlacedCell:
    if squeeze(one.text or "") == squeeze(other.text or "") and (one.text is None) == (other.text is None):
        return one
    address = one.measure, one.applicant
    first, second = (address in some for some in sound)
    if first == second:
        return replace(one, text=None)
    return one if first else other


def _cells(report: Report) -> Iterator[tuple[Address, PlacedCell]]:
    return (((cell.measure, cell.applicant), cell) for table in report.tables for cell in table.cells)


def _addresses(report: Report) -> set[Address]:
    return {address for address, _ in _cells(report)}
