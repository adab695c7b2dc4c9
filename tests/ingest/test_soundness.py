"""A file of the archive or of the index that is not what was written: found before it is an answer."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from ingest.errors import StoreError
from ingest.settings import Settings
from ingest.stores import generations
from ingest.stores.archive import Archive
from ingest.stores.embedders import open_embedder
from ingest.stores.halting import FILE, halt, halted
from ingest.stores.passage_index import PassageIndex, build
from ingest.stores.soundness import lost_originals, refuse_damaged
from tests.harms import HARMS, Harm, emptied, flipped, halved
from tests.ingest.readings import a_reading, content_of
from ui.ingesting import bring_up_to_date

YEARS = range(2019, 2025)
FLIPS = 400
DATABASE = ("archive.db", "archive.db-wal", "archive.db-shm")


def filled(folder: Path) -> Path:
    with closing(Archive.open(folder)) as archive:
        for year in YEARS:
            reading = a_reading(year=year)
            archive.write(reading, content_of(reading.report.document.name))
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with six reports and their search index."""
    folder = filled(tmp_path_factory.mktemp("whole") / "data")
    with closing(Archive.open(folder)) as archive:
        build(Settings(folder), archive, open_embedder(Settings(folder)))
    return folder


@pytest.fixture
def data(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "data"))


def told(folder: Path) -> tuple[object, ...]:
    """All that an answer may be made of."""
    with closing(Archive.open(folder)) as archive:
        keys = archive.keys()
        read = [archive.numbers("requests.received", "total", year) for year in YEARS]
        return archive.reports(), tuple(archive.facts()), archive.passages(), [archive.findings(key) for key in keys], read


def found(folder: Path) -> str | None:
    """Why the archive is refused; None where it is not."""
    try:
        refuse_damaged(folder)
    except StoreError as problem:
        return str(problem)
    return None


def test_a_bit_that_turned_over_in_the_archive_is_found_or_changes_no_answer(data: Path) -> None:
    sound, before, chance, refused = (data / "archive.db").read_bytes(), told(data), Random(7), 0
    for _ in range(FLIPS):
        for name in DATABASE:
            (data / name).unlink(missing_ok=True)
        harmed = bytearray(sound)
        harmed[chance.choice([place for place in chance.sample(range(len(sound)), 8) if sound[place]] or [0])] ^= 1 << chance.randrange(8)
        (data / "archive.db").write_bytes(harmed)
        if (problem := found(data)) is None:
            assert told(data) == before
        else:
            refused += 1
            assert "请用 nianbao restore 从备份恢复" in problem
            assert "\n" not in problem
    assert refused > FLIPS / 3


@pytest.mark.parametrize(
    "changed",
    [
        "UPDATE facts SET value = '62' WHERE value = '26' AND year = 2022",
        "UPDATE facts SET printed = '62' WHERE value = '26' AND year = 2022",
        "UPDATE passages SET text = replace(text, '三千', '五千') WHERE report = 4",
        "UPDATE reports SET title = '广州海关' WHERE year = 2022",
        "DELETE FROM facts WHERE year = 2022 AND value = '26'",
        "DELETE FROM seals WHERE report = 4",
    ],
)
def test_a_report_that_is_not_what_was_read_is_named(data: Path, changed: str) -> None:
    refuse_damaged(data)
    with closing(sqlite3.connect(data / "archive.db")) as connection, connection:
        connection.execute(changed)
    with pytest.raises(StoreError, match=r"海州海关2022年的报告.*与读入时不符"):
        refuse_damaged(data)


@pytest.mark.parametrize("harm", [one for one in HARMS if one is not flipped])
def test_a_damaged_database_is_refused_and_none_is_made_in_place_of_a_lost_one(data: Path, harm: Harm) -> None:
    harm(data / "archive.db")
    with pytest.raises(StoreError, match="nianbao restore"):
        refuse_damaged(data)
    if harm in (emptied, Path.unlink):
        with pytest.raises(StoreError, match=r"archive\.db 不见了或是空的，而 .*originals 中还有原件"):
            Archive.open(data)


