"""占全市的几成: the office above the one named, whose report counts it in."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ingest.agencies import CONSOLIDATED, agency_named
from qa.linking.mention import Mention


def with_office_above(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with 全市 behind 占 read as the city's government, where the only office named belongs to it."""
    named = {mention.key for mention in mentions if mention.kind == "agency"}
    above = agency_named(named.pop()).parent if len(named) == 1 else None
    if above is None:
        return mentions
    wholes = {one for led, one in pairwise(mentions) if led.key == "share_of" and _is_of(one, above)}
    return tuple(replace(mention, kind="agency", key=above) if mention in wholes else mention for mention in mentions)


def _is_of(mention: Mention, office: str) -> bool:
    """Whether a scope is that of the office's place: 全市 of a city."""
    return mention.kind == "scope" and mention.key in CONSOLIDATED and mention.key[-1] in office
