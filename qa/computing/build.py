"""Frame to plan: the slots of a question as an expression over addresses.

Axes are measures, applicants and office-years; one value on each makes a lookup, several make a series, and
the shape of the question says what becomes of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from ingest.forms.measures import MEASURES, OWN, closure, outcomes
from qa.computing.cells import Cells, columns_of, default_whole, without_counted_twice
from qa.computing.lookup import report_key
from qa.computing.over_offices import changes, extremes
from qa.errors import NotUnderstood
from qa.ids import BALANCE, BALANCED, CARRIED, CONCLUDED, IN_HAND, RECEIVED, TOTAL
from qa.parsing.units import stated_for
from qa.plan import Address, Aggregate, Change, Comparison, Difference, Each, Every, Expression, Filter, Lookup, Rank, Ratio, Sum

_OF_TWO = ("change", "change_by", "gap", "times", "shortfall", "difference")
_OF_SEVERAL = ("rank", "compare", "average")
"""Shapes that mean nothing over a single cell."""


def _added_up(whole: str) -> tuple[str, ...]:
    """What adds up to a total that the form prints: the groups of table three, the four outcomes of a review; nothing for any other measure."""
    if whole == CONCLUDED:
        return MEASURES[whole].parts
    return outcomes(whole)


class Builder(Cells):
    """Builds the plan of one frame over its cells."""

    def _change(self) -> Expression:
        pairs = self.per_year()
        if len(pairs) > 1 and self.frame.shape == "change" and self.frame.severally and len(self.kinds()) == 1:
            return self._each_change()
        if len(pairs) != 1 and not (self.frame.summed and self.summable() and len({at.agency for at in self.spanned}) == 1):
            raise NotUnderstood(words="")
        before, after = pairs[0] if len(pairs) == 1 else (Sum(side) for side in zip(*pairs, strict=True))
        if self.frame.base == max(at.year or 0 for at in self.spanned):
            before, after = after, before
        return Change(before, after) if self.frame.shape == "change" else Difference(after, before)

    def _each_change(self) -> Each:
        """The change of every office between the two years that all of them are asked for."""
        row = self.kinds()[0]
        before, after = (Lookup(replace(row, year=year)) for year in sorted({at.year or 0 for at in self.spanned}))
        return Each(tuple(dict.fromkeys(replace(at, year=None) for at in self.spanned)), Change(before, after))

    def _ratio(self, cell: Address, at: Address) -> Ratio:
        """The share of a cell in what the frame names as its whole, at an office-year that may be left open."""
        measure, own_share = cell.measure or "", self.frame.whole is None and self.frame.whole_applicant is None
        by_column = own_share and cell.applicant not in (TOTAL, None)
        if by_column and self.frame.ranked and self.frame.across == "applicant" and measure != RECEIVED:
            raise NotUnderstood(words="")  # 哪类申请人被拒绝的比例最高: of its own requests, or of those refused
        group = self.frame.measures[0] if self.frame.across == "part" and own_share and self.frame.measures else None
        whole = self.frame.whole or (measure if by_column else group or default_whole(measure))
        base = None if whole is None else self.cell(whole, self.frame.whole_applicant or TOTAL, at)
        if base is None or _counts_in(cell, base):
            raise NotUnderstood(words="")
        return Ratio(Lookup(cell), Lookup(base))

    def _share(self) -> Expression:
        frame = self.frame
        if frame.whole_applicant and not frame.applicants:
            frame = replace(frame, applicants=(frame.whole_applicant,))
        elif not frame.measures and frame.whole:
            frame = replace(frame, measures=(frame.whole,))
        cells = Cells(frame, self.spanned, self.catalog, self.lexicon).cells()
        if self.frame.elsewhere and len(self.spanned) == len(cells) == 2:
            return Ratio(Lookup(cells[0]), Lookup(cells[1]))  # of another office's figure, or another year's: 洪泽区占淮安市
        if len(cells) > 1 and frame.summed and len(self.spanned) == 1:
            return self._share_of_sum(cells)
        if len(cells) == 1:
            return self._ratio(cells[0], self.spanned[0])
        each = self._each_share(cells)
        return self._placed(each)

    def _placed(self, each: Each) -> Expression:
        """The series held to the condition of the frame or put in its order, where it has one."""
        if self.frame.comparison is None and self.frame.shape == "count":
            raise NotUnderstood(words="")  # what is counted fulfils no condition
        if self.frame.comparison is None:
            return self.ranked(each) if self.frame.ranked else each
        if self.frame.every and len(self.frame.measures) > 1:
            raise NotUnderstood(words="")  # 有复议但没有诉讼的: one condition over both rows is another
        if len(each.members) == 1 and not (self.frame.every or self.frame.every_year or self.frame.recent):
            raise NotUnderstood(words="")  # 无法提供里面哪几种是0 ranges over something else than the one cell that is named
        kept = self.kept(each)
        return Aggregate("count", kept) if self.frame.shape == "count" else kept

    def _each_share(self, cells: tuple[Address, ...]) -> Each:
        """The share of every cell in one whole, or in its own row where applicants are set apart."""
        ratios = [self._ratio(replace(cell, agency=None, scope=None, year=None), Address()) for cell in cells]
        bases = {ratio.denominator.at for ratio in ratios if isinstance(ratio.denominator, Lookup)}
        if len({(cell.measure, cell.applicant) for cell in cells}) == 1:
            return Each(self.spanned, ratios[0])
        if len(bases) != 1 or not (self.frame.apart or self.frame.severally):
            raise NotUnderstood(words="")
        return Each(cells, Ratio(Lookup(Address()), Lookup(bases.pop())))

    def _share_of_sum(self, cells: tuple[Address, ...]) -> Ratio:
        """The share that several measures of one report make up together: 予以公开加部分公开占办结."""
        if not self.summable():
            raise NotUnderstood(words="")
        return replace(self._ratio(cells[0], self.spanned[0]), numerator=Sum(tuple(map(Lookup, cells))))

    def ranked(self, each: Each | Every) -> Rank:
        """The members in the order that the frame asks for."""
        return Rank(each, self.frame.descending, self.frame.limit, self.frame.first)

    def _sides(self) -> Difference:
        """The two sides that are held against each other, one less the other: 新收+上年结转 and 办结+结转下年度, or two cells."""
        measures = {part for measure in self.frame.measures for part in (MEASURES[measure].parts if measure == IN_HAND else (measure,))}
        if measures == set(BALANCED) and len(self.spanned) == 1:
            into, out_of = (Sum(tuple(Lookup(self.cell(one, TOTAL, self.spanned[0])) for one in side)) for side in BALANCE)
            return Difference(into, out_of)
        if measures == set(CARRIED) and len(self.spanned) == 2:
            return self._carried_over(*sorted(self.spanned, key=lambda at: at.year or 0))
        if len(measures) == len(self.spanned) == 1 and (parts := _added_up(*measures)):
            total, added = (tuple(Lookup(self.cell(one, TOTAL, self.spanned[0])) for one in side) for side in (measures, parts))
            return Difference(total[0], Sum(added))
        if self.frame.added or self.frame.summed:
            raise NotUnderstood(words="")  # 个人加企业等于总数吗 does not hold the two against each other
        return Difference(*self.pair())

    def _carried_over(self, before: Address, after: Address) -> Difference:
        """What one report carries out against what that of the next year carries in."""
        if before.agency != after.agency or (before.year or 0) + 1 != after.year:
            raise NotUnderstood(words="")
        carried_out, carried_in = CARRIED
        return Difference(Lookup(self.cell(carried_out, TOTAL, before)), Lookup(self.cell(carried_in, TOTAL, after)))

    def kept(self, each: Each | Every) -> Filter:
        """The members that the condition of the frame holds for."""
        members = each.members if isinstance(each, Each) else (each.at,)
        counted = {MEASURES[cell.measure].unit for cell in members if cell.measure in MEASURES}
        unit = stated_for(self.frame.bound_unit, counted)
        return Filter(each, _comparison(self.frame.comparison), self.frame.bound or "0", self.frame.also, unit)

    def expression(self) -> Expression:
        """The expression of the frame. Raises NotUnderstood where the shape needs other cells than are named."""
        if self.frame.shape == "share":
            return self._share()
        if self.frame.shape == "agree":
            return self._sides()
        if self.frame.changed:
            return self._placed(changes(self))
        if self.frame.of_those is not None:
            return Aggregate(self.frame.of_those, self._those())
        if self.frame.extremes:
            return extremes(self)
        return self._of_cells()

    def _those(self) -> Filter | Rank:
        """What the condition or the ranking keeps. Raises NotUnderstood for several rows, and where one report counts another in."""
        held = tuple(at for at in self.spanned if self.catalog.holds(report_key(at)))
        if len(self.kinds()) != 1 or without_counted_twice(held)[1]:
            raise NotUnderstood(words="")
        return self.ranked(self.each()) if self.frame.shape == "rank" else self.kept(self.each())

    def _of_cells(self) -> Expression:
        cells, frame = self.cells(), self.frame
        if len(cells) == 1 and frame.shape in _OF_SEVERAL:
            raise NotUnderstood(words="")
        if frame.shape in _OF_TWO:
            return self._of_two()
        if frame.shape in ("filter", "count"):
            return self._placed(self.each())
        if frame.shape in ("rank", "compare"):
            return self.ranked(self.each())
        if frame.shape == "average":
            if self._crossed():
                raise NotUnderstood(words="")  # over the years of each office, or over the offices of each year
            return Aggregate("average", self.each())
        if (sums := self._sums(cells)) is not None:
            return sums
        return Lookup(cells[0]) if len(cells) == 1 else self.each()

    def _crossed(self) -> bool:
        """Whether the cells lie over several offices and several years, or are of several kinds in several reports."""
        offices, years = {at.agency for at in self.spanned}, {at.year for at in self.spanned}
        return min(len(offices), len(years)) > 1 or (len(self.kinds()) > 1 and len(self.spanned) > 1)

    def _sums(self, cells: tuple[Address, ...]) -> Expression | None:
        """What is to be added: everything, per row where each is asked for, per office where 各 and years are named. Raises NotUnderstood."""
        if self.frame.shape == "each":
            return self._sum_per_office() if self.frame.summed and self._crossed() and not self.frame.across else None
        if self.frame.shape != "sum" or len(cells) < 2 or (self.frame.apart and len(self.spanned) == 1):
            return None
        if self.frame.apart:
            rows = tuple(Address(measure=cell.measure, applicant=cell.applicant) for cell in self.kinds())
            return Each(rows, Sum(tuple(Lookup(replace(at, measure=None, applicant=None)) for at in self.spanned)))
        if not self.summable():
            raise NotUnderstood(words="")
        return Aggregate("sum", self.each())

    def _sum_per_office(self) -> Each:
        """各自两年一共: one sum for every office. Raises NotUnderstood where their years differ, or several rows are named."""
        offices = tuple(dict.fromkeys(replace(at, year=None) for at in self.spanned))
        years = tuple(dict.fromkeys(at.year for at in self.spanned))
        if len(offices) * len(years) != len(self.spanned) or len(kinds := self.kinds()) != 1:
            raise NotUnderstood(words="")
        return Each(offices, Sum(tuple(Lookup(replace(kinds[0], year=year)) for year in years)))

    def _of_two(self) -> Expression:
        """The expression of a shape that sets one quantity against another."""
        match self.frame.shape:
            case "change" | "change_by":
                return self._change()
        first, second = self.pair()
        match self.frame.shape:
            case "times":
                return Ratio(first, second, unit="times")
            case "shortfall":
                return Difference(second, first)
        return Difference(first, second)


def _counts_in(cell: Address, base: Address) -> bool:
    """Whether a cell is its base, or counts it in: a share of that would be 100 % or more."""
    measures, applicants = closure(cell.measure or ""), columns_of(cell.applicant or TOTAL)
    return (base.measure or "").split(OWN)[0] in measures and (base.applicant or TOTAL) in applicants


def _comparison(text: str | None) -> Comparison:
    """The comparison of this sign; the signs of the lexicon are those of the algebra."""
    for sign in get_args(Comparison):
        if sign == text:
            return sign  # type: ignore[no-any-return]
    raise NotUnderstood(words=text or "")
