"""What the engine asks of the stores, as protocols: the stores fit them without knowing them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from ingest.fact import Fact, Finding
from ingest.held import HeldPassage, HeldReport, HeldYear, Numbers, Printed, ReportKey


class FactSource(Protocol):
    """Where reports, facts, findings and receipts are kept."""

    def reports(self) -> tuple[HeldReport, ...]:
        """The reports held."""
        ...

    def halted(self) -> str | None:
        """The notice that stands in place of every answer, where an operator has stopped them."""
        ...

    def revision(self) -> int:
        """What changes whenever the reports held change."""
        ...

    def agencies(self) -> tuple[str, ...]:
        """The agencies that have a report, in order."""
        ...

    def years(self) -> tuple[int, ...]:
        """The years that any report is on, ascending."""
        ...

    def keys(self, agency: str | None = None) -> tuple[ReportKey, ...]:
        """The reports of an agency, or of all, by agency, scope and year."""
        ...

    def held(self, keys: Iterable[ReportKey]) -> tuple[HeldReport, ...]:
        """These reports, as far as they are held."""
        ...

    def own_measures(self, keys: Iterable[ReportKey] | None = None) -> dict[ReportKey, tuple[str, ...]]:
        """The measures of agencies' own rows, by report: in all reports or in these."""
        ...

    def own_rows(self) -> tuple[str, ...]:
        """The measures of such rows in any report, each once."""
        ...

    def select(
        self, keys: Iterable[ReportKey], measures: Iterable[str], applicants: Collection[str | None] | None = None
    ) -> tuple[Fact, ...]:
        """The facts of these measures, and of the own rows under them, in these reports: of all applicants, or of these without own rows."""
        ...

    def printed(self, measure: str, applicant: str | None, year: int, without: Iterable[str] = ()) -> Printed:
        """What the reports of a year print in one row and column, but for those of some agencies."""
        ...

    def numbers(self, measure: str, applicant: str | None, year: int, without: Iterable[str] = ()) -> Numbers:
        """The numbers among what `printed` gives."""
        ...

    def with_rows(self, measure: str, year: int) -> frozenset[int]:
        """The reports of a year that print a row of this measure, filled or not, or rows of their own under it."""
        ...

    def numbered(self, reports: Iterable[int]) -> Mapping[int, ReportKey]:
        """The keys of reports by the numbers that `printed` gave."""
        ...

    def of_year(self, year: int) -> HeldYear:
        """What is held of a year."""
        ...

    def facts(self, agency: str | None = None, year: int | None = None) -> Iterator[tuple[HeldReport, Fact]]:
        """Every fact, in printed order."""
        ...

    def findings(self, key: ReportKey) -> tuple[Finding, ...]:
        """The contradictions of a report."""
        ...

    def passages(self, keys: Iterable[ReportKey] | None = None) -> tuple[HeldPassage, ...]:
        """The passages of these reports."""
        ...

    def save_receipt(self, id: str, body: str) -> None:
        """Keep a receipt; one that is there stays."""
        ...

    def receipt(self, id: str) -> str | None:
        """A receipt kept."""
        ...


class Hit(Protocol):
    """A passage found, with its fused score."""

    @property
    def passage(self) -> HeldPassage:
        """The passage."""
        ...

    @property
    def score(self) -> float:
        """The fused score, higher is better."""
        ...

    @property
    def vector_score(self) -> float | None:
        """The nearness of meaning; None where the search had words only."""
        ...


class PassageSource(Protocol):
    """Where prose is searched."""

    def search(self, words: str, keys: Iterable[ReportKey] | None, limit: int) -> tuple[Hit, ...]:
        """The passages nearest to the words, best first, in these reports or in all."""
        ...
