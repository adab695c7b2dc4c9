"""The accounts of staff, and who is let in when the service starts: they, whom a proxy names, or whoever has the printed link."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_urlsafe

from ingest.settings import Settings
from ingest.stores.archive import Archive
from ui.staff import Staff
from ui.staff.guard import Proxy
from ui.staff.login import Accounts, Door, Refused, hashed


def admitted(accounts: Accounts, archive: Archive, settings: Settings) -> Staff:
    """The ways in that are open: without accounts and proxy a key for one login."""
    proxy = Proxy(settings.identity_header, frozenset(settings.proxies)) if settings.identity_header and settings.proxies else None
    once = "" if proxy or accounts.names() else token_urlsafe(16)
    return Staff(Door(accounts), archive, settings, proxy, once)


def managed(action: str, name: str, accounts: Accounts, password: Callable[[], str]) -> str:
    """What was done, as a sentence: accounts listed, one added with the password typed, or one removed. Raises Refused."""
    if action == "list":
        return "\n".join(accounts.names()) or "还没有工作人员账号。"
    if not name:
        raise Refused("请写明用户名。")
    if action == "add":
        accounts.keep(name, hashed(password()))
        return f"已建立 {name}。"
    if not accounts.remove(name):
        raise Refused(f"没有名为 {name} 的账号。")
    return f"已删除 {name}。"
