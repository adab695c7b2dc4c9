"""The identities (勾稽关系) that the forms print or imply, as functions from facts to findings.

A blank or unread cell may hide any number from 0 upwards: only what no such number can explain is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ingest.fact import Fact, Finding
from ingest.forms.measures import APPLICANTS, MEASURES, OWN
from ingest.report import Report

Facts = dict[tuple[str, str | None], Fact]
Check = Callable[[Sequence[Fact]], Iterator[Finding]]

_TOTAL = "total"
_ORGANIZATION = "organization"
_DISPOSITION = "disposition.total"
_REVIEWS = ("reconsideration", "litigation.direct", "litigation.after")
_OUTCOMES = ("upheld", "corrected", "other_outcome", "pending")


@dataclass(frozen=True, slots=True)
class _Sum:
    """What facts add up to: at least `least`; exactly that unless `open`, where a blank or unread cell may add to it."""

    least: Fraction
    open: bool
    facts: tuple[Fact, ...]

    def __str__(self) -> str:
        return f"{'至少' if self.open else ''}{_figure(self.least)}"


def carried_in_plus_received(facts: Sequence[Fact]) -> Iterator[Finding]:
    """新收 plus 上年结转 equals 总计 plus 结转下年度, for each column: the identity that the form prints in its corner."""
    held = _by_address(facts)
    for applicant in APPLICANTS:
        left = [held.get((measure, applicant)) for measure in ("requests.received", "requests.carried_in")]
        right = [held.get((measure, applicant)) for measure in (_DISPOSITION, "requests.carried_out")]
        sides = (_sum_of(held, left), _sum_of(held, right))
        if None not in (*left, *right) and _differ(*sides):
            name = APPLICANTS[applicant].name
            message = f"表三“{name}”列：本年新收与上年结转之和为 {sides[0]}，（七）总计与结转下年度之和为 {sides[1]}，两者应当相等。"
            yield _finding("carried_in_plus_received", message, *sides)


def dispositions_add_up(facts: Sequence[Fact]) -> Iterator[Finding]:
    """The dispositions, agencies' own rows among them, add up to （七）总计, and to the subtotals that a report prints, for each column."""
    held = _by_address(facts)
    for applicant in APPLICANTS:
        total = held.get((_DISPOSITION, applicant))
        parts = [fact for group in MEASURES[_DISPOSITION].parts for fact in _group(held, group, applicant)]
        name = APPLICANTS[applicant].name
        yield from _adds_up("dispositions_add_up", f"表三“{name}”列：各项办理结果", "（七）总计", parts, total, held)
        for group in MEASURES[_DISPOSITION].parts:
            label = f"表三“{name}”列：{MEASURES[group].name}各项"
            yield from _adds_up("dispositions_add_up", label, "小计", _parts(held, group, applicant), held.get((group, applicant)), held)


def applicants_add_up(facts: Sequence[Fact]) -> Iterator[Finding]:
    """自然人 and the five kinds of organizations add up to 总计, in each row of table three."""
    held = _by_address(facts)
    for measure in dict.fromkeys(fact.at.measure for fact in facts if fact.table == 3):
        row = next(fact.row[-1] for fact in facts if fact.at.measure == measure)
        yield from _adds_up(
            "applicants_add_up", f"表三“{row}”行：各类申请人", "总计", _columns(held, measure), held.get((measure, _TOTAL)), held
        )


def outcomes_add_up(facts: Sequence[Fact]) -> Iterator[Finding]:
    """The four outcomes add up to 总计, in each of the three groups of table four."""
    held = _by_address(facts)
    for review in _REVIEWS:
        parts = [fact for outcome in _OUTCOMES if (fact := held.get((f"{review}.{outcome}", None))) is not None]
        total = held.get((f"{review}.{_TOTAL}", None))
        name = "".join(total.column[:-1]) if total is not None else ""
        yield from _adds_up("outcomes_add_up", f"表四“{name}”：四种结果", "总计", parts, total, held)


