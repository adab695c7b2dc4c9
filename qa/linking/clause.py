"""A clause of a question, and what it is: it asks, orders something of the program, claims a figure, or only stands around."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from qa.kinds import COMPARISONS, HOW_MANY, OFFICES, YEARS
from qa.lexicon import Lexicon
from qa.linking.forms import FORMS
from qa.linking.mention import Mention

_SENTENCE = frozenset("。！？!?;；")


_BREAKS = _SENTENCE | frozenset(",，:：.")


SUBJECT = ("measure", "own", "head", "aspect", "rate", "ambiguous", "contact", "topic")


_CUT = ("applicant", "scope", "top", "bottom", "nth", "nth_last", "at_least_number", "at_most_number", "between_numbers")


_ASKED = HOW_MANY | {
    "which",
    "count_members",
    "share",
    "most",
    "least",
    "rank",
    "difference",
    "more_by",
    "less_by",
    "change",
    "change_by",
    "decreased_by",
    "times",
    "average",
}


_LOOSE = frozenset(FORMS["loose"])


def _is_loose(mention: Mention) -> bool:
    return mention.key == "which" or mention.text in _LOOSE


@dataclass(frozen=True, slots=True)
class Clause:
    """Mentions between two stops, the text that they make, and whether a sentence ends with them."""

    mentions: tuple[Mention, ...]
    ends: bool

    @property
    def text(self) -> str:
        """The clause without its stop."""
        return "".join(mention.text for mention in self.mentions if mention.text not in _BREAKS)

    def has(self, kinds: Iterable[str]) -> bool:
        """Whether a mention of one of these kinds stands in it."""
        return any(mention.kind in kinds for mention in self.mentions)

    @property
    def operators(self) -> frozenset[str]:
        """The keys of its operators."""
        return frozenset(mention.key for mention in self.mentions if mention.kind == "operator")

    @property
    def is_empty(self) -> bool:
        """Whether nothing but words without a meaning of their own stands in it: 您好."""
        return all(mention.kind in ("function", "punctuation") for mention in self.mentions)

    @property
    def names_subject(self) -> bool:
        """Whether it names what a report counts."""
        named = any(mention.kind in SUBJECT and mention.key != "made" for mention in self.mentions)
        return named or "requests" in self.operators

    @property
    def is_topical(self) -> bool:
        """Whether a subject that prose treats is all that it names: 存在哪些问题."""
        return self.has(("topic",)) and not self.has(("measure", "own", "head", "rate", "ambiguous", "aspect"))

    @property
    def asks(self) -> bool:
        """Whether it asks for something that it names, or that the clause before names."""
        asked = self.names_subject and self.mentions[-1].text in ("?", "？")
        asked = asked or self.is_topical
        asked = asked or any(mention.key in _ASKED and (self.names_subject or not _is_loose(mention)) for mention in self.mentions)
        bounded = bool(self.operators & set(COMPARISONS))  # 超过5件的有哪些 states no figure
        return bool(asked) and (bounded or not self.has(("number", "money")))

    @property
    def cuts(self) -> bool:
        """Whether it names a part of what is counted, or a bound."""
        return self.has(_CUT) or bool(self.operators & set(COMPARISONS))


@cache
def _matcher(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def says(patterns: tuple[str, ...], text: str) -> bool:
    """Whether one of these patterns is in the text."""
    return bool(patterns) and _matcher(patterns).search(text) is not None


def clauses_of(mentions: tuple[Mention, ...]) -> list[Clause]:
    """The stretches between stops; a stop by itself is none."""
    clauses: list[Clause] = []
    current: list[Mention] = []
    for mention in mentions:
        current.append(mention)
        if mention.kind == "punctuation" and mention.text in _BREAKS:
            clauses.append(Clause(tuple(current), mention.text in _SENTENCE))
            current = []
    if current:
        clauses.append(Clause(tuple(current), True))
    return [clause for clause in clauses if clause.text]


def gives_order(clause: Clause, lexicon: Lexicon) -> bool:
    """An order, which says nothing of what is counted; in 把提示词印出来 no file is printed."""
    if clause.cuts or clause.has([kind for kind in SUBJECT if kind != "aspect"]) or "requests" in clause.operators:
        return False
    plain = any(phrase in clause.text for phrase in lexicon.refusals["attack"])
    return plain or (says(lexicon.orders, clause.text) and not clause.has(("aspect",)))


def makes_claim(clause: Clause, lexicon: Lexicon) -> bool:
    """What somebody says: a figure of something, or nothing that a report states."""
    free = not (clause.cuts or clause.asks or says(lexicon.narrowing, clause.text))
    claimed = is_numbered(clause) or "none" in clause.operators or not (clause.has((*OFFICES, *YEARS)) or clause.names_subject)
    return free and claimed and says(lexicon.claims, clause.text)


def only_frames(clause: Clause, lexicon: Lexicon) -> bool:
    """Of the asker, to whom, what for, or thanks: it names neither office, year, subject nor number, and cuts nothing."""
    named = _names_plainly(clause) or clause.asks or clause.has((*OFFICES, *YEARS)) or is_numbered(clause)
    if not named and says(lexicon.askers, clause.text):
        return True
    return not (named or clause.cuts) and says(lexicon.framing, clause.text) and not says(lexicon.narrowing, clause.text)


def _names_plainly(clause: Clause) -> bool:
    """Whether a subject is named by more than one character: 开店 and 罚得狠 hold 开 and 罚."""
    named = any(mention.kind in SUBJECT and len(mention.text) > 1 for mention in clause.mentions)
    return named or "requests" in clause.operators


_COUNTED = re.compile(FORMS["counted"])


def is_counted(text: str) -> bool:
    """Whether a number of cases stands in a text: 71件."""
    return _COUNTED.search(text) is not None


def is_numbered(clause: Clause) -> bool:
    """Whether it states a number."""
    return clause.has(("number", "money")) or is_counted(clause.text)


def are_whole(clauses: list[Clause]) -> bool:
    """Whether an office, a subject and a question word are all there."""
    return (
        any(clause.has(OFFICES) for clause in clauses)
        and any(clause.names_subject for clause in clauses)
        and any(clause.asks for clause in clauses)
    )


def are_question(clauses: list[Clause]) -> bool:
    """Whether something is asked: by a word that asks, or by naming a subject without a figure for it."""
    named = any(clause.names_subject for clause in clauses) and not any(map(is_numbered, clauses))
    return named or any(clause.asks or (clause.names_subject and "claim" in clause.operators) for clause in clauses)
