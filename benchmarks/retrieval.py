"""How often words and vectors together put the passage that answers first, on public Chinese question sets.

`python -m benchmarks retrieval FOLDER`: every *.json of the folder, in the form of SQuAD (CMRC 2018, DRCD) or with one JSON
object a line that has docid, context, question and answer (2020-DataFountain-Outbreak-Assistant); files whose names begin with
the same word up to _ are one set. The sets are not ours to ship. Traditional characters are made simplified, as in the index.
Compared with what is usual: ranks of BM25 over jieba's words and ranks of the vectors, fused (RRF, 60).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
from bm25s import BM25
from langchain_text_splitters import RecursiveCharacterTextSplitter

from ingest.settings import Settings
from ingest.stores.corpus import as_indexed
from ingest.stores.embedders import Embedder, Vectors, open_embedder
from ingest.stores.fusion import ranked
from ingest.stores.words import Scores, WordIndex

_CHUNK = 300
_QUESTIONS = 3000
_DEEP = 10


class Asked(NamedTuple):
    """A question, and the places of the passages that answer it."""

    question: str
    answered_in: frozenset[int]


class Score(NamedTuple):
    """Shares of questions with an answering passage first, among five, among ten, and the mean of 1 / its rank (to ten)."""

    first: float
    five: float
    ten: float
    mrr: float


def retrieval(folder: Path) -> None:
    """Print how each way of finding passages does on each set of the folder. Raises StoreError without an embedding model."""
    with TemporaryDirectory() as unpacked:  # where the embedder puts its weights
        embedder = open_embedder(Settings(Path(unpacked)))
        if embedder is None:
            raise SystemExit("no embedding model is installed")
        for name, group in groupby(sorted(folder.glob("*.json")), key=lambda path: path.stem.split("_")[0]):
            _print(name, list(group), embedder)


def _print(name: str, files: Sequence[Path], embedder: Embedder) -> None:
    passages, asked = _read(files)
    print(f"{name}: {len(asked)} questions, {len(passages)} passages; first, among 5, among 10, MRR@10")
    for way, score in _ways(passages, asked, embedder).items():
        print(f"  {way:28}" + "".join(f"{value:7.3f}" for value in score), flush=True)


def _ways(passages: Sequence[str], asked: Sequence[Asked], embedder: Embedder) -> dict[str, Score]:
    words, vectors, usual = WordIndex.of(passages), embedder.documents(passages), _jieba(passages)
    ranks: dict[str, list[int | None]] = {}
    for one in asked:
        counted, cosines = words.scores(one.question), vectors @ embedder.query(one.question)
        for way, order in {
            "words": np.argsort(-counted, kind="stable")[:_DEEP],
            "vectors": np.argsort(-cosines, kind="stable")[:_DEEP],
            "usual (jieba, ranks fused)": _ranks_fused(usual(one.question), cosines),
            "both, as nianbao does": [best.place for best in ranked(counted, cosines, _DEEP)],
        }.items():
            ranks.setdefault(way, []).append(next((rank for rank, place in enumerate(order, 1) if int(place) in one.answered_in), None))
    return {way: scored(found) for way, found in ranks.items()}


def scored(ranks: Sequence[int | None]) -> Score:
    """The scores of these ranks, None where no answering passage was found."""
    found = [rank for rank in ranks if rank is not None]
    first, five, ten = (sum(rank <= most for rank in found) / len(ranks) for most in (1, 5, 10))
    return Score(first, five, ten, sum(1 / rank for rank in found) / len(ranks))


def _jieba(passages: Sequence[str]) -> Callable[[str], Scores]:
    from rjieba import cut_for_search

    index = BM25(method="lucene")
    index.index([cut_for_search(text) for text in passages], show_progress=False)
    return lambda question: _scores(index, [word for word in cut_for_search(question) if word in index.vocab_dict], len(passages))


def _scores(index: BM25, asked: list[str], size: int) -> Scores:
    """The scores of all passages; bm25s fails on a question no word of which stands in any."""
    return np.asarray(index.get_scores(asked), np.float32) if asked else np.zeros(size, np.float32)


def _ranks_fused(words: Scores, cosines: Vectors) -> Sequence[int]:
    scores = np.zeros(len(words))
    for leg in (words, cosines):
        scores[np.argsort(-leg, kind="stable")] += 1 / (60 + np.arange(1, len(leg) + 1))
    return [int(place) for place in np.argsort(-scores, kind="stable")[:_DEEP]]


def _read(files: Sequence[Path]) -> tuple[list[str], list[Asked]]:
    """The passages and the questions of a set; of many questions a sample, always the same."""
    passages: dict[str, int] = {}
    asked = [one for path in files for one in _questions(path.read_text("utf-8-sig"), passages)]
    asked = asked if len(asked) <= _QUESTIONS else Random(0).sample(asked, _QUESTIONS)
    return list(passages), asked


def _questions(text: str, passages: dict[str, int]) -> Iterator[Asked]:
    if text.startswith('{"id"'):
        yield from _of_documents([json.loads(line) for line in text.splitlines()], passages)
        return
    for document in json.loads(text)["data"]:
        for paragraph in document["paragraphs"]:
            place = passages.setdefault(as_indexed(paragraph["context"]), len(passages))
            yield from (Asked(as_indexed(one["question"]), frozenset({place})) for one in paragraph["qas"])


def _of_documents(lines: Sequence[dict[str, Any]], passages: dict[str, int]) -> Iterator[Asked]:
    """Questions about whole documents: each is cut into passages, its title before each, as headings stand before ours."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=0, separators=["\n", " ", "。", "；", "，", ""])
    for line in lines:
        title, _, body = line["context"].partition(" ")
        chunks = splitter.split_text(body) or [title]
        places = {passages.setdefault(f"{title}\n{chunk}", len(passages)): chunk for chunk in chunks}
        answer = line["answer"]["text"]
        answered_in = {place for place, chunk in places.items() if answer in chunk}
        if answered_in:
            yield Asked(line["question"], frozenset(answered_in))
