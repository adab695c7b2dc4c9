"""What comes back: Answer, and what it is made of. The JSON of all doors is made from these types."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ingest.document import Box
from qa.plan import Plan

Kind = Literal["exact", "narrative", "clarification", "abstention"]
CaveatKind = Literal["contradicted", "computed", "blank", "missing", "forms_differ", "scope", "ocr", "model"]


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of the answer: `value` as displayed, `exact` as a fraction, `unit` None where none is stated."""

    agency: str | None
    year: int | None
    label: str
    value: str
    exact: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a figure or a sentence stands; `box` in PDF points from the page's top left corner; `ocr` where it was recognised in a picture."""

    document: str
    url: str | None
    sha256: str
    agency: str
    year: int
    section: str | None
    page: int | None
    table: int | None
    row: tuple[str, ...] | None
    column: tuple[str, ...] | None
    printed: str | None
    quote: str | None
    box: Box | None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Caveat:
    """What the reader must know beside the answer."""

    kind: CaveatKind
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """An office-year that the question spans and no report held here states."""

    agency: str
    year: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question; `conversation` carries what was meant to the next turn.

    `choices` are the readings of a question that has several, `suggestions` questions near one that got no answer, each answered exactly.
    `reason` names what stopped an abstention (qa/errors.py; of what is declined, its kind).
    `written_by` is "ai" where a language model proposed the choices or joined the quotations: figures are never its.
    """

    question: str
    kind: Kind
    text: str
    values: tuple[Value, ...] = ()
    formula: str | None = None
    citations: tuple[Citation, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    missing: tuple[Missing, ...] = ()
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    reason: str | None = None
    written_by: Literal["ai"] | None = None
    plan: Plan = field(default_factory=Plan)
    receipt: str | None = None
    milliseconds: float = 0.0
    conversation: str = ""

    def __str__(self) -> str:
        return self.text

    def to_json(self) -> dict[str, Any]:
        """The answer object of INTERFACE.md; `conversation` is left to the doors that need it."""
        record = asdict(self)
        del record["conversation"]
        return record
