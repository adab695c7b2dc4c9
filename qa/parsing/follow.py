"""How a follow-up takes over what it leaves out from the turn before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.forms.measures import MEASURES
from qa.errors import NotUnderstood
from qa.lexicon import lexicon
from qa.parsing.frame import Frame, Shape
from qa.parsing.those import sum_of_those
from qa.parsing.together import added_to, names_something, together

_HEADS = frozenset(lexicon("zh").head_defaults)


_KEPT: tuple[Shape, ...] = ("share", "change", "change_by", "difference", "shortfall", "gap", "rank", "compare", "each", "sum", "average")


_PAIR = 2
_OF_TWO = ("compare", "difference", "shortfall", "gap", "times")


def is_whole(frame: Frame) -> bool:
    """Whether a question leaves nothing out that the turn before could fill in: it names office, year, subject and quantity."""
    offices = frame.agencies or frame.places or frame.every
    subject = frame.measures or (frame.shape == "share" and frame.whole and frame.applicants)
    return bool(offices and (frame.years or frame.every_year or frame.recent) and subject and _asks(frame) and not frame.pronoun)


def _asks(frame: Frame) -> bool:
    """Whether a question says by itself what is to be done with its figures: 行政复议总数, 复议和诉讼各几件, 复议最多的机关."""
    return frame.asked or frame.shape != "lookup"


def _in_order(frame: Frame, before: tuple[Any, ...], named: tuple[Any, ...]) -> tuple[Any, ...]:
    """Which of two comes first: in 比福州多多少 what was asked for before, in 福州多了多少 what is named now."""
    first_now = frame.shape in ("difference", "shortfall", "times") and not frame.than
    return (*named, *before) if first_now else (*before, *named)


def _with_offices(frame: Frame, before: Frame) -> Frame:
    if (frame.former or frame.latter) and len(before.agencies) == 2:
        return replace(frame, agencies=(before.agencies[1 if frame.latter else 0],))
    if (frame.former or frame.latter) and not (frame.agencies or frame.places):
        raise NotUnderstood(words="")  # 前者呢 after 后者呢: of which two
    if frame.ranked and before.across and before.agencies and not frame.agencies:
        frame = replace(frame, every=None)  # 第二呢 after 哪类人最多: the second of those, not of all offices
    if frame.pronoun and not frame.agencies:
        if len(before.agencies) > 1 and not before.leader:
            raise NotUnderstood(words="")  # 它 after two offices: which of them
        return replace(frame, agencies=(before.leader,) if before.leader else () if before.every else before.agencies)
    if frame.shape in _OF_TWO and len(frame.agencies) + len(frame.places) == 1 and not frame.every:
        return replace(frame, agencies=_in_order(frame, before.agencies, frame.agencies))
    if frame.plural and not frame.agencies and len(before.mentioned) > 1:
        return replace(frame, agencies=before.mentioned)
    if frame.agencies or frame.places or frame.every:
        return frame
    without, scope = frame.without or before.without, frame.scope or before.scope
    return replace(frame, agencies=before.agencies, places=before.places, every=before.every, scope=scope, without=without)


def _with_years(frame: Frame, before: Frame) -> Frame:
    if frame.that_year and not frame.years and before.leader_year and before.shape == "rank":
        return replace(frame, years=(before.leader_year,))
    if frame.that_year and not frame.years and (before.every_year or before.recent or len(before.years) > 1):
        raise NotUnderstood(words="")
    if frame.shift and before.years and not frame.years:
        return replace(frame, years=(before.years[-1] + frame.shift,), shift=0)
    if frame.shape in _OF_TWO and len(frame.years) == 1 and before.years and not (frame.agencies or frame.places):
        return replace(frame, years=tuple(dict.fromkeys(_in_order(frame, before.years, frame.years))))
    these = frame.these_years and len(before.years) == frame.recent
    if frame.years or frame.every_year or (frame.recent and not these):
        return frame
    recent = 0 if these else before.recent
    # 多了多少 after two years is told from the earlier one on, in whichever order they were named
    moved = frame.shape in ("difference", "shortfall") and before.shape != "compare" and not frame.than and len(before.years) == _PAIR
    return replace(
        frame,
        years=tuple(sorted(before.years, reverse=True)) if moved else before.years,
        every_year=before.every_year,
        since=before.since,
        recent=recent,
        years_kept=bool(before.years),
    )


def takes_aspect(frame: Frame, before: Frame) -> tuple[str, ...]:
    """What heads named alone mean with the aspect of the turn before: 诉讼的呢 after 复议纠正几件. Nothing where they have none such."""
    aspects = {measure.rpartition(".")[2] for measure in before.measures}
    heads = frame.heads or tuple(measure.rpartition(".")[0] for measure in frame.measures)
    named = tuple(f"{head}.{aspect}" for head in heads for aspect in aspects)
    return named if frame.bare and len(aspects) == 1 and set(named) <= set(MEASURES) else ()


def _narrowed(frame: Frame, before: Frame) -> Frame:
    """败诉的呢 after 直接起诉多少件: of those lawsuits."""
    heads = {measure.rpartition(".")[0] for measure in before.measures}
    if not frame.implied or len(heads) != 1:
        return frame
    head = heads.pop()
    within = all(head.startswith(measure.rpartition(".")[0]) for measure in frame.measures)
    named = tuple(f"{head}.{measure.rpartition('.')[2]}" for measure in frame.measures)
    return replace(frame, measures=named) if within and set(named) <= set(MEASURES) else frame


def _headed(frame: Frame, before: Frame) -> Frame:
    """An outcome without its head takes the head of the turn before, a head alone the outcome: 那维持的呢 after 行政复议."""
    if (frame.ellipsis or not _asks(frame)) and (frame.heads or not frame.asked) and (meant := takes_aspect(frame, before)):
        return replace(frame, measures=meant, heads=())
    frame = _narrowed(frame, before)
    heads = {measure.rpartition(".")[0] for measure in before.measures} or set(before.heads)
    if frame.aspect is not None and not frame.measures and len(heads) == 1 and (named := f"{heads.pop()}.{frame.aspect}") in MEASURES:
        return replace(frame, measures=(named,), aspect=None)
    if before.aspect and not before.measures and frame.measures and not frame.asked:
        meant = tuple(f"{measure.rpartition('.')[0]}.{before.aspect}" for measure in frame.measures)
        return replace(frame, measures=meant) if all(measure in MEASURES for measure in meant) else frame
    return frame


def _with_shape(frame: Frame, before: Frame) -> Frame:
    """部分公开呢 after a share asks for a share: a question with neither shape nor quantity keeps those of the turn before."""
    if frame.asked or frame.shape != "lookup" or before.shape not in _KEPT:
        return frame
    alike = {measure.split(".")[0] for measure in (*frame.measures, *before.measures)}
    whole = before.whole if len(alike) == 1 else None
    return replace(frame, shape=before.shape, whole=whole, descending=before.descending, limit=before.limit, every_year=before.every_year)


def has_applicants(measures: tuple[str, ...]) -> bool:
    """Whether all these stand in table three, which alone has a column for each kind of applicant."""
    return not any(measure.rpartition(".")[0] in _HEADS for measure in measures)


def _with_measures(frame: Frame, before: Frame) -> Frame:
    if frame.shape == "sum" and before.applicants and not (frame.measures or frame.applicants or frame.plural):
        frame = replace(frame, shape="lookup", applicants=("total",))
    if frame.heads or frame.open_words:
        return frame  # what this turn names has several readings, and none of them is the measure before
    if frame.measures or frame.aspect or frame.across in ("outcome", "disposition"):
        kept = before.applicants if has_applicants(frame.measures) else ()
        return _with_shape(replace(frame, applicants=frame.applicants or kept), before) if frame.ellipsis else frame
    inherits = frame.shape == "lookup" and (frame.ellipsis or not frame.asked)
    shape = before.shape if inherits else frame.shape
    carried = replace(
        frame,
        measures=before.measures,
        whole=frame.whole or before.whole,
        whole_applicant=frame.whole_applicant or before.whole_applicant,
        aspect=before.aspect,
        applicants=frame.applicants or before.applicants,
        across=frame.across or before.across,
        shape=shape,
    )
    if not inherits:
        return carried
    base = before.base if frame.years == before.years else None
    carried = replace(carried, descending=before.descending, limit=before.limit, first=before.first, base=base, of_those=before.of_those)
    return replace(carried, comparison=before.comparison, bound=before.bound, bound_unit=before.bound_unit, also=before.also)


def _with_outcomes(frame: Frame, before: Frame) -> Frame:
    """结果如何 after 行政复议几件: the outcomes of those reviews. Raises NotUnderstood after what no court or reviewer decides."""
    if frame.across != "outcome" or frame.measures or frame.heads:
        return frame
    heads = {measure.rpartition(".")[0] for measure in before.measures} & _HEADS
    if len(heads) != 1:
        raise NotUnderstood(words="")
    return replace(frame, measures=(f"{heads.pop()}.total",))


def _recounted(frame: Frame, before: Frame) -> Frame | None:
    """一共几家 after 超过50件的有哪些 counts what that condition holds for."""
    names_more = frame.measures or frame.applicants or frame.agencies or frame.places or frame.comparison
    if frame.shape != "count" or names_more or before.comparison is None:
        return None
    every = before.every if frame.every == "agency" else frame.every or before.every  # 其中海关有几家
    return replace(before, shape="count", every=every, years=frame.years or before.years, of_those=None)


def follow(frame: Frame, before: Frame, trail: tuple[Frame, ...] = ()) -> Frame:
    """The frame with what it leaves out taken from the turn before, and from the `trail` of turns before that one.

    Raises NotUnderstood where it adds what cannot be added.
    """
    if frame.adds_to:
        return added_to(frame, before)
    if is_whole(frame):
        return frame
    if (found := _recounted(frame, before) or together(frame, before, trail)) is not None:
        return found
    frame = _with_outcomes(frame, before)
    if frame.ranked and frame.first > 1 and not frame.measures and before.shape not in ("rank", "compare"):
        raise NotUnderstood(words="")  # 第二名呢 after 它办结多少: the second by which row
    if (those := sum_of_those(frame, before)) is not None:
        return those  # 合计多少 after 最多的两家, 超过50件的
    if before.shape == "compare" and frame.shape in ("difference", "shortfall") and not names_something(frame):
        frame = replace(frame, shape="gap")  # 谁多 / 多多少
    return _with_measures(_headed(_with_offices(_with_years(frame, before), before), before), before)