CHECKS: tuple[Check, ...] = (carried_in_plus_received, dispositions_add_up, applicants_add_up, outcomes_add_up)


def check(facts: Sequence[Fact]) -> tuple[Finding, ...]:
    """The findings of every check, in the order of CHECKS."""
    return tuple(finding for one in CHECKS for finding in one(facts))


def unplaced_rows(report: Report) -> Iterator[Finding]:
    """A finding for every row with values that no label of the form places; such rows move nothing and are in no fact."""
    for table in report.tables:
        for row in table.unplaced:
            printed = " ".join(filter(None, row))
            message = f"表{'〇一二三四'[table.number]}有一行无法归入法定格式，未采用其中的数字：“{printed}”。请对照原文核实这一行的名称。"
            yield Finding("row_not_placed", message, "法定格式中的行", printed, ())


def _by_address(facts: Iterable[Fact]) -> Facts:
    return {(fact.at.measure, fact.at.applicant): fact for fact in facts}


def _parts(held: Facts, group: str, applicant: str) -> list[Fact]:
    """The lines of a group in this column: those of the form and the agency's own."""
    own = [fact for (measure, who), fact in held.items() if who == applicant and measure.startswith(f"{group}{OWN}")]
    return [fact for part in MEASURES[group].parts if (fact := held.get((part, applicant))) is not None] + own


def _group(held: Facts, group: str, applicant: str) -> list[Fact]:
    """The lines of a group, or the one line that stands for it: a subtotal, （一）予以公开, （六）其他处理 of 2019."""
    whole = held.get((group, applicant))
    parts = _parts(held, group, applicant)
    return parts or ([whole] if whole is not None else [])


def _columns(held: Facts, measure: str) -> list[Fact]:
    natural, organization = held.get((measure, "natural")), held.get((measure, _ORGANIZATION))
    parts = [fact for part in APPLICANTS[_ORGANIZATION].parts if (fact := held.get((measure, part))) is not None]
    organizations = parts or ([organization] if organization is not None else [])
    return organizations if natural is None else [natural, *organizations]


def _adds_up(name: str, what: str, label: str, parts: Sequence[Fact], total: Fact | None, held: Facts) -> Iterator[Finding]:
    if total is None or total.value is None or not parts:
        return
    added, printed = _sum_of(held, parts), _Sum(Fraction(total.value), False, (total,))
    if _differ(added, printed):
        message = f"{what}之和为 {added}（{' + '.join(_shown(fact) for fact in parts)}），{label}印为 {printed}，两者应当相等。"
        yield _finding(name, message, added, printed)


def _sum_of(held: Facts, facts: Iterable[Fact | None]) -> _Sum:
    addends = [_value_of(held, fact) for fact in facts if fact is not None]
    return _Sum(
        sum((one.least for one in addends), Fraction(0)),
        any(one.open for one in addends),
        tuple(fact for one in addends for fact in one.facts),
    )


def _value_of(held: Facts, fact: Fact) -> _Sum:
    """The fact's number; for a blank total the sum of its row as far as that is printed; '/' counts nothing."""
    if fact.value is not None or fact.state == "not_applicable":
        return _Sum(Fraction(fact.value or 0), False, (fact,))
    if fact.state == "blank" and fact.at.applicant == _TOTAL:
        known = [part for part in _columns(held, fact.at.measure) if part.value is not None]
        return _Sum(sum((Fraction(part.value or 0) for part in known), Fraction(0)), True, (fact, *known))
    return _Sum(Fraction(0), True, (fact,))


def _differ(one: _Sum, other: _Sum) -> bool:
    return (one.least > other.least and not other.open) or (other.least > one.least and not one.open)


def _shown(fact: Fact) -> str:
    return (
        _figure(Fraction(fact.value)) if fact.value is not None else {"blank": "空白", "unread": "未能读出"}.get(fact.state, fact.printed)
    )


def _figure(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _finding(name: str, message: str, expected: _Sum, found: _Sum) -> Finding:
    return Finding(name, message, str(expected), str(found), (*expected.facts, *found.facts))
