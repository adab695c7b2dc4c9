"""What is carried over into or out of a year that is named: 2024年没办完转到25年的 is what 2024 left over, 23年从22年结转过来的 what it found."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from qa.ids import CARRIED
from qa.lexicon import lexicon
from qa.linking.mention import Mention
from qa.linking.numerals import year_of

CARRIED_IN = CARRIED[1]
_YEARS = ("year", "short_year")
_ROWS = {"carried": ("requests.carried_out", -1), "brought": ("requests.carried_in", 1)}
"""The row that each kind of phrase names, and of which year beside the one in the phrase."""


def carried_over(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with such a phrase as the row of the year beside; where another year, or none, is asked for, as residue."""
    mentions = _with_row_before(mentions)
    if not any(mention.kind in _ROWS for mention in mentions):
        return mentions
    asked = {year_of(mention.key) for mention in mentions if mention.kind in _YEARS}
    return tuple(_settled(mention, asked) if mention.kind in _ROWS else mention for mention in mentions)


def _with_row_before(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """结转下年比|上年结转|多几件: behind another row, what is compared with is the row that the year before left, and not the year before."""
    rows = [mention.start for mention in mentions if mention.kind == "measure"]
    for before, after in pairwise(mentions):
        led = before.key == "previous_year" and len(before.text) > 1 and after.kind == "ambiguous" and after.start == before.end
        if led and CARRIED_IN in lexicon("zh").ambiguous.get(after.key, ()) and any(start < before.start for start in rows):
            than = replace(before, key="than", text=before.text[0])
            row = replace(after, kind="measure", key=CARRIED_IN, text=before.text[1:] + after.text, start=than.end)
            return tuple(than if one is before else row if one is after else one for one in mentions)
    return mentions


def _settled(mention: Mention, asked: set[int]) -> Mention:
    row, step = _ROWS[mention.kind]
    if asked == {year_of(mention.key) + step}:
        return replace(mention, kind="measure", key=row)
    return replace(mention, kind="residue", key=mention.text)
