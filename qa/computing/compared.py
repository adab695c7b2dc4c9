"""What a figure rests on without being made of it: what the greatest is greater than, and what fulfils no condition where nothing does."""

from __future__ import annotations

from collections.abc import Iterator

from qa.computing.execute import execute
from qa.computing.lookup import FactTable
from qa.computing.quantity import Quantity, SeriesResult
from qa.plan import Aggregate, Difference, Each, Expression, Filter, Ratio


def compared(plan: Expression, table: FactTable) -> Iterator[Quantity]:
    """The quantities that were held against each other: without them nobody can see that the greatest is the greatest, or that none is meant."""
    match plan:
        case Difference(one, other) | Ratio(one, other):
            yield from compared(one, table)
            yield from compared(other, table)
        case Aggregate("maximum" | "minimum", Each() as each):
            yield from _members(each, table)
        case Filter(Each() as each) | Aggregate(of=Filter(Each() as each)):
            kept = execute(plan.of if isinstance(plan, Aggregate) else plan, table)
            if isinstance(kept, SeriesResult) and not kept.rows:
                yield from _members(each, table)


def _members(each: Each, table: FactTable) -> Iterator[Quantity]:
    series = execute(each, table)
    if isinstance(series, SeriesResult):
        yield from (row.quantity for row in series.rows)
