"""Plans at random over the whole algebra, and the archive that they are put to: the samples with invented reports beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.forms.measures import APPLICANTS, MEASURES
from ingest.held import ReportKey
from ingest.intake import ingest, ingest_bytes
from ingest.stores.archive import Archive
from qa.catalog import Catalog
from qa.computing.execute import execute
from qa.computing.fetch import facts_for
from qa.computing.lookup import FactTable
from qa.computing.quantity import Quantity, Result
from qa.errors import BlankCell, NotApplicable, NotReported, QuestionError, UnreadCell
from qa.plan import Address, Aggregate, Change, Comparison, Difference, Each, Expression, Filter, Lookup, Rank, Ratio, Scalar, Series, Sum
from qa.sources import FactSource
from samples import SampleReport, invent, own_rows, print_html
from tests.qa.naive import Figure, Listed, Naive, NoFigure

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
OWN_LINES = own_rows(FORM_2021, "咨询事项", "申请人撤回申请")
COUNTED_BY_APPLICANT = ("requests.", "disposition.", "own.")
ODD_CELLS = ("约3", "1,23", "7件", "3起", "251元", "1.5万元", "4%", "/", None)
Seen = tuple[Any, ...]
"""What an engine says of a plan, as plain values that compare."""

COMPARISONS: tuple[Comparison, ...] = ("<", "<=", "=", ">=", ">")
UNITS = (None, None, None, "件", "元", "万元", "%")
BOUNDS = ("0", "1", "3", "10", "50", "100", "0.5", "33.33", "1000")
FIELDS = (
    ("agency", "scope", "year"),
    ("agency", "scope", "year"),
    ("measure", "applicant", "agency", "scope", "year"),
    ("applicant",),
    ("measure",),
    ("year",),
    ("measure", "applicant"),
    ("agency", "scope"),
    ("scope",),
)


SECOND_REPORTS = (("广州海关", "本级机关", 2023), ("福州海关", "关区", 2024))
"""Offices that have another report on the year among the samples, of another scope."""


def invented(count: int) -> Iterator[SampleReport]:
    """So many reports, each of another office, scope or year: both forms, mixed forms, own rows, blanks, strokes and odd cells."""
    random = Random(20230131)
    ways = ((FORM_2021, None), (FORM_2021, OWN_LINES), (FORM_2019, None), (FORM_2021, FORM_2019.table_three))
    zeros: tuple[tuple[str | None, ...], ...] = (("0",), ("0", None), (None, "/"), ("0", None, "/"))
    found: dict[ReportKey, SampleReport] = {}
    while len(found) < count:
        form, lines = ways[len(found) % len(ways)]
        report = invent(random, form, lines, random.choice(zeros))
        if len(found) < len(SECOND_REPORTS):
            agency, scope, year = SECOND_REPORTS[len(found)]
            report = replace(report, agency=agency, scope=scope, year=year, title=f"{agency}（{scope}）{year}年政府信息公开工作年度报告")
        found.setdefault(ReportKey(report.agency, report.scope, report.year), _with_odd_cells(report, random))
    yield from found.values()


def _with_odd_cells(report: SampleReport, random: Random) -> SampleReport:
    odd = {place: random.choice(ODD_CELLS) for place in random.sample(sorted(report.figures, key=str), random.choice((0, 0, 3, 12)))}
    return replace(report, figures={**report.figures, **odd})


def hold(folder: Path, count: int = 20) -> Archive:
    """A real archive of the samples and so many invented reports, each read from a file as people publish them."""
    archive = Archive.open(folder)
    outcomes = list(ingest(archive, [SAMPLES]))
    for report in invented(count):
        outcomes.append(ingest_bytes(archive, f"{report.agency}{report.year}.html", print_html(report)))
    if failed := [outcome.error for outcome in outcomes if outcome.error]:
        raise ValueError(failed)
    return archive


class RandomPlans:
    """Makes plans over what an archive holds, and a little beyond it."""

    def __init__(self, seed: int, keys: Iterable[ReportKey], own: Iterable[str]) -> None:
        self.random = Random(seed)
        self.keys = tuple(keys)
        self.own = tuple(sorted(own))

    def plan(self) -> Expression:
        """One plan, of a scalar or of a series."""
        depth = self.random.choice((0, 1, 1, 2, 2, 3))
        self.measures = self._theme()
        return self._series(depth) if self.random.random() < 0.4 else self._scalar(depth)

    def _theme(self) -> tuple[str, ...]:
        """The measures that a plan is about: mostly of one table, so that their units agree; the agencies' own among them."""
        requests = (*(one for one in MEASURES if one.startswith(COUNTED_BY_APPLICANT)), *self.own, *self.own)
        reviews = tuple(one for one in MEASURES if one.startswith(("reconsideration", "litigation")))
        groups = ("disposition.refused", "disposition.unable", "disposition.not_processed", "disposition.other", "disposition.total")
        odd = ("own.withdrawn", "no_such_measure")
        themes = (requests, groups, (*groups, "requests.in_hand", "requests.received"), reviews, tuple(MEASURES), (*MEASURES, *odd))
        return self.random.choices(themes, (4, 4, 3, 2, 2, 1))[0]

    def _address(self) -> Address:
        chance, measure = self.random.random, self.random.choice(self.measures)
        key = self.random.choice(self.keys)
        if chance() < 0.06:
            key = key._replace(year=self.random.randint(2018, 2026))
        if chance() < 0.03:
            key = key._replace(scope=self.random.choice((None, "关区", "本级机关", "全市")))
        if chance() < 0.02:
            key = key._replace(agency="从未报告的局")
        by_applicant = measure.startswith(COUNTED_BY_APPLICANT) != (chance() < 0.02)
        applicant = self.random.choice(("total", "total", *APPLICANTS)) if by_applicant else None
        return Address(measure, applicant, *key)

    def _lookup(self, open_fields: frozenset[str]) -> Lookup:
        left = {name: None for name in open_fields if self.random.random() < 0.93}
        return Lookup(replace(self._address(), **left))

    def _scalar(self, depth: int, open_fields: frozenset[str] = frozenset()) -> Scalar:
        if depth == 0:
            return self._lookup(open_fields)

        def below() -> Scalar:
            return self._scalar(self.random.randint(0, depth - 1), open_fields)

        makers: tuple[Callable[[], Scalar], ...] = (
            lambda: Sum(tuple(below() for _ in range(self.random.randint(1, 4)))),
            lambda: Difference(below(), below()),
            lambda: Ratio(below(), below(), self.random.choice(("%", "times"))),
            lambda: Change(below(), below()),
            lambda: self._aggregate(depth, open_fields),
            lambda: self._aggregate(depth, open_fields),
        )
        return self.random.choice(makers)()

    def _aggregate(self, depth: int, open_fields: frozenset[str]) -> Aggregate:
        operator = self.random.choice(("sum", "average", "maximum", "minimum", "count"))
        return Aggregate(operator, self._series(depth - 1, open_fields))  # type: ignore[arg-type]  # one of the five

    def _series(self, depth: int, open_fields: frozenset[str] = frozenset()) -> Series:
        each = self._each(depth, open_fields)
        kind = self.random.random()
        if kind < 0.4:
            return each
        if kind < 0.7:
            also = (self.random.choice(COMPARISONS), self.random.choice(BOUNDS)) if self.random.random() < 0.3 else None
            return Filter(each, self.random.choice(COMPARISONS), self.random.choice(BOUNDS), also, self.random.choice(UNITS))
        return Rank(each, self.random.random() < 0.5, self.random.choice((None, 1, 2, 3, 10)), self.random.choice((1, 1, 2)))

    def _each(self, depth: int, open_fields: frozenset[str]) -> Each:
        """Members that state some fields, which are open below; what an outer member states may be stated again."""
        stated = frozenset(self.random.choice(FIELDS))
        count = self.random.choice((0, 1, 2, 2, 3, 4, 6, 6, len(self.keys)))
        return Each(self._members(count, stated), self._scalar(max(depth - 1, 0), open_fields | stated))

    def _members(self, count: int, stated: frozenset[str]) -> tuple[Address, ...]:
        one = self._address()  # as in real questions, most lists are of one measure
        made = []
        for _ in range(count):
            at = self._address()
            if self.random.random() < 0.7 and {"agency", "measure"} <= stated:
                at = replace(at, measure=one.measure, applicant=one.applicant)
            made.append(Address(**{name: getattr(at, name) for name in stated}))
        return tuple(made)


