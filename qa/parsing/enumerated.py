"""A word of several readings as a member of a list: 不公开、无法提供、不予处理 names three rows, and none of them is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.ids import RECEIVED
from qa.lexicon import Lexicon
from qa.linking.forms import FORMS
from qa.linking.mention import Mention

_ROWS = ("measure", "own", "head")
_OWN = "own."
_SEVERAL = 2


def enumerated(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with every such word as the one row that the list leaves to it; where it leaves several, as unknown."""
    named = {mention.key for mention in mentions if mention.kind == "measure"}
    return tuple(
        _settled(mention, named, lexicon) if mention.kind == "ambiguous" and any(_beside(place, mentions)) else mention
        for place, mention in enumerate(mentions)
    )


def totals_apart(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """复议总数和诉讼总数 asks for both: a word for the sum right behind each of several rows adds nothing up. 申请总数 is then all received."""
    ends = [place for place, mention in enumerate(mentions) if mention.key == "sum" and place and _is_row(mentions[place - 1])]
    words = {mentions[end].text for end in ends}
    if len(words) != 1 or sum(mention.text.endswith(tuple(words)) for mention in mentions) < _SEVERAL:
        return mentions
    rows = {place - 1 for place in ends}
    return tuple(
        replace(mention, kind="function", key=mention.text)
        if place in ends
        else replace(mention, kind="measure", key=RECEIVED)
        if place in rows and mention.key == "requests"
        else mention
        for place, mention in enumerate(mentions)
    )


def _is_row(mention: Mention) -> bool:
    return mention.kind in _ROWS or mention.key == "requests"


def listed(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with words that name a row only beside another of its group, 咨询、撤销 and 信访、重复申请, as that row."""
    return tuple(_as_row(place, mentions, lexicon.listed.get(mention.text)) for place, mention in enumerate(mentions))


def _as_row(place: int, mentions: tuple[Mention, ...], measure: str | None) -> Mention:
    if measure is None or all(_group(_name(row)) != _group(measure) for row in _beside(place, mentions)):
        return mentions[place]
    return replace(mentions[place], kind="own" if measure.startswith(_OWN) else "measure", key=measure.removeprefix(_OWN))


def _name(row: Mention) -> str:
    return f"{_OWN}{row.key}" if row.kind == "own" else row.key


def _group(measure: str) -> str:
    return "disposition.other" if measure.startswith(_OWN) else measure.rpartition(".")[0]


def _beside(place: int, mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """The rows from which only a joint of lists parts the word."""
    sides = (mentions[max(place - 2, 0) : place][::-1], mentions[place + 1 : place + 3])
    for joint, row in (side for side in sides if len(side) == 2):
        if joint.text in FORMS["enumerating"] and row.kind in _ROWS:
            yield row


def _settled(mention: Mention, named: set[str], lexicon: Lexicon) -> Mention:
    left = [measure for measure in lexicon.ambiguous[mention.key] if measure not in named]
    return replace(mention, kind="measure", key=left[0]) if len(left) == 1 else replace(mention, kind="residue")
