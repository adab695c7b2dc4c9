"""What offices are called in questions: looked up by how a name begins, so that of very many names only a few are ever made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from ingest.agencies import aliases_of, listed_agencies, listed_under, names_of, openings, ordinary_words, place_of
from ingest.forms.measures import OWN
from qa.lexicon.phrases import Phrases, Sense
from qa.linking.question import normal_form, normal_forms

_LATIN = "a"
"""How every name begins that begins with a Latin letter: these are few, and made at once."""


def _opening(name: str) -> str:
    return _LATIN if name[:1].isascii() and name[:1].isalpha() else name[:2]


@cache
def _folded(opening: str) -> tuple[str, ...]:
    """An opening as it stands, and character by character as questions are folded."""
    return tuple({_opening(opening), _opening("".join(map(normal_form, opening)))})


@cache
def _are_listed() -> frozenset[str]:
    return frozenset(agency.name for agency in listed_agencies())


def _openings(agency: str) -> Iterable[str]:
    """How the names of an agency may begin."""
    found = openings(agency)
    if agency in _are_listed():
        found |= {_LATIN, *(place[:2] for place in place_of(agency))}
    return dict.fromkeys(one for opening in found for one in _folded(opening))


def _known(opening: str) -> Mapping[str, Sense]:
    """The names of listed agencies that begin so, and the words that only begin with one."""
    if opening == _LATIN:
        senses = {name: Sense("agency", agency.name) for agency in listed_agencies() for name in names_of(agency, "en")}
        return {name.replace("'", ""): sense for name, sense in senses.items()} | senses  # huaian
    named = {name: agency.name for agency in listed_under(opening) for name in names_of(agency, "zh") if name.startswith(opening)}
    words = {word: Sense("residue", word) for word in ordinary_words(named)}
    return {**{name: Sense("agency", agency) for name, agency in named.items()}, **words}


class Names(Mapping[str, Sense]):
    """Folded names: agencies held or known, places that several agencies may share, own rows held."""

    def __init__(self, agencies: tuple[str, ...], own_rows: tuple[str, ...]) -> None:
        self._agencies = agencies
        self.own_rows = own_rows
        self._made: dict[str, Phrases] = {}

    def __getitem__(self, name: str) -> Sense:
        sense: Sense | None = self.get(name)
        if sense is None:
            raise KeyError(name)
        return sense

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def get(self, name: str, default: Any = None) -> Any:
        """The sense of a name."""
        return self._of_opening(_opening(name)).get(name) or self._rows.get(name, default)

    def lengths(self, first: str, second: str) -> set[int]:
        """How many tokens the names have that begin with these two."""
        return self._of_opening(_opening(first + second)).lengths(first, second) | self._rows.lengths(first, second)

    def _of_opening(self, opening: str) -> Phrases:
        if (made := self._made.get(opening)) is None:
            made = self._made[opening] = Phrases(self._beginning(opening))
        return made

    def __iter__(self) -> Iterator[str]:
        listed = (opening for agency in listed_agencies() for opening in openings(agency.name))
        for opening in dict.fromkeys((*self._by_opening, *listed, _LATIN)):
            yield from self._beginning(opening)
        yield from self._rows

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def opening_like(self, name: str) -> tuple[str, ...]:
        """The agencies held some name of which begins as this one."""
        return self._by_opening.get(_opening(name), ())

    @cached_property
    def _by_opening(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for agency in self._agencies:
            for opening in _openings(agency):
                found.setdefault(opening, []).append(agency)
        return {opening: tuple(agencies) for opening, agencies in found.items()}

    @cached_property
    def _rows(self) -> Phrases:
        rows: dict[str, Sense] = {}
        for measure in self.own_rows:
            rows.setdefault(normal_form(measure.split(OWN, 1)[1]), Sense("measure", measure))
        return Phrases(rows)

    def _beginning(self, opening: str) -> Mapping[str, Sense]:
        """The names that begin so: of the agencies held before those of others, and places only where no agency is called so."""
        senses: dict[str, Sense] = {}
        agencies = self._by_opening.get(opening, ())
        named = [(name, agency) for agency in agencies for name in (agency, *aliases_of(agency))]
        for name, (_, agency) in zip(normal_forms([name for name, _ in named]), named, strict=True):
            senses.setdefault(name, Sense("agency", agency))
        senses = {**_known(opening), **senses}
        places = tuple(dict.fromkeys(place for agency in agencies for place in place_of(agency)))
        for folded, place in zip(normal_forms(places), places, strict=True):
            senses.setdefault(folded, Sense("place", place))
            senses.setdefault(folded.replace("'", ""), Sense("place", place))
        return senses
