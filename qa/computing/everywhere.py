"""Questions over all offices of a year, where these are too many for a plan to name one by one."""

from __future__ import annotations

from ingest.agencies import CONSOLIDATED, agencies_below
from ingest.held import HeldYear
from qa.catalog import Catalog
from qa.computing.build import Builder
from qa.errors import NotUnderstood
from qa.lexicon import Lexicon
from qa.parsing.frame import Frame
from qa.plan import Address, Aggregate, Every, Expression

MANY = 1000
"""Offices, of which more are not named one by one."""

_ADDED = ("sum", "average")
_SHAPES = (*_ADDED, "rank", "filter", "count")


def over_all(frame: Frame, catalog: Catalog, lexicon: Lexicon) -> tuple[Expression, tuple[str, ...]] | None:
    """The expression of a frame over all offices of a year, and those that others count in already; None where offices are to be named. Raises NotUnderstood for the sum of some of very many."""
    if len(catalog.agencies) <= MANY:
        return None
    if frame.of_those is not None:
        raise NotUnderstood(words="")  # which they are would have to be told one by one
    if not _ranges(frame):
        return None
    held = catalog.of_year(frame.years[0])
    if held.reports != held.agencies or not held.reports:
        return None  # none at all, or two reports of one office: what is meant is asked back
    twice = _counted_twice(held, catalog) if frame.shape in _ADDED else ()
    builder = Builder(frame, (Address(year=frame.years[0]),), catalog, lexicon)
    (cell,) = builder.cells()
    every = Every(cell, tuple(sorted({*frame.without, *twice})))
    match frame.shape:
        case "sum":
            return Aggregate("sum", every), twice
        case "average":
            return Aggregate("average", every), twice
        case "rank":
            return builder.ranked(every), twice
    kept = builder.kept(every)
    return (kept if frame.shape == "filter" else Aggregate("count", kept)), twice


def _ranges(frame: Frame) -> bool:
    """Whether a frame is about one row and column of every office in one year."""
    one = len(frame.years) == 1 and len(frame.measures or frame.applicants) == 1 and len(frame.applicants) <= 1
    own = any(measure.startswith("own.") for measure in frame.measures)
    other = frame.agencies or frame.places or frame.across or frame.scope or frame.every_year or frame.recent or frame.apart
    return frame.every == "agency" and frame.shape in _SHAPES and one and not own and not other


def _counted_twice(held: HeldYear, catalog: Catalog) -> tuple[str, ...]:
    """The offices whose figures a consolidated report of the year counts in."""
    whole = {key.agency for key in held.scoped if key.scope in CONSOLIDATED}
    below = {name for agency in whole for name in agencies_below(agency)}
    return tuple(sorted(name for name in below & catalog.names_held if catalog.keys_of(name, held.year)))
