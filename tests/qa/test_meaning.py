"""With the embedding model and an index, prose is still answered by quotation alone; figures do not change."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.intake import ingest_bytes
from ingest.settings import Settings
from ingest.stores.archive import Archive
from ingest.stores.embedders import open_embedder
from ingest.stores.passage_index import PassageIndex, build
from qa import Assistant, open_assistant
from samples import invent, print_text
from tests.qa.conftest import SAMPLES


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over one report, its passages embedded by the model that is installed."""
    folder = tmp_path_factory.mktemp("indexed")
    settings = Settings(folder)
    embedder = open_embedder(settings)
    assert embedder is not None, "the model is a dependency of the program"
    archive = Archive.open(folder)
    content = (SAMPLES / "福州海关2024.docx").read_bytes()
    assert ingest_bytes(archive, "福州海关2024.docx", content).error is None
    build(settings, archive, embedder)
    assert not PassageIndex.open(settings, archive).stale
    archive.close()
    return open_assistant(folder)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("福州海关2024年接听热线电话多少次", "10289"),
        ("福州海关2024年新闻发布会开了几场", "2场"),
        ("福州海关2024年网上咨询答复了多少条", "471"),
        ("福州海关2024年存在哪些问题", "互动的方式单一"),
    ],
)
def test_prose_is_quoted(question: str, said: str, indexed: Assistant) -> None:
    answer = indexed.ask(question)
    assert answer.kind == "narrative", answer.text
    assert said in answer.text
    assert all(citation.quote and citation.quote in answer.text for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    ["福州海关2024年查获毒品多少公斤", "福州海关2024年关长工资多少", "福州海关2024年有多少飞碟降落", "福州海关2024年直播带货销售额多少"],
)
def test_what_is_only_near_in_meaning_is_not_an_answer(question: str, indexed: Assistant) -> None:
    answer = indexed.ask(question)
    assert (answer.kind, answer.values) == ("abstention", ()), answer.text


def test_figures_come_from_the_tables_alone(indexed: Assistant, assistant: Assistant) -> None:
    for question in ("福州海关2024年收到多少申请", "福州海关2024年申请人撤销申请占办结的比例", "福州海关2024年不予公开多少件"):
        assert indexed.ask(question).values == assistant.ask(question).values


def test_a_report_that_came_after_the_index_is_searched_too(indexed: Assistant, tmp_path: Path) -> None:
    from random import Random

    report = invent(Random(21))
    archive = Archive.open(tmp_path)
    assert ingest_bytes(archive, "a.txt", print_text(report, "tabs").encode()).error is None
    archive.close()
    answer = open_assistant(tmp_path).ask(f"{report.agency}{report.year}年存在的主要问题")
    assert "更新不够及时" in answer.text