class World:
    """An archive with both engines over it."""

    def __init__(self, source: FactSource) -> None:
        self.source = source
        self.catalog = Catalog(source)
        facts = tuple(fact for _, fact in source.facts())
        self.all = FactTable(facts, self.catalog.keys)
        self.naive = Naive(facts, self.catalog.keys)

    def plans(self, seed: int) -> RandomPlans:
        """A maker of plans over this archive."""
        return RandomPlans(seed, self.catalog.keys, set(self.source.own_rows()))

    def selected(self, plan: Expression) -> FactTable:
        """The facts for a plan, fetched as for an answer."""
        return facts_for(plan, self.source, self.catalog)

    def computed(self, plan: Expression, facts: FactTable) -> Seen:
        """What `execute` says of a plan over these facts."""
        try:
            return told(execute(plan, facts))
        except QuestionError as reason:
            return told_reason(reason)

    def looped(self, plan: Expression) -> Seen:
        """What the naive engine says of it."""
        try:
            return plainly(self.naive.answer(plan))
        except NoFigure as reason:
            return reason.kind, reason.where


def kind(seen: Seen) -> str:
    """What came of a plan: a figure, a list with a figure in it, an empty one, or the kind of the refusal."""
    first = seen[0]
    if isinstance(first, str):
        return first
    return "figure" if isinstance(first, Fraction) else "list" if first else "empty list"


