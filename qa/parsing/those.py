"""超过50件的机关一共多少件, 前两名合计多少: the sum of what a condition or a ranking keeps."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.errors import NotUnderstood
from qa.kinds import COMPARISONS, HOW_MANY, NUMBERS, ORDINALS
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.parsing.frame import Frame
from qa.parsing.together import names_something

_WHICH = re.compile(FORMS["asks_which"])
_ROWS = ("measure", "own", "head", "aspect", "rate")


def adds_those(frame: Frame, mentions: tuple[Mention, ...]) -> Frame:
    """The frame marked where what it keeps is added up; as it is where nothing is. Raises NotUnderstood where the members are asked for as well, or another row's sum."""
    if frame.shape not in ("filter", "count", "rank") or (total := _added(frame, mentions)) is None:
        return frame
    after = mentions[mentions.index(total) + 1 :]
    rows = {mention.key for mention in after if mention.kind in _ROWS}
    kept = frame.shape != "rank" or _is_several(frame)
    listed = any(mention.key == "each" or _WHICH.search(mention.text) for mention in mentions)
    if not kept or listed or rows - set(frame.measures):
        raise NotUnderstood(words="")
    return replace(frame, of_those=True, shape="rank" if frame.shape == "rank" else "filter")


def _added(frame: Frame, mentions: tuple[Mention, ...]) -> Mention | None:
    """The word for a sum behind the condition or the places, where cases are asked for and not the offices: 一共几家."""
    keeps = [mention.end for mention in mentions if mention.key in COMPARISONS or mention.kind in (*NUMBERS, *ORDINALS)]
    total = next(
        (mention for mention in mentions if mention.key in ("sum", "add") and mention.start >= max(keeps, default=len(mentions))), None
    )
    after = mentions[mentions.index(total) + 1 :] if total else ()
    if any(mention.key == "count_members" for mention in after):
        return None
    cases = frame.shape == "rank" or any(mention.key == "how_many_cases" or mention.kind in _ROWS for mention in after)
    asked = any(mention.key in HOW_MANY for mention in after)
    return total if asked and cases else None


def sum_of_those(frame: Frame, before: Frame) -> Frame | None:
    """The sum of what the turn before kept by a condition or a ranking; None where nothing is asked of those. Raises NotUnderstood for anything but their sum."""
    if before.every is None or frame.pronoun or frame.agencies or frame.places or frame.every:
        return None
    held = before.shape in ("filter", "count") and before.comparison is not None
    first = before.shape == "rank" and (before.limit is not None or before.first > 1)
    if frame.shape == "sum" and not names_something(frame) and (held or (first and _is_several(before))):
        return replace(before, shape="rank" if first else "filter", of_those=True, ellipsis=False)
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
