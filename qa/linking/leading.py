"""Which verbs only lead to another measure, and which measures are asked for side by side."""

from __future__ import annotations

from qa.ids import FRAMES, GRANTED
from qa.kinds import HOW_MANY
from qa.lexicon import Lexicon
from qa.linking.forms import FORMS
from qa.linking.mention import Mention

COMMAS = {",", ";"}


def _between(mentions: tuple[Mention, ...], first: Mention, second: Mention) -> tuple[Mention, ...]:
    start, end = min(first.end, second.end), max(first.start, second.start)
    return tuple(mention for mention in mentions if start <= mention.start < end)


def asks_how_many(mention: Mention) -> bool:
    """Whether a mention asks for a number: 多少."""
    return mention.kind == "operator" and mention.key in HOW_MANY


def _each_counted(mentions: tuple[Mention, ...], first: Mention, second: Mention) -> bool:
    """Whether each of two measures has its own 多少: 新收多少 办结多少, but not 收到多少行政复议."""
    after = tuple(mention for mention in mentions if mention.start >= max(first.end, second.end))
    return any(map(asks_how_many, _between(mentions, first, second))) and any(map(asks_how_many, after))


def _goes_on_with_and(mentions: tuple[Mention, ...], second: Mention, lexicon: Lexicon) -> bool:
    """Whether a further measure follows behind 'and': granted, partly granted and refused."""
    after = [mention for mention in mentions if mention.start >= second.end and mention.kind != "punctuation"]
    further = [one.kind for one, led in zip(after[1:], after, strict=False) if led.text in lexicon.conjunctions - COMMAS]
    return "measure" in further


def _added(mentions: tuple[Mention, ...], first: Mention, second: Mention) -> bool:
    """Whether two measures are added to each other: 上年剩的加当年新来的."""
    return any(mention.text in FORMS["plus"] for mention in _between(mentions, first, second))


def separated(mentions: tuple[Mention, ...], first: Mention, second: Mention, lexicon: Lexicon) -> bool:
    """Whether two measures are asked for side by side: each with its own 多少, or joined by 和; a comma joins only in a list."""
    between = _between(mentions, first, second)
    if _added(mentions, first, second):
        return True
    joined = {mention.text for mention in between} & lexicon.conjunctions
    listed = not any(map(asks_how_many, mentions)) or any(mention.key == "each" for mention in mentions)
    listed = listed or (not lexicon.part_first and _goes_on_with_and(mentions, second, lexicon))
    return _each_counted(mentions, first, second) or bool(joined - COMMAS or (joined and listed))


def _opens(mentions: tuple[Mention, ...], verb: Mention) -> bool:
    """Whether a verb only opens the set that the question is about: 收到的申请中, 办结的里面; of the requests concluded."""
    earlier = [mention for mention in mentions if mention.end <= verb.start and mention.kind not in ("function", "punctuation")]
    named = [mention for mention in earlier if mention.key != "requests"]
    if named and named[-1].key == "within" and named[-1].text.isascii() and named[-1] is not verb:
        return True
    later = (mention for mention in mentions if mention.start >= verb.end and mention.kind != "function" and mention.key != "requests")
    return (following := next(later, None)) is not None and (following.kind, following.key) == ("operator", "within")


def _leads(mentions: tuple[Mention, ...], verb: Mention, other: Mention, lexicon: Lexicon) -> bool:
    """Whether a verb only leads to, or frames, another measure: 收到的行政复议, 答复说本机关不掌握的, 收到的申请中不予公开的."""
    if verb.start < other.start and _opens(mentions, verb):
        return True
    if _added(mentions, verb, other):
        return False
    if lexicon.only_leads(verb.text):
        return not _each_counted(mentions, verb, other)
    return other.key not in FRAMES and not separated(mentions, verb, other, lexicon)


def without_sets(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions without the set that the rows compared are parts of: 办结的申请里，予以公开的比部分公开的多几件."""
    rows = [one for one in mentions if one.kind == "own" or (one.kind == "measure" and one.key not in FRAMES)]
    return tuple(one for one in mentions if not (rows and one.kind == "measure" and one.key in FRAMES and _opens(mentions, one)))


def without_light_verbs(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Drop what only leads to the head that stands before it: 许可处罚各办了多少."""
    heads = [mention for mention in mentions if mention.kind == "head"]
    light = [
        verb
        for verb in mentions
        if verb.kind == "measure" and verb.key in FRAMES and lexicon.only_leads(verb.text)
        if any(not separated(mentions, head, verb, lexicon) for head in [head for head in heads if head.start < verb.start][-1:])
    ]
    return tuple(mention for mention in mentions if mention not in light)


def without_verbs(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Drop 'received' and 'concluded' where they only lead to, or frame, another measure."""
    mentions = without_light_verbs(mentions, lexicon)  # 许可办了多少，处罚多少
    content = [mention for mention in mentions if mention.kind in ("measure", "own", "head", "rate")]
    frames = (*FRAMES, *GRANTED) if any(mention.key == "licensing" for mention in content) else FRAMES
    dropped: set[Mention] = set()
    for verb in (mention for mention in content if mention.key in frames):
        others = [mention for mention in content if mention.key != verb.key and mention not in dropped]
        if others and all(_leads(mentions, verb, other, lexicon) for other in others):
            dropped.add(verb)
    return tuple(mention for mention in mentions if mention not in dropped)
