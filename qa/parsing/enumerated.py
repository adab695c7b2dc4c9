"""A word of several readings as a member of a list: 不公开、无法提供、不予处理 names three rows, and none of them is dropped."""

from __future__ import annotations

from dataclasses import replace

from qa.lexicon import Lexicon
from qa.linking.forms import FORMS
from qa.linking.mention import Mention

_ROWS = ("measure", "own", "head")


def enumerated(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with every such word as the one row that the list leaves to it; where it leaves several, as unknown."""
    named = {mention.key for mention in mentions if mention.kind == "measure"}
    return tuple(_settled(mention, named, lexicon) if _is_listed(place, mentions) else mention for place, mention in enumerate(mentions))


def _is_listed(place: int, mentions: tuple[Mention, ...]) -> bool:
    """Whether a joint of lists stands between the word and a row."""
    if mentions[place].kind != "ambiguous":
        return False
    sides = (mentions[max(place - 2, 0) : place][::-1], mentions[place + 1 : place + 3])
    return any(len(side) == 2 and side[0].text in FORMS["enumerating"] and side[1].kind in _ROWS for side in sides)


def _settled(mention: Mention, named: set[str], lexicon: Lexicon) -> Mention:
    left = [measure for measure in lexicon.ambiguous[mention.key] if measure not in named]
    return replace(mention, kind="measure", key=left[0]) if len(left) == 1 else replace(mention, kind="residue")
