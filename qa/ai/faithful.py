"""Whether a sentence that a model wrote says what its quotation says: its figures, its words, its turns, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.ai.words import Words
from qa.linking.question import normal_form

COVERED = 0.95
"""The share of a clause's neighbouring characters that stand side by side in the quotation; measured (decisions/0022)."""

KEPT = 0.9
"""The share of the quotation's neighbouring characters that the sentence keeps: what leaves much out says something else."""

_BEFORE, _AFTER = 2, 2
"""Characters around a figure that must stand around it in the quotation: 办结81件 is not 受理81件."""

_RUN = re.compile(r"[^\W_]+(?:[.,][0-9]+)*[%‰]?")


def is_faithful(sentence: str, quotation: str, words: Words) -> bool:
    """Whether the sentence may stand for the quotation. What is not sure is not faithful."""
    said, printed = normal_form(sentence), normal_form(quotation)
    return (
        sentence.isprintable()
        and _figures_stand(said, printed, words)
        and all(said.count(word) == printed.count(word) for word in words.guarded)
        and all(word in printed for word in _claims(said, words))
        and _clauses_stand(said, printed, words)
        and _share(_bare(printed, words), _bare(said, words)) >= KEPT
    )


def _figures_stand(said: str, printed: str, words: Words) -> bool:
    """Whether both have the same figures in the same order, in digits or in words, and each stands between the same characters."""
    figure = re.compile(words.numeral)
    if figure.findall(said) != figure.findall(printed):
        return False
    around = (
        run[max(0, found.start() - _BEFORE) : found.end() + _AFTER] for run in _clauses(said, words) for found in figure.finditer(run)
    )
    return all(one in _bare(printed, words) for one in around)


def _claims(said: str, words: Words) -> Iterator[str]:
    """The words of a sentence that claim something."""
    import rjieba  # takes 0.2 s to load its dictionary

    return (word for run in _RUN.findall(said) for word in rjieba.cut(run) if word not in words.joining)


def _clauses_stand(said: str, printed: str, words: Words) -> bool:
    """Whether each clause, joining words apart, stands in the quotation, in the order in which it stands there."""
    within, place = _bare(printed, words), 0
    for clause in _clauses(said, words):
        pairs, stand = _pairs(clause), 0
        for pair in pairs:
            if (found := within.find(pair, place)) >= 0:
                stand, place = stand + 1, found + 1
        if stand < COVERED * len(pairs):
            return False
    return True


def _clauses(text: str, words: Words) -> Iterator[str]:
    """What stands between punctuation, without the words that only join."""
    joining = "|".join(sorted(map(re.escape, words.joining), key=len, reverse=True))
    return (bare for run in _RUN.findall(text) if (bare := re.sub(joining, "", run) if joining else run))


def _bare(text: str, words: Words) -> str:
    return "".join(_clauses(text, words))


def _pairs(text: str) -> list[str]:
    return [first + second for first, second in pairwise(text)] or [text]


def _share(text: str, other: str) -> float:
    """The share of a text's pairs of neighbouring characters that stand in the other."""
    return sum(pair in other for pair in _pairs(text)) / len(_pairs(text))
