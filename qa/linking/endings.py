"""Offices named together by one ending: 广州、福州海关, Guangzhou and Fuzhou Customs."""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile

from qa.catalog import Catalog
from qa.linking.forms import FORMS
from qa.linking.mention import Mention

_BETWEEN = frozenset({"function", "punctuation", "place"})
_COUNTED = ("plural", "so_many")
_SEVERAL = 2
_LEVELS = FORMS["names"]["levels"]


def with_shared_endings(mentions: tuple[Mention, ...], catalog: Catalog) -> tuple[Mention, ...]:
    """The mentions; a place beside an office as the office that its name and the other's ending make, where a report of that is held."""
    return tuple(
        _whole(mention, mentions[index + 1 :], catalog) if mention.kind == "place" else mention for index, mention in enumerate(mentions)
    )


def with_own_scope(mentions: tuple[Mention, ...], catalog: Catalog) -> tuple[Mention, ...]:
    """The mentions; a scope right behind one of several offices, whose reports all have it, as a word that says no more: 占淮安市全市的."""
    if len({mention.key for mention in mentions if mention.kind == "agency"}) < _SEVERAL:
        return mentions
    pairs = zip((None, *mentions), mentions, strict=False)
    return tuple(replace(mention, kind="function") if _says_own(before, mention, catalog) else mention for before, mention in pairs)


def _says_own(office: Mention | None, scope: Mention, catalog: Catalog) -> bool:
    if office is None or office.kind != "agency" or scope.kind != "scope":
        return False
    return {key.scope for key in catalog.keys_of(office.key)} == {scope.key}


def _whole(place: Mention, later: tuple[Mention, ...], catalog: Catalog) -> Mention:
    office = next(dropwhile(lambda mention: mention.kind in _BETWEEN, later), None)
    if office is None or not (endings := _endings(place, office, later)):
        return place
    senses = (catalog.names.get(place.text + ending) for ending in endings)
    found = next((sense.key for sense in senses if sense is not None and sense.kind == "agency" and catalog.keys_of(sense.key)), None)
    return place if found is None else replace(place, kind="agency", key=found)


def _endings(place: Mention, office: Mention, later: tuple[Mention, ...]) -> tuple[str, ...]:
    """What the names of offices may end in: as the one that follows does, or in the kind that is counted: 广州、福州两个海关."""
    if office.kind == "agency":
        return (
            ()
            if office.start == place.end
            else tuple(office.text[at:] for at in range(1, len(office.text) - 1) if office.text[at] not in _LEVELS)
        )
    after = later[later.index(office) + 1 :]
    return (after[0].text,) if office.key in _COUNTED and after and after[0].key == "customs_word" else ()
