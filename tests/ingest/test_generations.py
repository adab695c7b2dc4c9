"""Generations of the index: published by one rename, whole or said not to be, the one before kept for those that still read it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from ingest.errors import StoreBusy, StoreError
from ingest.stores import generations
from ingest.stores.generations import CHROMA, Manifest, begun, current, is_open_to_chroma, is_whole, only_writer, publish, whole

MANIFEST = Manifest(recipe=1, archive="a1", embedder=None, engine="words", passages=3, lines=2)


def published(index: Path, text: str) -> Path:
    """A generation that holds one file with this text, and one of Chroma's."""
    with only_writer(index), begun(index) as folder:
        (folder / "words").mkdir()
        (folder / "words" / "a.json").write_text(text, "utf-8")
        (folder / "chroma").mkdir()
        with closing(sqlite3.connect(folder / "chroma" / CHROMA)) as connection:
            connection.execute("CREATE TABLE collections (name TEXT)")
            connection.execute("INSERT INTO collections VALUES ('passages')")
            connection.commit()
        publish(index, folder, MANIFEST)
    return folder


def test_nothing_is_published_in_an_empty_folder(tmp_path: Path) -> None:
    assert current(tmp_path) is None
    assert current(tmp_path / "not there") is None


def test_the_one_published_last_is_current_and_the_one_before_it_is_kept(tmp_path: Path) -> None:
    first, second, third = (published(tmp_path, text) for text in "abc")
    found = current(tmp_path)
    assert found is not None
    assert (found.folder, found.manifest) == (third, MANIFEST)
    assert (first.exists(), second.exists(), third.exists()) == (False, True, True)
    assert is_whole(third)
    assert not (tmp_path / "current.partial").exists()


def test_the_manifest_is_readable_by_a_person(tmp_path: Path) -> None:
    folder = published(tmp_path, "a")
    text = (folder / "manifest.json").read_text("utf-8")
    assert json.loads(text)["passages"] == 3
    assert text.splitlines()[1] == '  "recipe": 1,'


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"recipe": 1}'])
def test_a_manifest_that_cannot_be_read_is_none(text: str, tmp_path: Path) -> None:
    (published(tmp_path, "a") / "manifest.json").write_text(text, "utf-8")
    assert current(tmp_path) is None


@pytest.mark.parametrize("name", ["words/a.json", "manifest.json", "hashes.json"])
def test_a_file_that_is_changed_is_noticed(name: str, tmp_path: Path) -> None:
    folder = published(tmp_path, "a")
    (folder / name).write_text("{}", "utf-8")
    assert is_whole(folder) is False


@pytest.mark.parametrize("name", ["words/a.json", "manifest.json", "hashes.json"])
def test_a_file_that_is_lost_is_noticed(name: str, tmp_path: Path) -> None:
    folder = published(tmp_path, "a")
    (folder / name).unlink()
    assert is_whole(folder) is False


@pytest.mark.parametrize("hashes", ["", "{", "{}", "[]", "null", '"x"', "[1]"])
def test_hashes_that_say_nothing_prove_nothing(hashes: str, tmp_path: Path) -> None:
    folder = published(tmp_path, "a")
    (folder / "hashes.json").write_text(hashes, "utf-8")
    assert is_whole(folder) is False


def test_what_chroma_writes_when_it_opens_a_generation_changes_nothing(tmp_path: Path) -> None:
    folder = published(tmp_path, "a")
    (folder / "chroma" / "more.bin").write_bytes(b"1")
    with closing(sqlite3.connect(folder / "chroma" / CHROMA)) as connection:
        connection.execute("CREATE TABLE more (name TEXT)")
    assert is_whole(folder) is True


def test_a_graph_that_chroma_has_written_out_stays_as_it_is(tmp_path: Path) -> None:
    with only_writer(tmp_path), begun(tmp_path) as folder:
        for name in ("written", "open"):
            (folder / "chroma" / name).mkdir(parents=True)
            (folder / "chroma" / name / "link_lists.bin").write_bytes(b"1")
        (folder / "chroma" / "written" / "index_metadata.pickle").write_bytes(b"1")
        publish(tmp_path, folder, MANIFEST)
    (folder / "chroma" / "open" / "link_lists.bin").write_bytes(b"2")
    assert is_whole(folder) is True
    (folder / "chroma" / "written" / "link_lists.bin").write_bytes(b"2")
    assert is_whole(folder) is False


def test_a_generation_is_whole_with_its_files_and_its_database(tmp_path: Path) -> None:
    folder = published(tmp_path, "a")
    found = current(tmp_path)
    assert whole(found) == found
    assert whole(None) is None
    database = folder / "chroma" / CHROMA
    sound = database.read_bytes()
    database.write_bytes(b"")
    assert whole(found) is None
    database.write_bytes(sound)
    assert whole(found) == found
    (folder / "words" / "a.json").write_text("b", "utf-8")
    assert whole(found) is None


def test_a_generation_without_vectors_and_one_with_a_sound_database_are_open(tmp_path: Path) -> None:
    assert is_open_to_chroma(tmp_path) is True
    assert is_open_to_chroma(published(tmp_path, "a")) is True


def test_a_database_without_tables_without_a_collection_or_damaged_is_not_open(tmp_path: Path) -> None:
    database = published(tmp_path, "a") / "chroma" / CHROMA
    folder = database.parents[1]
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DELETE FROM collections")
        connection.commit()
    assert is_open_to_chroma(folder) is False
    database.write_bytes(b"")
    assert is_open_to_chroma(folder) is False
    database.unlink()
    assert is_open_to_chroma(folder) is False
    assert not database.exists()  # and none is made by looking


def test_a_page_of_the_database_that_is_damaged_is_found(tmp_path: Path) -> None:
    database = published(tmp_path, "a") / "chroma" / CHROMA
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE more (name TEXT)")
        connection.executemany("INSERT INTO more VALUES (?)", [(f"name {number:0500}",) for number in range(100)])
        connection.commit()
    content = bytearray(database.read_bytes())
    content[-4096:] = b"\xff" * 4096
    database.write_bytes(content)
    assert is_open_to_chroma(database.parents[1]) is False


def fail_half_way(folder: Path) -> None:
    (folder / "words").mkdir()
    raise KeyError


def test_a_generation_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError), begun(tmp_path) as folder:
        fail_half_way(folder)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_the_folder_and_the_reason_are_named(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with pytest.raises(StoreError, match=r"无法写入 .*index（File exists）"), only_writer(tmp_path / "index"):
        raise AssertionError
    with pytest.raises(StoreError, match=r"（no reason given）"), begun(tmp_path):
        raise OSError("no reason given")


def test_the_lock_is_free_again_after_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyError), only_writer(tmp_path):
        raise KeyError
    monkeypatch.setattr(generations, "_WAIT_SECONDS", 0)
    with only_writer(tmp_path / "deep" / "index"), only_writer(tmp_path):
        assert (tmp_path / "writer.lock").exists()


def test_the_second_writer_is_told_how_long_it_waited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert generations._WAIT_SECONDS == 10 * 60
    monkeypatch.setattr(generations, "_WAIT_SECONDS", 0)
    with FileLock(tmp_path / "writer.lock"), pytest.raises(StoreBusy, match="等了0秒仍未结束"), only_writer(tmp_path):
        raise AssertionError
