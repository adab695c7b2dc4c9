"""One document from an http(s) address: redirects followed, every hop checked, time and size bounded."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from urllib.parse import unquote_to_bytes, urlsplit

import httpcore

from ingest.errors import Unreachable
from ingest.web.addresses import absolute, as_requested
from ingest.web.network import Clock, GuardedNetwork, Resolve, resolved

_HEADERS = (
    (b"User-Agent", b"nianbao (reader of annual reports)"),
    (b"Accept", b"text/html,application/pdf,*/*;q=0.8"),
    (b"Accept-Encoding", b"gzip, deflate"),
)
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MOST_REDIRECTS = 5
_REASONS = {
    401: "网站要求登录",
    403: "网站拒绝访问",
    404: "网页不存在",
    410: "网页已经删除",
    412: "网站只接受浏览器访问",
    429: "网站认为访问过于频繁",
    521: "网站只接受浏览器访问",
}
_NO_DOCUMENT = ("video/", "audio/")
_ENCODINGS = ("gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one address may cost: seconds in all, seconds without a byte, bytes as received and as unpacked."""

    total: float = 60
    quiet: float = 10
    largest: int = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Way:
    """How addresses are reached: whether the local network may be, the limits, and the two ends that a test may replace."""

    local: bool = False
    limits: Limits = Limits()
    resolve: Resolve = resolved
    network: httpcore.NetworkBackend | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as a server gave it: the address it came from in the end, the name that the server gives it ('' for none), its bytes."""

    url: str
    name: str
    content: bytes


def fetch(address: str, way: Way) -> Fetched:
    """The document at an address; raises Unreachable with one sentence that says why there is none."""
    clock = Clock.of(way.limits.total, way.limits.quiet)
    backend = GuardedNetwork(clock, local=way.local, resolve=way.resolve, inner=way.network)
    try:
        with httpcore.ConnectionPool(max_connections=1, network_backend=backend) as pool:
            return _followed(pool, address, way.limits)
    except httpcore.TimeoutException as error:
        limits = way.limits
        raise Unreachable(
            f"读取 {address} 超时：最多等待 {limits.total:g} 秒，其间不能有 {limits.quiet:g} 秒没有数据。请稍后再试，或用浏览器下载后导入文件。"
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise Unreachable(f"无法读取 {address}：{_failure(error)}。请检查网址，或用浏览器下载后导入文件。") from error


def _followed(pool: httpcore.ConnectionPool, address: str, limits: Limits) -> Fetched:
    url = as_requested(address)
    for _ in range(_MOST_REDIRECTS + 1):
        with pool.stream("GET", url, headers=list(_HEADERS)) as response:
            headers = _headers(response.headers)
            if response.status not in _REDIRECTS or "location" not in headers:
                _must_be_a_document(url, response.status, headers)
                return Fetched(url, _name(headers), _body(url, response.iter_stream(), headers, limits.largest))
        url = absolute(url, headers["location"])
    raise Unreachable(f"无法读取 {address}：网站把访问转来转去超过 {_MOST_REDIRECTS} 次，没有给出文件。请用浏览器打开后再复制网址。")


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("ascii").lower(): _decoded(value) for name, value in raw}


def _decoded(raw: bytes) -> str:
    """What a server sent outside of ASCII: UTF-8, else GB18030, else the letters one by one."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _must_be_a_document(url: str, status: int, headers: dict[str, str]) -> None:
    if status != 200:
        why = _REASONS.get(status, "网站出错" if status >= 500 else "网站没有给出文件")
        raise Unreachable(f"无法读取 {url}：{why}（状态码 {status}）。请在浏览器中确认网址，或下载后导入文件。")
    kind = headers.get("content-type", "")
    if kind.startswith(_NO_DOCUMENT):
        raise Unreachable(f"没有读取 {url}：应为网页或 PDF、Word 文件，网站给出的是 {kind}。请提供报告本身的网址。")


def _body(url: str, chunks: Iterator[bytes], headers: dict[str, str], largest: int) -> bytes:
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity", *_ENCODINGS):
        raise Unreachable(f"无法读取 {url}：网站用了没有请求过的压缩方式（{encoding}）。请用浏览器下载后导入文件。")
    pieces = _unpacked(url, chunks, largest) if encoding in _ENCODINGS else chunks
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) > largest:
            raise Unreachable(_too_large(url, largest))
    return bytes(held)


def _unpacked(url: str, chunks: Iterator[bytes], largest: int) -> Iterator[bytes]:
    """The pieces unpacked, none longer than one byte past the limit: a bomb is never in memory."""
    unpacker = zlib.decompressobj(47)  # gzip or zlib, told by its head
    try:
        for chunk in chunks:
            yield unpacker.decompress(chunk, largest + 1)
            if unpacker.unconsumed_tail:
                raise Unreachable(_too_large(url, largest))
    except zlib.error as error:
        raise Unreachable(f"无法读取 {url}：网站给出的压缩数据已损坏。请稍后再试，或用浏览器下载后导入文件。") from error
    if not unpacker.eof:
        raise Unreachable(f"无法读取 {url}：网站给出的数据不完整。请稍后再试，或用浏览器下载后导入文件。")


def _too_large(url: str, largest: int) -> str:
    return f"没有读取 {url}：文件太大，最多 {largest / 1024 / 1024:g} MB。请只提供年度报告本身的网址。"


def _name(headers: dict[str, str]) -> str:
    """The file name in Content-Disposition, in whichever of its spellings."""
    message = Message()
    message["Content-Disposition"] = headers.get("content-disposition", "").replace("\n", " ").replace("\r", " ")
    name = message.get_param("filename*", header="Content-Disposition") or message.get_param("filename", header="Content-Disposition")
    if isinstance(name, tuple):  # RFC 2231: encoding, language, text
        return _decoded(name[2].encode("latin-1", "replace"))
    return _decoded(unquote_to_bytes(name)) if name else ""


def _failure(error: Exception) -> str:
    words = str(error)
    if "CERTIFICATE" in words or "SSL" in words:
        return "网站的安全证书不能核实，或加密方式不被支持"
    if isinstance(error, httpcore.ConnectError):
        return "连接不上网站"
    return "网站中途断开，或回答的不是网页协议"


def last_part(url: str) -> str:
    """The last segment of an address's path, unquoted; '' where there is none."""
    return _decoded(unquote_to_bytes(urlsplit(url).path.rstrip("/").rpartition("/")[2]))
