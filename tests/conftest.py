"""What holds for every test: no hub, no telemetry, no folder of the user's, the same examples in every run."""

from __future__ import annotations

import logging
import os
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from ingest.environment import settle_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

settle_environment()
# No deadline: tests run side by side on busy machines. Derandomized in CI, so that a failure there is the change's.
settings.register_profile("nianbao", deadline=None, max_examples=50, derandomize="CI" in os.environ)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile("nianbao")


@pytest.fixture(scope="session", autouse=True)
def _nothing_of_the_users(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point the data folder to an empty one, and drop every other setting that the person who runs the tests has made."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("NIANBAO_")]:
            patch.delenv(name)
        patch.setenv("NIANBAO_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield


class _Withheld(logging.Handler):
    """Makes a withheld answer fail the test in which it happens: for a person it is logged, for us it is a mistake."""

    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage()) from (record.exc_info[1] if record.exc_info else None)


@pytest.fixture(scope="session", autouse=True)
def _no_answer_is_withheld() -> Iterator[None]:
    log = logging.getLogger("qa.assistant")
    handler = _Withheld(level=logging.ERROR)
    log.addHandler(handler)
    yield
    log.removeHandler(handler)


@pytest.fixture(scope="session")
def _postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL of this run's own, on a socket and no port; it stops when the tests end."""
    folder = tmp_path_factory.mktemp("postgresql")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        from pgserver import get_server  # asks for the folder above as it is imported, and starts nothing where no test needs it
    server = get_server(folder / "data")
    yield server.get_uri()
    server.cleanup()


_databases = count(1)


@pytest.fixture
def postgresql(_postgresql_server: str) -> Iterator[str]:
    """The address of an empty database for SQLAlchemy; it is gone after the test, whatever is still connected to it."""
    import psycopg

    name = f"test{next(_databases)}"
    with psycopg.connect(_postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield _postgresql_server.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
