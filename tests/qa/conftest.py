"""The twelve sample reports, and the five published ones where they are at hand, each ingested once for all tests of all workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from ingest.intake import ingest
from ingest.stores.archive import Archive
from qa import Assistant, open_assistant

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "reports"
PUBLISHED = ROOT.parent / "shared" / "reports"

Archived = Callable[[str, list[Path]], Path]


@pytest.fixture(scope="session")
def archived(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Archived:
    """Makes the data folder of this name over these files, or hands out the one that another worker has made."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base

    def archived(name: str, files: list[Path]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                archive = Archive.open(folder)
                assert [outcome.error for outcome in ingest(archive, files) if outcome.error] == []
                archive.close()
                done.touch()
        return folder

    return archived


@pytest.fixture(scope="session")
def samples(archived: Archived) -> Path:
    """A data folder that holds the shipped samples; searched by words only, as no index is built."""
    return archived("samples", [SAMPLES])


@pytest.fixture(scope="session")
def assistant(samples: Path) -> Assistant:
    """The assistant over the shipped samples."""
    return open_assistant(samples)


@pytest.fixture(scope="session")
def published(archived: Archived) -> Assistant:
    """The assistant over the published reports, which lie beside the checkout and not in it."""
    if not PUBLISHED.is_dir():
        pytest.skip(f"the published reports are not here: {PUBLISHED}")
    files = [path for path in sorted(PUBLISHED.iterdir()) if path.suffix in (".pdf", ".html", ".txt")]
    return open_assistant(archived("published", files))
