"""Wordings: phrases written with alternatives, 没{有|}给公开, and found in a text without being spelt out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

_ALTERNATIVES = re.compile(r"\{([^}]*)\}")

_FAMILY = "@"
"""What stands before the name of a family, whose words are then all alternatives: {@carry|带}."""

_FAMILIES = {
    name: tuple(words.split()) for name, words in tomllib.loads(files("qa").joinpath("lexicon", "families.toml").read_text("utf-8")).items()
}
"""The families of lexicon/families.toml, each explained there."""


def _alternatives(piece: str) -> Iterator[str]:
    """The words between two braces, those of a family one by one."""
    for word in piece.split("|"):
        if word.startswith(_FAMILY):
            yield from _FAMILIES[word.removeprefix(_FAMILY)]
        else:
            yield word


@dataclass(frozen=True, slots=True)
class Wording:
    """What must stand one after the other: in each place one of several words, the empty one among them where it may be left out."""

    places: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, written: str) -> Wording:
        """The wording as the lexicon writes it.

        >>> Wording.read("没{有|}给{看|公开}").places
        (('没',), ('有', ''), ('给',), ('看', '公开'))
        """
        pieces = enumerate(_ALTERNATIVES.split(written))
        places = (tuple(_alternatives(piece) if place % 2 else [piece]) for place, piece in pieces)
        return cls(tuple(words for words in places if words != ("",)))

    def longest(self, text: str, start: int) -> int:
        """How many characters of the text, from this place on, the longest of the phrases covers; 0 for none.

        >>> Wording.read("没{有|}给{看|}").longest("都没有给看的", 1)
        4
        """
        ends = {start}
        for words in self.places:
            ends = {end + len(word) for end in ends for word in words if text.startswith(word, end)}
            if not ends:
                return 0
        return max(ends) - start

    def openings(self) -> frozenset[str]:
        """The two characters with which the phrases begin; the one that a phrase is.

        >>> sorted(Wording.read("{不|}给{看|}").openings())
        ['不给', '给', '给看']
        """
        begun, found = {""}, set[str]()
        for words in self.places:
            found |= {opening for opening in begun if len(opening) == 2}
            begun = {(opening + first)[:2] for opening in begun - found for first in {word[:2] for word in words}}
        begun |= found
        return frozenset(begun - {""})
