"""The form of SQuAD: articles of paragraphs, each with questions and the spans that answer them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evals.external.sets import Question, Source, Texts


def paragraphs(source: Source, folder: Path) -> Iterator[tuple[str, tuple[Mapping[str, Any], ...]]]:
    """Each paragraph with its questions as they are written. Raises UnusableData."""
    for text in source.read(folder):
        try:
            for article in json.loads(text)["data"]:
                yield from ((one["context"], tuple(one["qas"])) for one in article["paragraphs"])
        except (ValueError, KeyError, TypeError) as error:
            raise source.unusable() from error


def one_library(name: str, source: Source, folder: Path) -> Texts:
    """All paragraphs as the passages of one document, to each question of which the right one is to be found."""
    places: dict[str, int] = {}
    questions = [
        Question(one["question"], name, spans(one), True, frozenset({places.setdefault(text, len(places))}))
        for text, asked in paragraphs(source, folder)
        for one in asked
    ]
    return Texts({name: tuple(places)}, tuple(questions))


def spans(one: Mapping[str, Any]) -> tuple[str, ...]:
    """What answers a question, each wording once."""
    return tuple(dict.fromkeys(answer["text"] for answer in one["answers"] if answer["text"]))
