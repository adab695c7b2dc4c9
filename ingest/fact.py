"""Numbers that remember where they were printed: Point, Fact, Finding, Verdict."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.document import Locator

_WORDED = re.compile("“(.+?)”")
_ADDED = re.compile(r"（(\d+(?: \+ \d+)+)）")
_UPHELD = re.compile("均.{0,3}维持")

State = Literal["number", "blank", "not_applicable", "unread"]
Judgement = Literal["as_printed", "confirmed", "misread"]


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """The address of a fact: what is counted, by whom, in which year, for which applicants.

    `scope` None means that the agency publishes one report a year, or that the report states no scope.
    `applicant` is None for what is not counted by applicant (tables two and four), 'total' for the column 总计.
    """

    agency: str
    scope: str | None
    year: int
    measure: str
    applicant: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of a statutory table: its exact value and where it stands.

    `value` is None unless `state` is 'number'; `unit` is None where neither form nor cell states one.
    `row` and `column` are the printed labels from the outermost to the innermost, white space removed.
    """

    at: Point
    table: int
    row: tuple[str, ...]
    column: tuple[str, ...]
    state: State
    printed: str
    value: Decimal | None
    unit: str | None
    source: Locator


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person who held a finding against the original said of it; `given` is the time, ISO 8601.

    `as_printed`: the original has it so; `confirmed`: looked into, with a remark; `misread`: this program read it wrongly.
    """

    judgement: Judgement
    remark: str
    person: str | None
    given: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction of the report with its own form, its prose or another report, addressed; nothing is mended."""

    check: str
    message: str
    expected: str
    found: str
    facts: tuple[Fact, ...]
    verdict: Verdict | None = None

    def stands_in(self, sentence: str) -> bool:
        """Whether it is this sentence of the prose that contradicts the tables: it holds the words, or all the figures, that the message names."""
        if not self.check.startswith("prose_"):
            return False
        said = "".join(unicodedata.normalize("NFKC", sentence).split())
        figures = [set(re.findall(r"\d+", added)) for added in _ADDED.findall(self.message)]
        worded = any(words in said for words in _WORDED.findall(self.message))
        upheld = _UPHELD.search(self.found) is not None and _UPHELD.search(said) is not None
        return worded or upheld or any(added <= set(re.findall(r"\d+", said)) for added in figures)
