"""Addresses, over a real server on this machine: what a page leads to is found once; what must not be reached is refused in a sentence."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from urllib.parse import quote

import httpcore
import pytest

from ingest.found import Found
from ingest.outcome import Outcome
from ingest.pipeline import read_report
from ingest.web.fetch import Limits, Way
from ingest.web.network import is_public
from ingest.web.visit import MOST, found_at
from samples import invent, print_docx, print_html, print_pdf

REPORT = invent(Random(5))
PAGE, PDF, WORD = print_html(REPORT), print_pdf(REPORT), print_docx(REPORT)
CALM, HASTE = Limits(largest=2_000_000), Limits(total=0.8, quiet=0.4)

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server on this machine; `asked` are the paths in the order in which they were asked for."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def has(self, path: str, content: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        self.answers[path] = _answer(
            content, {"Content-Type": kind, **{name.replace("_", "-"): text for name, text in headers.items()}}, status
        )

    def sends(self, path: str, to: str) -> None:
        self.has(path, b"", status=302, Location=to)

    def found(self, path: str, limits: Limits = CALM) -> list[Found | Outcome]:
        return list(found_at(self.address + path, way=Way(local=True, limits=limits)))

    def sentence(self, path: str, limits: Limits = CALM) -> str:
        (outcome,) = self.found(path, limits)
        assert isinstance(outcome, Outcome)
        assert outcome.status == "failed"
        assert outcome.error is not None
        assert outcome.error.endswith("。")
        return outcome.error


def _at(name: str, content: bytes, url: str) -> Found:
    return Found(url, name, content, url)


def _answer(content: bytes, headers: Mapping[str, str], status: int) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, text in headers.items():
            request.send_header(name, text)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    return answer


def _streamed(pieces: Callable[[], Iterable[bytes]], **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        for name, text in headers.items():
            request.send_header(name.replace("_", "-"), text)
        request.end_headers()
        try:
            for piece in pieces():
                request.wfile.write(piece)
                request.wfile.flush()
        except OSError:  # the reader has had enough
            return

    return answer


@pytest.fixture
def site() -> Iterator[Site]:
    held: list[Site] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            held[0].asked.append(self.path)
            held[0].answers.get(self.path, _answer(b"gone", {}, 404))(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: ARG002  # the name that it overrides
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.append(Site(f"http://127.0.0.1:{server.server_port}"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield held[0]
    server.shutdown()
    thread.join()
    server.server_close()


def page(*links: str, title: str = "政府信息公开年报", more: str = "") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title>{more}</head><body>{''.join(links)}</body></html>".encode()


def link(to: str, words: str) -> str:
    return f'<li><a href="{to}">{words}</a></li>'


def another(seed: int) -> bytes:
    return print_html(invent(Random(seed)))


# --- what is found


def test_a_report_page_is_given_under_its_title_and_address(site: Site) -> None:
    site.has("/2023/report.html", PAGE)
    (found,) = site.found("/2023/report.html")
    assert found == _at(REPORT.title, PAGE, f"{site.address}/2023/report.html")
    assert read_report(found.name, found.content, found.url).report.title == REPORT.title


def test_a_file_is_given_whatever_the_server_says_it_is(site: Site) -> None:
    site.has("/files/1.pdf", PDF, "text/html")
    site.has("/download", WORD, "application/octet-stream", Content_Disposition=f"attachment; filename*=UTF-8''{quote('年报.docx')}")
    assert site.found("/files/1.pdf") == [_at("1.pdf", PDF, f"{site.address}/files/1.pdf")]
    assert site.found("/download") == [_at("年报.docx", WORD, f"{site.address}/download")]


def test_a_list_page_gives_each_year_once_and_nothing_from_elsewhere(site: Site) -> None:
    reports = {year: another(year) for year in (2021, 2022, 2023)}
    for year, content in reports.items():
        site.has(f"/nb/{year}.html", content)
    links = [link(f"{year}.html#top", f"某机关{year}年政府信息公开工作年度报告") for year in reports]
    links += [
        link("2023.html", "某机关2023年政府信息公开工作年度报告（全文）"),
        link("http://reports.example/2020.html", "某机关2020年政府信息公开工作年度报告"),
    ]
    links += [link("/about.html", "关于我们"), link("2023/fz.html", "2023年法治政府建设年度报告"), link("javascript:void(0)", "2019年年报")]
    site.has("/nb/", page(*links))
    assert [(one.content, one.url) for one in site.found("/nb/") if isinstance(one, Found)] == [
        (content, f"{site.address}/nb/{year}.html") for year, content in reports.items()
    ]
    assert site.asked == ["/nb/", "/nb/2021.html", "/nb/2022.html", "/nb/2023.html"]


def test_the_year_may_stand_beside_the_link(site: Site) -> None:
    site.has("/", page('<table><tr><td>2023年</td><td><a href="a.html">政府信息公开工作年度报告</a></td></tr></table>'))
    site.has("/a.html", PAGE)
    assert [one.url for one in site.found("/") if isinstance(one, Found)] == [f"{site.address}/a.html"]


def test_a_report_with_its_tables_is_not_given_again_as_an_attachment(site: Site) -> None:
    site.has("/a.html", PAGE.replace(b"</body>", link("a.pdf", "附件：2023年年度报告.pdf").encode() + b"</body>"))
    site.has("/a.pdf", PDF, "application/pdf")
    assert [one.url for one in site.found("/a.html") if isinstance(one, Found)] == [f"{site.address}/a.html"]


def test_a_page_that_only_announces_its_report_gives_one_attachment_of_each_name(site: Site) -> None:
    name = "某机关2023年政府信息公开工作年度报告"
    beside = link("/2022.html", "某机关2022年政府信息公开工作年度报告")
    site.has("/a.html", page(link("P01.pdf", f"附件1：{name}.pdf"), link("P02.docx", f"附件2：{name}.docx"), beside, title=name))
    site.has("/P02.docx", WORD)
    assert site.found("/a.html") == [_at(f"附件2：{name}.docx", WORD, f"{site.address}/P02.docx")]
    assert site.asked == ["/a.html", "/P02.docx"]


def test_a_list_page_leads_to_the_attachments_of_its_pages(site: Site) -> None:
    site.has("/", page(link("/2023.html", "2023年政府信息公开年报")))
    site.has("/2023.html", page("<p>详见附件。</p>", link("/down?id=7&name=x.pdf", "下载"), title="2023年政府信息公开年报"))
    site.has("/down?id=7&name=x.pdf", PDF, "application/pdf", Content_Disposition='attachment; filename="nb.pdf"')
    assert site.found("/") == [_at("nb.pdf", PDF, f"{site.address}/down?id=7&name=x.pdf")]


def test_a_report_whose_tables_are_attached_keeps_its_page_where_the_attachment_is_none(site: Site) -> None:
    cut = PAGE[: PAGE.index("三、收到".encode())] + link("b.docx", "填表说明.docx").encode() + b"</body></html>"
    site.has("/a.html", cut)
    site.has("/b.docx", "填表说明：按照格式填写。".encode())
    assert [one.source.rpartition("/")[2] for one in site.found("/a.html") if isinstance(one, Found)] == ["b.docx", "a.html"]
    site.has("/b.docx", WORD)
    assert [one.source.rpartition("/")[2] for one in site.found("/a.html") if isinstance(one, Found)] == ["b.docx"]


def test_chinese_links_of_a_gbk_page_are_encoded_as_a_browser_does(site: Site) -> None:
    links = page(link("年报/2023年度报告.pdf", "2023年度报告"), link("down?f=年报", "2022年度报告"), more='<base href="/gk/">').decode()
    site.has("/list", links.encode("gb18030"))
    site.has(f"/gk/{quote('年报/2023年度报告.pdf')}", PDF)
    site.has(f"/gk/down?f={quote('年报', encoding='gb18030')}", WORD)
    assert [one.content for one in site.found("/list") if isinstance(one, Found)] == [PDF, WORD]


def test_redirects_and_a_refresh_are_followed_to_the_address_that_is_kept(site: Site) -> None:
    site.sends("/old", "/moved")
    site.has("/moved", page(more='<meta http-equiv="Refresh" content="0; url=2023/年报.html">'))
    site.has(f"/2023/{quote('年报.html')}", PAGE)
    assert [one.url for one in site.found("/old") if isinstance(one, Found)] == [f"{site.address}/2023/{quote('年报.html')}"]


def test_a_packed_answer_is_unpacked(site: Site) -> None:
    site.has("/a", gzip.compress(PAGE), Content_Encoding="gzip")
    assert [one.content for one in site.found("/a") if isinstance(one, Found)] == [PAGE]


def test_a_failed_link_is_named_and_the_others_are_given(site: Site) -> None:
    site.has("/", page(link("a.html", "2022年政府信息公开年报"), link("b.html", "2023年政府信息公开年报")))
    site.has("/b.html", PAGE)
    gone, found = site.found("/")
    assert isinstance(gone, Outcome)
    assert gone.source == f"{site.address}/a.html"
    assert "网页不存在" in str(gone.error)
    assert isinstance(found, Found)


def test_a_list_without_end_is_cut_and_says_so(site: Site) -> None:
    site.has("/", page(*(link(f"{n}.pdf", f"第{n}局2023年政府信息公开年报.pdf") for n in range(MOST + 7))))
    for n in range(MOST):
        site.has(f"/{n}.pdf", PDF + str(n).encode())
    *found, last = site.found("/")
    assert len(found) == MOST
    assert isinstance(last, Outcome)
    assert "还有 7 个链接没有读取" in str(last.error)


def test_a_page_that_leads_nowhere_says_what_to_do(site: Site) -> None:
    site.has(
        "/", page("<p>欢迎</p>", link("http://reports.example/a", "2023年政府信息公开年报"), '<a href="javascript:go(3)">2022年年报</a>')
    )
    assert "指向其他网站的 1 个年报链接没有读取" in site.sentence("/")


# --- what must not be reached


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.1.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.0.1", "168.63.129.16", "169.254.169.254",
        "172.16.0.1", "192.0.0.192", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1",
        "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2001:0:7f00:1::",
        "2002:7f00:1::", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "223.5.5.5", "::ffff:223.5.5.5", "2400:3200::1"])
def test_addresses_of_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "017700000001", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_this_machine_is_refused_in_every_notation(site: Site, host: str) -> None:
    port = site.address.rpartition(":")[2]
    (outcome,) = found_at(f"http://{host}:{port}/a")
    assert isinstance(outcome, Outcome)
    assert "内部网络" in str(outcome.error)
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://reports.example/a.pdf", "应为 http:// 或 https://"),
        ("file:///etc/passwd", "应为 http:// 或 https://"),
        ("http:///a", "应为 http:// 或 https://"),
        ("http://[::1/a", "读不懂网址"),
        ("http://reports.example:99999/", "读不懂网址"),
        ("http://somebody:secret@reports.example/", "用户名和密码"),
        ("http://reports.example\\@127.0.0.1/", "用户名和密码"),
        ("http://" + "a" * 70 + ".example/", "域名不合规则"),
    ],
)
def test_what_is_no_address_of_a_document(address: str, words: str) -> None:
    (outcome,) = found_at(address)
    assert isinstance(outcome, Outcome)
    assert words in str(outcome.error)


class Elsewhere(httpcore.NetworkBackend):
    """Stands for the internet: whatever public address is connected to, the server on this machine answers."""

    def __init__(self, port: int) -> None:
        self.port, self.connected = port, list[str]()

    def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore.NetworkStream:
        self.connected.append(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, 1.0)


def public_way(site: Site, *answers: str) -> tuple[Way, Elsewhere]:
    """A way on which reports.example resolves to these addresses, one after the other, and a number to itself."""
    names, network = iter(answers), Elsewhere(int(site.address.rpartition(":")[2]))
    return Way(limits=CALM, resolve=lambda host, _: (next(names) if host == "reports.example" else host,), network=network), network


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:8000/", "//169.254.169.254/latest/", "http://10.0.0.1/", "http://192.168.0.1/", "file:///etc/passwd"]
)
def test_a_redirect_into_the_local_network_is_refused(site: Site, target: str) -> None:
    site.sends("/a", target)
    way, network = public_way(site, "203.0.114.1")
    (outcome,) = found_at("http://reports.example/a", way=way)
    assert isinstance(outcome, Outcome)
    assert "内部网络" in str(outcome.error) or "应为 http" in str(outcome.error)
    assert network.connected == ["203.0.114.1"]


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site) -> None:
    site.has("/a", PAGE)
    way, network = public_way(site, "203.0.114.1", "127.0.0.1")
    assert [type(one) for one in found_at("http://reports.example/a", way=way)] == [Found]
    assert network.connected == ["203.0.114.1"]
    (again,) = found_at("http://reports.example/a", way=way)
    assert isinstance(again, Outcome)
    assert network.connected == ["203.0.114.1"]


def test_the_server_is_asked_by_name_and_given_no_cookies(site: Site) -> None:
    asked = dict[str, str]()

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.update(request.headers.items())
        _answer(PAGE, {"Set-Cookie": "a=b"}, 200)(request)

    site.answers["/a"] = answer
    way, _ = public_way(site, "203.0.114.1", "203.0.114.1")
    for _ in range(2):
        assert len(list(found_at("http://reports.example/a", way=way))) == 1
    assert asked["Host"] == "reports.example"
    assert asked["User-Agent"].startswith("nianbao")
    assert "Cookie" not in asked


# --- servers that misbehave


def test_a_server_that_never_answers_ends_in_a_sentence(site: Site) -> None:
    over = threading.Event()

    def wait(_: BaseHTTPRequestHandler) -> None:
        over.wait(5)

    site.answers["/a"] = wait
    assert "超时" in site.sentence("/a", HASTE)
    over.set()


@pytest.mark.parametrize("piece", [b"<", b"H"])
def test_a_server_that_drips_ends_in_a_sentence(site: Site, piece: bytes) -> None:
    def drip() -> Iterator[bytes]:
        for _ in range(40):
            yield piece
            time.sleep(0.1)

    site.answers["/a"] = _streamed(drip)
    assert "超时" in site.sentence("/a", HASTE)


def test_headers_that_drip_end_in_a_sentence(site: Site) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        try:
            for letter in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n":
                request.wfile.write(bytes((letter,)))
                time.sleep(0.1)
        except OSError:
            return

    site.answers["/a"] = drip
    assert "超时" in site.sentence("/a", HASTE)


def test_a_body_without_end_ends_in_a_sentence(site: Site) -> None:
    site.answers["/a"] = _streamed(lambda: (b"x" * 60_000 for _ in range(1_000)))
    assert "文件太大，最多 1.9" in site.sentence("/a")


@pytest.mark.parametrize("size", [3_000_000, 40_000_000])
def test_a_bomb_of_zeros_ends_in_a_sentence(site: Site, size: int) -> None:
    site.has("/a", gzip.compress(bytes(size), 1), Content_Encoding="gzip")
    assert "文件太大" in site.sentence("/a")


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        (gzip.compress(PAGE)[:-400], "gzip", "数据不完整"),
        (b"no gzip", "gzip", "压缩数据已损坏"),
        (b"x", "br", "没有请求过的压缩方式"),
    ],
)
def test_a_packed_answer_that_is_broken(site: Site, content: bytes, encoding: str, words: str) -> None:
    site.has("/a", content, Content_Encoding=encoding)
    assert words in site.sentence("/a")


def test_a_loop_of_redirects_ends_in_a_sentence(site: Site) -> None:
    site.sends("/a", "/b")
    site.sends("/b", "/a")
    assert "超过 5 次" in site.sentence("/a")
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "网页不存在（状态码 404）"),
        (403, "拒绝访问"),
        (412, "只接受浏览器"),
        (500, "网站出错"),
        (204, "没有给出文件"),
        (301, "没有给出文件"),
    ],
)
def test_an_error_of_the_server_is_named(site: Site, status: int, words: str) -> None:
    site.has("/a", b"", status=status)
    assert words in site.sentence("/a")


def test_a_film_is_not_downloaded(site: Site) -> None:
    site.has("/a", b"x", "video/mp4")
    assert "video/mp4" in site.sentence("/a")


def test_a_server_that_breaks_off_or_speaks_no_http(site: Site) -> None:
    def cut(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")

    site.answers["/cut"] = cut

    def greet(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")

    site.answers["/ssh"] = greet
    assert "中途断开" in site.sentence("/cut")
    assert "不是网页协议" in site.sentence("/ssh")


def test_a_server_without_tls_is_named(site: Site) -> None:
    site.has("/a", PAGE)
    (outcome,) = found_at(site.address.replace("http:", "https:") + "/a", way=Way(local=True))
    assert isinstance(outcome, Outcome)
    assert "安全证书" in str(outcome.error)


def test_a_closed_port_is_named(site: Site) -> None:
    (outcome,) = found_at("http://127.0.0.1:9/a", way=Way(local=True))
    assert isinstance(outcome, Outcome)
    assert "连接不上" in str(outcome.error)
