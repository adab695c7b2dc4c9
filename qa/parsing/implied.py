"""What operators imply: other operators, which years a change is between, what is compared with what."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import dropwhile, takewhile

from ingest.forms.measures import MEASURES
from qa.kinds import COMPARISONS, RANKING, YEAR
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.parsing.frame import Frame
from qa.parsing.shape import asks_total_too
from qa.parsing.slots import keys_of


def _has_parts(mentions: tuple[Mention, ...]) -> bool:
    """Whether a measure with parts is named, or a head whose total has some: 行政诉讼."""
    totals = tuple(f"{head}.total" for head in keys_of(mentions, "head"))
    return any(key in MEASURES and MEASURES[key].parts for key in (*keys_of(mentions, "measure"), *totals))


_SEVERALLY = re.compile(FORMS["severally"])
_TOTALS = re.compile(FORMS["totals"])
_RANGING = frozenset({"every_agency", "every_customs", "every_government", "plural", "so_many"})
_TWO = 2
_IMPLIED: tuple[tuple[str, frozenset[str]], ...] = (
    ("decreased_by", frozenset({"change_by", "moved_down", "previous_year"})),
    ("average_yearly", frozenset({"average", "every_year"})),
    ("per_hundred", frozenset({"share"})),
    ("total_of_parts", frozenset({"sum"})),
    ("ratio_of", frozenset({"share"})),
    ("add", frozenset({"sum"})),
    ("include", frozenset({"sum"})),
    ("add_to", frozenset({"sum"})),
    ("by_applicant", frozenset({"every_applicant"})),
    ("by_part", frozenset({"every_part"})),
    ("by_outcome", frozenset({"every_outcome"})),
    ("by_disposition", frozenset({"every_disposition"})),
    ("balance", frozenset({"agree"})),
    ("most_office", frozenset({"most", "every_agency"})),
    ("least_office", frozenset({"least", "every_agency"})),
)


def implied(operators: frozenset[str], mentions: tuple[Mention, ...]) -> frozenset[str]:
    """The operators with those that they imply: 占 without 几件 is a share, 年均 an average over every year; 各情形合计 is the group."""
    if _only_claims(mentions):
        operators = operators - {"ellipsis"} | {"claim"}
    if "share_of" in operators and _takes_share(mentions):
        operators |= {"share"}
    for operator, implied in _IMPLIED:
        if operator in operators:
            operators |= implied
    if {"each", "sum"} <= operators and asks_total_too(_since_each(mentions)):
        operators -= {"each"}
    if names_total(mentions) and not operators & ({"each", "which", "share", "average", "count_members"} | RANKING | set(COMPARISONS)):
        operators |= {"sum"}
    if "every_item" in operators:
        operators |= {"every_part", "each"} if _has_parts(mentions) else {"each"}
    if {"sum", "every_part"} <= operators and not operators & ({"each"} | RANKING):
        operators -= {"every_part"}
    return operators


def _only_claims(mentions: tuple[Mention, ...]) -> bool:
    """Whether a turn says nothing but a figure, and that it should be that: 不对吧，应该是30件."""
    said = [mention for mention in mentions if mention.kind not in ("function", "punctuation")]
    return bool(said) and said[-1].kind == "number" and {mention.key for mention in said[:-1]} == {"ellipsis"}


def names_total(mentions: tuple[Mention, ...]) -> bool:
    """Whether the total of counted years or of all offices is named: 两年的申请总数."""
    ranging = any(
        mention.kind == "counted_years" or (mention.key in _RANGING and not _SEVERALLY.match(mention.text)) for mention in mentions
    )
    return ranging and any(mention.kind == "measure" and _TOTALS.search(mention.text) for mention in mentions)


def _since_each(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(dropwhile(lambda mention: mention.key != "each", mentions))


def _takes_share(mentions: tuple[Mention, ...]) -> bool:
    """Whether 占 asks for a share: not where 几件 follows it in its clause."""
    at = next(place for place, mention in enumerate(mentions) if mention.key == "share_of")
    clause = takewhile(lambda mention: mention.kind != "punctuation", mentions[at:])
    return all(mention.key != "how_many_cases" for mention in clause)


def ends(frame: Frame, operators: frozenset[str], mentions: tuple[Mention, ...]) -> Frame:
    """从2022到2024年增加了多少: a change over a span of years is from its first year to its last."""
    spans = [mention for mention in mentions if mention.kind in (*YEAR, "year_span", "year_list")]
    changed = operators & {"change", "change_by", "more_by", "less_by"} and not operators & {"each", "every_year"}
    if changed and len(spans) == 1 and spans[0].kind == "year_span" and len(frame.years) > 2:
        return replace(frame, years=(frame.years[0], frame.years[-1]))
    return frame


def with_base(frame: Frame, operators: frozenset[str], mentions: tuple[Mention, ...]) -> Frame:
    """2023年比2024年多百分之几: the change is from the year that is compared with, though it is the later one."""
    if frame.shape not in ("change", "change_by") or "than" not in operators or len(frame.years) != _TWO:
        return frame
    return replace(frame, base=base_first(replace(frame, shape="difference"), operators, mentions).years[-1])


def rows_base_first(frame: Frame, mentions: tuple[Mention, ...]) -> Frame:
    """上年结转几件，结转下年几件，比上年结转多几件: the row that is compared with comes second."""
    if frame.shape not in ("difference", "shortfall", "times"):
        return frame
    than = next((place for place, mention in enumerate(mentions) if mention.key == "than"), None)
    led = mentions[than + 1 : than + 2] if than is not None else ()
    if led and len(frame.measures) == _TWO and led[0].key == frame.measures[0]:
        return replace(frame, measures=frame.measures[::-1])
    if led and len(frame.applicants) == _TWO and led[0].key == frame.applicants[0]:
        return replace(frame, applicants=frame.applicants[::-1])
    return frame


def base_first(frame: Frame, operators: frozenset[str], mentions: tuple[Mention, ...]) -> Frame:
    """跟2022年比,2024年多罚了几单: what is compared with comes second; of two years that no 比 parts, the later comes first."""
    if frame.shape not in ("difference", "shortfall", "times") or "minus" in operators:
        return frame
    kinds = (*YEAR, "year_span") if len(frame.years) == 2 else ("agency",)
    named = [mention for mention in mentions if mention.kind in kinds]
    if (len(frame.years) != 2 and len(frame.agencies) != 2) or not named:
        return frame
    before = next((mention for mention in reversed(mentions) if mention.end <= named[0].start and mention.text != " "), None)
    led = before is not None and (before.key == "than" or before.text in FORMS["compared_with"])
    thans = [mention for mention in mentions if mention.key == "than"]
    parted = len(named) == 2 and any(named[0].end <= mention.start < named[1].start for mention in thans)
    if led and (parted or (before is not None and before.key == "than")):
        return replace(frame, years=frame.years[::-1], agencies=frame.agencies[::-1])
    if not parted and len(frame.years) == 2 and frame.shape != "times":
        return replace(frame, years=tuple(sorted(frame.years, reverse=True)))
    return frame
