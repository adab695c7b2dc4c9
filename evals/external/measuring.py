"""A public set to rows of the table: how early the right passage was found, whether the quoted sentence answers, what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from evals.external.library import Library, Picked
from evals.external.sets import Question
from evals.intervals import wilson
from evals.ranking import DEEP, Ranks, mrr_interval, scored
from ingest.stores.corpus import as_indexed
from ingest.stores.words import terms
from qa.linking.question import normal_form

COVERAGE = 0.95
"""How much of what can be answered must be answered while the rest is refused."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a public set with how many questions it is of and its 95 % interval."""

    measure: str
    value: float
    n: int
    interval: tuple[float, float]


class Weighed(NamedTuple):
    """A question with what speaks for its best sentence, and whether the program quotes one."""

    question: Question
    score: float
    quoted: bool


def found_first(library: Library, questions: Sequence[Question], passages: Sequence[str]) -> Iterator[Row]:
    """How often the right passage comes first by words alone and as the program searches, and by how much it does better."""
    place_of = {text: place for place, text in enumerate(passages)}
    words: list[int | None] = []
    both: list[int | None] = []
    for one in tqdm(questions, unit="question"):
        counted = library.index.words.scores(as_indexed(one.text))
        ids = [library.index.corpus.ids[place] for place in np.argsort(-counted, kind="stable")[:DEEP]]
        texts = {held.id: held.passage.text for held in library.index.archive.passages_by_id(ids)}
        words.append(_rank((place_of[texts[id]] for id in ids), one))
        both.append(_rank((place_of[hit.passage.passage.text] for hit in library.found(one.text, DEEP)), one))
    for way, ranks in {"words alone": words, "as the program searches": both}.items():
        yield from _ranked(way, ranks)
    more = mrr_interval(both, words)
    yield Row("MRR@10, program less words alone", scored(both).mrr - scored(words).mrr, len(both), more)


def _rank(places: Iterable[int], question: Question) -> int | None:
    return next((rank for rank, place in enumerate(places, 1) if place in question.rests_on), None)


def _ranked(way: str, ranks: Ranks) -> Iterator[Row]:
    score = scored(ranks)
    yield _share(f"recall@1, {way}", sum(rank == 1 for rank in ranks), len(ranks))
    yield Row(f"MRR@10, {way}", score.mrr, len(ranks), mrr_interval(ranks))


def _share(measure: str, count: int, n: int) -> Row:
    return Row(measure, count / n if n else 0.0, n, wilson(count, n) if n else (0.0, 1.0))


def quoted_rightly(library: Library, questions: Sequence[Question]) -> Iterator[Row]:
    """How often the sentence that the program thinks best holds what answers, how often it quotes one, and how often that is right."""
    picked = [(one, library.picked(one.text, one.document, at_large=True)) for one in tqdm(questions, unit="question")]
    best = sum(_holds(one, found.weighed[0].quote.text) for one, found in picked if found.weighed)
    quoted = [(one, found.quoted.quote.text) for one, found in picked if found.quoted is not None]
    yield _share("answer in the sentence weighed best", best, len(picked))
    yield _share("questions that a sentence is quoted for", len(quoted), len(picked))
    yield _share("answer in the quoted sentence", sum(_holds(one, text) for one, text in quoted), len(quoted))


def _holds(question: Question, sentence: str) -> bool:
    text = normal_form(sentence)
    return any(normal_form(answer) in text for answer in question.answers)


def refused(library: Library, questions: Sequence[Question]) -> Iterator[Row]:
    """What is refused of what the documents do not answer: by the program, and at 95 % coverage by its score and by words alone."""
    picked = [(one, library.picked(one.text, one.document)) for one in tqdm(questions, unit="question")]
    ours = [Weighed(one, _score(found), found.quoted is not None) for one, found in picked]
    reported = [one for one in ours if not one.question.in_tuning_half]
    yield _answered("answered where it can be, as the program decides", [one.quoted for one in reported if one.question.answerable])
    yield _answered("refused where it cannot, as the program decides", [not one.quoted for one in reported if not one.question.answerable])
    yield from at_coverage("by the program's score", ours)
    yield from at_coverage("by shared words alone", [Weighed(one, _shared(one.text, found), False) for one, found in picked])


def at_coverage(way: str, weighed: Sequence[Weighed]) -> Iterator[Row]:
    """The threshold that one half of the questions sets, at which so much of what can be answered is, applied to the other half."""
    tuned = sorted(one.score for one in weighed if one.question.in_tuning_half and one.question.answerable)
    least = tuned[int(len(tuned) * (1 - COVERAGE))] if tuned else 0.0
    other = [one for one in weighed if not one.question.in_tuning_half]
    yield _answered(f"answered where it can be, {way}", [one.score >= least for one in other if one.question.answerable])
    yield _answered(f"refused where it cannot, {way}", [one.score < least for one in other if not one.question.answerable])


def _answered(measure: str, held: Sequence[bool]) -> Row:
    return _share(measure, sum(held), len(held))


def _score(found: Picked) -> float:
    """What the program goes by: the share of the question's weighed words that its best sentence holds."""
    return found.weighed[0].quote.covered if found.weighed else 0.0


def _shared(question: str, found: Picked) -> float:
    """The share of the question's characters and pairs of them that stand in the sentence that has the most of them."""
    asked = set(terms(as_indexed(question)))
    return max((len(asked & set(terms(as_indexed(one.quote.text)))) / len(asked) for one in found.weighed), default=0.0) if asked else 0.0
