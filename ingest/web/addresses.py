"""Addresses as they are written and as they are requested: completed, percent-encoded, compared by their site."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from ingest.errors import Unreachable

_SAFE = "%/:=&?~#+!$,;'@()*[]"
_PORTS = {"http": 80, "https": 443}
_OWN_LABELS = 3
"""A parent of so many labels is an organisation (gz.gov.cn); with fewer it is everybody's (gov.cn)."""


def as_requested(address: str, encoding: str = "utf-8") -> str:
    """The address as a request may hold it: host in ASCII, path and query percent-encoded, no fragment.

    The path is encoded as UTF-8, the query as the page's own text is (WHATWG URL standard). Raises Unreachable for what is no
    http(s) address of a document.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Unreachable(f"读不懂网址 {address}：应为 http:// 或 https:// 开头的完整网址。") from error
    if parts.scheme not in _PORTS or not host:
        raise Unreachable(f"没有读取 {address}：应为 http:// 或 https:// 开头的完整网址。")
    if "@" in parts.netloc:
        raise Unreachable(f"没有读取 {address}：网址里不能带用户名和密码。请用浏览器登录、下载后导入文件。")
    named = f"[{host}]" if ":" in host else _ascii(address, host)
    place = named if port in (None, _PORTS[parts.scheme]) else f"{named}:{port}"
    return urlunsplit((parts.scheme, place, quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE, encoding, "replace"), ""))


def absolute(base: str, link: str, encoding: str = "utf-8") -> str:
    """A link of a page, or the target of a redirect, as a complete address; raises Unreachable."""
    try:
        return as_requested(urljoin(base, link.strip()), encoding)
    except ValueError as error:
        raise Unreachable(f"读不懂网址 {link}：应为 http:// 或 https:// 开头的完整网址。") from error


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one site: the same host but for www., or one below the other's own domain; the same special port.

    >>> same_site("https://www.gz.gov.cn/a", "http://zwgk.gz.gov.cn/b"), same_site("http://www.gov.cn/", "http://gz.gov.cn/")
    (True, False)
    """
    (here, its_port), (there, other_port) = _site(one), _site(other)
    if its_port != other_port:
        return False
    return here == there or _below(here, there) or _below(there, here)


def _below(host: str, parent: str) -> bool:
    return host.endswith(f".{parent}") and parent.count(".") + 1 >= _OWN_LABELS and not parent.replace(".", "").isdigit()


def _site(address: str) -> tuple[str, int | None]:
    parts = urlsplit(address)
    port = None if parts.port in (None, *_PORTS.values()) else parts.port
    return (parts.hostname or "").removeprefix("www."), port


def _ascii(address: str, host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Unreachable(f"读不懂网址 {address}：网站的域名不合规则。") from error
