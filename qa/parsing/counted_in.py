"""包括信访、重复申请等在内，不予处理的: what is said to be counted in goes where the question names the whole, which counts it in anyway."""

from __future__ import annotations

from qa.linking.mention import Mention
from qa.parsing.without import MEASURES, contains

_OPENS, _CLOSES = "including", ("include", "included")


def without_counted_in(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions without such a stretch: the sum of a whole and of what it contains would count that twice."""
    close = next((place for place, mention in enumerate(mentions) if mention.key in _CLOSES), None)
    if close is None:
        return mentions
    start = _start(mentions, close)
    inside, rest = mentions[start : close + 1], (*mentions[:start], *mentions[close + 1 :])
    parts = [_measure(mention) for mention in inside if mention.kind in MEASURES]
    wholes = [_measure(mention) for mention in rest if mention.kind in MEASURES]
    counted = parts and all(map(_is_plain, inside)) and any(all(contains(whole, part) for part in parts) for whole in wholes)
    return rest if counted else mentions


def _start(mentions: tuple[Mention, ...], close: int) -> int:
    """Where the stretch begins: with 包括, else behind the comma before it."""
    opened = [place for place in range(close) if mentions[place].key == _OPENS]
    stops = [place + 1 for place in range(close) if mentions[place].text == ","]
    return max(opened or stops, default=0)


def _measure(mention: Mention) -> str:
    return f"own.{mention.key}" if mention.kind == "own" else mention.key


def _is_plain(mention: Mention) -> bool:
    return mention.kind in (*MEASURES, "function", "punctuation") or mention.key in (_OPENS, *_CLOSES, "requests")
