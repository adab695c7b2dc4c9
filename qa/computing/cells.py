"""The cells that a frame names: measures, applicants and office-years, one address for each."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from ingest.agencies import CONSOLIDATED, agency_named
from ingest.forms.measures import APPLICANTS, MEASURES, OWN, closure
from ingest.held import ReportKey
from qa.catalog import Catalog
from qa.errors import NotOnForm, NotUnderstood
from qa.ids import RECEIVED, TOTAL
from qa.lexicon import Lexicon
from qa.parsing.frame import Frame
from qa.plan import Address, Each, Lookup

_BY_APPLICANT = ("requests.", "disposition.", "own.")
_GROUPS = ("disclosed", "partly", "refused", "unable", "not_processed", "other")


def by_applicant(measure: str) -> bool:
    """Whether table three counts this measure, which alone is counted by applicant."""
    return measure.startswith(_BY_APPLICANT)


def parent(measure: str) -> str:
    """The group that a measure stands in."""
    return measure.rpartition(".")[0]


def default_whole(measure: str) -> str | None:
    """What a share of this measure is a share of, where the question does not say: the total of its table."""
    if measure.startswith(("disposition.", "own.")):
        return "disposition.total"
    whole = f"{parent(measure)}.total"
    return whole if whole in MEASURES and whole != measure else None


def _parts(frame: Frame) -> tuple[str, ...]:
    """The measures across which the question ranges: the parts of its one measure, its outcomes, the dispositions."""
    if frame.across == "disposition":
        return tuple(f"disposition.{group}" for group in _GROUPS)
    if frame.across == "outcome" and frame.measures:
        head = parent(frame.measures[0])
        found = tuple(f"{head}.{outcome}" for outcome in ("upheld", "corrected", "other_outcome", "pending"))
        if not set(found) <= set(MEASURES):
            raise NotUnderstood(words="")  # applications have dispositions, and no outcomes of a court
        return found
    if frame.across == "part":
        named = (frame.measures or ("disposition.refused",))[0]
        return (MEASURES[named].parts if named in MEASURES else ()) or frame.measures
    return frame.measures


def _applicants(frame: Frame) -> tuple[str, ...]:
    """The applicants named; where the question ranges over them, those named or, of one with parts, its columns: 法人里谁最多."""
    named = frame.applicants or (TOTAL,)
    if frame.across != "applicant" or len(named) > 1:
        return named
    columns = tuple(one for one in APPLICANTS if one in columns_of(named[0]) and not APPLICANTS[one].parts)
    if len(columns) == 1 and frame.shape == "rank":
        raise NotUnderstood(words="")  # the rank of one among all
    return columns


class Cells:
    """The cells of one frame over one span of office-years."""

    def __init__(self, frame: Frame, spanned: tuple[Address, ...], catalog: Catalog, lexicon: Lexicon) -> None:
        self.frame = frame
        self.spanned = spanned
        self.catalog = catalog
        self.lexicon = lexicon

    def _printed(self, measure: str, at: Address) -> str:
        """The measure of an own row as the report of that office-year labels it; unchanged where it has none."""
        concept = measure.removeprefix("own.")
        if concept == measure:
            return measure
        held = self.catalog.own_measures(ReportKey(at.agency or "", at.scope, at.year or 0))
        words = self.lexicon.own_contains[concept]
        return next((own for own in held if any(word in own.split(OWN, 1)[1] for word in words)), measure)

    def cell(self, measure: str, applicant: str, at: Address) -> Address:
        """The address of a measure of an applicant; raises NotOnForm where the form does not count it by applicant."""
        if by_applicant(measure):
            return Address(self._printed(measure, at), applicant, at.agency, at.scope, at.year)
        if applicant != TOTAL:
            raise NotOnForm(measure=measure, applicant=applicant)
        return replace(at, measure=measure)

    def cells(self) -> tuple[Address, ...]:
        """Every address that the frame names, office-years outermost."""
        measures = _parts(self.frame) or ((RECEIVED,) if self.frame.applicants or self.frame.across == "applicant" else ())
        if not measures:
            raise NotUnderstood(words="")
        return tuple(
            self.cell(measure, applicant, at) for at, measure, applicant in product(self.spanned, measures, _applicants(self.frame))
        )

    def kinds(self) -> tuple[Address, ...]:
        """The rows and columns of the cells, without their office-years."""
        return tuple(dict.fromkeys(replace(cell, agency=None, scope=None, year=None) for cell in self.cells()))

    def each(self) -> Each:
        """The series of all cells."""
        return Each(self.cells(), Lookup(Address()))

    def pair(self) -> tuple[Lookup, Lookup]:
        """The two cells that the frame names. Raises NotUnderstood for fewer or more."""
        cells = self.cells()
        if len(cells) != 2:
            raise NotUnderstood(words="")
        return Lookup(cells[0]), Lookup(cells[1])

    def per_year(self) -> tuple[tuple[Lookup, Lookup], ...]:
        """Before and after of each office, measure and applicant, by year."""
        runs: dict[Address, list[Address]] = {}
        for cell in self.cells():
            runs.setdefault(replace(cell, year=None, scope=None), []).append(cell)
        pairs = [sorted(run, key=lambda cell: cell.year or 0) for run in runs.values()]
        if any(len(pair) != 2 for pair in pairs):
            raise NotUnderstood(words="")
        return tuple((Lookup(before), Lookup(after)) for before, after in pairs)

    def summable(self) -> bool:
        """Whether the measures stand side by side, so that their sum means something and counts nothing twice.

        Side by side are the members of one group, or one outcome of reconsideration and of litigation.
        """
        measures = _parts(self.frame) or (RECEIVED,)
        groups, members = {parent(measure) for measure in measures}, {measure.rpartition(".")[2] for measure in measures}
        columns = _applicants(self.frame)
        nested = any(other in columns_of(one) for one in columns for other in columns if one != other) or any(
            one != other and other in closure(one) for one in measures for other in measures
        )
        if nested or (len(groups) == 1 and len(members) > 1 and TOTAL in members):
            return False
        return len(groups) == 1 or (len(members) == 1 and not any(map(by_applicant, measures)))


def columns_of(applicant: str) -> frozenset[str]:
    """The applicant with all that it counts in."""
    return frozenset({applicant}).union(*map(columns_of, APPLICANTS[applicant].parts))


def without_counted_twice(spanned: tuple[Address, ...]) -> tuple[tuple[Address, ...], tuple[str, ...]]:
    """The office-years of a sum without those that another one's consolidated report already counts, and their names."""
    whole = {(at.agency, at.year) for at in spanned if at.scope in CONSOLIDATED}
    twice = [at for at in spanned if at.agency and (agency_named(at.agency).parent, at.year) in whole]
    return tuple(at for at in spanned if at not in twice), tuple(dict.fromkeys(at.agency or "" for at in twice))
