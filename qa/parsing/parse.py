"""Mentions to a frame by rules: which slots a question fills, and which shape it has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.forms.measures import APPLICANTS, MEASURES
from qa.errors import NotUnderstood
from qa.ids import BALANCED, BASES, CARRIED, CONCLUDED, RECEIVED, TOTAL
from qa.kinds import COMPARISONS, OFFICES, RANKING, YEAR
from qa.lexicon import Lexicon
from qa.linking.mention import Mention, operators_of
from qa.parsing.bounds import Bounds, bounds_of, claim_of
from qa.parsing.changes import changes, spread, taken
from qa.parsing.counted_in import without_counted_in
from qa.parsing.enumerated import enumerated, listed, totals_apart
from qa.parsing.frame import Frame
from qa.parsing.implied import base_first, ends, implied, names_total, rows_base_first, with_base
from qa.parsing.offices import offices_counted
from qa.parsing.passed_on import passed_on
from qa.parsing.rates import rates_of
from qa.parsing.shape import adds_up_at_last, asks, shape_of, strays
from qa.parsing.shares import asked_apart, defined, last_of_listed, share_parts
from qa.parsing.slots import flagged, keys_of, slots
from qa.parsing.terms import Terms, terms
from qa.parsing.those import added, adds_those
from qa.parsing.winner import require_one_ranking
from qa.parsing.without import Without, restricted, without


@dataclass(frozen=True, slots=True)
class Parsed:
    """A frame with what stands beside it: unknown words, contact data asked for, aspects or heads left open."""

    frame: Frame
    residue: tuple[str, ...]
    contact: tuple[str, ...]
    terms: Terms
    ambiguous: tuple[str, ...]


def _measured(frame: Frame, mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Frame, Terms]:
    if keys_of(mentions, "rate") and defined(mentions, lexicon) is None:
        parts, whole = rates_of(mentions, lexicon)
        of = next(iter(frame.applicants), None)
        return replace(frame, measures=parts, whole=whole, whole_applicant=of, shape="share"), Terms(parts)
    if frame.shape != "share":
        found = terms(mentions, lexicon, compared=frame.shape not in ("lookup", "sum", "filter", "count", "rank"))
        return replace(frame, measures=found.measures), found
    return _shared(frame, *share_parts(mentions, lexicon), lexicon)


def _shared(frame: Frame, parts: tuple[Mention, ...], wholes: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Frame, Terms]:
    """The frame of a share with its part and its whole. Raises NotUnderstood for a whole of several parts."""
    whole = terms(wholes, lexicon, compared=True)
    found = terms(parts, lexicon)
    if found.aspects and not found.measures:
        found = terms((*(mention for mention in wholes if mention.kind == "head"), *parts), lexicon)
    if whole.measures and _of_others(parts, wholes):
        if whole.measures != found.measures or keys_of((*parts, *wholes), "applicant") or len(keys_of(wholes, "agency")) != 1:
            raise NotUnderstood(words="")
        whole = Terms(())  # 洪泽区新收申请占淮安市新收申请的: the same of another office, said twice
    filled = replace(
        frame,
        measures=found.measures,
        whole=_one(BASES.get(frozenset(whole.measures), whole.measures), (*whole.open_heads, *whole.aspects)),
        applicants=keys_of(last_of_listed(parts), "applicant"),
        whole_applicant=_one(keys_of(wholes, "applicant")),
        elsewhere=not whole.measures and any(len(_keys(parts, kinds)) == len(_keys(wholes, kinds)) == 1 for kinds in (("agency",), YEAR)),
    )
    return filled, found


def _of_others(parts: tuple[Mention, ...], wholes: tuple[Mention, ...]) -> bool:
    """Whether the whole is of another office or year than the part: 2024年不予公开的占2023年办结的."""
    return any((of := _keys(wholes, kinds)) and (own := _keys(parts, kinds)) and of != own for kinds in (("agency",), YEAR))


def _keys(mentions: tuple[Mention, ...], kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for kind in kinds for key in keys_of(mentions, kind))


def _one(keys: tuple[str, ...], unsettled: tuple[str, ...] = ()) -> str | None:
    """The only one of these, if there is one. Raises NotUnderstood for several, and for what is not settled."""
    if len(keys) > 1 or unsettled:
        raise NotUnderstood(words="")
    return next(iter(keys), None)


_NAMES = {"agencies": OFFICES, "years": YEAR, "applicants": ("applicant",)}


def _with_total(frame: Frame, mentions: tuple[Mention, ...]) -> Frame:
    """收了几件，个人几件: all applicants come first. Raises NotUnderstood where each of several rows has an office, a year or applicants of its own."""
    if frame.shape not in ("lookup", "each", "sum"):
        return frame
    rows = [one for one in mentions if one.kind in ("measure", "own", "head") or one.key == "requests"]
    if _crosses(frame, mentions, rows):
        raise NotUnderstood(words="")
    if (first := next(iter(asks(mentions)), None)) is None or _asks_once(first, mentions):
        return frame
    late = [slot for slot, kinds in _NAMES.items() if any(one.kind in kinds and one.start > first.end for one in mentions)]
    early = {slot for slot, kinds in _NAMES.items() if any(one.kind in kinds and one.start < first.start for one in mentions)}
    if not late or not any(row.start < first.start for row in rows):
        return frame
    if (len(frame.measures) > 1 and early & set(late)) or ("applicants" in late and len(frame.measures) > 1):
        raise NotUnderstood(words="")
    return replace(frame, applicants=(TOTAL, *frame.applicants)) if late == ["applicants"] and "applicants" not in early else frame


def _asks_once(ask: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Whether there is one word that asks, and what follows it in its clause says of what: how many were filed by individuals."""
    stopped = any(mention.kind == "punctuation" and mention.text.strip() and mention.start > ask.start for mention in mentions[:-1])
    return len(asks(mentions)) == 1 and not stopped


