"""What an answer over all offices of a year tells: some of them by name and with their cells, the others as a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.held import HeldYear, ReportKey
from qa.answer import Caveat
from qa.composing.caveats import series_of
from qa.composing.explain import MOST_TERMS
from qa.computing.address import address
from qa.computing.execute import execute
from qa.computing.fetch import facts_for
from qa.computing.lookup import FactTable
from qa.computing.quantity import Quantity, Result, Row, SeriesResult, number_of
from qa.computing.tally import Tally, given
from qa.plan import Each, Every, Lookup
from qa.turn import Turn

MOST_TOLD = 100
"""Members of a list that are told, and reports fetched for what must be said of them."""

SHOWN = 20
"""Cells cited of a sum over all: the receipt counts every one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A result as it is told, the same with the cells behind it that are named, and what is counted of the others."""

    result: Result
    behind: Result
    caveats: tuple[Caveat, ...] = ()
    counts: tuple[int, ...] = ()
    contradicted: tuple[ReportKey, ...] = ()


def told_of(result: Result, table: FactTable, turn: Turn) -> Told:
    """What is told of a result; everything, where no report was only counted."""
    series = series_of(result)
    if series is None or table.tally is None:
        return Told(result, result)
    tally, every = table.tally, table.tally.of
    held = turn.catalog.of_year(every.at.year or 0)
    added = isinstance(result, Quantity) and result.operation != "count"
    named = _named(series, tally, turn, SHOWN if added else MOST_TOLD)
    zeros = number_of(row.quantity for row in series.rows if not row.quantity.value)
    told = result if added else named if isinstance(result, SeriesResult) else replace(result, series=named)
    more = _telling(tally, held, turn) if added else ()
    behind = (*(row.quantity for row in named.rows), *more)
    counts = {"count": series.considered, "missing": _missing(every, held, turn), "unnamed": 0 if added else named.unnamed}
    return Told(
        told,
        _with_cells(told, behind),
        tuple(_counted(counts, added, turn)),
        (*counts.values(), zeros),
        held.contradicted if added else (),
    )


def provable(told: Result) -> Result:
    """A result without the figures that are only counted, but for those that a formula may begin with."""
    if isinstance(told, SeriesResult) or len(told.operands) <= MOST_TERMS:
        return told
    looked_up = (operand for operand in told.operands[MOST_TERMS:] if operand.at is None or operand.at.agency is not None)
    return replace(told, operands=(*told.operands[:MOST_TERMS], *looked_up))


def _with_cells(told: Result, behind: tuple[Quantity, ...]) -> Result:
    if isinstance(told, SeriesResult):
        return told
    looked_up = (operand for operand in told.operands if operand.at is None or operand.at.agency is not None)
    return replace(told, operands=tuple(dict.fromkeys((*looked_up, *behind))))


def _named(series: SeriesResult, tally: Tally, turn: Turn, most: int) -> SeriesResult:
    """A list with as many of its members named as are told, and the others counted; all cells are fetched at once."""
    giving: list[tuple[Row, Sequence[int]]] = []
    count = 0
    for row in series.rows:
        if count >= most:
            break
        reports = tally.reports[given(row.quantity)][: most - count] if row.member == tally.of.at else ()
        giving.append((row, reports))
        count += len(reports) or 1
    by_report = _looked_up([one for _, reports in giving for one in reports], tally.of, turn)
    rows = tuple(one for row, reports in giving for one in (_each(row, [by_report[one] for one in reports]) if reports else (row,)))
    return replace(series, rows=rows, unnamed=series.size - len(rows))


def _looked_up(reports: Sequence[int], every: Every, turn: Turn) -> dict[int, Row]:
    """The rows of reports that were counted, with their cells."""
    members = {one: address(key) for one, key in turn.source.numbered(reports).items()}
    plan = Each(tuple(members.values()), Lookup(every.at))
    series = execute(plan, facts_for(plan, turn.source, turn.catalog))
    rows = {row.member: row for row in (series.rows if isinstance(series, SeriesResult) else ())}
    return {one: replace(rows[member], member=every.at.bound(member)) for one, member in members.items()}


def _each(row: Row, members: Iterable[Row]) -> Iterator[Row]:
    """A row for each of the offices that give the figure of a row, in their order."""
    for one in sorted(members, key=lambda one: (one.member.agency or "", one.member.scope or "")):
        yield replace(one, rank=row.rank)


def _telling(tally: Tally, held: HeldYear, turn: Turn) -> tuple[Quantity, ...]:
    """The figures of the reports of which an answer says more: that they contradict, what they cover, on which form they are, that they are sums."""
    of_whom = (*held.contradicted, *held.scoped, *held.of_each_form)
    keys = [key for key in dict.fromkeys(of_whom) if key.agency not in tally.of.without]
    plan = Each(tuple(map(address, keys[:MOST_TOLD])), Lookup(tally.of.at))
    series = execute(plan, facts_for(plan, turn.source, turn.catalog))
    sums = [reports[0] for (_, _, operation), reports in tally.reports.items() if operation == "sum"][:1]
    rows = (*(series.rows if isinstance(series, SeriesResult) else ()), *_looked_up(sums, tally.of, turn).values())
    return tuple(row.quantity for row in rows)


def _missing(every: Every, held: HeldYear, turn: Turn) -> int:
    """How many of the offices held have no report on the year."""
    left_out = sum(name in turn.catalog.names_held and not turn.catalog.keys_of(name, held.year) for name in every.without)
    return len(turn.catalog.agencies) - held.agencies - left_out


def _counted(counts: dict[str, int], added: bool, turn: Turn) -> Iterator[Caveat]:
    """What is not named, as numbers."""
    words = {name: str(count) for name, count in counts.items()}
    if added:
        yield Caveat("scope", turn.messages.text("caveat_counted", count=words["count"]))
    if counts["unnamed"]:
        yield Caveat("scope", turn.messages.text("caveat_unnamed", count=words["unnamed"]))
    if counts["missing"]:
        yield Caveat("missing", turn.messages.text("caveat_missing_many", count=words["missing"]))
