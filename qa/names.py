"""What offices are called in questions: looked up by how a name begins, so that of very many names only a few are ever made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from ingest.agencies import aliases_of, begins_one_way, listed_agencies, names_of, ordinary_words, place_of
from ingest.forms.measures import OWN
from qa.lexicon import Sense
from qa.question import normal_form

_LATIN = "a"
"""How every name begins that does not begin with a Chinese character: these are few, and made at once."""


def _opening(name: str) -> str:
    return name[:2] if "\u4e00" <= name[:1] <= "\u9fff" else _LATIN


@cache
def _folded(character: str) -> str:
    return normal_form(character)


def _openings(agency: str) -> frozenset[str]:
    """How the names of an agency may begin, as they stand and character by character as questions are folded."""
    called = (agency,) if begins_one_way(agency) else (agency, *aliases_of(agency), *place_of(agency))
    found = {_opening(name) for name in called}
    return frozenset(found | {_opening("".join(map(_folded, opening))) for opening in found if opening != _LATIN})


@cache
def _listed() -> Mapping[str, Mapping[str, Sense]]:
    """The Chinese names of all listed agencies and the words that only begin with one, by their opening."""
    found: dict[str, dict[str, Sense]] = {}
    for agency in listed_agencies():
        sense = Sense("agency", agency.name)
        for name in names_of(agency, "zh"):
            found.setdefault(_opening(name), {})[name] = sense
    for word in ordinary_words():
        found.setdefault(_opening(word), {})[word] = Sense("residue", word)
    return found


@cache
def _listed_latin() -> Mapping[str, Sense]:
    english = {name: Sense("agency", agency.name) for agency in listed_agencies() for name in names_of(agency, "en")}
    return {**_listed().get(_LATIN, {}), **english}


class Names(Mapping[str, Sense]):
    """Folded names: agencies held or known, places that several agencies may share, own rows held."""

    def __init__(self, agencies: tuple[str, ...], own_rows: tuple[str, ...]) -> None:
        self._agencies = agencies
        self.own_rows = own_rows
        self._made: dict[str, Mapping[str, Sense]] = {}

    def __getitem__(self, name: str) -> Sense:
        sense: Sense | None = self.get(name)
        if sense is None:
            raise KeyError(name)
        return sense

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def get(self, name: str, default: Any = None) -> Any:
        """The sense of a name; asked for every stretch of a question."""
        opening = _opening(name)
        made = self._made.get(opening)
        if made is None:
            made = self._made[opening] = self._beginning(opening)
        return made.get(name) or self._rows.get(name, default)

    def __iter__(self) -> Iterator[str]:
        for opening in dict.fromkeys((*self._by_opening, *_listed(), _LATIN)):
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
    def _rows(self) -> Mapping[str, Sense]:
        rows: dict[str, Sense] = {}
        for measure in self.own_rows:
            rows.setdefault(normal_form(measure.split(OWN, 1)[1]), Sense("measure", measure))
        return rows

    def _beginning(self, opening: str) -> Mapping[str, Sense]:
        """The names that begin so: of the agencies held before those of others, and places only where no agency is called so."""
        senses: dict[str, Sense] = {}
        agencies = self._by_opening.get(opening, ())
        for agency in agencies:
            for name in (agency, *aliases_of(agency)):
                senses.setdefault(normal_form(name), Sense("agency", agency))
        senses = {**(_listed_latin() if opening == _LATIN else _listed().get(opening, {})), **senses}
        for agency in agencies:
            for place in place_of(agency):
                senses.setdefault(normal_form(place), Sense("place", place))
        return senses
