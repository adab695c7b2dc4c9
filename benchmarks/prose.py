"""How often the right passage comes first, and among five, in the prose questions of the shipped question sets."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.held import held
from evals.example import Example, load
from evals.ranking import Score, scored
from ingest.held import HeldPassage, ReportKey
from ingest.settings import Settings
from ingest.stores.archive import Archive
from ingest.stores.passage_index import Hit, PassageIndex
from qa import Answer, Assistant
from qa.linking.question import normal_form

_UNREAD = "held_out.jsonl"

QUESTIONS = tuple(file for file in sorted((Path(__file__).parents[1] / "evals" / "examples").glob("*.jsonl")) if file.name != _UNREAD)
"""The question sets that may be looked into."""

_ALL = 1_000_000


class Found(NamedTuple):
    """What became of a question: all passages that were compared (None where none was searched for), the answer, and the right passages by id."""

    hits: tuple[Hit, ...] | None
    answer: Answer
    right: dict[str, str]


class _Heard:
    """The index, which hands out as many passages as are wanted and remembers all of them for the first search of a question."""

    def __init__(self, index: PassageIndex) -> None:
        self.index = index
        self.first: tuple[Hit, ...] | None = None

    def search(self, words: str, keys: Iterable[ReportKey] | None, limit: int) -> tuple[Hit, ...]:
        hits = self.index.search(words, keys, _ALL)
        self.first = hits if self.first is None else self.first
        return hits[:limit]


def prose(count: int) -> None:
    """Print the ranks of the right passages among up to so many questions, which are of every kind."""
    found = [*find(held(), [example for file in QUESTIONS for example in load(file)][:count])]
    searched = [one for one in found if one.hits is not None]
    print(f"{len(found)} prose questions, {len(searched)} of them searched for; first, among 5, among 10, MRR@10")
    quoted = scored([*map(_quoted, found)])
    either = scored([_rank(one.hits, one.right) if one.hits is not None else _quoted(one) for one in found])
    for way, score in {**scores(searched), "or quoted without a search": either, "quoted in the answer": quoted}.items():
        print(f"  {way:28}" + "".join(f"{value:7.3f}" for value in score))


def find(data_dir: Path, examples: Iterable[Example]) -> Iterator[Found]:
    """What becomes of the prose questions among these whose place is known."""
    settings = Settings.read(data_dir)
    archive = Archive.open(settings.data_dir)
    heard = _Heard(PassageIndex.open(settings, archive))
    assistant = Assistant.over(archive, lambda: heard)
    for example in examples:
        if example.kind == "narrative" and example.contains and example.cites:
            answer = _last(example, assistant, heard)
            yield Found(heard.first, answer, _right(example, archive.passages()))
    archive.close()


def _last(example: Example, assistant: Assistant, heard: _Heard) -> Answer:
    """The answer to the last turn, whose search alone is remembered."""
    conversation = None
    for turn in example.turns:
        heard.first = None
        answer = assistant.ask(turn, conversation)
        conversation = answer.conversation
    return answer


def _right(example: Example, passages: Iterable[HeldPassage]) -> dict[str, str]:
    """The passages of the reports to be cited that hold all that is to be quoted; part of it where none holds all."""
    cited = {(cite.agency, cite.year) for cite in example.cites}
    texts = {held.id: normal_form(held.passage.text) for held in passages if (held.key.agency, held.key.year) in cited}
    wanted = [normal_form(words) for words in example.contains]
    whole = {id: text for id, text in texts.items() if all(words in text for words in wanted)}
    return whole or {id: text for id, text in texts.items() if any(words in text for words in wanted)}


def scores(searched: Iterable[Found]) -> dict[str, Score]:
    """How each way of searching does over the questions that were searched for."""
    questions = [*searched]
    return {
        "words": scored([_rank(_by(one.hits, lambda hit: hit.words_score), one.right) for one in questions]),
        "vectors": scored([_rank(_by(one.hits, lambda hit: hit.vector_score or 0.0), one.right) for one in questions]),
        "both, as nianbao does": scored([_rank(one.hits or (), one.right) for one in questions]),
    }


def _by(hits: Iterable[Hit] | None, worth: Callable[[Hit], float]) -> list[Hit]:
    return sorted(hits or (), key=lambda hit: (-worth(hit), hit.passage.id))


def _rank(hits: Iterable[Hit], right: Container[str]) -> int | None:
    return next((rank for rank, hit in enumerate(hits, 1) if hit.passage.id in right), None)


def _quoted(one: Found) -> int | None:
    """Which quotation of the answer is out of a right passage."""
    quotes = (normal_form(citation.quote) for citation in one.answer.citations if citation.quote)
    return next((rank for rank, quote in enumerate(quotes, 1) if any(quote in text for text in one.right.values())), None)
