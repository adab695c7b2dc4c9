"""Passages to the sentence that answers: how much of what was asked stands in it, rare words counting more.

A sentence is quoted only if it holds what was asked about; nearness of meaning helps to choose among sentences
and lowers the share of the words that they must hold, but never answers alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.held import HeldPassage, ReportKey
from qa.lexicon import Prose
from qa.linking.forms import FORMS
from qa.linking.question import normal_form
from qa.quoting.asked import WEIGHTY, Asked, Word
from qa.sources import Hit

COVERED = 0.5
"""The share of a question's weighed words that an answering sentence must hold; tuned on half of evals/examples/prose_more.jsonl."""

SURE = 0.9
"""The same where a table has just been found not to have the figure: prose then answers only if it says nearly every word."""

ANYWHERE = 0.8
"""The same where no office is named, and a sentence of any report would do."""

_LEAD = 0.5
"""How far its passage must lead all others of the report where a word of the subject is missing in the sentence."""

_NEAR = 0.6
"""How much of what the best clause holds must stand in the clause of a figure that does not follow it."""

_BEYOND = 100.0
"""More than all words of a question together weigh."""

_MOST = 0.7
"""The share of the words where none is the subject and its passage leads."""

_TOLD = 0.4
"""What share of a word must stand in a sentence or around it for the sentence to speak of it."""

_NEARLY, _AHEAD = 0.85, 0.35
"""The share of the words, and the lead of its passage, where a question names nothing but what tables count too."""

