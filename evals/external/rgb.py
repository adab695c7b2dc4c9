"""RGB: questions about the news with pages found on the web that answer them, and pages that only look as if they did (Chen et al., 2023)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.external.sets import Question, Source, Texts

SOURCE = Source("chen700564/RGB", ("data/zh_refine.json",))

PAGES = 5
"""Pages laid before a question, as its authors do."""


def read(folder: Path) -> Texts:
    """Each question twice: before pages that answer it, filled up with others where there are too few, and before others alone."""
    (text,) = SOURCE.read(folder)
    try:
        both = [one for line in text.splitlines() if line.strip() for one in _twice(json.loads(line))]
    except (ValueError, KeyError, TypeError) as error:
        raise SOURCE.unusable() from error
    return Texts({question.document: pages for question, pages in both}, tuple(question for question, _ in both))


def _twice(line: dict[str, Any]) -> Iterator[tuple[Question, tuple[str, ...]]]:
    answers = tuple(_spans(line["answer"]))
    with_answer, without = (*line["positive"], *line["negative"])[:PAGES], tuple(line["negative"][:PAGES])
    yield Question(line["query"], f"rgb-{line['id']}-with", answers), with_answer
    yield Question(line["query"], f"rgb-{line['id']}-without", (), False), without


def _spans(answer: Any) -> Iterator[str]:
    """Every wording of an answer: a text, or lists of them."""
    if isinstance(answer, str):
        yield answer
    else:
        for one in answer:
            yield from _spans(one)
