"""Mentions to a frame by rules: which slots a question fills, and which shape it has."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.forms.measures import MEASURES
from qa.bounds import COMPARISONS, ORDINALS, Bounds, bounds_of, claim_of
from qa.build import BALANCED
from qa.errors import NotUnderstood
from qa.frame import Across, Every, Frame
from qa.lexicon import Lexicon
from qa.link import Mention, operators_of
from qa.numerals import decimal_of, year_of
from qa.shape import HOW_MANY, RANKING, shape_of, strays
from qa.shares import share_parts
from qa.terms import RECEIVED, Terms, terms
from qa.without import Without, restricted, without

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


@dataclass(frozen=True, slots=True)
class Parsed:
    """A frame with what stands beside it: unknown words, contact data asked for, aspects or heads left open."""

    frame: Frame
    residue: tuple[str, ...]
    contact: tuple[str, ...]
    terms: Terms
    ambiguous: tuple[str, ...]


def _keys(mentions: tuple[Mention, ...], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.key for mention in mentions if mention.kind == kind))


_YEAR = re.compile(r"(?:\d{4}|\d{2}|[〇零○一二三四五六七八九]{4}|[〇零○一二三四五六七八九]{2})")


def _years(mentions: tuple[Mention, ...], this_year: int) -> tuple[int, ...]:
    years: list[int] = []
    for mention in mentions:
        if mention.kind in ("year", "short_year"):
            years.append(year_of(mention.key))
        elif mention.kind == "year_list":
            years.extend(map(year_of, _YEAR.findall(mention.key)))
        elif mention.kind == "relative_year":
            years.append(this_year + int(mention.key))
        elif mention.kind == "year_span":
            first, last = sorted(map(year_of, mention.key.split("-")))
            years.extend(range(first, last + 1))
    return tuple(dict.fromkeys(years))


def _every(operators: frozenset[str], mentions: tuple[Mention, ...]) -> Every | None:
    """The kind of offices that the question ranges over: 各海关; 海关 alone only beside a word such as 最多."""
    if any(mention.kind in ("agency", "place") for mention in mentions):
        return None
    named = next((every for operator, _, every in _EVERY if operator in operators), None)
    if named is not None:
        return named
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
    word = next((every for _, operator, every in _EVERY if operator in operators and (ranging or ranked)), None)
    return word or ("agency" if ranked or operators & ({"count_members", "rest"} | RANKING - {"most", "least"}) else None)


def _across(operators: frozenset[str]) -> Across | None:
    ranging = operators & ({"which", "each"} | RANKING) or not operators & (HOW_MANY | {"share", "change", "change_by"})
    return next((across for operator, across in _ACROSS if operator in operators and ranging), None)


def _paired(mentions: tuple[Mention, ...]) -> bool:
    """Whether each of several offices is named with a year of its own: 广州海关2023年和福州海关2024年."""
    order = [mention.kind for mention in mentions if mention.kind in ("agency", "place", "year")]
    return len(order) > 2 and all(kind == ("agency", "year")[place % 2] for place, kind in enumerate(order)) and len(order) % 2 == 0


def _measured(frame: Frame, mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Frame, Terms]:
    rate = next((lexicon.rates[mention.key] for mention in mentions if mention.kind == "rate"), None)
    if rate is not None:
        of = next(iter(frame.applicants), None)
        return replace(frame, measures=(rate.numerator,), whole=rate.denominator, whole_applicant=of, shape="share"), Terms(
            (rate.numerator,)
        )
    if frame.shape != "share":
        found = terms(mentions, lexicon, compared=frame.shape not in ("lookup", "sum", "filter", "count", "rank"))
        return replace(frame, measures=found.measures), found
    parts, wholes = share_parts(mentions, lexicon)
    whole = terms(wholes, lexicon, compared=True)
    found = terms(parts, lexicon)
    if found.aspects and not found.measures:
        found = terms((*(mention for mention in wholes if mention.kind == "head"), *parts), lexicon)
    filled = replace(
        frame,
        measures=found.measures,
        whole=next(iter(whole.measures), None),
        applicants=_keys(parts, "applicant"),
        whole_applicant=next(iter(_keys(wholes, "applicant")), None),
        whole_office=len(_keys(parts, "agency")) == len(_keys(wholes, "agency")) == 1 and not whole.measures,
    )
    return filled, found


def _counted(mentions: tuple[Mention, ...], years: tuple[int, ...]) -> int:
    """How many years the question counts. Raises NotUnderstood where it names another number of them."""
    counts = {int(decimal_of(mention.key)) for mention in mentions if mention.kind in ("recent_years", "counted_years")}
    named = len(years) > 1 or (years and not any(mention.kind == "shift_year" for mention in mentions))
    if len(counts) > 1 or (counts and named and counts != {len(years)}):
        raise NotUnderstood(words=" ".join(map(str, counts)))
    return next(iter(counts), 0)


def _order(mentions: tuple[Mention, ...], operators: frozenset[str]) -> tuple[bool, int, int | None]:
    """Whether the greatest comes first, and the first and last rank that are asked for."""
    nth = next((mention for mention in mentions if mention.kind in ("nth", "nth_last")), None)
    top = next((mention for mention in mentions if mention.kind in ("top", "bottom")), None)
    last = any(mention.kind in ("bottom", "nth_last") for mention in mentions)
    least = operators & {"least", "rank_ascending", "which_less"} or last
    descending = "rank_descending" in operators or not least
    if operators & {"rank_all", "rank_descending", "rank_ascending"} and top is None:
        return descending, 1, None
    if {"most", "least"} <= operators:
        raise NotUnderstood(words="")
    if nth is not None:
        place = int(decimal_of(nth.key))
        return descending, 1 if operators & {"most", "least"} else place, place
    return descending, 1, int(decimal_of(top.key)) if top else 1 if operators & {"most", "least"} else None


def _slots(mentions: tuple[Mention, ...], operators: frozenset[str], this_year: int) -> Frame:
    """The slots that mentions fill by themselves, before the question has a shape."""
    years = _years(mentions, this_year)
    descending, first, limit = _order(mentions, operators)
    return Frame(
        applicants=_keys(mentions, "applicant"),
        agencies=_keys(mentions, "agency"),
        places=_keys(mentions, "place"),
        every=_every(operators, mentions),
        across=_across(operators),
        scope=next(iter(_keys(mentions, "scope")), None),
        years=years,
        shift=sum(int(mention.key) for mention in mentions if mention.kind == "shift_year"),
        recent=_counted(mentions, years),
        these_years=any(mention.kind == "counted_years" for mention in mentions),
        descending=descending,
        first=first,
        limit=limit,
        paired=_paired(mentions),
        ranked=bool(operators & RANKING or any(mention.kind in ORDINALS for mention in mentions)),
    )


def _bounded(frame: Frame, mentions: tuple[Mention, ...], operators: frozenset[str]) -> tuple[Frame, Bounds]:
    """The frame with its condition; over a single figure a condition is a claim: 超过2000件了吗."""
    bounds = bounds_of(mentions, operators)
    stated = bounds if bounds.conditions else claim_of(mentions, operators)
    if not stated.conditions:
        return frame, bounds
    several = frame.every or frame.every_year or frame.across or frame.without or len(frame.years) > 1 or len(frame.agencies) > 1
    single = not several and not operators & (RANKING | {"which", "each", "count_members", "sum", "average"})
    first, *second = stated.conditions
    if not bounds.conditions or (single and (frame.agencies or frame.places)):
        return replace(
            frame, claim=stated.conditions if single else (), bound=first[1], bound_unit=stated.unit
        ), stated if single else bounds
    return replace(frame, comparison=first[0], bound=first[1], bound_unit=bounds.unit, also=second[0] if second else None), bounds


def _flagged(frame: Frame, operators: frozenset[str]) -> Frame:
    """The frame with what single operators say of the question."""
    return replace(
        frame,
        every_year="every_year" in operators,
        asked=bool(operators & (HOW_MANY | {"which", "share", "difference"})),
        prose="how_many_prose" in operators,
        uncounted="how_many_other" in operators,
        plural="plural" in operators,
        pronoun="pronoun" in operators,
        previous="previous_year" in operators,
        summed="sum" in operators,
        added="add" in operators,
        severally="each" in operators,
        former="former" in operators,
        latter="latter" in operators,
        ellipsis="ellipsis" in operators,
    )


def _has_parts(mentions: tuple[Mention, ...]) -> bool:
    """Whether a measure with parts is named, or a head whose total has some: 行政诉讼."""
    totals = tuple(f"{head}.total" for head in _keys(mentions, "head"))
    return any(key in MEASURES and MEASURES[key].parts for key in (*_keys(mentions, "measure"), *totals))


_IMPLIED: tuple[tuple[str, frozenset[str]], ...] = (
    ("average_yearly", frozenset({"average", "every_year"})),
    ("per_hundred", frozenset({"share"})),
    ("total_of_parts", frozenset({"sum"})),
    ("ratio_of", frozenset({"share"})),
    ("add", frozenset({"sum"})),
    ("balance", frozenset({"agree"})),
    ("most_office", frozenset({"most", "every_agency"})),
    ("least_office", frozenset({"least", "every_agency"})),
)


def _implied(operators: frozenset[str], mentions: tuple[Mention, ...]) -> frozenset[str]:
    """The operators with those that they imply: 占 without 几件 is a share, 年均 an average over every year; 各情形合计 is the group."""
    if "share_of" in operators and "how_many_cases" not in operators:
        operators |= {"share"}
    for operator, implied in _IMPLIED:
        if operator in operators:
            operators |= implied
    if "every_item" in operators:
        operators |= {"every_part", "each"} if _has_parts(mentions) else {"each"}
    if {"sum", "every_part"} <= operators and not operators & ({"each"} | RANKING):
        operators -= {"every_part"}
    return operators


def _ends(frame: Frame, operators: frozenset[str], mentions: tuple[Mention, ...]) -> Frame:
    """从2022到2024年增加了多少: a change over a span of years is from its first year to its last."""
    spans = [mention for mention in mentions if mention.kind in ("year", "short_year", "year_span", "year_list")]
    changed = operators & {"change", "change_by"} and not operators & {"each", "every_year"}
    if changed and len(spans) == 1 and spans[0].kind == "year_span" and len(frame.years) > 2:
        return replace(frame, years=(frame.years[0], frame.years[-1]))
    return frame


def _base_first(frame: Frame, operators: frozenset[str], mentions: tuple[Mention, ...]) -> Frame:
    """跟2022年比,2024年多罚了几单: what is compared with comes second; of two years that no 比 parts, the later comes first."""
    if frame.shape not in ("difference", "shortfall", "times") or "minus" in operators:
        return frame
    kinds = ("year", "short_year", "year_span") if len(frame.years) == 2 else ("agency",)
    named = [mention for mention in mentions if mention.kind in kinds]
    if (len(frame.years) != 2 and len(frame.agencies) != 2) or not named:
        return frame
    before = next((mention for mention in reversed(mentions) if mention.end <= named[0].start and mention.text != " "), None)
    led = before is not None and (before.key == "than" or before.text in _COMPARED_WITH)
    thans = [mention for mention in mentions if mention.key == "than"]
    parted = len(named) == 2 and any(named[0].end <= mention.start < named[1].start for mention in thans)
    if led and (parted or (before is not None and before.key == "than")):
        return replace(frame, years=frame.years[::-1], agencies=frame.agencies[::-1])
    if not parted and len(frame.years) == 2 and frame.shape != "times":
        return replace(frame, years=tuple(sorted(frame.years, reverse=True)))
    return frame


_COMPARED_WITH = ("跟", "与", "和", "同", "以", "拿")


def parse(mentions: tuple[Mention, ...], lexicon: Lexicon, this_year: int) -> Parsed:
    """The frame that the mentions fill. Raises NotUnderstood for a comparison without its number."""
    found = without(mentions, operators_of(mentions))
    return _parsed(found, found.mentions, lexicon, this_year)


def _parsed(left_out: Without, mentions: tuple[Mention, ...], lexicon: Lexicon, this_year: int) -> Parsed:
    operators = _implied(operators_of(mentions), mentions)
    frame, bounds = _bounded(_slots(mentions, operators, this_year), mentions, operators)
    frame = _flagged(frame, operators)
    if frame.claim:
        operators -= set(COMPARISONS)
    elif "equal_to" in operators and "=" not in (frame.comparison, *(frame.also or ())):
        operators |= {"agree"}
    if frame.previous and not operators & {"change", "change_by", "more_by", "less_by", "difference", "times", "agree"}:
        operators |= {"change_by"}
    frame = _ends(frame, operators, mentions)
    frame = _base_first(replace(frame, shape=shape_of(operators, frame, mentions)), operators, mentions)
    frame, found = _measured(frame, mentions, lexicon)
    frame = restricted(frame, left_out)
    generic = "requests" in operators and not (found.measures or found.aspects or found.open_heads or found.mismatched)
    ambiguous = _keys(mentions, "ambiguous")
    if generic and not ambiguous and frame.shape not in ("share", "agree"):
        frame = replace(frame, measures=(RECEIVED,))
    if "every_item" in operators and not (frame.across or frame.every or frame.summed or len(frame.measures) + len(frame.applicants) > 1):
        raise NotUnderstood(words="")
    if "balance" in operators and set(frame.measures) <= {*BALANCED, "requests.in_hand"}:
        frame, ambiguous = replace(frame, measures=BALANCED), ()
    unknown = strays(mentions, operators, frame.shape, (*bounds.used, *left_out.used))
    return Parsed(frame, unknown, _keys(mentions, "contact"), found, ambiguous)
