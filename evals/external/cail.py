"""CAIL 2019, reading comprehension: questions to the facts of court cases, many of which the text does not answer (Duan et al., 2019)."""

from __future__ import annotations

from pathlib import Path

from evals.external.sets import Question, Source, Texts
from evals.external.squad import paragraphs, spans

SOURCE = Source("china-ai-law-challenge/CAIL2019", ("阅读理解/data/dev_ground_truth.json",))

_YES_NO = {"YES", "NO"}


def read(folder: Path) -> Texts:
    """Its development set: 6,000 questions, 1,420 of which the case beside them does not answer. Yes and no are no spans of a text."""
    documents: dict[str, tuple[str, ...]] = {}
    questions: list[Question] = []
    for number, (text, asked) in enumerate(paragraphs(SOURCE, folder)):
        documents[f"cail-{number}"] = (text,)
        for one in asked:
            answerable = str(one["is_impossible"]).lower() != "true"
            answers = tuple(span for span in spans(one) if span not in _YES_NO)
            questions.append(Question(one["question"], f"cail-{number}", answers if answerable else (), answerable))
    return Texts(documents, tuple(questions))
