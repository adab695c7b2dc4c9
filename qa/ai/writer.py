"""Writer: the part that a language model has in an answer, behind the two questions that the assistant asks of it."""

from __future__ import annotations

from dataclasses import dataclass

from qa.ai.joining import joined
from qa.ai.model import Model
from qa.ai.rewording import offered
from qa.errors import Ambiguous, NotUnderstood, QuestionError
from qa.turn import Draft, Turn


@dataclass(frozen=True)
class ModelWriter:
    """Rewords and joins by one model; it supplies no figure, and every word of it is vetted."""

    model: Model

    def offered(self, reason: QuestionError, refused: Draft, turn: Turn) -> Draft:
        """The refusal with rewordings of the question to choose from where its words were not understood; else as it is."""
        if not isinstance(reason, NotUnderstood | Ambiguous) or refused.answer.kind != "abstention" or not turn.catalog.agencies:
            return refused
        return offered(refused, turn, self.model) or refused

    def joined(self, drafted: Draft, turn: Turn) -> Draft:
        """The draft with its quotations in connected sentences; else as it is."""
        return joined(drafted, turn, self.model) if drafted.answer.kind == "narrative" else drafted
