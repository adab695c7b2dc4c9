"""Frame: what a question names, before anything is looked up; and how a follow-up takes over what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from ingest.forms.measures import APPLICANTS, MEASURES, OWN
from qa.lexicon import lexicon
from qa.parsing.together import added_to, together
from qa.plan import Comparison

Shape = Literal[
    "lookup",
    "share",
    "times",
    "difference",
    "shortfall",
    "gap",
    "change",
    "change_by",
    "average",
    "rank",
    "compare",
    "filter",
    "count",
    "each",
    "sum",
    "agree",
]
Every = Literal["agency", "customs", "government"]
Across = Literal["applicant", "part", "outcome", "disposition"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots of a question. `measures` are ids, or 'own.<concept>' for a row that only some agencies print.

    `whole` is the denominator that a share names; `years_kept` marks years that the turn before named and this one did not. `aspect` is an outcome or aspect whose head was not named.
    `without` are offices left out; `claim` what a single figure is said to be; `whole_office` that a share is of another office's figure; `apart` that each of several rows is asked for by itself; `these_years` that `recent` counts years named before; `bare` that heads are named without any aspect, `implied` that the aspect's words name them.
    """

    measures: tuple[str, ...] = ()
    whole: str | None = None
    whole_applicant: str | None = None
    aspect: str | None = None
    applicants: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    every: Every | None = None
    across: Across | None = None
    scope: str | None = None
    years: tuple[int, ...] = ()
    years_kept: bool = False
    every_year: bool = False
    shift: int = 0
    recent: int = 0
    shape: Shape = "lookup"
    descending: bool = True
    limit: int | None = None
    comparison: str | None = None
    bound: str | None = None
    bound_unit: str | None = None
    also: tuple[Comparison, str] | None = None
    claim: tuple[tuple[Comparison, str], ...] = ()
    first: int = 1
    without: tuple[str, ...] = ()
    these_years: bool = False
    whole_office: bool = False
    paired: bool = False
    prose: bool = False
    uncounted: bool = False
    plural: bool = False
    pronoun: bool = False
    ranked: bool = False
    previous: bool = False
    summed: bool = False
    added: bool = False
    severally: bool = False
    apart: bool = False
    former: bool = False
    latter: bool = False
    leader: str | None = None
    mentioned: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    bare: bool = False
    implied: bool = False
    open_words: tuple[str, ...] = ()
    asked: bool = False
    ellipsis: bool = False
    than: bool = False
    so_many: int = 0
    adds_to: bool = False


def _exists(measure: str) -> bool:
    return measure in MEASURES or OWN in measure or measure.removeprefix("own.") in lexicon("zh").own_names


def is_sound(frame: Frame) -> bool:
    """Whether a frame that came from outside names only measures, applicants, years and comparisons that there are."""
    measures = (*frame.measures, *((frame.whole,) if frame.whole else ()))
    applicants = (*frame.applicants, *((frame.whole_applicant,) if frame.whole_applicant else ()))
    return (
        all(_exists(measure) for measure in measures)
        and all(applicant in APPLICANTS for applicant in applicants)
        and all(abs(year - _MIDDLE) < _MIDDLE for year in frame.years)
        and (frame.limit is None or frame.limit > 0)
        and all(bound.replace(".", "", 1).isdigit() for bound in (*filter(None, (frame.bound,)), *(bound for _, bound in frame.claim)))
        and (frame.also is None or frame.also[1].replace(".", "", 1).isdigit())
        and (frame.comparison is None or frame.comparison in get_args(Comparison))
    )


_MIDDLE = 2000
"""Years count from 1 to 3999; beyond that they are no years."""

_HEADS = frozenset(lexicon("zh").head_defaults)

_KEPT: tuple[Shape, ...] = ("share", "change", "change_by", "rank", "compare", "each", "sum", "average")
_OF_TWO = ("compare", "difference", "shortfall", "gap", "times")


def is_whole(frame: Frame) -> bool:
    """Whether a question leaves nothing out that the turn before could fill in: it names office, year, subject and quantity."""
    offices = frame.agencies or frame.places or frame.every
    return bool(offices and (frame.years or frame.every_year or frame.recent) and frame.measures and frame.asked and not frame.pronoun)


def _in_order(frame: Frame, before: tuple[Any, ...], named: tuple[Any, ...]) -> tuple[Any, ...]:
    """Which of two comes first: in 比福州多多少 what was asked for before, in 福州多了多少 what is named now."""
    first_now = frame.shape in ("difference", "shortfall", "times") and not frame.than
    return (*named, *before) if first_now else (*before, *named)


def _with_offices(frame: Frame, before: Frame) -> Frame:
    if (frame.former or frame.latter) and len(before.agencies) == 2:
        return replace(frame, agencies=(before.agencies[1 if frame.latter else 0],))
    if frame.pronoun and not frame.agencies:
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
    if frame.shift and before.years and not frame.years:
        return replace(frame, years=(before.years[-1] + frame.shift,), shift=0)
    if frame.shape in _OF_TWO and len(frame.years) == 1 and before.years and not (frame.agencies or frame.places):
        return replace(frame, years=tuple(dict.fromkeys(_in_order(frame, before.years, frame.years))))
    these = frame.these_years and len(before.years) == frame.recent
    if frame.years or frame.every_year or (frame.recent and not these):
        return frame
    recent = 0 if these else before.recent
    return replace(frame, years=before.years, every_year=before.every_year, recent=recent, years_kept=bool(before.years))


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
    if (frame.ellipsis or not frame.asked) and (frame.heads or not frame.asked) and (meant := takes_aspect(frame, before)):
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
    carried = replace(carried, descending=before.descending, limit=before.limit, first=before.first)
    return replace(carried, comparison=before.comparison, bound=before.bound, bound_unit=before.bound_unit, also=before.also)


def _recounted(frame: Frame, before: Frame) -> Frame | None:
    """一共几家 after 超过50件的有哪些 counts what that condition holds for."""
    names_more = frame.measures or frame.applicants or frame.agencies or frame.places or frame.comparison
    if frame.shape != "count" or names_more or before.comparison is None:
        return None
    return replace(before, shape="count", years=frame.years or before.years)


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
    return _with_measures(_headed(_with_offices(_with_years(frame, before), before), before), before)
