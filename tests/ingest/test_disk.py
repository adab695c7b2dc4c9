"""A disk that takes no more, at any write: one sentence, nothing half kept, and what was held answers as before."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ingest.errors import StoreError
from ingest.settings import Settings
from ingest.stores.archive import Archive
from ingest.stores.connections import Connections
from ingest.stores.embedders import open_embedder
from ingest.stores.passage_index import PassageIndex, build
from tests.ingest.readings import PROSE, a_reading, content_of

LONG = tuple(f"{text}之{number}" for number in range(40) for text in PROSE)


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 2_000, *range(4096, 150_000, 12_288)])
def test_a_report_for_which_there_is_no_room_leaves_no_trace(tmp_path: Path, size: int) -> None:
    with closing(Archive.open(tmp_path)) as archive:
        held = a_reading()
        archive.write(held, content_of(held.report.document.name))
        before = (archive.reports(), {file.name for file in (tmp_path / "originals").iterdir()}, archive.passages())
        reading = a_reading("别处海关", texts=LONG)
        content = content_of(reading.report.document.name)
        with files_end_at(size), pytest.raises(StoreError, match="请检查磁盘空间"):
            archive.write(reading, content)
        assert (archive.reports(), {file.name for file in (tmp_path / "originals").iterdir()}, archive.passages()) == before
        assert archive.write(reading, content) == "added"


def test_no_archive_is_made_where_a_file_stands_in_its_way(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(StoreError, match="请检查磁盘空间和文件夹的读写权限"):
        Archive.open(tmp_path / "data")


def test_only_what_was_to_be_written_is_said_not_to_be_kept(tmp_path: Path) -> None:
    (tmp_path / "archive.db").mkdir()
    connections = Connections(tmp_path / "archive.db")
    with pytest.raises(StoreError, match=r"无法读取 .*请检查磁盘和文件夹的读写权限后再试") as reading, connections.reading():
        pass
    assert "没有保留" not in str(reading.value)
    with pytest.raises(StoreError, match=r"无法写入 .*这一步没有保留任何内容"), connections.noting():
        pass


@pytest.mark.parametrize("size", [0, 500, 4_000, 40_000, 150_000])
def test_an_index_for_which_there_is_no_room_leaves_no_litter_and_the_old_one(tmp_path: Path, size: int) -> None:
    settings = Settings(tmp_path)
    embedder = open_embedder(settings)
    with closing(Archive.open(tmp_path)) as archive:
        for year in (2022, 2023):
            reading = a_reading(year=year, texts=LONG)
            archive.write(reading, content_of(reading.report.document.name))
        old = build(settings, archive, embedder)
        before = [hit.passage.id for hit in PassageIndex.open(settings, archive).search("业务培训")]
        with files_end_at(size), pytest.raises(StoreError, match="检索索引没有建成"):
            build(settings, archive, embedder, anew=True)
        assert list((tmp_path / "index").glob("gen-*")) == [old]
        assert [hit.passage.id for hit in PassageIndex.open(settings, archive).search("业务培训")] == before
        assert build(settings, archive, embedder, anew=True) != old
