"""Questions that no report answers, told by their words: personal cases, advice, opinions, orders, small talk."""

from __future__ import annotations

from qa.errors import Declined
from qa.lexicon import Lexicon
from qa.question import Question

# An order in a question is refused before anything else in it is read; an insult with a real question is not.
_FIRST = ("attack", "personal", "advice", "forecast", "opinion", "smalltalk", "insult")


def _says(phrase: str, text: str) -> bool:
    return phrase in text if not phrase.isascii() else f" {phrase} " in f" {text.strip('?.! ')} "


def decline(question: Question, lexicon: Lexicon) -> None:
    """Raise Declined, with the kind, for what is no question to the reports."""
    for kind in _FIRST:
        if any(_says(phrase, question.normal) for phrase in lexicon.refusals[kind]):
            raise Declined(kind=kind)
