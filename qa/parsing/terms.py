"""Mentions to measures: heads meet their aspects, parts displace their groups, bare verbs give way.

Table three names a cell by one phrase; tables two and four by two (行政复议 and 纠正), in either order.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from qa.ids import FRAMES, GRANTED
from qa.lexicon import Lexicon
from qa.linking.leading import separated, without_light_verbs, without_sets, without_verbs
from qa.linking.mention import Mention
from qa.parsing.heads import grouped, paired, spread

_REVIEWS = ("reconsideration", "litigation")


@dataclass(frozen=True, slots=True)
class Terms:
    """The measures of a stretch of question in their order; what could not be settled stands beside them."""

    measures: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    open_heads: tuple[str, ...] = ()
    mismatched: tuple[str, ...] = ()


def _disposed(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    """The mentions with disclosed … in part as one, and what is disposed of in two ways at once: withdrawn after being refused."""
    found = [mention for mention in mentions if _group_of(mention)]
    if {"disposition.disclosed", "disposition.partly"} <= {mention.key for mention in found}:
        partly = [mention for mention in found if mention.key == "disposition.partly"]
        gone = [
            one
            for one in found
            if one.key == "disposition.disclosed" and not any(separated(mentions, one, other, lexicon) for other in partly)
        ]
        return tuple(mention for mention in mentions if mention not in gone), ()
    joint = [
        one.key for one, other in pairwise(found) if _group_of(one) != _group_of(other) and not separated(mentions, one, other, lexicon)
    ]
    return mentions, tuple(joint)


def _group_of(mention: Mention) -> str:
    """The group of requests disposed of alike that a measure counts; nothing for their total and for other measures."""
    if mention.kind == "own":
        return mention.key
    named = mention.key.split(".") if mention.kind == "measure" else [""]
    return named[1] if named[0] == "disposition" and named[1] != "total" else ""


def _unfit(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """What is said of requests alone and here of something else: lawsuits closed, penalties refused. No table has it.

    In English the bare verb says it of anything; licences granted are all licences.
    """
    heads = tuple(mention.key for mention in mentions if mention.kind == "head")
    if lexicon.part_first or not heads or any(mention.key == "requests" for mention in mentions):
        return ()
    verbs = {mention.key for mention in mentions if mention.kind == "measure" and mention.key.startswith("disposition.")}
    granted = {"disposition.disclosed"} if "licensing" in heads else set()
    handled = set() if any(head.startswith(_REVIEWS) for head in heads) else {"disposition.total"}
    return tuple(verbs - granted - handled)


def _welded(mentions: tuple[Mention, ...], lexicon: Lexicon) -> list[str]:
    """Words of different rows with nothing between that sets them side by side: 行政复议撤回的, 因信息不存在不予公开的."""
    if not lexicon.part_first:
        return []
    content = [mention for mention in mentions if mention.kind in ("measure", "own", "head") and mention.key not in FRAMES]
    return [
        f"{first.key}+{second.key}"
        for first, second in pairwise(content)
        if not _may_join(first, second) and not separated(mentions, first, second, lexicon)
    ]


def _may_join(first: Mention, second: Mention) -> bool:
    """Whether two rows may stand together: a list of heads or of groups without commas, a group and its part."""
    if "head" in (first.kind, second.kind):
        return first.kind == second.kind
    one, other = (f"disposition.other.{mention.key}" if mention.kind == "own" else mention.key for mention in (first, second))
    return one.split(".")[:2] == other.split(".")[:2] or max(one.count("."), other.count(".")) < 2


def _without_groups(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Drop a group where one of its parts is named: 因国家秘密不予公开的 is the part."""
    names = [measure.replace("own.", "disposition.other.") for _, measure in found]
    return [(start, measure) for start, measure in found if not any(other.startswith(f"{measure}.") for other in names)]


def _parts_of_groups(found: list[tuple[int, str]], mentions: tuple[Mention, ...], lexicon: Lexicon) -> list[tuple[int, str]]:
    """A word of several readings that is a part of a group named before it: 其他处理里的“其他”."""
    words = [mention for mention in mentions if mention.kind == "ambiguous"]
    return [
        (word.start, measure)
        for word in words
        for measure in lexicon.ambiguous[word.key]
        if any(measure.rpartition(".")[0] == group and start < word.start for start, group in found)
    ]


def terms(mentions: tuple[Mention, ...], lexicon: Lexicon, *, compared: bool = False) -> Terms:
    """The measures that the mentions name; `compared` keeps 收到 beside another measure, as shares and comparisons need."""
    unfit = _unfit(mentions, lexicon)
    if not (compared or lexicon.part_first):
        mentions, unfit = _disposed(mentions, lexicon)[0], (*unfit, *_disposed(mentions, lexicon)[1])
    granted = any(mention.key == "licensing" for mention in mentions) and not lexicon.part_first
    if compared and granted:
        mentions = tuple(mention for mention in mentions if mention.key not in GRANTED)
    kept = without_light_verbs(without_sets(mentions), lexicon) if compared else without_verbs(mentions, lexicon)
    found = [(mention.start, mention.key) for mention in kept if mention.kind == "measure"]
    found += [(mention.start, f"own.{mention.key}") for mention in kept if mention.kind == "own"]
    found += _parts_of_groups(found, kept, lexicon)
    groups, orphans = grouped(kept, lexicon)
    spread(groups)
    named, open_heads, mismatched = paired(groups, lexicon)
    ordered = _without_groups(sorted(found + named, key=itemgetter(0)))
    return Terms(
        tuple(dict.fromkeys(measure for _, measure in ordered)),
        tuple(aspect for _, aspect in orphans),
        tuple(open_heads),
        (*mismatched, *unfit, *_welded(kept, lexicon)),
    )
