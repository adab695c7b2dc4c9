"""What the plan may address: the reports held, the agencies' own rows in them, and the names of the agencies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from ingest.agencies import agency_named, aliases_of, place_of
from ingest.held import HeldReport, HeldYear, ReportKey
from qa.linking.names import Names
from qa.linking.question import has_chinese, normal_form
from qa.sources import FactSource

_FEW = 32
"""More agencies than this are not asked for one by one."""

_ENDING = 2
"""Characters at the end of a name that tell what kind of office it is."""

_KEPT = 4096
"""Reports remembered with all that is known of them."""


class Catalog:
    """The reports held and the measures that only some of them print, read as far as they are asked for."""

    def __init__(self, source: FactSource) -> None:
        self._source = source
        self._keys: dict[str, tuple[ReportKey, ...]] = {}
        self._own: dict[ReportKey, tuple[str, ...]] = {}
        self._reports: dict[ReportKey, HeldReport] = {}
        self._held_in: dict[int, HeldYear] = {}
        self._complete = False

    @cached_property
    def keys(self) -> tuple[ReportKey, ...]:
        """The keys of the reports held."""
        return self._source.keys()

    def expect(self, agencies: Collection[str]) -> None:
        """Read at once what would be asked for agency by agency, where these are many."""
        if len(agencies) > _FEW and not self._complete:
            self._keys = {agency: tuple(keys) for agency, keys in groupby(self.keys, key=attrgetter("agency"))}
            self._own = {**dict.fromkeys(self.keys, ()), **self._source.own_measures()}
            self._complete = True

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """The names of the agencies that have a report here, each once."""
        return self._source.agencies()

    @cached_property
    def names_held(self) -> frozenset[str]:
        """The same, to ask whether one is among them."""
        return frozenset(self.agencies)

    @cached_property
    def latest_year(self) -> int | None:
        """The newest year that any report here is on."""
        return max(self._source.years(), default=None)

    def _of(self, agency: str) -> tuple[ReportKey, ...]:
        if (found := self._keys.get(agency)) is None:
            found = self._keys[agency] = self._source.keys(agency)
        return found

    def years(self, agency: str) -> tuple[int, ...]:
        """The years on which reports of the agency are held, ascending."""
        return tuple(sorted({key.year for key in self._of(agency)}))

    def keys_of(self, agency: str, year: int | None = None, scope: str | None = None) -> tuple[ReportKey, ...]:
        """The reports of an agency, of one year and scope where these are given."""
        return tuple(key for key in self._of(agency) if year in (None, key.year) and scope in (None, key.scope))

    def holds(self, key: ReportKey) -> bool:
        """Whether there is such a report."""
        return key in self._of(key.agency)

    def of_keys(self, keys: Iterable[ReportKey]) -> Mapping[ReportKey, HeldReport]:
        """These reports by key, each once, in the order of the keys."""
        wanted = tuple(dict.fromkeys(keys))
        known = {key: self._reports[key] for key in wanted if key in self._reports}
        if len(known) < len(wanted):
            known |= {report.key: report for report in self._source.held(key for key in wanted if key not in known)}
            self._reports = known if len(self._reports) + len(known) > _KEPT else {**self._reports, **known}
        return {key: known[key] for key in wanted}

    def of_year(self, year: int) -> HeldYear:
        """What is held of a year."""
        if (found := self._held_in.get(year)) is None:
            found = self._held_in[year] = self._source.of_year(year)
        return found

    def report(self, key: ReportKey) -> HeldReport:
        """The report of a key that is held."""
        return self.of_keys((key,))[key]

    def own_measures(self, key: ReportKey) -> tuple[str, ...]:
        """The measures of the rows that this report alone prints."""
        if not self.names.own_rows:
            return ()
        if (found := self._own.get(key)) is None:
            found = self._own[key] = self._source.own_measures((key,)).get(key, ())
        return found

    @cached_property
    def names(self) -> Names:
        """Folded names: agencies held or known, places that several agencies may share, own rows held."""
        return Names(self.agencies, self._source.own_rows())

    @cached_property
    def _chinese(self) -> Mapping[tuple[int, str], tuple[str, ...]]:
        called = dict.fromkeys(name for agency in self.agencies for name in (agency, *aliases_of(agency)) if has_chinese(name))
        alike: dict[tuple[int, str], list[str]] = {}
        for name in called:
            alike.setdefault((len(name), name[-_ENDING:]), []).append(name)
        return {ending: tuple(names) for ending, names in alike.items()}

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How many characters the Chinese names of the agencies held have."""
        return tuple(dict.fromkeys(length for length, _ in self._chinese))

    def ending_like(self, name: str) -> tuple[str, ...]:
        """What agencies held are called in Chinese that is as long as a name and ends as it does."""
        return self._chinese.get((len(name), name[-_ENDING:]), ())

    def of_place(self, place: str) -> tuple[str, ...]:
        """The agencies held whose name a place may stand for."""
        folded = normal_form(place)
        return tuple(name for name in self.names.opening_like(folded) if folded in map(normal_form, place_of(name)))

    def of_level(self, levels: Iterable[str]) -> tuple[str, ...]:
        """The agencies held that are of one of these levels."""
        wanted = set(levels)
        return tuple(name for name in self.agencies if self.level(name) in wanted)

    def level(self, agency: str) -> str | None:
        """The level of an agency: customs, city, district, ..."""
        return agency_named(agency).level
