"""Which reports a frame means: agencies, years and scopes to addresses, or a question back.

An office-year that is asked for and not held becomes a missing one; two reports of one office and year in
different scopes are never mixed: the question goes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest.held import ReportKey
from qa.catalog import Catalog
from qa.errors import Ambiguous, NotReported, NotUnderstood
from qa.parsing.frame import Frame
from qa.plan import Address
from qa.rephrase import Rephrase

LEVELS = {"customs": ("customs",), "government": ("province", "city", "district", "county")}
MOST_CHOICES = 6


def address(key: ReportKey) -> Address:
    """The address of everything in one report."""
    return Address(agency=key.agency, scope=key.scope, year=key.year)


def _of_places(frame: Frame, catalog: Catalog, rephrase: Rephrase, previous: str | None) -> tuple[str, ...]:
    """The agencies that bare place names stand for; one of the kind talked about before, else a question back."""
    found: list[str] = []
    for place in frame.places:
        candidates = catalog.of_place(place)
        alike = tuple(name for name in candidates if previous and catalog.level(name) == catalog.level(previous))
        chosen = alike if len(alike) == 1 else candidates
        if len(chosen) != 1 or not alike:
            raise Ambiguous("agency", tuple(rephrase.with_place(place, name) for name in candidates))
        found.append(chosen[0])
    return tuple(found)


def offices(frame: Frame, catalog: Catalog, rephrase: Rephrase, previous: str | None = None) -> tuple[str, ...]:
    """The agencies that a frame means. Raises Ambiguous where it names none and several are held."""
    if (frame.every is not None or frame.without) and not (frame.agencies or frame.places):
        levels = LEVELS.get(frame.every or "agency")
        ranged = catalog.agencies if levels is None else catalog.of_level(levels)
        return tuple(name for name in ranged if name not in frame.without) if frame.without else tuple(ranged)
    named = (*frame.agencies, *_of_places(frame, catalog, rephrase, previous))
    if named:
        return tuple(name for name in dict.fromkeys(named) if name not in frame.without)
    if len(catalog.agencies) <= 1:
        return catalog.agencies
    meant = (catalog.of_level(rephrase.levels) if rephrase.levels else ()) or catalog.agencies
    held = [name for name in meant if not frame.years or set(frame.years) & set(catalog.years(name))]
    raise Ambiguous("agency", tuple(rephrase.with_agency(name) for name in (held or meant)[:MOST_CHOICES]))


def with_only_year(frame: Frame, catalog: Catalog) -> Frame:
    """A year kept from the turn before gives way to the only one held of the office now named; the answer says which."""
    held = catalog.years(frame.agencies[0]) if len(frame.agencies) == 1 else ()
    if frame.years_kept and len(held) == 1 and not set(held) & set(frame.years):
        return replace(frame, years=held)
    return frame


def _years(frame: Frame, names: tuple[str, ...], catalog: Catalog, rephrase: Rephrase) -> dict[str, tuple[int, ...]]:
    held = {name: _from_on(catalog.years(name), frame.since) for name in names}
    if frame.years:
        return dict.fromkeys(names, frame.years)
    if frame.recent and catalog.latest_year:
        latest = max((max(years) for years in held.values() if years), default=catalog.latest_year)
        return dict.fromkeys(names, tuple(range(latest - frame.recent + 1, latest + 1)))
    if frame.every_year or all(len(years) <= 1 for years in held.values()):
        return held
    common = set.intersection(*(set(years) for years in held.values()))
    if len(common) == 1:
        return dict.fromkeys(names, tuple(common))
    choices = sorted(common or {year for years in held.values() for year in years}, reverse=True)
    raise Ambiguous("year", tuple(rephrase.with_year(year) for year in choices[:MOST_CHOICES]))


def _from_on(held: tuple[int, ...], since: int | None) -> tuple[int, ...]:
    """The years held; from a year on all up to the last one held."""
    return held if since is None else tuple(range(since, max(held, default=since) + 1))


def _key(name: str, year: int, frame: Frame, catalog: Catalog, rephrase: Rephrase) -> ReportKey | None:
    keys = catalog.keys_of(name, year, frame.scope)
    if len(keys) > 1:
        raise Ambiguous("scope", tuple(rephrase.with_scope(name, key.scope) for key in keys if key.scope))
    return keys[0] if keys else None


def _per_office(frame: Frame, names: tuple[str, ...], catalog: Catalog, rephrase: Rephrase) -> Iterable[tuple[str, tuple[int, ...]]]:
    if frame.own_years:
        own = dict(frame.own_years)
        if set(own) != set(names):
            raise NotUnderstood(words="")  # a place stands for an office that the turn before named
        return [(name, own[name]) for name in names]
    return _years(frame, names, catalog, rephrase).items()


def span(frame: Frame, names: tuple[str, ...], catalog: Catalog, rephrase: Rephrase) -> tuple[Address, ...]:
    """The office-years that the frame spans, those not held too. Raises NotReported where none of them is held."""
    catalog.expect(names)
    found: list[Address] = []
    held = 0
    for name, years in _per_office(frame, names, catalog, rephrase):
        for year in years:
            key = _key(name, year, frame, catalog, rephrase)
            held += key is not None
            found.append(address(key) if key else Address(agency=name, year=year, scope=frame.scope))
    if not held:
        raise NotReported(
            tuple((at.agency or "", at.year or 0) for at in found) or tuple((name, 0) for name in names), scope=frame.scope or ""
        )
    return tuple(found)
