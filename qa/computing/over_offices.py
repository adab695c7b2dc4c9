"""Expressions over the figures of many offices: what changed in each between two years, the greatest against the least."""

from __future__ import annotations

from dataclasses import replace

from qa.computing.cells import Cells
from qa.computing.lookup import report_key
from qa.errors import NotUnderstood
from qa.plan import Address, Aggregate, Change, Difference, Each, Expression, Lookup, Ratio

_TWO = 2


def changes(cells: Cells) -> Each:
    """What changed in every office from the second year of the frame to the first. Raises NotUnderstood for several rows."""
    if len(kinds := cells.kinds()) != 1 or len(cells.frame.years) != _TWO:
        raise NotUnderstood(words="")
    after, before = (Lookup(replace(kinds[0], year=year)) for year in cells.frame.years)
    scopes = {at.agency: at.scope for at in sorted(cells.spanned, key=lambda at: at.scope or "")}  # a year not held states no scope
    members = tuple(Address(agency=agency, scope=scopes[agency]) for agency in dict.fromkeys(at.agency for at in cells.spanned))
    return Each(members, Change(before, after) if cells.frame.changed == "change" else Difference(after, before))


def extremes(cells: Cells) -> Expression:
    """The greatest figure among the reports held less the least, or divided by it. Raises NotUnderstood for several rows or one report."""
    held = tuple(cell for cell in cells.cells() if cells.catalog.holds(report_key(cell)))
    if len(cells.kinds()) != 1 or len(held) < _TWO:
        raise NotUnderstood(words="")
    each = Each(held, Lookup(Address()))
    greatest, least = Aggregate("maximum", each), Aggregate("minimum", each)
    return Ratio(greatest, least, unit="times") if cells.frame.shape == "times" else Difference(greatest, least)
