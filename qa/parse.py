"""Mentions to a frame by rules: which slots a question fills, and which shape it has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa.frame import Across, Every, Frame
from qa.lexicon import Lexicon
from qa.link import Mention, operators_of
from qa.shape import COMPARISONS, HOW_MANY, RANKING, bound_of, decimal_of, shape_of, strays
from qa.terms import RECEIVED, Terms, terms

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


def _whole(text: str) -> int:
    return int(decimal_of(text))


def _years(mentions: tuple[Mention, ...], this_year: int) -> tuple[int, ...]:
    years: list[int] = []
    for mention in mentions:
        if mention.kind == "year":
            years.append(_whole(mention.key))
        elif mention.kind == "short_year":
            years.append(2000 + int(mention.key))
        elif mention.kind == "relative_year":
            years.append(this_year + int(mention.key))
        elif mention.kind == "year_span":
            first, last = sorted(map(int, mention.key.split("-")))
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
        "rank",
        "rank_ascending",
        "most",
        "least",
        "sum",
        "average",
        "count_members",
        "none",
        *COMPARISONS,
    }
    ranked = any(mention.kind in ("top", "at_least_number", "at_most_number") for mention in mentions)
    word = next((every for _, operator, every in _EVERY if operator in operators and (ranging or ranked)), None)
    return word or ("agency" if ranked or operators & {"count_members", "rank", "rank_ascending"} else None)


def _across(operators: frozenset[str]) -> Across | None:
    if {"every_part", "sum"} <= operators and not operators & {"which", "most", "least", "rank", "rank_ascending"}:
        return None  # 三种情形之和, 各情形合计: the group itself
    ranging = operators & {"which", "each", "most", "least", "rank", "rank_ascending"} or not operators & (
        HOW_MANY | {"share", "change", "change_by"}
    )
    return next((across for operator, across in _ACROSS if operator in operators and ranging), None)


def _paired(mentions: tuple[Mention, ...]) -> bool:
    """Whether each of several offices is named with a year of its own: 广州海关2023年和福州海关2024年."""
    order = [mention.kind for mention in mentions if mention.kind in ("agency", "place", "year")]
    return len(order) > 2 and all(kind == ("agency", "year")[place % 2] for place, kind in enumerate(order)) and len(order) % 2 == 0


def _share_parts(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """What stands before and after 占: numerator and denominator; in English 'what percentage of Y were X' the other way round."""
    at = next(mention for mention in mentions if mention.kind == "operator" and mention.key in ("share_of", "share", "ratio_of"))
    before = tuple(mention for mention in mentions if mention.end <= at.start)
    after = tuple(mention for mention in mentions if mention.start >= at.end)
    if at.key == "ratio_of" and (to := next((mention for mention in after if mention.text in ("to", "and")), None)) is not None:
        return tuple(mention for mention in after if mention.end <= to.start), tuple(mention for mention in after if mention.start > to.start)
    within = next((mention for mention in before if mention.kind == "operator" and mention.key == "within"), None)
    if within is not None and _content(before, within.start) and not _content(after):
        return tuple(mention for mention in before if mention.start > within.start), tuple(
            mention for mention in before if mention.start < within.start
        )
    if within is not None and at.key == "share" and not lexicon.part_first and _content(after):
        return after, before  # of everything concluded, how large is the share withdrawn
    if lexicon.part_first or _content(before):
        return before, after
    named = [mention for mention in after if _content((mention,))]
    part = named[-1].start if named else at.end
    return tuple(mention for mention in after if mention.start >= part), tuple(mention for mention in after if mention.start < part)


def _content(mentions: tuple[Mention, ...], until: int | None = None) -> bool:
    return any(
        mention.kind in ("measure", "own", "head", "aspect", "applicant") or (mention.kind == "operator" and mention.key == "requests")
        for mention in mentions
        if until is None or mention.start < until
    )


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
    parts, wholes = _share_parts(mentions, lexicon)
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
    )
    return filled, found


def _slots(mentions: tuple[Mention, ...], operators: frozenset[str], this_year: int) -> Frame:
    """The slots that mentions fill by themselves, before the question has a shape."""
    comparison, bound, unit = bound_of(mentions, operators)
    top = next((mention for mention in mentions if mention.kind == "top"), None)
    recent = next((mention for mention in mentions if mention.kind == "recent_years"), None)
    return Frame(
        applicants=_keys(mentions, "applicant"),
        agencies=_keys(mentions, "agency"),
        places=_keys(mentions, "place"),
        every=_every(operators, mentions),
        across=_across(operators),
        scope=next(iter(_keys(mentions, "scope")), None),
        years=_years(mentions, this_year),
        shift=sum(int(mention.key) for mention in mentions if mention.kind == "shift_year"),
        recent=_whole(recent.key) if recent else 0,
        descending=not operators & {"least", "rank_ascending", "which_less"},
        limit=_whole(top.key) if top else (1 if operators & {"most", "least"} else None),
        comparison=comparison,
        bound=bound,
        bound_unit=unit,
        paired=_paired(mentions),
        ranked=bool(operators & RANKING or top),
    )


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


def _baseline_first(mentions: tuple[Mention, ...]) -> bool:
    """Whether what is compared with stands before the comparison: compared with 2024, how many more in 2023."""
    order = [mention.key for mention in mentions if mention.key in ("than", "more_by", "less_by")]
    return order[:1] == ["than"]


def _implied(operators: frozenset[str]) -> frozenset[str]:
    """The operators with those that they imply: 占 without 几件 is a share, 年均 an average over every year."""
    if "share_of" in operators and "how_many_cases" not in operators:
        operators |= {"share"}
    if "ratio_of" in operators:
        operators |= {"share"}
    if "add" in operators:
        operators |= {"sum"}
    if "average_yearly" in operators:
        operators |= {"average", "every_year"}
    return operators


def parse(mentions: tuple[Mention, ...], lexicon: Lexicon, this_year: int) -> Parsed:
    """The frame that the mentions fill. Raises NotUnderstood for a comparison without its number."""
    operators = _implied(operators_of(mentions))
    frame = _flagged(_slots(mentions, operators, this_year), operators)
    if frame.previous and not operators & {"change", "change_by", "more_by", "less_by", "difference", "times"}:
        operators |= {"change_by"}
    shape = shape_of(operators, frame, mentions)
    if shape in ("difference", "shortfall") and not lexicon.part_first and _baseline_first(mentions):
        shape = "gap"
    frame, found = _measured(replace(frame, shape=shape), mentions, lexicon)
    generic = "requests" in operators and not (found.measures or found.aspects or found.open_heads or found.mismatched)
    ambiguous = _keys(mentions, "ambiguous")
    if generic and not ambiguous and frame.shape != "share":
        frame = replace(frame, measures=(RECEIVED,))
    return Parsed(frame, strays(mentions, operators, frame.shape), _keys(mentions, "contact"), found, ambiguous)
