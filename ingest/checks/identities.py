"""The identities (勾稽关系) that the forms print or imply: sums of rows, columns, groups and outcomes, as functions from facts to findings.

A blank beside printed numbers counts nothing, as a reader takes it; where all is blank there is nothing to compare. An
unread cell may be any number from 0 upwards: only what no such number can explain is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ingest.fact import Fact, Finding
from ingest.forms.measures import APPLICANTS, MEASURES, OWN

Facts = dict[tuple[str, str | None], Fact]
Check = Callable[[Sequence[Fact]], Iterator[Finding]]

_PRINTED = ("number", "not_applicable")
_TOTAL = "total"
_ORGANIZATION = "organization"
_DISPOSITION = "disposition.total"
_REVIEWS = ("reconsideration", "litigation.direct", "litigation.after")
_LEAVES = ("natural", *APPLICANTS[_ORGANIZATION].parts)
_OUTCOMES = ("upheld", "corrected", "other_outcome", "pending")


@dataclass(frozen=True, slots=True)
class _Addends:
    """The facts that are to be added up, and the names of the form's lines or columns that should be among them and are not there."""

    facts: Sequence[Fact]
    lost: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sum:
    """What facts add up to: at least `least`; exactly that unless `open`, where an unread cell may add to it."""

    least: Fraction
    open: bool
    facts: tuple[Fact, ...]

    def __str__(self) -> str:
        return f"{'至少' if self.open else ''}{figure(self.least)}"


def carried_in_plus_received(facts: Sequence[Fact]) -> Iterator[Finding]:
    """新收 plus 上年结转 equals 总计 plus 结转下年度, for each column: the identity that the form prints in its corner."""
    held = by_address(facts)
    for applicant in APPLICANTS:
        left = [held.get((measure, applicant)) for measure in ("requests.received", "requests.carried_in")]
        right = [held.get((measure, applicant)) for measure in (_DISPOSITION, "requests.carried_out")]
        sides = (sum_of(held, left), sum_of(held, right))
        if None not in (*left, *right) and differ(*sides):
            name = APPLICANTS[applicant].name
            message = f"表三“{name}”列：本年新收与上年结转之和为 {sides[0]}，（七）总计与结转下年度之和为 {sides[1]}，两者应当相等。"
            yield _finding("carried_in_plus_received", message, *sides)


def dispositions_add_up(facts: Sequence[Fact]) -> Iterator[Finding]:
    """The dispositions, agencies' own rows among them, add up to （七）总计, and to the subtotals that a report prints, for each column."""
    held = by_address(facts)
    for applicant in APPLICANTS:
        total = held.get((_DISPOSITION, applicant))
        groups = MEASURES[_DISPOSITION].parts
        parts = [fact for group in groups for fact in _group(held, group, applicant)]
        lost = [name for group in groups if (group, applicant) not in held for name in _lost(held, group, applicant)]
        name = APPLICANTS[applicant].name
        yield from _adds_up("dispositions_add_up", f"表三“{name}”列：各项办理结果", "（七）总计", _Addends(parts, lost), total, held)
        for group in groups:
            label = f"表三“{name}”列：{MEASURES[group].name}各项"
            whole, lines = held.get((group, applicant)), _parts(held, group, applicant)
            yield from _adds_up("dispositions_add_up", label, "小计", _Addends(lines, _lost(held, group, applicant)), whole, held)


def applicants_add_up(facts: Sequence[Fact]) -> Iterator[Finding]:
    """自然人 and the five kinds of organizations add up to 总计, in each row of table three."""
    held = by_address(facts)
    for measure in dict.fromkeys(fact.at.measure for fact in facts if fact.table == 3):
        row = next(fact.row[-1] for fact in facts if fact.at.measure == measure)
        lost = [APPLICANTS[one].name for one in _LEAVES if (measure, one) not in held and (measure, _ORGANIZATION) not in held]
        yield from _adds_up(
            "applicants_add_up",
            f"表三“{row}”行：各类申请人",
            "总计",
            _Addends(_columns(held, measure), lost),
            held.get((measure, _TOTAL)),
            held,
        )


def is_confirmed(held: Facts, measure: str) -> bool:
    """Whether the cells of a row of table three are all read and add up to the total that is printed behind them."""
    total, parts = held.get((measure, _TOTAL)), _columns(held, measure)
    if total is None or total.state not in _PRINTED or not any(part.state in _PRINTED for part in parts):
        return False
    added = sum_of(held, parts)
    return not added.open and added.least == Fraction(total.value or 0)


