"""What the faces ask of the assistant and of the archive, so that they can be tried without either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from ingest.fact import Fact, Finding
from ingest.held import HeldPassage, HeldReport, ReportKey
from ingest.reading import Reading
from qa.answer import Answer, Citation
from qa.linking.question import Language
from qa.plan import Expression, Several


class Answering(Protocol):
    """The methods of qa.Assistant that the faces call."""

    def ask(self, question: str, /, conversation: str | None = None) -> Answer:
        """The answer; its `conversation` carries what was meant to the next turn."""

    def halted(self) -> str | None:
        """The notice that stands in place of every answer, where an operator has stopped them."""

    def reports(self) -> tuple[HeldReport, ...]:
        """What is held."""

    def facts(self, agency: str | None = None, year: int | None = None) -> Iterator[tuple[HeldReport, Fact]]:
        """The facts held, each with its report."""

    def receipt(self, id: str) -> dict[str, Any] | None:
        """The computation behind an exact answer, computed again; None where the id is unknown."""

    def following(self, answer: Answer) -> tuple[str, ...]:
        """Questions that may be asked next, each of which is answered exactly."""

    def compute(self, plan: Expression | Several, language: Language = "zh") -> Answer:
        """The answer to a plan that was picked."""

    def measures(self) -> tuple[str, ...]:
        """Everything that may be picked."""

    def printed_table(self, citation: Citation) -> tuple[Fact, ...]:
        """All facts of the statutory table that the citation stands in."""


class Keeping(Protocol):
    """The methods of the archive with which the page shows a place in its surroundings."""

    def original(self, sha256: str) -> bytes:
        """The bytes of a document; raises StoreError where they are missing."""

    def report_of(self, sha256: str) -> HeldReport | None:
        """The report that was read from these bytes."""

    def passages(self, keys: Iterable[ReportKey] | None = None) -> tuple[HeldPassage, ...]:
        """The passages of these reports."""

    def beside(self, reading: Reading) -> tuple[Finding, ...]:
        """What a draft contradicts in the reports held."""

    def judged(self, key: ReportKey, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings with the verdicts given on them."""
