"""A second engine: plain loops over all facts of an archive, written from the rules of the reports and from nothing in qa/computing/execute.py.

The rules, in the order in which a figure is sought:

- A report that is not held states nothing. A number that is printed is the figure, in the unit of its cell; a printed percentage is hundredths.
- A cell that could not be read may hold anything: no figure, nor any sum of which it is a part.
- A blank and a stroke are no zeros. Where a total is blank, struck or printed nowhere, it is the sum of its columns, if its row is printed,
  else of the rows below it, the agency's own among them (own rows stand in the place of 3.其他). Blank parts count nothing and are named; a part
  that the report does not print leaves the sum unknown; where all parts are blank there is no figure.
- Numbers of different units are neither added, set against each other nor ordered. Zero is zero in any unit.
- A share of zero is undefined; of nothing there is neither sum nor average nor largest, and a count of what is known nowhere is unknown.
- A member of a series without a figure is named with its reason; a largest or smallest one among others unknown is itself unknown.
- Ranks count who is ahead, so that equals share one. A bound on percentages is in percent, as people say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from ingest.fact import Fact, Point
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.forms.shared import ORGANIZATION, RESULTS
from qa.plan import Address, Aggregate, Change, Difference, Each, Every, Expression, Filter, Lookup, Rank, Ratio, Scalar, Series, Sum

Key = tuple[str, str | None, int]
Ranked = tuple[Address, "Figure", int | None]

GROUPS = {"(三)不予公开": "refused", "(四)无法提供": "unable", "(五)不予处理": "not_processed", "(六)其他处理": "other"}
OUTCOMES = ("upheld", "corrected", "other_outcome", "pending", "total")
OWN_ROW = ".own:"
HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda number, bound: number < bound,
    "<=": lambda number, bound: not number > bound,
    "=": lambda number, bound: not (number < bound or number > bound),
    ">=": lambda number, bound: not number < bound,
    ">": lambda number, bound: number > bound,
}
UNFILLED = ("blank", "not_applicable")


def _rows_below() -> dict[str, list[str]]:
    """The rows of which a row is the sum, as the two forms print them one under the other."""
    below = {
        "requests.in_hand": ["requests.received", "requests.carried_in"],
        **{f"litigation.{one}": [f"litigation.direct.{one}", f"litigation.after.{one}"] for one in OUTCOMES},
        "disposition.total": [],
    }
    for line in (*FORM_2019.table_three, *FORM_2021.table_three):
        if line.labels[0] != RESULTS or line.measure == "disposition.total":
            continue
        group = f"disposition.{GROUPS[line.labels[1]]}" if line.labels[1] in GROUPS else line.measure
        for whole, part in (("disposition.total", group), (group, line.measure)):
            if part != whole and part not in below.setdefault(whole, []):
                below[whole].append(part)
    return below


ROWS_BELOW = _rows_below()
COLUMNS_BELOW = {
    "total": ["natural", "organization"],
    "organization": list(dict.fromkeys(column.applicant for column in FORM_2021.columns if column.labels[0] == ORGANIZATION)),
}


class NoFigure(Exception):
    """There is no figure: the kind of the reason, and the office-year or the cells that are to blame, the one asked for first."""

    def __init__(self, kind: str, *where: tuple[str, int] | Point) -> None:
        super().__init__(kind, where)
        self.kind = kind
        self.where = where


@dataclass(frozen=True)
class Figure:
    """A value with its unit, the cells that were counted, and those that a sum passed over as blank."""

    value: Fraction
    unit: str | None
    counted: frozenset[Point] = frozenset()
    blank: frozenset[Point] = frozenset()


@dataclass(frozen=True)
class Listed:
    """Members with their figures and ranks, members without and why, and how many had a figure before any were dropped."""

    rows: tuple[Ranked, ...]
    without: tuple[tuple[Address, NoFigure], ...]
    known: int


class Naive:
    """The engine over all facts, which it looks through one after the other for every cell."""

    def __init__(self, facts: Iterable[Fact], held: Iterable[Key]) -> None:
        self.reports: dict[Key, list[Fact]] = {(key[0], key[1], key[2]): [] for key in held}
        for fact in facts:
            self.reports[fact.at.agency, fact.at.scope, fact.at.year].append(fact)

    def answer(self, plan: Expression) -> Figure | Listed:
        """The figure or the list that a plan asks for. Raises NoFigure."""
        if isinstance(plan, Each | Every | Filter | Rank):
            return self._listed(plan, Address())
        return self._figure(plan, Address())

    def _figure(self, plan: Scalar, member: Address) -> Figure:
        match plan:
            case Lookup(at):
                return self._cell(_filled(at, member))
            case Aggregate():
                return self._aggregate(plan, member)
            case Sum(terms):
                figures, unit = self._figures(terms, member)
                return _made(sum((figure.value for figure in figures), Fraction(0)), unit, figures)
            case Difference(minuend, subtrahend):
                figures, unit = self._figures((minuend, subtrahend), member)
                return _made(figures[0].value - figures[1].value, unit, figures)
            case Ratio(numerator, denominator, shown):
                figures, _ = self._figures((numerator, denominator), member)
                return _made(_divided(figures[0].value, figures[1].value), shown, figures)
            case Change(before, after):
                figures, _ = self._figures((before, after), member)
                return _made(_divided(figures[1].value - figures[0].value, figures[0].value), "%", figures)

    def _figures(self, plans: tuple[Scalar, ...], member: Address) -> tuple[list[Figure], str | None]:
        """The figures of several plans, and their one unit."""
        figures = [self._figure(plan, member) for plan in plans]
        return figures, _one_unit(figures)

    def _cell(self, at: Address) -> Figure:
        key = (at.agency or "", at.scope, at.year or 0)
        if key not in self.reports:
            raise NoFigure("not_reported", (at.agency or "", at.year or 0))
        facts = self.reports[key]
        cell = None
        for fact in facts:
            if fact.at.measure == at.measure and fact.at.applicant == at.applicant:
                cell = fact
        if cell is not None and cell.state == "unread":
            raise NoFigure("unread", cell.at)
        if cell is not None and cell.state == "number":
            value = Fraction(str(cell.value))
            return Figure(value / 100 if cell.unit == "%" else value, cell.unit, frozenset((cell.at,)))
        parts = self._parts(at, facts)
        if parts:
            return self._sum_of(parts, cell)
        if cell is None:
            raise NoFigure("not_on_form")
        raise NoFigure(cell.state, cell.at)

    def _parts(self, at: Address, facts: list[Fact]) -> list[Address]:
        """The cells of which a cell is the sum in this report; none where the report prints none of them."""
        printed = {fact.at.measure for fact in facts}
        if at.measure in printed and at.applicant in COLUMNS_BELOW:
            return [_changed(at, applicant=applicant) for applicant in COLUMNS_BELOW[at.applicant]]
        own = sorted({measure for measure in printed if measure.startswith(f"{at.measure}{OWN_ROW}")})
        rows = list(ROWS_BELOW.get(at.measure or "", ()))
        if own and f"{at.measure}.rest" in rows and f"{at.measure}.rest" not in printed:
            rows.remove(f"{at.measure}.rest")
        rows += own
        anything = any(self._stands(row, printed) for row in rows)
        return [_changed(at, measure=row) for row in rows] if anything else []

    def _stands(self, row: str, printed: set[str]) -> bool:
        """Whether a report prints this row, one below it, or one of its own below it."""
        below = any(self._stands(part, printed) for part in ROWS_BELOW.get(row, ()))
        return row in printed or below or any(measure.startswith(f"{row}{OWN_ROW}") for measure in printed)

    def _sum_of(self, parts: list[Address], cell: Fact | None) -> Figure:
        figures: list[Figure] = []
        empty: list[NoFigure] = []
        for part in parts:
            try:
                figures.append(self._cell(part))
            except NoFigure as reason:
                if reason.kind not in UNFILLED:
                    raise
                empty.append(reason)
        named = [point for reason in empty for point in reason.where if isinstance(point, Point)]
        if not figures and cell is not None:
            raise NoFigure(cell.state, cell.at, *named)
        if not figures:
            raise NoFigure(empty[0].kind, *named)
        made = _made(sum((figure.value for figure in figures), Fraction(0)), _one_unit(figures), figures)
        return Figure(made.value, made.unit, made.counted, made.blank | frozenset(named))

    def _aggregate(self, plan: Aggregate, member: Address) -> Figure:
        listed = self._listed(plan.of, member)
        figures = [figure for _, figure, _ in listed.rows]
        if listed.without and (listed.known == 0 or plan.operator in ("maximum", "minimum")):
            raise listed.without[0][1]  # what is not known may be the largest
        if plan.operator == "count":
            return _made(Fraction(len(figures)), None, figures)
        if not figures:
            raise listed.without[0][1] if listed.without else NoFigure("nothing_left")
        unit = _one_unit(figures)
        if plan.operator in ("maximum", "minimum"):
            return _extreme(figures, plan.operator == "maximum")
        total = sum((figure.value for figure in figures), Fraction(0))
        return _made(total / len(figures) if plan.operator == "average" else total, unit, figures)

    def _listed(self, plan: Series, member: Address) -> Listed:
        each = plan.of if isinstance(plan, Filter | Rank) else plan
        assert isinstance(each, Each), "what is counted and not named is held against the naming of every office in test_everywhere.py"
        rows: list[Ranked] = []
        without: list[tuple[Address, NoFigure]] = []
        for named in each.members:
            one = _filled(named, member)
            try:
                rows.append((one, self._figure(each.of, one), None))
            except NoFigure as reason:
                without.append((one, reason))
        known = len(rows)
        if isinstance(plan, Filter):
            rows = _kept(plan, rows)
        if isinstance(plan, Rank):
            rows = _ranked(plan, rows)
        return Listed(tuple(rows), tuple(without), known)


def _filled(at: Address, member: Address) -> Address:
    """An address with what it leaves open taken from the member; the scope belongs to the office, and comes with it alone."""
    stated = {field.name: getattr(at, field.name) for field in fields(Address)}
    for name in stated:
        other_office = name == "scope" and at.agency is not None and member.agency is not None
        if stated[name] is None and not other_office:
            stated[name] = getattr(member, name)
    return Address(**stated)


def _changed(at: Address, **changes: str) -> Address:
    return Address(**{field.name: changes.get(field.name, getattr(at, field.name)) for field in fields(Address)})


def _one_unit(figures: list[Figure]) -> str | None:
    for figure in figures:
        if figure.unit != figures[0].unit:
            raise NoFigure("not_comparable")
    return figures[0].unit


def _divided(number: Fraction, by: Fraction) -> Fraction:
    if by == 0:
        raise NoFigure("undefined")
    return number / by


def _made(value: Fraction, unit: str | None, of: list[Figure]) -> Figure:
    counted = frozenset(point for figure in of for point in figure.counted)
    return Figure(value, unit, counted, frozenset(point for figure in of for point in figure.blank))


def _extreme(figures: list[Figure], largest: bool) -> Figure:
    """The first of the largest, the last of the smallest: a difference of both then never sets a cell against itself."""
    best = figures[0]
    for figure in figures[1:]:
        if figure.value > best.value if largest else figure.value <= best.value:
            best = figure
    return best


def _kept(plan: Filter, rows: list[Ranked]) -> list[Ranked]:
    conditions = [(plan.comparison, Fraction(plan.bound))]
    if plan.also is not None:
        conditions.append((plan.also[0], Fraction(plan.also[1])))
    if plan.unit is None and rows and any(bound != 0 for _, bound in conditions):
        _one_unit([figure for _, figure, _ in rows])
    for sign, bound in conditions:
        rows = [row for row in rows if HOLDS[sign](row[1].value * (100 if row[1].unit == "%" else 1), _told(bound, plan.unit, row[1].unit))]
    return rows


def _told(bound: Fraction, told: str | None, counted: str | None) -> Fraction:
    """The bound as the row counts; ten thousand 元 are one 万元, and money compares with nothing else."""
    if bound == 0 or told == counted or (told is None and counted not in ("元", "万元")):
        return bound
    if (told, counted) == ("元", "万元"):
        return bound / 10000
    if (told, counted) == ("万元", "元"):
        return bound * 10000
    raise NoFigure("not_comparable")


def _ranked(plan: Rank, rows: list[Ranked]) -> list[Ranked]:
    if rows:
        _one_unit([figure for _, figure, _ in rows])
    ranked: list[Ranked] = []
    for member, figure, _ in rows:
        ahead = [other for _, other, _ in rows if (other.value > figure.value if plan.descending else other.value < figure.value)]
        if len(ahead) + 1 >= plan.first and (plan.limit is None or len(ahead) < plan.limit):
            ranked.append((member, figure, len(ahead) + 1))
    return sorted(ranked, key=lambda row: row[2] or 0)


def displayed(figure: Figure) -> str:
    """The value as people read it: percentages and multiples with two decimals, all else plain where its decimals end, rounded half up."""
    value, ends = figure.value, figure.value.denominator
    for factor in (2, 5):
        while ends % factor == 0:
            ends //= factor
    with localcontext(prec=60):
        decimal = Decimal(value.numerator) / Decimal(value.denominator) * (100 if figure.unit == "%" else 1)
        if figure.unit in ("%", "times") or ends != 1:
            decimal = decimal.quantize(Decimal("0.01"), ROUND_HALF_UP) + 0
            return f"{abs(decimal) if decimal == 0 else decimal:.2f}"
        return f"{decimal:f}"
