"""Which unknown words carry no condition: what a segmenter finds standing alone as a particle, pronoun, preposition or everyday verb.

Everything else stays residue: a noun, a place, a time, a number or a negation that no rule uses would change what is asked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter

from qa.kinds import OFFICES, YEAR
from qa.lexicon import Lexicon
from qa.linking.mention import Mention

_EMPTY = frozenset({"u", "ud", "ug", "uj", "ul", "uv", "uz", "y", "e"})
"""Tags of particles, modal words and interjections; adverbs, prepositions and pronouns may cut, and are listed."""

_NAMES = (*OFFICES, *YEAR, "year_span", "year_list")
"""No word reaches into these: 找|云溪市, 2023年|报."""


def harmless(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with the residue that carries no condition marked as function words."""
    if not any(mention.kind == "residue" for mention in mentions):
        return mentions
    if lexicon.language != "zh":
        return tuple(_marked(mention) if mention.text in lexicon.light else mention for mention in mentions)
    words = tuple(sorted(_words(mentions)))  # what a claim names is carried before the question, wherever it stood
    return tuple(_marked(mention) if mention.kind == "residue" and _is_light(mention, words, lexicon) else mention for mention in mentions)


def _marked(mention: Mention) -> Mention:
    return replace(mention, kind="function") if mention.kind == "residue" else mention


def _words(mentions: tuple[Mention, ...]) -> Iterator[tuple[int, str, str]]:
    """Place, text and tag of the words of the question, cut at names and where something was left out of it."""
    import rjieba  # takes 0.2 s to load its dictionary, which only a question with unknown words pays

    stretch, start = "", 0
    for mention in (*mentions, None):
        if mention is None or mention.kind in _NAMES or mention.start != start + len(stretch):
            for word, tag in rjieba.tag(stretch):
                yield start, word, tag
                start += len(word)
            stretch, start = "", (mention.end if mention.kind in _NAMES else mention.start) if mention else 0
        stretch += mention.text if mention and mention.kind not in _NAMES else ""


def _is_light(mention: Mention, words: tuple[tuple[int, str, str], ...], lexicon: Lexicon) -> bool:
    """Whether every word that lies in the residue carries no condition; one that reaches beyond it might."""
    first = bisect_right(words, mention.start, key=lambda word: word[0] + len(word[1]))
    within = words[first : bisect_left(words, mention.end, key=itemgetter(0))]
    return bool(within) and all(
        mention.start <= start and start + len(word) <= mention.end and (word in lexicon.light or tag in _EMPTY)
        for start, word, tag in within
    )
