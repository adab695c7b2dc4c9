"""超过50件的机关一共多少件, 前两名平均多少: the sum or the average of what a condition or a ranking keeps."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.errors import NotUnderstood
from qa.kinds import COMPARISONS, HOW_MANY, NUMBERS, ORDINALS
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.parsing.frame import Frame
from qa.parsing.together import names_something

_WHICH = re.compile(FORMS["asks_whom"])
_ADDS = ("sum", "add", "average")
_OFFICES = ("agency_word", "customs_word", "government_word")
_ROWS = ("measure", "own", "head", "aspect", "rate")


def adds_those(frame: Frame, mentions: tuple[Mention, ...]) -> Frame:
    """The frame marked where what it keeps is added up or averaged; as it is where nothing is.

    Raises NotUnderstood where the members are asked for as well, where it may be their number that is meant, and for another row's sum.
    """
    total = added(mentions)
    if total is None or not (frame.comparison or frame.limit):
        return frame
    after = mentions[mentions.index(total) + 1 :]
    if frame.shape == "count" and frame.plural:
        raise NotUnderstood(words="")  # and how many do they have altogether
    if not any(mention.key in HOW_MANY for mention in after) or any(_counts(mention) for mention in after):
        return frame
    ranked = frame.comparison is None
    if frame.shape == "count" and total.text in FORMS["counting"] and any(mention.key in _OFFICES for mention in mentions):
        return frame  # 超过50件的机关一共有多少
    if frame.shape not in ("filter", "count", "rank", "average") or not (_is_several(frame) if ranked else _asks_cases(after)):
        raise NotUnderstood(words="")
    if any(mention.key == "each" or _WHICH.search(mention.text) for mention in mentions) or _rows(after) - set(frame.measures):
        raise NotUnderstood(words="")
    return replace(frame, of_those="average" if total.key == "average" else "sum", shape="rank" if ranked else "filter")


def added(mentions: tuple[Mention, ...]) -> Mention | None:
    """The word for a sum or an average behind the condition or the places."""
    keeps = [mention.end for mention in mentions if mention.key in COMPARISONS or mention.kind in (*NUMBERS, *ORDINALS)]
    last = max(keeps, default=None)
    return next((mention for mention in mentions if mention.key in _ADDS and last is not None and mention.start >= last), None)


def _counts(mention: Mention) -> bool:
    """Whether the offices are asked for behind the sum, and not their figures: 一共几家, 一共有哪些."""
    return mention.key == "count_members" or _WHICH.search(mention.text) is not None


def _asks_cases(after: tuple[Mention, ...]) -> bool:
    return any(mention.key == "how_many_cases" for mention in after) or bool(_rows(after))


def _rows(mentions: tuple[Mention, ...]) -> set[str]:
    return {mention.key for mention in mentions if mention.kind in _ROWS}


def sum_of_those(frame: Frame, before: Frame) -> Frame | None:
    """The sum of what the turn before kept by a condition or a ranking; None where nothing is asked of those. Raises NotUnderstood for anything but their sum."""
    if frame.pronoun or frame.agencies or frame.places or frame.every:
        return None
    held = before.shape in ("filter", "count") and before.comparison is not None
    first = before.shape == "rank" and (before.limit is not None or before.first > 1)
    if frame.shape == "sum" and not names_something(frame) and (held or (first and _is_several(before))):
        return replace(before, shape="rank" if first else "filter", of_those="sum", ellipsis=False)
    other = frame.shape not in ("filter", "count", "lookup") or bool(frame.measures)
    if held and frame.comparison is None and other and not _leads(frame, before):
        raise NotUnderstood(words="")
    if first and frame.shape in ("sum", "average") and not frame.measures:
        raise NotUnderstood(words="")
    return None


def _leads(frame: Frame, before: Frame) -> bool:
    """Whether the first of those that the condition holds for is the first of all: the most of those above 50."""
    above = before.comparison in (">", ">=") and before.also is None
    return above and frame.shape == "rank" and frame.descending and not frame.measures and (frame.limit or 1) == frame.first == 1


def _is_several(frame: Frame) -> bool:
    """Whether a ranking keeps its first places, more than one."""
    return frame.limit is not None and frame.limit > 1 and frame.first == 1
