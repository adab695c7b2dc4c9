"""Offices named by their place and a part of their name: 云溪的市监局, 云溪市场监督局."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.agencies import listed_under
from qa.catalog import Catalog
from qa.linking.forms import FORMS
from qa.linking.question import normal_form

_NAMES = FORMS["names"]
_OFFICE = re.compile(_NAMES["office"])
_OF = re.compile(_NAMES["of"])
_PLACES = (2, 3)
"""Characters of a place."""

_LONGEST = 16
_SHORTEST = 3


def shortened(text: str, catalog: Catalog) -> Iterator[tuple[int, str, str]]:
    """Stretches that begin with a place and end as an office there does: where, as written, the one name of an office held that they stand for."""
    for ending in _OFFICE.finditer(text):
        for start in range(max(0, ending.end() - _LONGEST), ending.end() - _SHORTEST):
            for length in _PLACES:
                said, place = text[start : ending.end()], text[start : start + length]
                if (name := _meant(place, said[length:], catalog)) is not None:
                    yield start, said, name


def _meant(place: str, rest: str, catalog: Catalog) -> str | None:
    """The name of the one office of a place that the rest of a name may stand for."""
    agencies = catalog.of_place(place)
    if not agencies:
        return None
    short = found[1] + rest[found.end() :] if (found := _OF.match(rest)) else rest
    for name in (place + short, f"{place}{_NAMES['levels'][0]}{short}"):
        if name in catalog.names and catalog.names[name].key in agencies:
            return name
    near = [name for name in map(normal_form, agencies) if _stands_for(short, name.removeprefix(place))]
    known = {normal_form(agency.name) for agency in listed_under(place[:2]) if _stands_for(short, agency.name.removeprefix(place))}
    return near[0] if len(near) == 1 and known <= set(near) else None


def _stands_for(short: str, whole: str) -> bool:
    """Whether a name is cut from a whole one, of which it keeps how it begins, save 市, and all else in order."""
    begins = short[:2] in (whole[:2], whole[1:3]) or short[:3] == whole[:3]
    characters = iter(whole)
    return len(short) >= _SHORTEST and begins and short[-1] == whole[-1] and all(one in characters for one in short)
