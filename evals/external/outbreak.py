"""Questions to government texts on the epidemic of 2020 (DataFountain 424, 疫情政务问答): the nearest to reports among the public sets."""

from __future__ import annotations

import json
from pathlib import Path

from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.external.sets import Question, Source, Texts

SOURCE = Source("wjunneng/2020-DataFountain-Outbreak-Assistant", ("data/local/dev.json", "data/local/train.json"))

_CHUNK = 300


def read(folder: Path) -> Texts:
    """Its texts cut into passages, the title before each, as headings stand before ours; a question rests on those that hold its answer."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=0, separators=["\n", " ", "。", "；", "，", ""])
    places: dict[str, int] = {}
    questions: list[Question] = []
    for text in SOURCE.read(folder):
        try:
            lines = [json.loads(line) for line in text.splitlines()]
            found = [(line["context"], line["question"], line["answer"]["text"]) for line in lines]
        except (ValueError, KeyError, TypeError) as error:
            raise SOURCE.unusable() from error
        for context, question, answer in found:
            title, _, body = context.partition(" ")
            chunks = splitter.split_text(body) or [title]
            here = {places.setdefault(f"{title}\n{chunk}", len(places)) for chunk in chunks if answer in chunk}
            for chunk in chunks:
                places.setdefault(f"{title}\n{chunk}", len(places))
            if here:
                questions.append(Question(question, "outbreak", (answer,), True, frozenset(here)))
    return Texts({"outbreak": tuple(places)}, tuple(questions))
