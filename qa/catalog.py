"""What the plan may address: the reports held, the agencies' own rows in them, and the names of the agencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from ingest.agencies import agency_named, aliases_of, listed_names, ordinary_words, place_of
from ingest.forms.measures import OWN
from ingest.held import HeldReport, ReportKey
from qa.lexicon import Sense
from qa.question import has_chinese, normal_form


@cache
def _listed() -> Mapping[str, Sense]:
    """The names of all listed agencies, and the words that only begin with one."""
    agencies = {name: Sense("agency", name) for name in set(listed_names().values())}
    names = {name: agencies[agency] for name, agency in listed_names().items()}
    return {**names, **{word: Sense("residue", word) for word in ordinary_words()}}


@dataclass(frozen=True)
class Catalog:
    """The reports held and the measures that only some of them print."""

    reports: tuple[HeldReport, ...]
    own: Mapping[ReportKey, tuple[str, ...]]

    @cached_property
    def keys(self) -> tuple[ReportKey, ...]:
        """The keys of the reports held."""
        return tuple(report.key for report in self.reports)

    @cached_property
    def by_key(self) -> Mapping[ReportKey, HeldReport]:
        """The reports by key."""
        return {report.key: report for report in self.reports}

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """The names of the agencies that have a report here, each once."""
        return tuple(dict.fromkeys(key.agency for key in self.keys))

    @cached_property
    def latest_year(self) -> int | None:
        """The newest year that any report here is on."""
        return max((key.year for key in self.keys), default=None)

    def years(self, agency: str) -> tuple[int, ...]:
        """The years on which reports of the agency are held, ascending."""
        return tuple(sorted({key.year for key in self.keys if key.agency == agency}))

    def keys_of(self, agency: str, year: int | None = None, scope: str | None = None) -> tuple[ReportKey, ...]:
        """The reports of an agency, of one year and scope where these are given."""
        return tuple(key for key in self.keys if key.agency == agency and year in (None, key.year) and scope in (None, key.scope))

    @cached_property
    def names(self) -> Mapping[str, Sense]:
        """Folded names: agencies held or known, places that several agencies may share, own rows held."""
        senses: dict[str, Sense] = {}
        for name in self.agencies:
            for alias in (name, *aliases_of(name)):
                senses.setdefault(normal_form(alias), Sense("agency", name))
        senses = {**_listed(), **senses}
        for name in self.agencies:
            for place in place_of(name):
                senses.setdefault(normal_form(place), Sense("place", place))
        for measure in dict.fromkeys(measure for measures in self.own.values() for measure in measures):
            senses.setdefault(normal_form(measure.split(OWN, 1)[1]), Sense("measure", measure))
        return senses

    @cached_property
    def held_names(self) -> Mapping[int, tuple[str, ...]]:
        """What the agencies held are called in Chinese, by length."""
        held = (name for name, sense in self.names.items() if sense.kind == "agency" and sense.key in self.agencies)
        lengths: dict[int, tuple[str, ...]] = {}
        for name in filter(has_chinese, held):
            lengths[len(name)] = (*lengths.get(len(name), ()), name)
        return lengths

    def of_place(self, place: str) -> tuple[str, ...]:
        """The agencies held whose name a place may stand for."""
        folded = normal_form(place)
        return tuple(name for name in self.agencies if folded in map(normal_form, place_of(name)))

    def of_level(self, levels: Iterable[str]) -> tuple[str, ...]:
        """The agencies held that are of one of these levels."""
        wanted = set(levels)
        return tuple(name for name in self.agencies if agency_named(name).level in wanted)

    def level(self, agency: str) -> str | None:
        """The level of an agency: customs, city, district, ..."""
        return agency_named(agency).level
