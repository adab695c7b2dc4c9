"""What the archive's migrations leave on PostgreSQL, beside what they leave on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, delete, insert, inspect, select, text, update

from ingest.stores.migrations import MIGRATIONS, migrate
from ingest.stores.tables import DOCUMENTS, FEEDBACK, METADATA, REPORTS, REVISION


def migrated(address: str) -> Engine:
    engine = create_engine(address)
    with engine.begin() as connection:
        migrate(connection)
    return engine


@pytest.fixture
def engine(postgresql: str) -> Iterator[Engine]:
    opened = migrated(postgresql)
    yield opened
    opened.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    opened = migrated(f"sqlite:///{tmp_path / 'archive.db'}")
    yield opened
    opened.dispose()


def a_report(id: int) -> dict[str, object]:
    numbers = dict.fromkeys(("year", "edition", "current", "read_by", "facts", "unread", "passages", "findings"), id)
    return {"id": id, "document": str(id), "agency": "海州海关", "title": "", "form": "", **numbers}


def put(connection: Connection, *ids: int) -> None:
    connection.execute(insert(DOCUMENTS), [{"sha256": str(id), "name": "", "media_type": ""} for id in ids])
    connection.execute(insert(REPORTS), [a_report(id) for id in ids])


@pytest.mark.parametrize("table", METADATA.tables)
def test_both_engines_get_the_same_columns_and_keys(engine: Engine, sqlite: Engine, table: str) -> None:
    here, there = inspect(engine), inspect(sqlite)
    assert {c["name"]: c["nullable"] for c in here.get_columns(table)} == {c["name"]: c["nullable"] for c in there.get_columns(table)}
    assert here.get_pk_constraint(table)["constrained_columns"] == there.get_pk_constraint(table)["constrained_columns"]
    uniques = {(column.name,) for column in METADATA.tables[table].columns if column.unique}
    assert {tuple(one["column_names"]) for one in here.get_unique_constraints(table)} == uniques


def test_both_engines_get_the_same_indexes(engine: Engine, sqlite: Engine) -> None:
    ours = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname !~ '_(p?key)$'"
    with engine.connect() as here, sqlite.connect() as there:
        named = there.execute(text("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")).scalars()
        assert set(here.execute(text(ours)).scalars()) == set(named)


def test_all_text_is_in_the_order_of_its_code_points_whatever_the_databases_own(engine: Engine) -> None:
    others = text("""SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'""")
    with engine.connect() as connection:
        assert connection.execute(others).all() == []


def test_the_revision_rises_with_every_report_that_comes_changes_or_goes(engine: Engine, sqlite: Engine) -> None:
    for one in (engine, sqlite):
        found = []
        with one.begin() as connection:
            found.append(connection.execute(select(REVISION.c.number)).scalar_one())
            put(connection, 1, 2)
            found.append(connection.execute(select(REVISION.c.number)).scalar_one())
            connection.execute(update(REPORTS).where(REPORTS.c.id == 2).values(current=1))
            found.append(connection.execute(select(REVISION.c.number)).scalar_one())
            connection.execute(delete(REPORTS))
            found.append(connection.execute(select(REVISION.c.number)).scalar_one())
        assert found == [1, 3, 4, 6]


def test_what_readers_say_is_numbered_as_it_comes(engine: Engine) -> None:
    said = {"turns": "", "kind": "", "reply": "", "useful": 1, "remark": "", "given": ""}
    with engine.begin() as connection:
        for _ in range(2):
            connection.execute(insert(FEEDBACK), said)
        assert connection.execute(select(FEEDBACK.c.id).order_by(FEEDBACK.c.id)).scalars().all() == [1, 2]


def test_no_migration_is_applied_twice(engine: Engine) -> None:
    with engine.begin() as connection:
        migrate(connection)
        numbers = connection.execute(text("SELECT number FROM migrations ORDER BY number")).scalars().all()
    assert numbers == list(range(1, len(MIGRATIONS) + 1))
