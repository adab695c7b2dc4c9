"""Which unknown words carry no condition: what a segmenter finds standing alone as a particle or as one of the lexicon's light words.

Everything else stays residue: a noun, a place, a time, a number or a negation that no rule uses would change what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.kinds import OFFICES, YEAR
from qa.lexicon import Lexicon
from qa.lexicon.light import Light
from qa.linking.forms import FORMS
from qa.linking.leading import asks_how_many
from qa.linking.mention import Mention

_EMPTY = frozenset({"u", "ud", "ug", "uj", "ul", "uv", "uz", "y", "e"})
"""Tags of particles, modal words and interjections of one character; a whole verb with 着 bears such a tag too, and may cut: 压着."""

_PASSED = ("residue", "function", "punctuation")
"""What a light word may consist of; one that reaches into anything else might mean something else."""

_COMPLETED = ("measure", "own", "head", "outcome", "row")
"""What an ending may complete: 罚|下来, 收|上来."""

_CLOSING_QUOTES = frozenset("”\"'’)")
_WHOSE, _DONE = FORMS["whose"], FORMS["done"]

_MOST = 4
"""Words of the segmenter that make a light one together."""

_NAMES = (*OFFICES, *YEAR, "year_span", "year_list")
"""No word reaches into these: 找|云溪市, 2023年|报."""


def unknown(mentions: tuple[Mention, ...]) -> int:
    """How many characters of a question no entry covers."""
    return sum(len(mention.text) for mention in mentions if mention.kind == "residue")


def harmless(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with the residue that carries no condition marked as function words."""
    if not unknown(mentions):
        return mentions
    if lexicon.language != "zh":
        return tuple(_marked(mention) if mention.text in lexicon.light else mention for mention in mentions)
    passed = _passed(mentions, lexicon.light)
    return tuple(
        _marked(mention) if passed.issuperset(range(mention.start, mention.end)) or _completes(place, mentions, lexicon.light) else mention
        for place, mention in enumerate(mentions)
    )


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


def _passed(mentions: tuple[Mention, ...], light: Light) -> set[int]:
    """The places in the question that light words cover."""
    open_to = {place for mention in mentions if mention.kind in _PASSED for place in range(mention.start, mention.end)}
    words = tuple(sorted(_words(mentions)))  # what a claim names is carried before the question, wherever it stood
    stretches = (range(start, end) for start, end in _light(words, light))
    return {place for stretch in stretches if open_to.issuperset(stretch) for place in stretch}


def _light(words: tuple[tuple[int, str, str], ...], light: Light) -> Iterator[tuple[int, int]]:
    """Where light words begin and end, each of the most words of the segmenter that make one together: 弄|清楚, 琢磨|琢磨."""
    place = 0
    while place < len(words):
        found = next((count for count in range(_MOST, 0, -1) if _is_light(words[place : place + count], light)), 0)
        if found:
            last, word, _ = words[place : place + found][-1]
            yield words[place][0], last + len(word)
        place += found or 1


def _is_light(words: tuple[tuple[int, str, str], ...], light: Light) -> bool:
    """Whether these words, one after the other, carry no condition."""
    text = "".join(word for _, word, _ in words)
    last, word, tag = words[-1]
    together = last + len(word) == words[0][0] + len(text)
    return together and (text in light or (len(text) == 1 and tag in _EMPTY))


def _completes(place: int, mentions: tuple[Mention, ...], light: Light) -> bool:
    """Whether the residue only completes the known word that stands before it: 收|上来, 几|桩, 企业|交|的, 以其他处理|结案|的."""
    mention, before = mentions[place], _before(place, mentions)
    if mention.kind != "residue" or before is None:
        return False
    if before.kind == "applicant":
        return mention.text in light.filed and _names_who(mentions[place + 1 :], mentions)
    if before.kind in ("measure", "own") and mention.text in light.ended:
        return True
    return mention.text in (light.counters if asks_how_many(before) else light.after if before.kind in _COMPLETED else ())


def _before(place: int, mentions: tuple[Mention, ...]) -> Mention | None:
    """The mention that ends where this one begins, past what closes a quotation."""
    earlier = mentions[place - 1] if place else None
    if earlier is not None and earlier.text in _CLOSING_QUOTES:
        return _before(place - 1, mentions)
    return earlier if earlier is not None and earlier.end == mentions[place].start else None


def _names_who(after: tuple[Mention, ...], mentions: tuple[Mention, ...]) -> bool:
    """Whether what an applicant does says no more than that he asked: 交的, 交了几件; 交钱的 and what table two counts say more."""
    if any(mention.kind in ("head", "aspect", "money") for mention in mentions):
        return False
    after = after[1:] if after and after[0].text == _DONE else after
    return not after or after[0].text.startswith(_WHOSE) or after[0].key == "requests" or asks_how_many(after[0])
