"""What readers say of answers, and the questions that got none: masked, then kept for the next question set."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Protocol

from fastapi import FastAPI, Response
from pydantic import BaseModel, Field

from ingest.heard import Feedback, Unanswered
from qa.answer import Answer, Kind
from ui.masking import masked

LONGEST = 500
"""Characters of a question, and of a remark."""
TURNS = 10
NO_GAP = frozenset({"halted", "smalltalk", "holdings", "insult", "attack", "search_failed", "withheld"})
"""Reasons of refusals that are no gap in what the program knows."""

_Turn = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class Hearing(Protocol):
    """The store that keeps it."""

    def say(self, said: Feedback) -> None:
        """Keep what a reader said."""

    def unanswered(self, question: str, reason: str, at: str) -> None:
        """Count a question that got no answer."""

    def feedback(self) -> tuple[Feedback, ...]:
        """All feedback that is kept."""

    def open_questions(self) -> tuple[Unanswered, ...]:
        """All unanswered questions that are kept."""

    def settle(self, kind: str, id: int, at: str | None) -> bool:
        """Mark one as dealt with, or as open again."""


class Said(BaseModel):
    """What POST /api/feedback takes: the questions of the conversation, what was answered to the last, and what the reader thinks of it."""

    turns: Annotated[list[_Turn], Field(min_length=1, max_length=TURNS)]
    kind: Kind
    reply: Annotated[str, Field(max_length=4000)]
    receipt: Annotated[str | None, Field(pattern=r"^[0-9a-f]{1,64}$")] = None
    useful: bool
    remark: Annotated[str, Field(max_length=LONGEST)] = ""


def now() -> str:
    """The time to the second, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def feedback(app: FastAPI, hearing: Hearing) -> None:
    """Add the only route by which the public writes."""

    @app.post("/api/feedback", status_code=204)
    def say(said: Said) -> Response:
        """对回答的意见。What a reader says of an answer."""
        turns = tuple(masked(" ".join(turn.split())) for turn in said.turns)
        hearing.say(Feedback(turns, said.kind, masked(said.reply), said.receipt, said.useful, masked(said.remark.strip()), now()))
        return Response(status_code=204)


def note(answer: Answer, hearing: Hearing) -> None:
    """Keep a question that got no answer, unless it was none to the reports."""
    if answer.kind == "abstention" and answer.reason and answer.reason not in NO_GAP:
        hearing.unanswered(masked(" ".join(answer.question.split())), answer.reason, now())
