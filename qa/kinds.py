"""Kinds of mentions and operators that rules name together."""

from __future__ import annotations

from qa.plan import Comparison

OFFICES = ("agency", "place")
YEAR = ("year", "short_year")
YEARS = (*YEAR, "year_span", "relative_year", "recent_years", "shift_year", "year_list", "counted_years")
NUMBERS = ("number", "money", "percent")
ORDINALS = ("top", "bottom", "nth", "nth_last")

COMPARISONS: dict[str, Comparison] = {"more_than": ">", "at_least": ">=", "less_than": "<", "at_most": "<=", "equal_to": "="}
HOW_MANY = frozenset({"how_many", "how_many_plain", "how_many_cases", "how_many_prose", "how_many_other", "how_many_bare"})
RANKING = frozenset({"most", "least", "rank", "rank_ascending", "rank_descending", "rank_all"})
