"""Which years each of several offices is asked for, where they differ: 广州海关2023年和福州海关2024年."""

from __future__ import annotations

from qa.kinds import OFFICES, YEAR
from qa.linking.mention import Mention
from qa.linking.numerals import year_of

OwnYears = tuple[tuple[str, tuple[int, ...]], ...]
_SEVERAL = 2


def own_years(mentions: tuple[Mention, ...]) -> OwnYears:
    """The offices, each with the years that stand beside it; nothing where all have the same, or one has none."""
    order = [mention for mention in _without_trailing(mentions) if mention.kind in (*OFFICES, *YEAR)]
    offices = {mention.key for mention in order if mention.kind in OFFICES}
    if len(offices) < _SEVERAL or len(order) < len(offices) + _SEVERAL:
        return ()
    found: dict[str, tuple[int, ...]] = {}
    for office, years in _runs(order if order[0].kind in YEAR else order[::-1]):
        found[office] = tuple(dict.fromkeys((*found.get(office, ()), *years)))
    return tuple(found.items()) if all(found.values()) and len(set(found.values())) > 1 else ()


def _without_trailing(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions without a year of which the same is asked at the end: …, 2024年呢."""
    again = [
        year
        for before, year, after in zip(mentions, mentions[1:], mentions[2:], strict=False)
        if year.kind in YEAR and after.key == "ellipsis" and before.kind not in OFFICES
    ]
    return tuple(mention for mention in mentions if mention not in again)


def _runs(order: list[Mention]) -> list[tuple[str, tuple[int, ...]]]:
    """Each office with the years before it; one without any has those of the office before: 2023年广州海关和福州海关，2024年淮安市."""
    runs: list[tuple[str, tuple[int, ...]]] = []
    years: tuple[int, ...] = ()
    for mention in order:
        if mention.kind in YEAR:
            years = (*years, year_of(mention.key))
        else:
            runs.append((mention.key, years))
            years = ()
    if years and not runs[-1][1]:
        runs[-1] = (runs[-1][0], years)  # 2023年广州海关收的比福州海关2024年
    elif years:
        return []
    return [(office, tuple(sorted(own)) or (runs[place - 1][1] if place else ())) for place, (office, own) in enumerate(runs)]