def unwritten(folder: Path) -> Iterator[Path]:
    """The files of a database whose last report stands only in the log, as after a crash."""
    filled(folder)
    with closing(Archive.open(folder)) as archive:
        reading = a_reading("别处海关")
        archive.write(reading, content_of(reading.report.document.name))
        crashed = folder.with_name("crashed")
        shutil.copytree(folder, crashed)
    yield crashed / "archive.db-wal"
    yield crashed / "archive.db-shm"


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_log_loses_no_report_without_a_word(tmp_path: Path, harm: Harm) -> None:
    log, _ = unwritten(tmp_path / "data")
    harm(log)
    refuse_damaged(log.parent)
    with closing(Archive.open(log.parent)) as archive:
        assert archive.agencies() == ("海州海关",)
    (problem,) = lost_originals(log.parent)
    assert "有1份原件不属于任何在库报告" in problem


@pytest.mark.parametrize("harm", HARMS)
def test_the_map_of_the_log_is_made_anew(tmp_path: Path, harm: Harm) -> None:
    _, shared = unwritten(tmp_path / "data")
    harm(shared)
    refuse_damaged(shared.parent)
    with closing(Archive.open(shared.parent)) as archive:
        assert archive.agencies() == ("别处海关", "海州海关")
    assert list(lost_originals(shared.parent)) == []


@pytest.mark.parametrize("harm", HARMS)
def test_every_damaged_original_is_named_and_never_given_out(data: Path, harm: Harm) -> None:
    assert list(lost_originals(data)) == []
    file = min((data / "originals").iterdir())
    harm(file)
    (problem,) = lost_originals(data)
    assert file.name in problem
    with closing(Archive.open(data)) as archive, pytest.raises(StoreError, match=file.name):
        archive.original(file.name)


def index_files(folder: Path) -> list[str]:
    generation = generations.current(folder / "index")
    assert generation is not None
    files = (file.relative_to(generation.folder) for file in generation.folder.rglob("*") if file.is_file() and file.stat().st_size)
    return ["current", *sorted(str(Path(generation.folder.name) / file) for file in files if file.name not in ("length.bin",))]


@pytest.mark.parametrize("harm", HARMS)
def test_every_damaged_file_of_the_index_is_mended_and_answers_by_words_meanwhile(whole: Path, tmp_path: Path, harm: Harm) -> None:
    wrong = []
    for number, name in enumerate(index_files(whole)):
        if name.endswith(".bin"):  # of a graph that is not written out: Chroma searches its database
            continue
        data = Path(shutil.copytree(whole, tmp_path / str(number)))
        harm(data / "index" / name)
        with closing(Archive.open(data)) as archive:
            settings = Settings(data)
            if [hit.passage.passage.text for hit in PassageIndex.open(settings, archive).search("业务培训", limit=1)] != [
                "下一步将加强业务培训,提高答复质量。"
            ]:
                wrong.append(f"{name}: another passage")
            bring_up_to_date(settings)
            if PassageIndex.open(settings, archive).stale:
                wrong.append(f"{name}: not mended")
    assert wrong == []


@pytest.mark.parametrize("harm", [one for one in HARMS if one is not Path.unlink])
def test_a_damaged_notice_stops_answers_all_the_same(data: Path, harm: Harm) -> None:
    halt(data, "系统正在核对数据。")
    harm(data / FILE)
    assert (said := halted(data))
    assert "\0" not in said


def test_a_graph_that_is_written_out_has_hashes(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gen-1"
    graph = folder / "chroma" / "graph"
    graph.mkdir(parents=True)
    for name in ("data_level0.bin", "length.bin", "index_metadata.pickle"):
        (graph / name).write_bytes(b"0123456789")
    generations.publish(tmp_path, folder, generations.Manifest(1, "", None, "", 0, 0))
    assert generations.is_whole(folder)
    for harm in (flipped, halved, Path.unlink):
        shutil.copytree(folder, tmp_path / "gen-2", dirs_exist_ok=True)
        harm(tmp_path / "gen-2" / "chroma" / "graph" / "data_level0.bin")
        assert not generations.is_whole(tmp_path / "gen-2")
