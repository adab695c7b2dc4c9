"""Which one cell is most likely wrong where several identities fail at once: the cell that stands in all of them and mends them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from ingest.checks import check
from ingest.fact import Fact, Finding

_IDENTITIES = frozenset(("carried_in_plus_received", "dispositions_add_up", "applicants_add_up", "outcomes_add_up"))


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings with one cause: the cell most likely wrong and what it would have to be; None where none or several could be."""

    findings: tuple[Finding, ...]
    suspect: Fact | None = None
    should_be: Decimal | None = None


def causes(facts: Sequence[Fact], findings: Sequence[Finding]) -> tuple[Cause, ...]:
    """The findings, those of identities that share cells brought together, in the order of the first of each."""
    return tuple(_cause(facts, group) for group in _groups(findings))


def _groups(findings: Sequence[Finding]) -> Iterator[tuple[Finding, ...]]:
    left = list(findings)
    while left:
        group, left = [left[0]], left[1:]
        while near := [one for one in left if any(_touch(one, other) for other in group)]:
            group += near
            left = [one for one in left if one not in near]
        yield tuple(group)


def _touch(one: Finding, other: Finding) -> bool:
    return {one.check, other.check} <= _IDENTITIES and bool(set(one.facts) & set(other.facts))


def _cause(facts: Sequence[Fact], group: tuple[Finding, ...]) -> Cause:
    """One cell is named where its change alone makes every finding of two or more vanish; a sum by itself does not tell which cell."""
    shared = set.intersection(*(set(one.facts) for one in group)) if len(group) > 1 else set()
    left = set(check(facts)) - {replace(one, verdict=None) for one in group}
    mends = {
        (fact, value)
        for fact in shared
        if fact.value is not None
        for value in _values(fact, group)
        if set(check([replace(one, value=value) if one == fact else one for one in facts])) <= left
    }
    if len(mends) != 1:
        return Cause(group)
    ((suspect, value),) = mends
    return Cause(group, suspect, value)


def _values(fact: Fact, group: Sequence[Finding]) -> set[Decimal]:
    """What the cell would have to be for one of the findings to vanish."""
    gaps = {_exact(one.expected) - _exact(one.found) for one in group}
    wanted = {Fraction(fact.value or 0) + sign * gap for gap in gaps for sign in (1, -1)}
    return {Decimal(one.numerator) / one.denominator for one in wanted if one >= 0}


def _exact(text: str) -> Fraction:
    return Fraction(text.removeprefix("至少"))
