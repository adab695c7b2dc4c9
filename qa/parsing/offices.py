"""企业提过申请的机关，2023年一共有几个: what is counted there is the offices, not the requests."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from qa.kinds import YEARS
from qa.linking.forms import FORMS
from qa.linking.mention import Mention

_OFFICES = ("agency_word", "customs_word", "government_word")
_ADDS = ("sum", "include")


def offices_counted(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with 几个 as a count of the offices right before it, and without the 一共 between them."""
    for place, mention in enumerate(mentions):
        if mention.key in _OFFICES and place and mentions[place - 1].text.endswith(FORMS["whose"]):
            between = tuple(takewhile(_leads_on, mentions[place + 1 :]))
            rest = mentions[place + 1 + len(between) :]
            if rest and rest[0].key == "how_many_prose" and rest[0].text.endswith(FORMS["counter"]):
                kept = (one for one in between if one.key not in _ADDS)
                return (*mentions[: place + 1], *kept, replace(rest[0], key="count_members"), *rest[1:])
    return mentions


def _leads_on(mention: Mention) -> bool:
    return mention.kind in ("function", "punctuation", *YEARS) or mention.key in _ADDS
