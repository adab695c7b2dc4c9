"""What people said of answers, and the questions that got none: what the next question set is made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one reader said of one answer; `turns` are the questions of the conversation, `given` and `done` times, ISO 8601.

    `kind`, `reply` and `receipt` are of the answer as it was shown; `done` is None while nobody has dealt with it.
    """

    turns: tuple[str, ...]
    kind: str
    reply: str
    receipt: str | None
    useful: bool
    remark: str
    given: str
    done: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that got no answer, how often it was asked and when last; `reason` is that of the refusal."""

    question: str
    reason: str
    times: int
    last: str
    done: str | None = None
    id: int | None = None
