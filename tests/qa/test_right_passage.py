"""The passage that answers comes first, out of the index with words and vectors."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from benchmarks.prose import QUESTIONS, find, scores
from evals.example import load
from ingest.settings import Settings
from ingest.stores.archive import Archive
from ingest.stores.embedders import open_embedder
from ingest.stores.passage_index import build
from qa import Assistant


def test_of_the_prose_questions_nine_in_ten_have_the_right_passage_first(samples: Path, tmp_path: Path) -> None:
    settings = Settings(Path(copytree(samples, tmp_path / "indexed")))
    archive = Archive.open(settings.data_dir)
    build(settings, archive, open_embedder(settings))
    archive.close()
    examples = [example for file in QUESTIONS if file.stem.startswith("prose") for example in load(file)]
    found = [one for one in find(settings.data_dir, examples) if one.hits is not None]
    assert len(found) > 100
    assert all(hit.vector_score is not None for one in found for hit in one.hits or ())
    assert (fused := scores(found)["both, as nianbao does"]).first >= 0.9, fused
    assert fused.five >= 0.99, fused


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("洪泽区2023年下一步打算", "今后将重新梳理"),
        ("淮安市2024年以后怎么改", "今后要让解读"),
        ("淮安市2024年存在哪些问题", "主要问题有两个"),
    ],
)
def test_of_a_short_section_what_is_asked_about_is_quoted_first(question: str, first: str, assistant: Assistant) -> None:
    quotes = [citation.quote or "" for citation in assistant.ask(question).citations]
    assert quotes[0].startswith(first)
    assert len(quotes) > 1
