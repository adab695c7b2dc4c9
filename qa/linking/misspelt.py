"""Names of offices written as they sound or look: 光洲海关 is 广州海关, where no other office that exists could be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ingest.agencies import agency_named, listed_names, place_of
from qa.catalog import Catalog
from qa.kinds import YEAR
from qa.lexicon import Lexicon
from qa.linking.forms import FORMS
from qa.linking.link import link
from qa.linking.mention import Mention
from qa.linking.question import Question, normal_form
from qa.linking.residue import unknown
from qa.linking.shortened import shortened

_NAMES = FORMS["names"]
_WHOLE = re.compile(_NAMES["whole"])

_BETWEEN = 4
"""Mentions in which the office after a city is looked for."""

_SHORTEST = 3
"""Characters of a name that a misspelling may stand for: a shorter one sounds like too much."""


def respelt(question: Question, catalog: Catalog, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of the question, with one misspelt name of an office read as what it was meant for."""
    question = replace(question, normal=_whole_places(question.normal, catalog))
    mentions = _without_cities(link(question, catalog.names, lexicon))
    if lexicon.language != "zh" or not any(mention.kind == "residue" for mention in mentions):
        return mentions
    near = (*_misspelt(mentions, question.normal, catalog), *shortened(question.normal, catalog))
    meant = {(start, said): name for start, said, name in near}
    if len({catalog.names[name].key for name in meant.values()}) != 1:
        return mentions
    (start, said), name = max(meant.items(), key=lambda item: len(item[1]))
    text = question.normal[:start] + name + question.normal[start + len(said) :]
    again = link(replace(question, normal=text), catalog.names, lexicon)
    return again if unknown(again) < unknown(mentions) else mentions


def _without_cities(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions without a city that only says where the district after it lies."""
    return tuple(mention for place, mention in enumerate(mentions) if not _is_city_of(mention, mentions[place + 1 : place + 1 + _BETWEEN]))


def _is_city_of(city: Mention, later: tuple[Mention, ...]) -> bool:
    """Whether the next office named is in this city, with nothing but a year between them: 淮安市2023年清江浦区."""
    if city.kind != "agency":
        return False
    following = next((mention for mention in later if mention.kind not in YEAR), None)
    return following is not None and following.kind == "agency" and agency_named(following.key).parent == city.key


def _whole_places(text: str, catalog: Catalog) -> str:
    """The text with 淮安全市 written as 淮安市全市, where that city is held."""
    for whole in _WHOLE.finditer(text):
        place = next((text[start : whole.start()] for start in range(max(0, whole.start() - 6), whole.start() - 1)
                      if f"{text[start : whole.start()]}{whole[1]}" in catalog.names), None)  # fmt: skip
        if place is not None and not place.endswith(whole[1]):
            return f"{text[: whole.start()]}{whole[1]}{text[whole.start() :]}"
    return text


def _misspelt(mentions: tuple[Mention, ...], text: str, catalog: Catalog) -> Iterator[tuple[int, str, str]]:
    """Stretches that touch unknown words and sound or look like a name: where, as written, the name."""
    for mention in mentions:
        if mention.kind != "residue" or not _is_han(mention.text):
            continue
        for length in catalog.lengths:
            if length < _SHORTEST:
                continue
            for start in range(max(0, mention.start - length + 1), min(mention.end - 1, len(text) - length) + 1):
                said = text[start : start + length]
                if (name := _meant(said, catalog)) is not None:
                    yield start, said, name


def _is_han(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def _meant(said: str, catalog: Catalog) -> str | None:
    """The one name of an office held that this sounds or looks like; None where another place exists that is called so."""
    near = [name for name in catalog.ending_like(said) if _common(name, said) and _ending(name) == _ending(said) and _alike(said, name)]
    near = [name for name in near if name in catalog.names]
    if not near or said in listed_names() or _is_place(said.removesuffix(_ending(said))):
        return None
    return near[0] if len({catalog.names[name].key for name in near}) == 1 else None


def _common(one: str, other: str) -> bool:
    """Whether most characters are the same, so that few need to be listened to."""
    return sum(a == b for a, b in zip(one, other, strict=True)) * 2 >= len(one)


def _ending(name: str) -> str:
    """What kind of office a name ends in, which must be spelt right; only the place before it may be misspelt."""
    return next((ending for ending in _NAMES["endings"] if name.endswith(ending)), name[-2:])


def _alike(said: str, name: str) -> bool:
    return all(a == b or _look(a, b) or _sound(a) == _sound(b) for a, b in zip(said, name, strict=True))


def _look(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _NAMES["looks"])


def _is_place(place: str) -> bool:
    """Whether a listed office lies in a place of this name: 抚州 is no misspelling of 福州."""
    return place in _places()


@cache
def _places() -> frozenset[str]:
    places = {normal_form(place) for name in set(listed_names().values()) for place in place_of(name)}
    return frozenset(places | {place.rstrip(_NAMES["levels"]) for place in places})


@cache
def _sound(character: str) -> str:
    """The syllable without its tone, and without the differences that many speakers do not make."""
    from pypinyin import lazy_pinyin  # takes 0.3 s to load, which only a question with a name-like unknown word pays

    syllable = lazy_pinyin(character)[0]
    for careful, plain in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(careful):
            syllable = plain + syllable[2:]
    return syllable[:-1] if syllable.endswith("ng") else syllable
