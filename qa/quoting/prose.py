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
from qa.quoting.asked import Asked
from qa.quoting.figures import TOLD, figure_in
from qa.quoting.words import WEIGHTY, Word, holds
from qa.sources import Hit

COVERED = 0.5
"""The share of a question's weighed words that an answering sentence must hold; tuned on half of evals/examples/prose_more.jsonl."""

SURE = 0.9
"""The same where a table has just been found not to have the figure: prose then answers only if it says nearly every word."""

ANYWHERE = 0.8
"""The same where no office is named, and a sentence of any report would do."""

_LEAD = 0.5
"""How far its passage must lead all others of the report where a word of the subject is missing in the sentence."""

_TRAILING = -0.3
"""How far its passage may fall behind another for a figure in it to be the one that is asked for."""

_LED = 0.33
"""How far the passage must lead for a sentence to be quoted where no figure is asked for."""

_TEXT, _TEXT_COUNTED = 0.4, 0.6
"""The share of the words that such a sentence must hold; more where tables count what is asked about."""

_PLAN, _FACT = 0.12, 0.25
"""How much worse an answer a plan is that is not asked for, and a fact where plans are."""

_MOST = 0.7
"""The share of the words where none is the subject and its passage leads."""

_NEARLY, _AHEAD = 0.85, 0.35
"""The share of the words, and the lead of its passage, where a question names nothing but what tables count too."""

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?[”’」』）)]?")
_PROBLEMS = 5
"""The section of a report on problems and improvements."""

_REASON = re.compile(FORMS["reason"])
_PLANNED = re.compile(FORMS["planned"])


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
    strays: float

    @property
    def merit(self) -> float:
        """How good an answer it is beside others."""
        return self.quote.covered + 0.35 * self.hit.score - (0 if self.counts else 0.3) - self.strays


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a passage, letter for letter, without the white space around them."""
    return tuple(found for match in _SENTENCE.finditer(text) if (found := match.group().strip()))


def _weights(texts: list[str], words: tuple[Word, ...]) -> Mapping[Word, float]:
    """Words that stand in few passages weigh more."""
    return {word: word.weight * math.log(2 + len(texts) / (1 + sum(holds(word, text) > 0.5 for text in texts))) for word in words}


def _held(word: Word, sentence: str, around: str) -> float:
    """How much of a word a sentence holds; what stands only around it, in its heading or passage, holds half."""
    return max(holds(word, sentence), 0.0 if _is_verb(word) else 0.6 * holds(word, around))


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
                if not word.kind and (word.core or (asked.tabular and word.weight > WEIGHTY)) and share < TOLD
            )
            figure, counts = figure_in(sentence, asked, weights, prose)
            held = frozenset(word for word, share in shares.items() if share >= TOLD)
            strays = _strays(sentence, asked)
            found.append(Candidate(Quote(hit.passage, sentence, covered, figure), hit, missing, held, lead, counts, strays))
    return tuple(sorted(found, key=lambda one: (-round(one.merit, 4), -one.quote.held.key.year)))


def _strays(sentence: str, asked: Asked) -> float:
    """How far a sentence misses what is asked: a plan what was so, a fact what is going to be done."""
    planned = _PLANNED.search(sentence) is not None
    return 0.0 if planned == asked.plans else _FACT if asked.plans else _PLAN


def _total(shares: Mapping[Word, float], weights: Mapping[Word, float]) -> float:
    """What the words weigh together that a sentence can be expected to hold."""
    return sum(weights[word] for word, share in shares.items() if share or not word.kind)


def _rivals(hit: Hit, other: Hit) -> bool:
    return other.passage.key == hit.passage.key and other.passage.id != hit.passage.id


def answers(found: tuple[Candidate, ...], asked: Asked, least: float = COVERED) -> dict[ReportKey, Candidate]:
    """The sentence that answers, report by report, where one does; `least` is the share of the words that it must hold."""
    best: dict[ReportKey, list[Candidate]] = {}
    for candidate in found:
        of_report = best.setdefault(candidate.quote.held.key, [])
        if not of_report or (asked.figure is None and candidate.hit is of_report[0].hit):
            of_report.append(candidate)
    answering = {key: next((one for one in of_report if _is_answer(one, asked, least)), None) for key, of_report in best.items()}
    return {key: candidate for key, candidate in answering.items() if candidate is not None}


def _gives_reason(candidate: Candidate) -> bool:
    """Whether a sentence gives a reason, or stands where the report tells of its problems."""
    return candidate.quote.held.passage.section == _PROBLEMS or _REASON.search(candidate.quote.text) is not None


def _lacks_counted(candidate: Candidate, asked: Asked) -> bool:
    """Whether the sentence does not name what is to be counted: 图文1420条 counts no 账号."""
    return asked.figure is not None and any(word in thing for word in candidate.missing for thing in asked.counted)


def _is_answer(candidate: Candidate, asked: Asked, least: float) -> bool:
    if asked.why and asked.figure is None and not _gives_reason(candidate):
        return False
    if asked.figure is None and _tells_of(candidate, asked, least):
        return True
    if not candidate.counts or candidate.quote.covered < least or (asked.figure is not None and candidate.lead < _TRAILING):
        return False
    if _lacks_counted(candidate, asked):
        return False
    if asked.tabular and (candidate.missing or not _has_own_subject(candidate, asked)):
        return not candidate.missing and _says_it_all(candidate)  # the tables count it: prose must state all that they do not know
    if not any(word.core and (not word.kind or word in candidate.held) for word in asked.words):
        if not any(word.weight > WEIGHTY for word in asked.words):
            return False  # 做什么 says nothing of what is meant
        return candidate.quote.covered >= (_MOST if least <= COVERED and candidate.lead >= _LEAD else SURE)
    return not candidate.missing or (least <= COVERED and len(candidate.missing) == 1 and candidate.lead >= _LEAD)


def _tells_of(candidate: Candidate, asked: Asked, least: float) -> bool:
    """Whether a sentence is worth quoting where no figure is asked for: it speaks of the subject, and its passage leads all others."""
    if least > COVERED or candidate.lead < _LED or len(candidate.missing) > 1:
        return False
    kind = any(word.kind for word in asked.words) and not candidate.missing and candidate.quote.covered >= _MOST
    enough = candidate.quote.covered >= (_TEXT_COUNTED if asked.tabular else _TEXT)
    return kind or (
        enough and _has_own_subject(candidate, asked) and any(word.core and not word.kind and not word.counted for word in candidate.held)
    )


def _has_own_subject(candidate: Candidate, asked: Asked) -> bool:
    """Whether the question names something that no table counts; what the answer is an instance of only where that stands there."""
    named = (word for word in asked.words if not word.kind or word in candidate.held)
    return any(word.core and not word.counted and not word.text.isdigit() for word in named)


def _says_it_all(candidate: Candidate) -> bool:
    return candidate.quote.covered >= _NEARLY and candidate.lead >= _AHEAD
