"""公开的、部分公开的各几件: a word with several readings means the one that the question does not name beside it."""

from __future__ import annotations

from dataclasses import replace

from qa.lexicon import Lexicon
from qa.linking.leading import separated
from qa.linking.mention import Mention


def with_last_reading(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions, an ambiguous one as the measure that is left of its readings when those listed beside it are taken away."""
    return tuple(_read(mention, mentions, lexicon) if mention.kind == "ambiguous" else mention for mention in mentions)


def listed_beside(mention: Mention, mentions: tuple[Mention, ...], lexicon: Lexicon) -> frozenset[str]:
    """The readings of an ambiguous mention that the question names apart from it: behind a comma, 和, or a 多少 of its own."""
    others = [one for one in mentions if one.kind == "measure" and one.key in lexicon.ambiguous[mention.key]]
    return frozenset(one.key for one in others if separated(mentions, mention, one, lexicon) or _added(mentions, mention, one))


def _added(mentions: tuple[Mention, ...], first: Mention, second: Mention) -> bool:
    """Whether two are added to each other: 公开的加部分公开的."""
    start, end = min(first.end, second.end), max(first.start, second.start)
    return any(mention.key in ("sum", "add") and start <= mention.start < end for mention in mentions)


def _read(mention: Mention, mentions: tuple[Mention, ...], lexicon: Lexicon) -> Mention:
    beside = listed_beside(mention, mentions, lexicon)
    left = [reading for reading in lexicon.ambiguous[mention.key] if reading not in beside]
    return replace(mention, kind="measure", key=left[0]) if beside and len(left) == 1 else mention