def _crosses(frame: Frame, mentions: tuple[Mention, ...], rows: list[Mention]) -> bool:
    """Whether offices or years stand with rows of their own, so that not every row is asked of every one: 2023年收到…2024年办结…."""
    if len(frame.measures) < 2:
        return False
    for kinds in (OFFICES, YEAR):
        named = [
            mention
            for mention in mentions
            if mention.kind in kinds and mention.key != next(one.key for one in mentions if one.kind in kinds)
        ]
        for later in named:
            before = {row.key for row in rows if row.end <= later.start}
            if before and before != {row.key for row in rows if row.start >= later.end}:
                return True
    return False


def _carries(ambiguous: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether 结转 alone is named, which of two years means what one carries out and the other carries in."""
    return len(ambiguous) == 1 and set(lexicon.ambiguous[ambiguous[0]]) == set(CARRIED)


def _is_apart(frame: Frame, mentions: tuple[Mention, ...]) -> bool:
    """Whether each of several rows or applicants has its own 多少, or its own 占几成."""
    if frame.shape == "share":
        if len(frame.measures) > 1 and keys_of(mentions, "rate"):
            return True
        return max(len(frame.measures), len(frame.applicants)) == asked_apart(mentions)
    return 1 < len(frame.measures) <= len(asks(mentions)) and not adds_up_at_last(mentions)


def _bounded(frame: Frame, mentions: tuple[Mention, ...], operators: frozenset[str]) -> tuple[Frame, Bounds]:
    """The frame with its condition; over a single figure a condition is a claim: 超过2000件了吗."""
    bounds = bounds_of(mentions, operators)
    stated = bounds if bounds.conditions else claim_of(mentions, operators)
    if not stated.conditions:
        return frame, bounds
    several = frame.every or frame.every_year or frame.across or frame.without or len(frame.years) > 1 or len(frame.agencies) > 1
    single = not several and not operators & (RANKING | {"which", "each", "count_members", "average"})
    first, *second = stated.conditions
    if not bounds.conditions or (single and (frame.agencies or frame.places)):
        return replace(
            frame, claim=stated.conditions if single else (), bound=first[1], bound_unit=stated.unit
        ), stated if single else bounds
    return replace(frame, comparison=first[0], bound=first[1], bound_unit=bounds.unit, also=second[0] if second else None), bounds


def _miscounted(frame: Frame) -> tuple[str, ...]:
    """The number of things that are said to be added up, where another number of them is named: 许可处罚强制两项加起来."""
    named = {len(frame.measures), len(frame.agencies), len(frame.applicants), len(frame.years)}
    if len(frame.measures) == 1 and frame.summed and not frame.severally and frame.measures[0] in MEASURES:
        named.add(len(MEASURES[frame.measures[0]].parts))  # 八种不予公开理由总共
    if len(frame.applicants) == 1:
        named.add(len(APPLICANTS[frame.applicants[0]].parts))  # 法人或其他组织五列相加
    return (str(frame.so_many),) if frame.so_many not in named and frame.so_many and frame.measures and not frame.plural else ()


def parse(mentions: tuple[Mention, ...], lexicon: Lexicon, this_year: int) -> Parsed:
    """The frame that the mentions fill. Raises NotUnderstood for a comparison without its number."""
    mentions = without_counted_in(listed(totals_apart(offices_counted(mentions)), lexicon))
    found = without(mentions, operators_of(mentions))
    return _parsed(found, enumerated(found.mentions, lexicon), lexicon, this_year)


def unmeasured(mentions: tuple[Mention, ...], operators: frozenset[str], this_year: int) -> Parsed:
    """The office and the years of a question, and nothing that tables count."""
    residue = tuple(mention.text for mention in mentions if mention.kind == "residue")
    return Parsed(slots(mentions, operators, this_year), residue, (), Terms(()), ())


def _later(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """下一年 beside a year that is named says what becomes of something then: another thing than what was counted."""
    named = any(mention.kind in ("year", "short_year", "relative_year") for mention in mentions)
    return tuple(mention.text for mention in mentions if named and mention.kind == "shift_year" and int(mention.key) > 0)


def _adding(frame: Frame, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    total = added(mentions) if frame.of_those else None
    return (total,) if total else ()


def _parsed(left_out: Without, mentions: tuple[Mention, ...], lexicon: Lexicon, this_year: int) -> Parsed:
    operators = implied(operators_of(mentions), mentions)
    frame, bounds = _bounded(flagged(slots(mentions, operators, this_year), operators), mentions, operators)
    frame, operators = changes(*spread(frame, operators), mentions)
    if frame.changed and names_total(mentions):
        raise NotUnderstood(words="")  # of all together, and not of each
    if frame.claim:
        operators -= {*COMPARISONS, "none"}
    elif "equal_to" in operators and "=" not in (frame.comparison, *(frame.also or ())):
        operators |= {"agree"}
    if frame.previous and not operators & {"change", "change_by", "more_by", "less_by", "difference", "times", "agree"}:
        operators |= {"change_by"}
    frame = ends(frame, operators, mentions)
    frame = replace(frame, shape=shape_of(operators, frame, mentions))
    frame = with_base(base_first(frame, operators, mentions), operators, mentions)
    frame, found = _measured(frame, mentions, lexicon)
    frame = rows_base_first(frame, mentions)
    frame = adds_those(frame, mentions)
    require_one_ranking(frame, mentions)
    frame = _with_total(passed_on(frame, mentions), mentions)
    frame = restricted(replace(frame, apart=_is_apart(frame, mentions)), left_out)
    generic = "requests" in operators and not (found.measures or found.aspects or found.open_heads or found.mismatched)
    ambiguous = keys_of(mentions, "ambiguous")
    if generic and not ambiguous and (frame.elsewhere or frame.shape not in ("share", "agree")):
        frame = replace(frame, measures=(CONCLUDED if "concluding" in operators else RECEIVED,))
    if "every_item" in operators and not (frame.across or frame.every or frame.summed or len(frame.measures) + len(frame.applicants) > 1):
        raise NotUnderstood(words="")
    if frame.shape == "agree" and not frame.measures and len(frame.years) == 2 and _carries(ambiguous, lexicon):
        frame, ambiguous = replace(frame, measures=CARRIED), ()
    carried = set(frame.measures) == set(CARRIED) and len(frame.years) == 2  # 核一下勾稽: of one year's end and the next one's start
    if "balance" in operators and not carried and "agency_word" not in operators and set(frame.measures) <= {*BALANCED, "requests.in_hand"}:
        frame, ambiguous = replace(frame, measures=BALANCED), ()
    unknown = (
        *strays(mentions, operators, frame.shape, (*bounds.used, *left_out.used, *taken(frame, mentions), *_adding(frame, mentions))),
        *_later(mentions),
        *_miscounted(frame),
    )
    return Parsed(frame, unknown, keys_of(mentions, "contact"), found, ambiguous)