def nodes(plan: Expression) -> Iterator[Expression]:
    """The plan and everything in it."""
    yield plan
    match plan:
        case Sum(terms):
            below: tuple[Expression, ...] = terms
        case Difference(first, second) | Ratio(first, second) | Change(first, second):
            below = (first, second)
        case Aggregate(of=series) | Filter(of=series) | Rank(of=series):
            below = (series,)
        case Each(of=scalar):
            below = (scalar,)
        case Lookup():
            below = ()
    for one in below:
        yield from nodes(one)


def told(result: Result) -> Seen:
    """A result as plain values: value, unit, cells counted, cells passed over; in a series by member with ranks and reasons."""
    if isinstance(result, Quantity):
        cells = (frozenset(fact.at for fact in facts) for facts in (result.facts(), result.omitted()))
        return result.value, result.unit, *cells
    rows = [(row.member, told(row.quantity), row.rank) for row in result.rows]
    return rows, [(member, *told_reason(reason)) for member, reason in result.without], result.considered


def told_reason(reason: QuestionError) -> tuple[str, tuple[object, ...]]:
    """The kind of a reason, and the office-years or cells that it names."""
    if isinstance(reason, NotReported):
        return reason.reason, reason.missing
    cells = reason.facts if isinstance(reason, BlankCell | NotApplicable | UnreadCell) else ()
    return reason.reason, tuple(fact.at for fact in cells)


def plainly(answer: Figure | Listed) -> Seen:
    """What the naive engine found, in the same plain values."""
    if isinstance(answer, Figure):
        return answer.value, answer.unit, answer.counted, answer.blank
    rows = [(member, plainly(figure), rank) for member, figure, rank in answer.rows]
    return rows, [(member, reason.kind, reason.where) for member, reason in answer.without], answer.known
