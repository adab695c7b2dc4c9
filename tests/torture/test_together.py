"""Writers and readers at once, in processes of their own: nobody misses what is held, everybody soon sees what is new."""

from __future__ import annotations

from pathlib import Path

from ingest.intake import ingest
from ingest.stores.archive import Archive
from tests.torture.together import SAMPLES, met


def test_readers_beside_two_ingests_and_a_rebuild_miss_nothing_and_see_what_is_new(tmp_path: Path) -> None:
    folder = tmp_path / "held"
    archive = Archive.open(folder)
    assert [outcome.error for outcome in ingest(archive, [SAMPLES / "广州海关2023.pdf"])] == [None]
    archive.close()
    found = met(folder, readers=2, seconds=10)
    assert found.wrong == ()
    assert found.asked > 20
