"""Frame: what a question names, before anything is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from ingest.forms.measures import APPLICANTS, MEASURES, OWN
from qa.lexicon import lexicon
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


Change = Literal["difference", "change"]


Across = Literal["applicant", "part", "outcome", "disposition"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots of a question. `measures` are ids, or 'own.<concept>' for a row that only some agencies print.

    `whole` is the denominator that a share names; `years_kept` marks years that the turn before named and this one did not. `aspect` is an outcome or aspect whose head was not named.
    `without` are offices left out; `own_years` the years of each office where they differ; `claim` what a single figure is said to be; `elsewhere` that a share is of the figure of another office or year; `apart` that each of several rows is asked for by itself; `these_years` that `recent` counts years named before; `base` the year that another is said to be more or less than; `since` is the first of all years held from then on; `that_year` points back to the year of the first of a ranking, `leader_year`; `changed` that each office's figure is what changed from the second year to the first, `extremes` that the greatest is set against the least; `of_those` that what a condition or a ranking keeps is added up, or its average taken; `bare` that heads are named without any aspect, `implied` that the aspect's words name them.
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
    elsewhere: bool = False
    own_years: tuple[tuple[str, tuple[int, ...]], ...] = ()
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
    leader_year: int | None = None
    that_year: bool = False
    since: int | None = None
    mentioned: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    bare: bool = False
    implied: bool = False
    open_words: tuple[str, ...] = ()
    asked: bool = False
    ellipsis: bool = False
    than: bool = False
    so_many: int = 0
    offices: int = 0
    adds_to: bool = False
    changed: Change | None = None
    base: int | None = None
    extremes: bool = False
    of_those: Literal["sum", "average"] | None = None


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
