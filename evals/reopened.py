"""Citations and receipts held against the stored originals: each document is read anew from its bytes, and what is cited looked up in it.

Nothing that the archive says of a document is used, so a fault on any way from the original to the reader shows: in what
the archive keeps, in what a citation names, in what an answer prints of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from evals.example import Example
from evals.scorers import UNSCORED, Score
from ingest.confined import read_confined
from ingest.document import Document
from ingest.errors import IngestError, StoreError
from ingest.fact import Fact
from ingest.forms.shared import SECTION_NUMBERS
from ingest.reading import Reading
from qa.answer import Answer, Citation

Labels = tuple[str, ...]
Place = tuple[int | None, Labels, Labels]


class Originals(Protocol):
    """What keeps the published files."""

    def original(self, sha256: str) -> bytes:
        """The bytes of a document; raises StoreError where they are missing or damaged."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """What a document states, by the places that a citation names; `passages` with the number of their section and their page."""

    agency: str
    year: int
    cells: dict[Place, tuple[Fact, ...]]
    passages: tuple[tuple[str | None, int | None, str], ...]

    @classmethod
    def of(cls, reading: Reading) -> Opened:
        """What a reading states."""
        cells: dict[Place, tuple[Fact, ...]] = {}
        for fact in reading.facts:
            place = (fact.table, fact.row, fact.column)
            cells[place] = (*cells.get(place, ()), fact)
        passages = tuple((SECTION_NUMBERS[one.section] or None, one.source.page, one.text) for one in reading.passages)
        return cls(reading.report.agency, reading.report.year, cells, passages)


@dataclass
class Reopened:
    """The stored originals, each read anew when it is first asked for and never again in a run."""

    originals: Originals
    _opened: dict[str, Opened] = field(default_factory=dict)

    def citations_hold(self, _: Example, answer: Answer) -> Score:
        """For answers that cite: whether every cited cell and sentence stands in its original as the answer shows it."""
        if not answer.citations:
            return UNSCORED
        wrong = next(filter(None, map(self._fault, answer.citations)), None)
        return Score(wrong is None, wrong or f"{len(answer.citations)} 处出处都与原件相符")

    def opened(self, document: str, url: str | None, sha256: str) -> Opened | str:
        """The document of these bytes; a sentence where it cannot be read."""
        if sha256 not in self._opened:
            try:
                self._opened[sha256] = Opened.of(read_confined(document, self.originals.original(sha256), url))
            except (IngestError, StoreError) as error:
                return str(error)
        return self._opened[sha256]

    def is_printed(self, fact: Fact, document: Document) -> bool:
        """Whether the original has this fact, in this place and with this value."""
        opened = self.opened(document.name, document.url, document.sha256)
        return isinstance(opened, Opened) and fact in opened.cells.get((fact.table, fact.row, fact.column), ())

    def _fault(self, citation: Citation) -> str | None:
        """What does not hold in a citation; None where all of it does."""
        opened = self.opened(citation.document, citation.url, citation.sha256)
        if isinstance(opened, str):
            return opened
        if (opened.agency, opened.year) != (citation.agency, citation.year):
            return f"{citation.document} 是{opened.agency}{opened.year}年的报告，出处写作{citation.agency}{citation.year}年"
        return _fault_of_cell(citation, opened) if citation.quote is None else _fault_of_quote(citation, opened)


def _fault_of_cell(citation: Citation, opened: Opened) -> str | None:
    place = " › ".join((*(citation.row or ()), *(citation.column or ())))
    found = opened.cells.get((citation.table, citation.row or (), citation.column or ()))
    if not found:
        return f"原件 {citation.document} 里没有 {place} 这一格"
    same = [fact.source for fact in found if fact.printed == citation.printed]
    if not same:
        return f"原件 {citation.document} 的 {place} 印作“{found[0].printed}”，出处写作“{citation.printed}”"
    if (citation.page, citation.box) not in [(source.page, source.box) for source in same]:
        return f"原件 {citation.document} 的 {place} 不在出处所指的位置"
    return None


def _fault_of_quote(citation: Citation, opened: Opened) -> str | None:
    standing = {(section, page) for section, page, text in opened.passages if (citation.quote or "") in text}
    if not standing or not citation.quote:
        return f"原件 {citation.document} 里没有“{citation.quote}”这句话"
    if (citation.section, citation.page) not in standing:
        return f"“{citation.quote}”不在原件 {citation.document} 的出处所指的那一部分"
    return None
