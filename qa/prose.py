"""Passages to the sentence that answers: how much of what was asked stands in it, rare words counting more.

A sentence is quoted only if it holds most of the question's own words; nearness of meaning alone finds
passages and never answers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.held import HeldPassage
from qa.errors import NotUnderstood
from qa.lexicon import Lexicon
from qa.link import Mention
from qa.question import normal_form
from qa.sources import Hit

COVERED = 0.65
"""The share of a question's weighed words that an answering sentence must hold; tuned on evals/examples."""

SURE = 0.9
"""The same where a table has just been found not to have the figure: prose then answers only if it says nearly every word."""

WORD_COVERED = 0.5
"""The share of each unknown word by itself, so that one strange word is never outvoted by familiar ones."""

_FEWEST = 2
"""Words that a question must have where it has no unknown one: a sentence that only says 申请 answers nothing."""

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?[”’」』）)]?")
_GRAMMAR = (
    "topic",
    "agency",
    "place",
    "year",
    "short_year",
    "year_span",
    "relative_year",
    "shift_year",
    "recent_years",
    "punctuation",
    "number",
    "top",
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a passage, letter for letter, and how well it covers the question."""

    held: HeldPassage
    text: str
    covered: float


def _runs(mentions: tuple[Mention, ...]) -> Iterator[str]:
    """The stretches of the question between offices, years, punctuation and words of quantity."""
    run = ""
    for mention in mentions:
        if mention.kind in _GRAMMAR or (mention.kind == "operator" and mention.key != "requests"):
            yield run
            run = ""
        else:
            run += mention.text
    yield run


def sought(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """The question's own words, as a segmenter cuts them, without those that carry no condition."""
    import rjieba  # takes 0.2 s to load its dictionary, which a table answer never needs

    words = (word.strip() for run in _runs(mentions) for word in rjieba.cut(run))
    return tuple(dict.fromkeys(word for word in words if word and not _is_grammar(word, lexicon)))


def _is_grammar(word: str, lexicon: Lexicon) -> bool:
    sense = lexicon.sense(word)
    if sense is None:
        return word in lexicon.light
    return sense.kind in ("function", "operator") and sense.key != "requests"


def _holds(word: str, text: str) -> float:
    """How much of a word stands in a text: all of it, or the share of its character bigrams."""
    if word in text:
        return 1.0
    pairs = [word[place : place + 2] for place in range(len(word) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a passage, letter for letter, without the white space around them."""
    return tuple(found for match in _SENTENCE.finditer(text) if (found := match.group().strip()))


def _weights(hits: Iterable[Hit], words: tuple[str, ...]) -> Mapping[str, float]:
    """Longer and rarer words weigh more."""
    texts = [normal_form(hit.passage.passage.text) for hit in hits]
    return {word: len(word) * math.log(1 + (len(texts) + 1) / (1 + sum(word in text for text in texts))) for word in words}


def _covered(weights: Mapping[str, float], text: str) -> float:
    total = sum(weights.values())
    return sum(weight * _holds(word, text) for word, weight in weights.items()) / total if total else 0.0


def _merit(quote: Quote, hit: Hit, *, first: bool) -> tuple[float, ...]:
    """What makes a sentence the better answer: the words it holds, its passage, the newer report, or the older for what a thing is."""
    year, score = quote.held.key.year, round(hit.score, 1)
    return (round(quote.covered, 2), -year, score) if first else (round(quote.covered, 2), score, year)


def _counts(quantity: str | None, sentence: str, counters: str) -> bool:
    """Whether a sentence has the figure that a word of quantity asks for: so many meetings wants a number with their counter close behind."""
    if quantity is None:
        return True
    counter = quantity[-1] if quantity[-1] in counters else ""
    return re.search(rf"\d[^，。；,;、]{{0,3}}{counter}", sentence) is not None


def _is_unknown(word: str, residue: tuple[str, ...]) -> bool:
    return any(word in stretch or stretch in word for stretch in residue)


def best_quote(
    hits: tuple[Hit, ...], mentions: tuple[Mention, ...], lexicon: Lexicon, *, quantity: str | None, least: float = COVERED
) -> Quote:
    """The sentence that answers, with a figure of the counter asked for where `quantity` asks for one.

    `least` is the share of the words that it must hold. Raises NotUnderstood where no sentence does.
    """
    words = sought(mentions, lexicon)
    residue = tuple(mention.text for mention in mentions if mention.kind == "residue")
    if not hits or (len(words) < _FEWEST and not residue):
        raise NotUnderstood(words=" ".join(residue or words))
    weights = _weights(hits, words)
    figures = (mention.key for mention in mentions if mention.kind in ("number", "money"))
    unknown = (*(word for word in words if _is_unknown(word, residue)), *figures)
    found = [
        (Quote(hit.passage, sentence, _covered(weights, text)), hit)
        for hit in hits
        for sentence in sentences(hit.passage.passage.text)
        for text in (normal_form(sentence),)
        if _counts(quantity, sentence, lexicon.counters) and all(_holds(word, text) >= WORD_COVERED for word in unknown)
    ]
    first = any(mention.text in lexicon.definitions for mention in mentions)
    best = max(found, key=lambda pair: _merit(*pair, first=first), default=None)
    if best is None or best[0].covered < least:
        raise NotUnderstood(words=" ".join(residue or words))
    return best[0]
