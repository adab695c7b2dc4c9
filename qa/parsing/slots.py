"""The slots that the mentions of a question fill by themselves, before it has a shape."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from qa.errors import NotUnderstood
from qa.kinds import COMPARISONS, HOW_MANY, OFFICES, ORDINALS, RANKING, YEAR
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.linking.numerals import counted_by, decimal_of, leading_digit, year_of
from qa.parsing.frame import Across, Every, Frame
from qa.parsing.own_years import own_years

_EVERY: tuple[tuple[str, str, Every], ...] = (
    ("every_customs", "customs_word", "customs"),
    ("every_government", "government_word", "government"),
    ("every_agency", "agency_word", "agency"),
)
_ACROSS: tuple[tuple[str, Across], ...] = (
    ("every_applicant", "applicant"),
    ("every_disposition", "disposition"),
    ("every_part", "part"),
    ("every_outcome", "outcome"),
)


_OUTCOMES = frozenset({"upheld", "corrected", "other_outcome", "pending"})
_BY = frozenset({"by_applicant", "by_part", "by_outcome", "by_disposition"})


def _since(mentions: tuple[Mention, ...], years: tuple[int, ...]) -> int | None:
    """The year from which on all are meant: 2022年以来. Raises NotUnderstood beside other years."""
    if not any(mention.key == "since" for mention in mentions):
        return None
    if len(years) != 1:
        raise NotUnderstood(words="")
    return years[0]


def keys_of(mentions: tuple[Mention, ...], kind: str) -> tuple[str, ...]:
    """The keys of the mentions of a kind, each once."""
    return tuple(dict.fromkeys(mention.key for mention in mentions if mention.kind == kind))


_YEAR = re.compile(FORMS["years"])
_COUNTED: dict[str, str] = FORMS["kinds_counted"]
_ASKS = re.compile(FORMS["asks_number"])
_OWN = "own"
"""The year that a report is on: 本年度 beside a year that is named."""


def _years(mentions: tuple[Mention, ...], this_year: int) -> tuple[int, ...]:
    years: list[int] = []
    for mention in mentions:
        if mention.kind in YEAR:
            years.append(year_of(mention.key))
        elif mention.kind == "year_list":
            years.extend(map(year_of, _YEAR.findall(mention.key)))
        elif mention.kind == "relative_year" and mention.key != _OWN:
            years.append(this_year + int(mention.key))
        elif mention.kind == "year_span":
            first, last = sorted(map(year_of, mention.key.split("-")))
            years.extend(range(first, last + 1))
    if not years and any(mention.kind == "relative_year" for mention in mentions):
        years.append(this_year)
    return tuple(dict.fromkeys(years))


def _counted_offices(mentions: tuple[Mention, ...]) -> int:
    """How many offices of a kind are set side by side: 两个海关; 0 where none are counted."""
    words = [operator for _, operator, _ in _EVERY]
    pairs = pairwise(mentions)
    return next((leading_digit(one.text) for one, later in pairs if one.key in ("plural", "so_many") and later.key in words), 0)


def _every(operators: frozenset[str], mentions: tuple[Mention, ...]) -> Every | None:
    """The kind of offices that the question ranges over: 各海关; 海关 alone only beside a word such as 最多."""
    if any(mention.kind in OFFICES for mention in mentions):
        return None
    operators |= {
        word for kind, word in _COUNTED.items() for mention in mentions if mention.key == "count_members" and kind in mention.text
    }
    named = next((every for operator, _, every in _EVERY if operator in operators), None)
    if named is not None:
        return _narrowed(named, operators)
    ranging = operators & {
        "which",
        "each",
        *RANKING,
        "sum",
        "average",
        "count_members",
        "none",
        *COMPARISONS,
    }
    ranked = any(mention.kind in (*ORDINALS, "at_least_number", "at_most_number", "between_numbers") for mention in mentions)
    if _counted_offices(mentions):
        ranging |= operators & {"difference", "more_by", "less_by"}
    word = next((every for _, operator, every in _EVERY if operator in operators and (ranging or ranked)), None)
    return (
        _narrowed(word, operators)
        if word
        else ("agency" if ranked or operators & ({"count_members", "rest"} | RANKING - {"most", "least"}) else None)
    )


def _narrowed(named: Every, operators: frozenset[str]) -> Every:
    """Of 哪家 beside 海关 the customs alone. Raises NotUnderstood where two kinds of offices are named."""
    kinds = {every for operator, word, every in _EVERY if every != "agency" and operators & {operator, word}}
    if len(kinds) > 1:
        raise NotUnderstood(words="")
    return next(iter(kinds), named)


def _names_rows(mentions: tuple[Mention, ...]) -> bool:
    """Whether outcomes are named themselves, or rows of table three, which has none."""
    if any(mention.kind == "aspect" and mention.key in _OUTCOMES for mention in mentions):
        return True
    return any(mention.kind == "measure" for mention in mentions) and not any(mention.kind == "head" for mention in mentions)


def _across(operators: frozenset[str], mentions: tuple[Mention, ...]) -> Across | None:
    if "each" not in operators and _names_rows(mentions):
        operators -= {"every_outcome"}  # 结果咋样，维持的几场; the sum of all 'unable to provide' results
    ranging = operators & ({"which", "each", *_BY} | RANKING) or not operators & (HOW_MANY | {"share", "change", "change_by"})
    if "every_disposition" in operators and not ranging:
        raise NotUnderstood(words="")  # 哪类办理结果多少: one figure, or one of each
    found = [across for operator, across in _ACROSS if operator in operators and ranging]
    if {"applicant", "disposition"} <= set(found):
        raise NotUnderstood(words="")  # a table of both
    return next(iter(found), None)


def _counted(mentions: tuple[Mention, ...], years: tuple[int, ...]) -> int:
    """How many years the question counts. Raises NotUnderstood where it names another number of them."""
    counts = {int(decimal_of(mention.key)) for mention in mentions if mention.kind in ("recent_years", "counted_years")}
    spanned = [mention for mention in mentions if mention.kind == "year_span"]
    if spanned and counts == {len(years) - 1} and any(mention.key in ("change", "change_by") for mention in mentions):
        counts = set()  # 两年间(2022→2024) counts the steps between them
    named = len(years) > 1 or (years and not any(mention.kind == "shift_year" for mention in mentions))
    if len(counts) > 1 or (counts and named and counts != {len(years)}):
        raise NotUnderstood(words=" ".join(map(str, counts)))
    return next(iter(counts), 0)


def _order(mentions: tuple[Mention, ...], operators: frozenset[str]) -> tuple[bool, int, int | None]:
    """Whether the greatest comes first, and the first and last rank that are asked for."""
    nth = next((mention for mention in mentions if mention.kind in ("nth", "nth_last")), None)
    top = next((mention for mention in mentions if mention.kind in ("top", "bottom")), None)
    last = any(mention.kind in ("bottom", "nth_last") for mention in mentions)
    least = operators & {"least", "rank_ascending"} or ("which_less" in operators and "which_more" not in operators) or last
    descending = "rank_descending" in operators or not least
    told = any(mention.key == "each" and _ASKS.search(mention.text) for mention in mentions)  # 各几件，最多的是谁
    if (told or operators & {"rank_all", "rank_descending", "rank_ascending"}) and top is None:
        return descending, 1, None
    if {"most", "least"} <= operators and not operators & {"difference", "times"}:
        raise NotUnderstood(words="")
    if nth is not None:
        place = int(decimal_of(nth.key))
        return descending, 1 if operators & {"most", "least"} else place, place
    return descending, 1, int(decimal_of(top.key)) if top else _asked_for(mentions) if operators & {"most", "least"} else None


def _asked_for(mentions: tuple[Mention, ...]) -> int:
    """How many of the first are asked for: 哪两家收到最多, which two offices received the most; one where nothing is said."""
    words = [mention for mention in mentions if mention.text.strip()]
    said = [leading_digit(one.text[1:]) for one in words if one.kind == "operator" and one.text.startswith(FORMS["which"]) and one.text[1:]]
    said += [counted_by(one.text) for one, later in pairwise(words) if later.key in [word for _, word, _ in _EVERY]]
    return max((1, *said))


def _places(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """The places named beside offices of other places: 淮安2024年许可多少，淮安市政府 names one office."""
    offices = keys_of(mentions, "agency")
    return tuple(place for place in keys_of(mentions, "place") if not any(office.startswith(place) for office in offices))


def slots(mentions: tuple[Mention, ...], operators: frozenset[str], this_year: int) -> Frame:
    """The slots that mentions fill by themselves, before the question has a shape."""
    years = _years(mentions, this_year)
    since = _since(mentions, years)
    descending, first, limit = _order(mentions, operators)
    return Frame(
        applicants=keys_of(mentions, "applicant"),
        agencies=keys_of(mentions, "agency"),
        places=_places(mentions),
        every=_every(operators, mentions),
        across=_across(operators, mentions),
        scope=next(iter(keys_of(mentions, "scope")), None),
        years=() if since else years,
        since=since,
        shift=sum(int(mention.key) for mention in mentions if mention.kind == "shift_year"),
        recent=_counted(mentions, years),
        these_years=any(mention.kind == "counted_years" for mention in mentions),
        descending=descending,
        first=first,
        limit=limit,
        own_years=own_years(mentions),
        ranked=bool(operators & RANKING or any(mention.kind in ORDINALS for mention in mentions)),
        adds_to=next((mention.key == "add_to" for mention in mentions if mention.kind not in ("function", "punctuation")), False),
        offices=next((leading_digit(mention.text) for mention in mentions if mention.key == "every_agency"), 0)
        or _counted_offices(mentions),
        so_many=next((leading_digit(mention.text) for mention in mentions if mention.key in ("so_many", "plural")), 0),
    )


_FLAGS = {
    "every_year": "every_year",
    "how_many_prose": "prose",
    "how_many_other": "uncounted",
    "plural": "plural",
    "pronoun": "pronoun",
    "that_year": "that_year",
    "previous_year": "previous",
    "sum": "summed",
    "add": "added",
    "each": "severally",
    "former": "former",
    "latter": "latter",
    "ellipsis": "ellipsis",
    "than": "than",
}
"""Operators, and the slots of a frame that say no more than that they were there."""


def flagged(frame: Frame, operators: frozenset[str]) -> Frame:
    """The frame with what single operators say of the question."""
    flags: dict[str, Any] = {slot: operator in operators for operator, slot in _FLAGS.items()}
    flags["every_year"] |= frame.since is not None
    return replace(frame, asked=bool(operators & (HOW_MANY | {"which", "share", "difference"})), **flags)
