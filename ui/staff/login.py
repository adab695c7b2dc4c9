"""Who a member of staff is: a password once, then a session that ends; after a few failures nobody is heard for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from secrets import token_urlsafe
from typing import Protocol

import bcrypt

LASTS = timedelta(hours=10)
"""A working day; a session is never lengthened."""
ATTEMPTS, WAIT = 5, timedelta(minutes=15)
SHORTEST, LONGEST = 10, 72
"""Characters a password has at least (OWASP ASVS 5, 6.2), and the bytes that bcrypt reads at most."""


class Refused(Exception):
    """The login was refused; the message says why, without telling whether there is such an account."""


class Account(Protocol):
    """What the store keeps of a member of staff."""

    @property
    def password(self) -> str:
        """The hash of the password."""

    @property
    def failed(self) -> int:
        """Failed attempts since the last success."""

    @property
    def blocked(self) -> str | None:
        """Until when no more are heard."""


class Accounts(Protocol):
    """The store of accounts and sessions."""

    def keep(self, name: str, password: str) -> None:
        """Give an account this password hash."""

    def remove(self, name: str) -> bool:
        """Take an account out."""

    def names(self) -> tuple[str, ...]:
        """The members of staff."""

    def account(self, name: str) -> Account | None:
        """The account of this name."""

    def attempted(self, name: str, failed: int, blocked: str | None) -> None:
        """Note failed attempts."""

    def begin(self, token: str, name: str, expires: str) -> None:
        """Keep a session by the hash of its token."""

    def person(self, token: str, now: str) -> str | None:
        """Whose session this is."""

    def end(self, token: str, now: str) -> None:
        """End a session."""


def hashed(password: str) -> str:
    """The bcrypt hash of a password; raises Refused where it is too short or too long."""
    if len(password) < SHORTEST or len(password.encode()) > LONGEST:
        raise Refused(f"密码须为{SHORTEST}个字符以上、{LONGEST}字节以内；实际为{len(password)}个字符。")
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()


@dataclass(frozen=True, slots=True)
class Door:
    """Lets members of staff in, and knows them again."""

    accounts: Accounts

    def enter(self, name: str, password: str) -> str:
        """The token of a new session. Raises Refused."""
        account = self.accounts.account(name)
        if account and account.blocked and account.blocked > _at():
            raise Refused(f"连续{ATTEMPTS}次密码不对，请在{WAIT.seconds // 60}分钟后再试。")
        known = account.password if account else _nobody()  # as slow for a name that nobody has
        if not (bcrypt.checkpw(password.encode()[:LONGEST], known.encode()) and account):
            if account:
                failed = account.failed + 1
                self.accounts.attempted(name, failed % ATTEMPTS, _at(WAIT) if failed >= ATTEMPTS else None)
            raise Refused("用户名或密码不对。")
        self.accounts.attempted(name, 0, None)
        return self.let_in(name)

    def let_in(self, name: str) -> str:
        """The token of a new session of one who has been recognised."""
        token = token_urlsafe(32)
        self.accounts.begin(_named(token), name, _at(LASTS))
        return token

    def person(self, token: str) -> str | None:
        """Whose session this is; None where it is none or has ended."""
        return self.accounts.person(_named(token), _at()) if token else None

    def leave(self, token: str) -> None:
        """End the session."""
        self.accounts.end(_named(token), _at())


@cache
def _nobody() -> str:
    return bcrypt.hashpw(token_urlsafe().encode(), bcrypt.gensalt()).decode()


def _named(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _at(later: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + later).isoformat(timespec="seconds")
