"""What is carried over into or out of a year that is named: 2024年没办完转到25年的 is what 2024 left over, 23年从22年结转过来的 what it found."""

from __future__ import annotations

from dataclasses import replace

from qa.linking.mention import Mention
from qa.linking.numerals import year_of

_YEARS = ("year", "short_year")
_ROWS = {"carried": ("requests.carried_out", -1), "brought": ("requests.carried_in", 1)}
"""The row that each kind of phrase names, and of which year beside the one in the phrase."""


def carried_over(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with such a phrase as the row of the year beside; where another year, or none, is asked for, as residue."""
    if not any(mention.kind in _ROWS for mention in mentions):
        return mentions
    asked = {year_of(mention.key) for mention in mentions if mention.kind in _YEARS}
    return tuple(_settled(mention, asked) if mention.kind in _ROWS else mention for mention in mentions)


def _settled(mention: Mention, asked: set[int]) -> Mention:
    row, step = _ROWS[mention.kind]
    if asked == {year_of(mention.key) + step}:
        return replace(mention, kind="measure", key=row)
    return replace(mention, kind="residue", key=mention.text)
