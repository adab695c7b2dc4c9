"""What is carried over into a year that is named: 2024年没办完转到25年的 is what 2024 left over."""

from __future__ import annotations

from dataclasses import replace

from qa.linking.mention import Mention
from qa.linking.numerals import year_of

_YEARS = ("year", "short_year")


def carried_over(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with such a phrase as the row of the year before; where another year, or none, is asked for, as residue."""
    if not any(mention.kind == "carried" for mention in mentions):
        return mentions
    asked = {year_of(mention.key) for mention in mentions if mention.kind in _YEARS}
    return tuple(_settled(mention, asked) if mention.kind == "carried" else mention for mention in mentions)


def _settled(mention: Mention, asked: set[int]) -> Mention:
    follows = asked == {year_of(mention.key) - 1}
    return replace(mention, kind="measure", key="requests.carried_out") if follows else replace(mention, kind="residue", key=mention.text)
