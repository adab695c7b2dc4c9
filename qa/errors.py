"""Everything that can stop an answer, as a tree.

QuestionError
├── NotUnderstood       no measure, agency or year found, or words that no lexicon knows
├── Ambiguous           several readings; carries them as full questions
├── NotOnForm           the form of that report has no such line
├── NotReported         no report held here states it
├── BlankCell           the report leaves the cell empty
├── NotApplicable       the report prints a stroke there
├── UnreadCell          the cell could not be read
├── NotComparable       units or definitions differ
├── Undefined           division by zero
│   └── NothingLeft     no member fulfils the condition, so there is no average or largest of them
├── SearchFailed        the passages cannot be searched
└── Declined            not a question to the reports: personal, advice, opinion, an order, small talk

Attributes hold the values; the sentences stand in messages/, by language.
"""

from __future__ import annotations

from ingest.fact import Fact


class QuestionError(Exception):
    """What stops one answer; `reason` names the message that says why, `details` what to put into it."""

    reason = "not_understood"

    def __init__(self, **details: str) -> None:
        super().__init__(self.reason, details)
        self.details = details


class NotUnderstood(QuestionError):
    """No measure, agency or year was found, or words that no lexicon knows."""


class Ambiguous(QuestionError):
    """Several readings; `choices` are full questions, one of which is meant."""

    reason = "ambiguous"

    def __init__(self, asked: str, choices: tuple[str, ...]) -> None:
        super().__init__(asked=asked)
        self.choices = choices


class NotOnForm(QuestionError):
    """The report prints no such line."""

    reason = "not_on_form"


class NotReported(QuestionError):
    """No report held here states it; `missing` lists the office-years."""

    reason = "not_reported"

    def __init__(self, missing: tuple[tuple[str, int], ...] = (), **details: str) -> None:
        super().__init__(**details)
        self.missing = missing


class _Cell(QuestionError):
    """Cells that state no number where one was looked up: the printed one first, or those of which a sum would be."""

    def __init__(self, facts: tuple[Fact, ...], **details: str) -> None:
        super().__init__(**details)
        self.facts = facts

    @property
    def fact(self) -> Fact:
        """The cell to show."""
        return self.facts[0]


class BlankCell(_Cell):
    """The report leaves the cell empty."""

    reason = "blank"


class NotApplicable(_Cell):
    """The report prints a stroke there."""

    reason = "not_applicable"


class UnreadCell(_Cell):
    """The cell could not be read."""

    reason = "unread"


class NotComparable(QuestionError):
    """Units or definitions differ."""

    reason = "not_comparable"


class Undefined(QuestionError):
    """Division by zero."""

    reason = "undefined"


class NothingLeft(Undefined):
    """No member of a series fulfils its condition: there is neither sum nor average, neither largest nor smallest of them."""

    reason = "nothing_left"


class SearchFailed(QuestionError):
    """The passages cannot be searched; the details hold the store's sentence."""

    reason = "search_failed"


class Declined(QuestionError):
    """Not a question to the reports; the kind is in the details."""

    reason = "declined"
