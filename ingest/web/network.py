"""Connections to checked addresses only, within a time limit: what a name resolves to is examined, and exactly that is connected to."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from time import monotonic

import httpcore

from ingest.errors import Unreachable

Resolve = Callable[[str, int], tuple[str, ...]]
"""The numeric addresses of a name; raises OSError where it has none."""

_SPECIAL = (
    # Not of the public internet, though Python 3.11 calls them global.
    *map(ip_network, ("192.0.0.0/24", "192.88.99.0/24")),
    # Answers with a machine's own data inside a large provider's network.
    ip_network("168.63.129.16/32"),
)
_UNICAST = ip_network("2000::/3")
# A transitional IPv6 address hides an IPv4 address that is connected to in the end.
_TRANSITIONAL = tuple(map(ip_network, ("2001::/32", "2002::/16")))


def resolved(host: str, port: int) -> tuple[str, ...]:
    """The numeric addresses of a name, as this machine resolves it; 127.1 and 0x7f000001 are resolved like names."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet: no loopback, private, shared, link-local or multicast one, nor one in disguise.

    >>> [is_public(one) for one in ("127.0.0.1", "100.100.100.200", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "8.8.8.8")]
    [False, False, False, False, True]
    """
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    if isinstance(ip, IPv4Address):
        return not any(ip in one for one in _SPECIAL)
    return ip in _UNICAST and not any(ip in one for one in _TRANSITIONAL)


@dataclass(frozen=True, slots=True)
class Clock:
    """When everything must be done, and how long one read may wait; in seconds of the monotonic clock."""

    end: float
    quiet: float

    @classmethod
    def of(cls, total: float, quiet: float) -> Clock:
        """A clock that starts now."""
        return cls(monotonic() + total, quiet)

    def left(self) -> float:
        """How long the next step may take; raises httpcore.ReadTimeout where the time is spent."""
        left = min(self.quiet, self.end - monotonic())
        if left <= 0:
            raise httpcore.ReadTimeout("the time is spent")
        return left


class GuardedNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only, or to any where `local`; every step ends with the clock."""

    def __init__(
        self, clock: Clock, *, local: bool = False, resolve: Resolve = resolved, inner: httpcore.NetworkBackend | None = None
    ) -> None:
        self._clock, self._local, self._resolve = clock, local, resolve
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # the clock's time holds
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the host's addresses, all of them checked; raises Unreachable, httpcore.ConnectError."""
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._checked(host, port):
            try:
                stream = self._inner.connect_tcp(address, port, self._clock.left(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Timed(stream, self._clock)
        raise failure

    def _checked(self, host: str, port: int) -> tuple[str, ...]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"找不到网站 {host}：应为可以访问的网站，域名没有解析到任何地址。请检查网址和网络连接。") from error
        inner = next((one for one in addresses if not is_public(one)), None)
        if inner is not None and not self._local:
            raise Unreachable(
                f"没有读取 {host}：只读取互联网上的地址，而它指向本机或内部网络（{inner}）。确需读取内部网站时，请加 --allow-local-addresses。"
            )
        return addresses


class _Timed(httpcore.NetworkStream):
    """A connection whose every step ends with the clock, however little the other side sends at a time."""

    def __init__(self, inner: httpcore.NetworkStream, clock: Clock) -> None:
        self._inner, self._clock = inner, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._inner.read(max_bytes, self._clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, self._clock.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, self._clock.left()), self._clock)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
