"""Who may use the staff's pages, and who is logged in: names and hashes only, in the archive's database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select, update

from ingest.stores.database import writing
from ingest.stores.tables import ACCOUNTS, SESSIONS


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff: the hash of the password, the failed attempts since the last success, and until when no more are heard (ISO 8601)."""

    name: str
    password: str
    failed: int = 0
    blocked: str | None = None


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts and sessions of one archive; times are ISO 8601 in UTC."""

    engine: Engine

    def keep(self, name: str, password: str) -> None:
        """Give a member of staff this password hash, and end the sessions that the old one opened."""
        with writing(self.engine) as connection:
            connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.name == name))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.name == name))
            connection.execute(insert(ACCOUNTS), {"name": name, "password": password, "failed": 0, "blocked": None})

    def remove(self, name: str) -> bool:
        """Take an account and its sessions out; whether there was one."""
        with writing(self.engine) as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.name == name))
            return connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.name == name)).rowcount > 0

    def names(self) -> tuple[str, ...]:
        """The members of staff, in order."""
        with self.engine.connect() as connection:
            return tuple(connection.execute(select(ACCOUNTS.c.name).order_by(ACCOUNTS.c.name)).scalars())

    def account(self, name: str) -> Account | None:
        """The account of this name; None where there is none."""
        with self.engine.connect() as connection:
            row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).mappings().one_or_none()
        return Account(**{str(column): value for column, value in row.items()}) if row else None

    def attempted(self, name: str, failed: int, blocked: str | None) -> None:
        """Note the failed attempts since the last success, and until when no more are heard."""
        with writing(self.engine) as connection:
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(failed=failed, blocked=blocked))

    def begin(self, token: str, name: str, expires: str) -> None:
        """Keep a session by the hash of its token."""
        with writing(self.engine) as connection:
            connection.execute(insert(SESSIONS), {"token": token, "name": name, "expires": expires})

    def person(self, token: str, now: str) -> str | None:
        """Whose session this hash of a token names; None where there is none or it has expired."""
        query = select(SESSIONS.c.name).where(SESSIONS.c.token == token, SESSIONS.c.expires > now)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar()

    def end(self, token: str, now: str) -> None:
        """End a session, and forget all that have expired."""
        with writing(self.engine) as connection:
            connection.execute(delete(SESSIONS).where((SESSIONS.c.token == token) | (SESSIONS.c.expires <= now)))