def outcomes_add_up(facts: Sequence[Fact]) -> Iterator[Finding]:
    """The four outcomes add up to 总计, in each of the three groups of table four."""
    held = by_address(facts)
    for review in _REVIEWS:
        parts = [fact for outcome in _OUTCOMES if (fact := held.get((f"{review}.{outcome}", None))) is not None]
        total = held.get((f"{review}.{_TOTAL}", None))
        lost = [MEASURES[f"{review}.{outcome}"].name for outcome in _OUTCOMES if (f"{review}.{outcome}", None) not in held]
        name = "".join(total.column[:-1]) if total is not None else ""
        yield from _adds_up("outcomes_add_up", f"表四“{name}”：四种结果", "总计", _Addends(parts, lost), total, held)


def by_address(facts: Iterable[Fact]) -> Facts:
    """The facts of one report by measure and applicant."""
    return {(fact.at.measure, fact.at.applicant): fact for fact in facts}


def _parts(held: Facts, group: str, applicant: str) -> list[Fact]:
    """The lines of a group in this column: those of the form and the agency's own."""
    own = [fact for (measure, who), fact in held.items() if who == applicant and measure.startswith(f"{group}{OWN}")]
    return [fact for part in MEASURES[group].parts if (fact := held.get((part, applicant))) is not None] + own


def whole_of(held: Facts, measure: str, applicant: str | None) -> list[Fact]:
    """The facts that add up to a measure: its own cell, or the lines of its group where no cell prints the whole."""
    own = held.get((measure, applicant))
    if own is not None:
        return [own]
    return [] if applicant is None else _group(held, measure, applicant)


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


def _lost(held: Facts, group: str, applicant: str) -> list[str]:
    """The names of the group's lines that the table does not show in this column; an agency's own row may stand for the last."""
    parts = MEASURES[group].parts
    shown = _parts(held, group, applicant)
    wanted = parts[:-1] if any(OWN in fact.at.measure for fact in shown) else parts
    return [MEASURES[part].name for part in wanted or (group,) if (part, applicant) not in held]


def _adds_up(name: str, what: str, label: str, parts: _Addends, total: Fact | None, held: Facts) -> Iterator[Finding]:
    if total is None or total.state not in _PRINTED or not any(fact.state in _PRINTED for fact in parts.facts):
        return
    added, printed = sum_of(held, parts.facts), Sum(Fraction(total.value or 0), False, (total,))
    if differ(added, printed):
        shown = " + ".join(_shown(fact) for fact in parts.facts)
        message = f"{what}之和为 {added}（{shown}），{label}印为 {printed}，两者应当相等。"
        lost = "、".join(f"“{one}”" for one in parts.lost) if added.least < printed.least else ""
        yield _finding(name, message + (f"其中没有读到{lost}，差额可能在此。" if lost else ""), added, printed)


def sum_of(held: Facts, facts: Iterable[Fact | None]) -> Sum:
    """What these facts add up to; blank totals stand for the sum of their row."""
    addends = [_value_of(held, fact) for fact in facts if fact is not None]
    return Sum(
        sum((one.least for one in addends), Fraction(0)),
        any(one.open for one in addends),
        tuple(fact for one in addends for fact in one.facts),
    )


def _value_of(held: Facts, fact: Fact) -> Sum:
    """The fact's number; for a blank total the sum of its row; '/' and a blank count nothing."""
    if fact.state == "blank" and fact.at.applicant == _TOTAL:
        row = _columns(held, fact.at.measure)
        unread = any(part.state == "unread" for part in row)
        return Sum(sum((Fraction(part.value or 0) for part in row), Fraction(0)), unread, (fact, *row))
    return Sum(Fraction(fact.value or 0), fact.state == "unread", (fact,))


def differ(one: Sum, other: Sum) -> bool:
    """Whether no number in the unread cells can make the two equal."""
    return (one.least > other.least and not other.open) or (other.least > one.least and not one.open)


def _shown(fact: Fact) -> str:
    return figure(Fraction(fact.value)) if fact.value is not None else {"blank": "空白", "unread": "未能读出"}.get(fact.state, fact.printed)


def figure(value: Fraction) -> str:
    """A number as a reader writes it."""
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _finding(name: str, message: str, expected: Sum, found: Sum) -> Finding:
    return Finding(name, message, str(expected), str(found), (*expected.facts, *found.facts))
