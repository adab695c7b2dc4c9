"""What a plan needs out of the archive: the cells that it addresses, and no others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from ingest.fact import Fact
from ingest.forms.measures import closure
from ingest.held import ReportKey
from qa.catalog import Catalog
from qa.computing.counted import tally_of
from qa.computing.lookup import FactTable, report_key
from qa.computing.tally import Tally
from qa.plan import Address, Difference, Expression, addresses, every_of
from qa.sources import FactSource


def facts_for(expression: Expression, source: FactSource, catalog: Catalog) -> FactTable:
    """The facts that an expression may need, and the reports that are held; where it ranges over a year, what these give, counted."""
    every = every_of(expression)
    if every is not None:
        tally = tally_of(every, source)
        rest = [every.at.bound(member) for member in tally.rest]
        return _table({at: report_key(at) for at in rest}, source, tally)
    needed = {at: report_key(at) for at in addresses(expression)}
    return _table({at: key for at, key in needed.items() if catalog.holds(key)}, source)


def differences_once(source: FactSource, catalog: Catalog) -> Callable[[Expression], FactTable]:
    """The same, where the two sides of a difference that is turned round are not looked up again."""
    known: dict[frozenset[Address], FactTable] = {}

    def facts(expression: Expression) -> FactTable:
        if not isinstance(expression, Difference):
            return facts_for(expression, source, catalog)
        needed = frozenset(addresses(expression))
        if needed not in known:
            known[needed] = facts_for(expression, source, catalog)
        return known[needed]

    return facts


def _table(held: Mapping[Address, ReportKey], source: FactSource, tally: Tally | None = None) -> FactTable:
    """The cells addressed, and the parts of those without a number."""
    cells = source.select(held.values(), {at.measure or "" for at in held}, {at.applicant for at in held})
    table = FactTable(cells, held.values(), tally)
    parts = _parts([at for at in held if not table.has_number(at)], held, source)
    return FactTable((*cells, *parts), held.values(), tally) if parts else table


def _parts(unfilled: Collection[Address], held: Mapping[Address, ReportKey], source: FactSource) -> tuple[Fact, ...]:
    if not unfilled:
        return ()
    measures = frozenset().union(*(closure(at.measure or "") for at in unfilled))
    return source.select((held[at] for at in unfilled), measures)
