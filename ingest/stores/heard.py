"""Feedback and unanswered questions in the archive's database, kept for a set time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Table, delete, insert, select, update

from ingest.heard import Feedback, Unanswered
from ingest.stores.database import writing
from ingest.stores.tables import FEEDBACK, UNANSWERED

MOST = 10_000
"""Rows of each kind that are kept: whoever floods the service pushes out the oldest, not the archive."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said of answers; rows older than `days` are forgotten."""

    engine: Engine
    days: int

    def say(self, said: Feedback) -> None:
        """Keep what a reader said."""
        row = {**asdict(said), "turns": "\n".join(said.turns), "useful": int(said.useful)}
        del row["id"]
        with writing(self.engine) as connection:
            connection.execute(insert(FEEDBACK), row)
            _forget(connection, FEEDBACK, "given", self._oldest(said.given))

    def unanswered(self, question: str, reason: str, at: str) -> None:
        """Count a question that got no answer; asked again after somebody has dealt with it, it is open again."""
        same = UNANSWERED.c.question == question
        with writing(self.engine, durable=False) as connection:
            values = {"reason": reason, "last": at, "done": None, "times": UNANSWERED.c.times + 1}
            if not connection.execute(update(UNANSWERED).where(same).values(values)).rowcount:
                connection.execute(insert(UNANSWERED), {"question": question, "reason": reason, "times": 1, "last": at, "done": None})
            _forget(connection, UNANSWERED, "last", self._oldest(at))

    def feedback(self) -> tuple[Feedback, ...]:
        """All feedback that is kept, what is open first, the newest first."""
        query = select(FEEDBACK).order_by(FEEDBACK.c.done.is_not(None), FEEDBACK.c.given.desc(), FEEDBACK.c.id.desc())
        with self.engine.connect() as connection:
            return tuple(map(_feedback, connection.execute(query).mappings()))

    def open_questions(self) -> tuple[Unanswered, ...]:
        """All unanswered questions that are kept, what is open first, the most frequent first."""
        query = select(UNANSWERED).order_by(UNANSWERED.c.done.is_not(None), UNANSWERED.c.times.desc(), UNANSWERED.c.last.desc())
        with self.engine.connect() as connection:
            return tuple(Unanswered(**_fields(row)) for row in connection.execute(query).mappings())

    def settle(self, kind: str, id: int, at: str | None) -> bool:
        """Mark one row ("feedback" or "unanswered") as dealt with at a time, or with None as open again; whether there is such a row."""
        table = FEEDBACK if kind == "feedback" else UNANSWERED
        with writing(self.engine) as connection:
            return connection.execute(update(table).where(table.c.id == id).values(done=at)).rowcount > 0

    def _oldest(self, now: str) -> str:
        return (datetime.fromisoformat(now) - timedelta(days=self.days)).isoformat(timespec="seconds")


def _forget(connection: Connection, table: Table, column: str, oldest: str) -> None:
    newest = select(table.c.id).order_by(table.c[column].desc(), table.c.id.desc()).limit(MOST)
    connection.execute(delete(table).where((table.c[column] < oldest) | table.c.id.not_in(newest)))


def _fields(row: RowMapping) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _feedback(row: RowMapping) -> Feedback:
    return Feedback(**{**_fields(row), "turns": tuple(row["turns"].split("\n")), "useful": bool(row["useful"])})
