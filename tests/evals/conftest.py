"""The program over the sample reports; prose is found by words alone, as where no index was built."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.subject import Subject
from ingest.intake import ingest
from ingest.settings import Settings
from ingest.stores.archive import Archive

REPORTS = Path(__file__).parents[2] / "samples" / "reports"


@pytest.fixture(scope="session")
def subject(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    data = tmp_path_factory.mktemp("samples")
    archive = Archive.open(Settings.read(data).data_dir)
    assert [outcome.error for outcome in ingest(archive, [REPORTS])] == [None] * 12
    return Subject.open(data)
