from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

from ingest.errors import SchemaTooNew, StoreError
from ingest.stores.archive import Archive
from ingest.stores.backups import backup, damage, restore
from tests.ingest.readings import a_reading, content_of


def filled(folder: Path, *years: int) -> Archive:
    archive = Archive.open(folder)
    for year in years:
        reading = a_reading(year=year)
        archive.write(reading, content_of(reading.report.document.name))
    return archive


def told(folder: Path) -> tuple[object, ...]:
    """All that is held, originals too."""
    archive = Archive.open(folder)
    found = (tuple(archive.facts()), archive.passages(), [archive.original(held.document.sha256) for held in archive.reports()])
    archive.close()
    return found


def test_what_was_backed_up_while_it_was_open_comes_back_equal_and_what_was_there_is_kept(tmp_path: Path) -> None:
    archive = filled(tmp_path / "data", 2022, 2023)
    before = told(tmp_path / "data")
    assert backup(tmp_path / "data", tmp_path / "kept.zip") == 2
    archive.remove("海州海关", 2023)
    archive.close()
    changed = told(tmp_path / "data")
    aside = restore(tmp_path / "kept.zip", tmp_path / "data")
    assert told(tmp_path / "data") == before
    assert aside is not None
    assert told(aside) == changed
    assert restore(tmp_path / "kept.zip", tmp_path / "elsewhere") is None
    assert told(tmp_path / "elsewhere") == before
    assert {path.name for path in tmp_path.iterdir()} == {"data", "elsewhere", "kept.zip"}


AGES = Path(__file__).with_name("ages")
"""A backup by every version: the years 2022 and 2023 of tests.ingest.readings."""


@pytest.mark.parametrize("kept", sorted(AGES.glob("*.zip")), ids=lambda path: path.stem)
def test_what_an_earlier_version_kept_opens_with_every_figure(tmp_path: Path, kept: Path) -> None:
    restore(kept, tmp_path / "old")
    filled(tmp_path / "new", 2022, 2023).close()
    assert told(tmp_path / "old") == told(tmp_path / "new")


def test_this_version_has_left_a_backup() -> None:
    assert (AGES / f"{version('nianbao')}.zip").is_file()


def test_a_backup_of_a_newer_program_is_refused_and_moves_nothing(tmp_path: Path) -> None:
    filled(tmp_path / "data", 2022).close()
    before = told(tmp_path / "data")
    newer = filled(tmp_path / "newer", 2023)
    with newer.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO migrations VALUES (99, 'm099_unheard_of')")
    newer.close()
    backup(tmp_path / "newer", tmp_path / "kept.zip")
    with pytest.raises(SchemaTooNew, match="第99版"):
        restore(tmp_path / "kept.zip", tmp_path / "data")
    assert told(tmp_path / "data") == before


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 255
    file.write_bytes(content)


@pytest.mark.parametrize("harm", [flip, lambda file: os.truncate(file, 900), lambda file: file.write_bytes(bytes(900))])
def test_a_damaged_backup_is_refused_and_moves_nothing(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    filled(tmp_path / "data", 2022).close()
    backup(tmp_path / "data", tmp_path / "kept.zip")
    before = told(tmp_path / "data")
    harm(tmp_path / "kept.zip")
    with pytest.raises(StoreError, match="不是完整的备份"):
        restore(tmp_path / "kept.zip", tmp_path / "data")
    assert told(tmp_path / "data") == before
    assert [path.name for path in (tmp_path / "data").iterdir() if path.is_dir()] == ["originals"]


@pytest.mark.parametrize("harm", [lambda file: os.truncate(file, file.stat().st_size // 2), lambda file: file.write_bytes(bytes(90_000))])
def test_a_damaged_archive_is_one_sentence_and_is_never_backed_up(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    filled(tmp_path / "data", 2022, 2023).close()
    backup(tmp_path / "data", tmp_path / "kept.zip")
    good, before = (tmp_path / "kept.zip").read_bytes(), told(tmp_path / "data")
    harm(tmp_path / "data" / "archive.db")
    assert "nianbao restore" in (damage(tmp_path / "data" / "archive.db") or "")
    with pytest.raises(StoreError, match="已损坏"):
        told(tmp_path / "data")
    with pytest.raises(StoreError, match="已损坏"):
        backup(tmp_path / "data", tmp_path / "kept.zip")
    assert (tmp_path / "kept.zip").read_bytes() == good
    restore(tmp_path / "kept.zip", tmp_path / "data")
    assert told(tmp_path / "data") == before


def altered(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE facts SET value = '62' WHERE value = '26'")


def test_a_figure_that_changed_on_the_disk_is_neither_backed_up_nor_restored(tmp_path: Path) -> None:
    filled(tmp_path / "data", 2022).close()
    backup(tmp_path / "data", tmp_path / "kept.zip")
    with ZipFile(tmp_path / "kept.zip") as kept, ZipFile(tmp_path / "changed.zip", "w") as changed:
        kept.extract("archive.db", tmp_path)
        altered(tmp_path / "archive.db")
        changed.write(tmp_path / "archive.db", "archive.db")
        for name in kept.namelist()[1:]:
            changed.writestr(name, kept.read(name))
    with pytest.raises(StoreError, match="中的档案库已损坏"):
        restore(tmp_path / "changed.zip", tmp_path / "elsewhere")
    altered(tmp_path / "data" / "archive.db")
    with pytest.raises(StoreError, match=r"海州海关2022年的报告.*与读入时不符"):
        backup(tmp_path / "data", tmp_path / "again.zip")
    assert not (tmp_path / "again.zip").exists()


@pytest.mark.parametrize("harm", [Path.unlink, flip])
def test_an_original_that_is_not_whole_stops_the_backup(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    archive = filled(tmp_path / "data", 2022)
    harm(archive.originals.folder / archive.reports()[0].document.sha256)
    archive.close()
    with pytest.raises(StoreError, match="原件"):
        backup(tmp_path / "data", tmp_path / "kept.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_backup_with_another_original_in_it_is_refused(tmp_path: Path) -> None:
    filled(tmp_path / "data", 2022).close()
    backup(tmp_path / "data", tmp_path / "kept.zip")
    with ZipFile(tmp_path / "kept.zip") as kept, ZipFile(tmp_path / "changed.zip", "w") as changed:
        for name in kept.namelist():
            changed.writestr(name, b"other bytes" if name.startswith("originals/") else kept.read(name))
    with pytest.raises(StoreError, match="原件已损坏"):
        restore(tmp_path / "changed.zip", tmp_path / "elsewhere")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_nothing_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="没有档案库"):
        backup(tmp_path, tmp_path / "kept.zip")
