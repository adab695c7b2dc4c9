"""Frame to plan: the slots of a question as an expression over addresses.

Axes are measures, applicants and office-years; one value on each makes a lookup, several make a series, and
the shape of the question says what becomes of it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import get_args

from ingest.agencies import CONSOLIDATED, agency_named
from ingest.forms.measures import APPLICANTS, MEASURES, OWN, closure
from ingest.held import ReportKey
from qa.catalog import Catalog
from qa.errors import NotComparable, NotOnForm, NotUnderstood
from qa.frame import Frame
from qa.lexicon import Lexicon
from qa.plan import Address, Aggregate, Change, Comparison, Difference, Each, Expression, Filter, Lookup, Rank, Ratio, Sum

TOTAL = "total"
_BY_APPLICANT = ("requests.", "disposition.", "own.")
_OF_TWO = ("change", "change_by", "gap", "times", "shortfall", "difference")
_OF_SEVERAL = ("rank", "compare", "average")
"""Shapes that mean nothing over a single cell."""

_CARRIED = ("requests.carried_out", "requests.carried_in")
_BALANCE = (("requests.received", "requests.carried_in"), ("disposition.total", "requests.carried_out"))
_IN_HAND = "requests.in_hand"
BALANCED = tuple(measure for side in _BALANCE for measure in side)
"""Table three balances: what came in is what was concluded or carried on."""

_GROUPS = ("disclosed", "partly", "refused", "unable", "not_processed", "other")


def by_applicant(measure: str) -> bool:
    """Whether table three counts this measure, which alone is counted by applicant."""
    return measure.startswith(_BY_APPLICANT)


def parent(measure: str) -> str:
    """The group that a measure stands in."""
    return measure.rpartition(".")[0]


def default_whole(measure: str) -> str | None:
    """What a share of this measure is a share of, where the question does not say: the total of its table."""
    if measure.startswith(("disposition.", "own.")):
        return "disposition.total"
    whole = f"{parent(measure)}.total"
    return whole if whole in MEASURES and whole != measure else None


def _parts(frame: Frame) -> tuple[str, ...]:
    """The measures across which the question ranges: the parts of its one measure, its outcomes, the dispositions."""
    if frame.across == "disposition":
        return tuple(f"disposition.{group}" for group in _GROUPS)
    if frame.across == "outcome" and frame.measures:
        head = parent(frame.measures[0])
        found = tuple(f"{head}.{outcome}" for outcome in ("upheld", "corrected", "other_outcome", "pending"))
        if not set(found) <= set(MEASURES):
            raise NotUnderstood(words="")  # applications have dispositions, and no outcomes of a court
        return found
    if frame.across == "part":
        named = (frame.measures or ("disposition.refused",))[0]
        return (MEASURES[named].parts if named in MEASURES else ()) or frame.measures
    return frame.measures


def _applicants(frame: Frame) -> tuple[str, ...]:
    if frame.across == "applicant":
        return tuple(one for one, applicant in APPLICANTS.items() if not applicant.parts)
    return frame.applicants or (TOTAL,)


class Builder:
    """Builds the plan of one frame over one span of office-years."""

    def __init__(self, frame: Frame, spanned: tuple[Address, ...], catalog: Catalog, lexicon: Lexicon) -> None:
        self.frame = frame
        self.spanned = spanned
        self.catalog = catalog
        self.lexicon = lexicon

    def _printed(self, measure: str, at: Address) -> str:
        """The measure of an own row as the report of that office-year labels it; unchanged where it has none."""
        concept = measure.removeprefix("own.")
        if concept == measure:
            return measure
        held = self.catalog.own.get(ReportKey(at.agency or "", at.scope, at.year or 0), ())
        words = self.lexicon.own_contains[concept]
        return next((own for own in held if any(word in own.split(OWN, 1)[1] for word in words)), measure)

    def _cell(self, measure: str, applicant: str, at: Address) -> Address:
        if by_applicant(measure):
            return replace(at, measure=self._printed(measure, at), applicant=applicant)
        if applicant != TOTAL:
            raise NotOnForm(measure=measure, applicant=applicant)
        return replace(at, measure=measure)

    def cells(self) -> tuple[Address, ...]:
        """Every address that the frame names, office-years outermost."""
        measures = _parts(self.frame) or (("requests.received",) if self.frame.applicants or self.frame.across else ())
        if not measures:
            raise NotUnderstood(words="")
        return tuple(
            self._cell(measure, applicant, at) for at, measure, applicant in product(self.spanned, measures, _applicants(self.frame))
        )

    def each(self) -> Each:
        """The series of all cells."""
        return Each(self.cells(), Lookup(Address()))

    def _pair(self) -> tuple[Lookup, Lookup]:
        cells = self.cells()
        if len(cells) != 2:
            raise NotUnderstood(words="")
        return Lookup(cells[0]), Lookup(cells[1])

    def _per_year(self) -> tuple[tuple[Lookup, Lookup], ...]:
        """Before and after of each office, measure and applicant, by year."""
        runs: dict[Address, list[Address]] = {}
        for cell in self.cells():
            runs.setdefault(replace(cell, year=None, scope=None), []).append(cell)
        pairs = [sorted(run, key=lambda cell: cell.year or 0) for run in runs.values()]
        if any(len(pair) != 2 for pair in pairs):
            raise NotUnderstood(words="")
        return tuple((Lookup(before), Lookup(after)) for before, after in pairs)

    def _change(self) -> Expression:
        pairs = self._per_year()
        if len(pairs) != 1 and not (self.frame.summed and self._summable() and len({at.agency for at in self.spanned}) == 1):
            raise NotUnderstood(words="")
        before, after = pairs[0] if len(pairs) == 1 else (Sum(side) for side in zip(*pairs, strict=True))
        return Change(before, after) if self.frame.shape == "change" else Difference(after, before)

    def _ratio(self, cell: Address, at: Address) -> Ratio:
        """The share of a cell in what the frame names as its whole, at an office-year that may be left open."""
        measure, own_share = cell.measure or "", self.frame.whole is None and self.frame.whole_applicant is None
        by_column = own_share and cell.applicant not in (TOTAL, None)
        whole = self.frame.whole or (measure if by_column else default_whole(measure))
        if whole is None or (whole, cell.applicant) == (measure, self.frame.whole_applicant or TOTAL):
            raise NotUnderstood(words="")
        return Ratio(Lookup(cell), Lookup(self._cell(whole, self.frame.whole_applicant or TOTAL, at)))

    def _share(self) -> Expression:
        frame = self.frame
        if frame.whole_applicant and not frame.applicants:
            frame = replace(frame, applicants=(frame.whole_applicant,))
        elif not frame.measures and frame.whole:
            frame = replace(frame, measures=(frame.whole,))
        cells = Builder(frame, self.spanned, self.catalog, self.lexicon).cells()
        if (self.frame.whole_office or not self.frame.measures) and len(self.spanned) == len(cells) == 2:
            return Ratio(Lookup(cells[0]), Lookup(cells[1]))  # one office's share of another's: 洪泽区占淮安市
        if len(cells) > 1 and frame.summed and len(self.spanned) == 1:
            return self._share_of_sum(cells)
        if len(cells) == 1:
            return self._ratio(cells[0], self.spanned[0])
        if len({(cell.measure, cell.applicant) for cell in cells}) == 1:
            each = Each(self.spanned, self._ratio(replace(cells[0], agency=None, scope=None, year=None), Address()))
            return self._ranked(each) if self.frame.ranked else each
        raise NotUnderstood(words="")

    def _share_of_sum(self, cells: tuple[Address, ...]) -> Ratio:
        """The share that several measures of one report make up together: 予以公开加部分公开占办结."""
        if not self._summable():
            raise NotUnderstood(words="")
        return replace(self._ratio(cells[0], self.spanned[0]), numerator=Sum(tuple(map(Lookup, cells))))

    def _ranked(self, each: Each) -> Rank:
        return Rank(each, self.frame.descending, self.frame.limit, self.frame.first)

    def _sides(self) -> Difference:
        """The two sides that are held against each other, one less the other: 新收+上年结转 and 办结+结转下年度, or two cells."""
        measures = {part for measure in self.frame.measures for part in (MEASURES[measure].parts if measure == _IN_HAND else (measure,))}
        if measures == set(BALANCED) and len(self.spanned) == 1:
            into, out_of = (Sum(tuple(Lookup(self._cell(one, TOTAL, self.spanned[0])) for one in side)) for side in _BALANCE)
            return Difference(into, out_of)
        if measures == set(_CARRIED) and len(self.spanned) == 2:
            return self._carried_over(*sorted(self.spanned, key=lambda at: at.year or 0))
        return Difference(*self._pair())

    def _carried_over(self, before: Address, after: Address) -> Difference:
        """What one report carries out against what that of the next year carries in."""
        if before.agency != after.agency or (before.year or 0) + 1 != after.year:
            raise NotUnderstood(words="")
        carried_out, carried_in = _CARRIED
        return Difference(Lookup(self._cell(carried_out, TOTAL, before)), Lookup(self._cell(carried_in, TOTAL, after)))

    def _gap(self) -> Expression:
        self._pair()
        return Difference(Aggregate("maximum", self.each()), Aggregate("minimum", self.each()))

    def _summable(self) -> bool:
        """Whether the measures stand side by side, so that their sum means something and counts nothing twice.

        Side by side are the members of one group, or one outcome of reconsideration and of litigation.
        """
        measures = _parts(self.frame)
        groups, members = {parent(measure) for measure in measures}, {measure.rpartition(".")[2] for measure in measures}
        nested = any(one != other and other in closure(one) for one in measures for other in measures)
        if nested or (len(groups) == 1 and len(members) > 1 and TOTAL in members):
            return False
        return len(groups) == 1 or (len(members) == 1 and not any(map(by_applicant, measures)))

    def _check_bound(self, cells: tuple[Address, ...]) -> None:
        """Raise NotComparable where the bound is in money and the measure is not, or in another unit of it."""
        units = {MEASURES[cell.measure].unit for cell in cells if cell.measure in MEASURES}
        if self.frame.bound is not None and self.frame.bound_unit and units != {self.frame.bound_unit}:
            raise NotComparable(units="/".join(sorted({self.frame.bound_unit, *(unit or "?" for unit in units)})))

    def expression(self) -> Expression:
        """The expression of the frame. Raises NotUnderstood where the shape needs other cells than are named."""
        if self.frame.shape == "share":
            return self._share()
        if self.frame.shape == "agree":
            return self._sides()
        cells, frame = self.cells(), self.frame
        if len(cells) == 1 and frame.shape in _OF_SEVERAL:
            raise NotUnderstood(words="")
        self._check_bound(cells)
        if frame.shape in _OF_TWO:
            return self._of_two()
        if frame.shape in ("filter", "count"):
            kept = Filter(self.each(), _comparison(frame.comparison), frame.bound or "0", frame.also)
            return kept if frame.shape == "filter" else Aggregate("count", kept)
        if frame.shape in ("rank", "compare"):
            return self._ranked(self.each())
        if frame.shape == "average":
            return Aggregate("average", self.each())
        if frame.shape == "sum" and len(cells) > 1 and self._summable():
            return Aggregate("sum", self.each())
        return Lookup(cells[0]) if len(cells) == 1 else self.each()

    def _of_two(self) -> Expression:
        """The expression of a shape that sets one quantity against another."""
        match self.frame.shape:
            case "change" | "change_by":
                return self._change()
            case "gap":
                return self._gap()
        first, second = self._pair()
        match self.frame.shape:
            case "times":
                return Ratio(first, second, unit="times")
            case "shortfall":
                return Difference(second, first)
        return Difference(first, second)


def _comparison(text: str | None) -> Comparison:
    """The comparison of this sign; the signs of the lexicon are those of the algebra."""
    for sign in get_args(Comparison):
        if sign == text:
            return sign  # type: ignore[no-any-return]
    raise NotUnderstood(words=text or "")


def without_counted_twice(spanned: tuple[Address, ...]) -> tuple[tuple[Address, ...], tuple[str, ...]]:
    """The office-years of a sum without those that another one's consolidated report already counts, and their names."""
    whole = {(at.agency, at.year) for at in spanned if at.scope in CONSOLIDATED}
    twice = [at for at in spanned if at.agency and (agency_named(at.agency).parent, at.year) in whole]
    return tuple(at for at in spanned if at not in twice), tuple(dict.fromkeys(at.agency or "" for at in twice))
