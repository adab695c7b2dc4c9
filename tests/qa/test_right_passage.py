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


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("二二年云溪市场监管局的抽检信息拖了几天才公布", "6天。"),
        ("云溪市监公众号24年有多少粉丝", "78900人。"),
        ("淮安市2024年发布信息，属性什么时候定", "起草时"),
    ],
)
def test_what_was_so_is_quoted_and_not_what_is_planned(question: str, said: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, said in answer.text) == ("narrative", True)


@pytest.mark.parametrize(
    "question",
    [
        "云溪市监局2024年12315热线平均等待几分钟",
        "云溪市市场监管局2023年明厨亮灶专栏有多少家长看过",
        "广州海关2024年新媒体由几个账号组成",
        "云溪市监局2024年粉丝为什么增加了",
    ],
)
def test_a_sentence_that_counts_or_tells_something_else_is_no_answer(question: str, assistant: Assistant) -> None:
    assert assistant.ask(question).kind == "abstention"


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("广州海关2023年和2024年有什么问题", [("广州海关", 2023), ("广州海关", 2024)]),
        ("广州海关2023年存在哪些问题，福州海关呢", [("广州海关", 2023), ("福州海关", 2023)]),
        ("广州海关2023年、福州海关2024年分别有哪些问题", [("广州海关", 2023), ("福州海关", 2024)]),
        ("广州海关和福州海关的问题分别是什么", [("广州海关", 2024), ("福州海关", 2024)]),
    ],
)
def test_every_report_named_is_quoted(question: str, reports: list[tuple[str, int]], assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "narrative"
    assert list(dict.fromkeys((place.agency, place.year) for place in answer.citations)) == reports


def test_a_report_named_that_is_not_held_is_said_to_be_missing(assistant: Assistant) -> None:
    answer = assistant.ask("广州海关2023年和2022年有什么问题")
    assert [(one.agency, one.year) for one in answer.missing] == [("广州海关", 2022)]
    assert [caveat.text for caveat in answer.caveats if caveat.kind == "missing"] == ["没有收录广州海关2022年的年度报告。"]