_BESIDE = 6
"""Characters beside a figure in which the name of what it counts may stand."""

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?[”’」』）)]?")
_CLAUSE = re.compile(r"(?:[^，,、：:；;。]|(?<=\d)[,，:：](?=\d))+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a passage, letter for letter, how well it covers the question, and the figure in it that was asked for."""

    held: HeldPassage
    text: str
    covered: float
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what speaks for it: the share of the words it holds, the words of the subject it lacks, the lead of its passage."""

    quote: Quote
    hit: Hit
    missing: tuple[str, ...]
    held: frozenset[Word]
    lead: float
    counts: bool

    @property
    def merit(self) -> float:
        """How good an answer it is beside others."""
        return self.quote.covered + 0.35 * self.hit.score - (0 if self.counts else 0.3)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a passage, letter for letter, without the white space around them."""
    return tuple(found for match in _SENTENCE.finditer(text) if (found := match.group().strip()))


def _holds(word: Word, text: str) -> float:
    """How much of a word stands in a text: itself, another word for it, or the share of its character bigrams."""
    if word.text in text:
        return 1.0
    if any(form in text for form in word.forms):
        return 0.9
    if word.text.isascii():
        return 0.0
    pairs = [word.text[place : place + 2] for place in range(len(word.text) - 1)]
    return 0.8 * sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


def _weights(texts: list[str], words: tuple[Word, ...]) -> Mapping[Word, float]:
    """Words that stand in few passages weigh more."""
    return {word: word.weight * math.log(2 + len(texts) / (1 + sum(_holds(word, text) > 0.5 for text in texts))) for word in words}


def _held(word: Word, sentence: str, around: str) -> float:
    """How much of a word a sentence holds; what stands only around it, in its heading or passage, holds half."""
    return max(_holds(word, sentence), 0.0 if _is_verb(word) else 0.6 * _holds(word, around))


def _is_verb(word: Word) -> bool:
    """Whether a word is one of many verbs for what tables count, some of a single character: they stand around everything."""
    return word.counted and any(len(form) == 1 for form in word.forms)


def candidates(hits: tuple[Hit, ...], asked: Asked, prose: Prose) -> tuple[Candidate, ...]:
    """The sentences of the passages found, the best answer first."""
    weights = _weights([normal_form(hit.passage.passage.text) for hit in hits], asked.words)
    found: list[Candidate] = []
    for hit in hits:
        passage = hit.passage.passage
        around = normal_form(f"{' '.join(passage.headings)} {passage.text}")
        lead = hit.score - max((other.score for other in hits if _rivals(hit, other)), default=0.0)
        for sentence in sentences(passage.text):
            text = normal_form(sentence)
            shares = {word: _held(word, text, around) for word in asked.words}
            covered = sum(weights[word] * share for word, share in shares.items()) / (_total(shares, weights) or 1.0)
            missing = tuple(
                word.text
                for word, share in shares.items()
                if not word.kind and (word.core or (asked.tabular and word.weight > WEIGHTY)) and share < _TOLD
            )
            figure, counts = _figure(sentence, asked, weights, prose)
            held = frozenset(word for word, share in shares.items() if share >= _TOLD)
            found.append(Candidate(Quote(hit.passage, sentence, covered, figure), hit, missing, held, lead, counts))
    return tuple(sorted(found, key=lambda one: (-round(one.merit, 4), -one.quote.held.key.year)))


def _total(shares: Mapping[Word, float], weights: Mapping[Word, float]) -> float:
    """What the words weigh together that a sentence can be expected to hold."""
    return sum(weights[word] for word, share in shares.items() if share or not word.kind)


def _rivals(hit: Hit, other: Hit) -> bool:
    return other.passage.key == hit.passage.key and other.passage.id != hit.passage.id


def answers(found: tuple[Candidate, ...], asked: Asked, least: float = COVERED) -> dict[ReportKey, Candidate]:
    """The sentence that answers, report by report, where one does; `least` is the share of the words that it must hold."""
    best: dict[ReportKey, Candidate] = {}
    for candidate in found:
        best.setdefault(candidate.quote.held.key, candidate)
    return {key: candidate for key, candidate in best.items() if _is_answer(candidate, asked, least)}


def _is_answer(candidate: Candidate, asked: Asked, least: float) -> bool:
    if not candidate.counts or candidate.quote.covered < least:
        return False
    if asked.tabular and (candidate.missing or not _has_own_subject(candidate, asked)):
        return not candidate.missing and _says_it_all(candidate)  # the tables count it: prose must state all that they do not know
    if not any(word.core and (not word.kind or word in candidate.held) for word in asked.words):
        if not any(word.weight > WEIGHTY for word in asked.words):
            return False  # 做什么 says nothing of what is meant
        return candidate.quote.covered >= (_MOST if least <= COVERED and candidate.lead >= _LEAD else SURE)
    return not candidate.missing or (least <= COVERED and len(candidate.missing) == 1 and candidate.lead >= _LEAD)


def _has_own_subject(candidate: Candidate, asked: Asked) -> bool:
    """Whether the question names something that no table counts; what the answer is an instance of only where that stands there."""
    named = (word for word in asked.words if not word.kind or word in candidate.held)
    return any(word.core and not word.counted and not word.text.isdigit() for word in named)


def _says_it_all(candidate: Candidate) -> bool:
    return candidate.quote.covered >= _NEARLY and candidate.lead >= _AHEAD


def _figure(sentence: str, asked: Asked, weights: Mapping[Word, float], prose: Prose) -> tuple[str | None, bool]:
    """The figure of a sentence that was asked for, where one stands nearest to the words; and whether it has any that fits, or says that there is none."""
    if asked.figure is None:
        return None, True
    clauses = ["".join(match[0].split()) for match in _CLAUSE.finditer(sentence)]
    gone = not any(verb in asked.text for verb in prose.removal)
    found: list[tuple[float, str, int]] = []
    told = [sum(weight * _holds(word, clause) for word, weight in weights.items()) for clause in clauses]
    for place, clause in enumerate(clauses):
        if not (gone and any(verb in clause for verb in prose.removal)):
            before = clauses[place - 1] if place else ""
            near = sum(weight * max(_holds(word, clause), 0.5 * _holds(word, before)) for word, weight in weights.items())
            found += [(round(near, 3) + _BEYOND * _counts(match, asked), match[0], place) for match in asked.figure.finditer(clause)]
    if not found:
        return None, any(re.search(prose.none, clause) and _says_all(clause, asked) for clause in clauses)
    found.sort(key=lambda one: -one[0])
    near, figure, place = found[0]
    alone = len(found) == 1 or near > found[1][0]
    follows = told.index(max(told)) in (place - 1, place)
    if not (alone and (follows or near >= _NEAR * max(told))):
        return None, True
    return (None, False) if figure[-1] in FORMS["cases"] and _is_of_table(clauses[: place + 1], asked) else (figure, True)


def _is_of_table(clauses: list[str], asked: Asked) -> bool:
    """Whether the figure of the last clause is what tables count, and nothing before it tells the condition that no lexicon knows: 新收申请71件."""
    plain = any(_holds(word, clauses[-1]) >= _TOLD for word in asked.words if word.counted) or FORMS["requested"] in clauses[-1]
    told = normal_form("".join(clauses))
    return bool(plain) and any(not _tells(unknown, told, asked) for unknown in asked.unknown)


def _tells(unknown: str, text: str, asked: Asked) -> bool:
    """Whether a text says what no lexicon knows: itself, or another word for the word that it is part of."""
    return unknown in text or any(_holds(word, text) >= _TOLD for word in asked.words if unknown in word.text and not word.counted)


def _counts(figure: re.Match[str], asked: Asked) -> bool:
    """Whether what is counted stands right beside a figure: 问题37个, 37个问题."""
    before, after = figure.string[max(0, figure.start() - _BESIDE) : figure.start()], figure.string[figure.end() :][:_BESIDE]
    return any(before.endswith(thing) or after.startswith(thing) for thing in asked.counted)


def _says_all(clause: str, asked: Asked) -> bool:
    """Whether a clause holds all that is asked about: 没有收到投诉 answers how many complaints there were."""
    weighty = [word for word in asked.words if word.core or word.weight > WEIGHTY]
    return bool(weighty) and all(_holds(word, clause) > 0.5 for word in weighty)
