"""Reading in a process of its own: what hangs, eats memory or crashes there is one sentence here, and the next file is read."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Timer
from time import monotonic

import pytest

from ingest import confined
from ingest.confined import Readers, read_confined
from ingest.errors import IngestError, NotAReport, ReadingStopped, UnreadableDocument
from ingest.pipeline import read_report
from samples import invent, print_docx, print_html, print_pdf, print_text

REPORT = invent(Random(31))
HOSTILE = """
import ctypes, os, re, sys, time, types
from ingest import allowance
from ingest.errors import NotAReport
allowance.SECONDS = 1
def obey(name, content, url):
    match content:
        case b"hang": time.sleep(3600)
        case b"spin":
            while True: pass
        case b"wait": allowance.widen(3600, allowance.MEMORY); time.sleep(2)
        case b"eat": allowance.widen(3600, allowance.MEMORY); return [bytearray(1 << 20) for _ in range(1 << 20)]
        case b"peak":
            try: return obey(name, b"eat", url)
            except MemoryError: raise NotAReport(re.search("VmHWM:\\s*([0-9]+)", open("/proc/self/status").read())[1])
        case b"nest": return obey(name, content, url)
        case b"crash": ctypes.string_at(0)
        case b"exit": os._exit(3)
        case b"dump": print("a line on stdout")
    raise NotAReport(f"{os.getpid()}")
sys.modules["ingest.pipeline"] = types.SimpleNamespace(read_report=obey)
from ingest import child
child.serve(int(sys.argv[1]))
"""


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes that do what a file says, within one second."""
    monkeypatch.setattr(confined, "_PROGRAM", HOSTILE)
    monkeypatch.setattr(confined, "_idle", [])
    yield
    for child in confined._idle:
        child.close()


def sentence(content: bytes) -> str:
    with pytest.raises(IngestError) as raised:
        read_confined("a.pdf", content)
    return f"{type(raised.value).__name__} {raised.value}"


def process() -> str:
    """Which process reads now."""
    return sentence(b"who")


STOPS = {
    b"hang": "读得太久", b"spin": "读得太久", b"eat": "占用内存过多", b"nest": "嵌套层次过深",
    b"crash": "意外中止（代码 -11）", b"exit": "意外中止（代码 3）",
}  # fmt: skip


def test_what_stops_the_process_is_one_sentence_and_the_next_file_has_a_fresh_one(hostile: None) -> None:
    before = process()
    for content, said in STOPS.items():
        stopped = sentence(content)
        assert stopped.startswith("ReadingStopped 《a.pdf》")
        assert said in stopped
        after = process()
        assert after.startswith("NotAReport")
        assert after != before
        before = after


def test_memory_ends_below_512_megabytes(hostile: None) -> None:
    assert 300_000 < int(sentence(b"peak").split()[1]) < 512 * 1024, "kilobytes"


def test_a_process_reads_one_file_after_the_other_and_a_slow_reader_may_ask_for_more_time(hostile: None) -> None:
    assert len({process(), sentence(b"dump"), sentence(b"wait"), process()}) == 1


def test_readers_that_are_stopped_end_at_once(hostile: None) -> None:
    started = monotonic()
    with Readers() as readers, ThreadPoolExecutor(2) as pool:
        reading = [pool.submit(readers.read, "a.pdf", b"wait") for _ in range(2)]
        Timer(0.5, readers.stop).start()
        assert all(isinstance(one.result(), ReadingStopped) for one in reading)
    assert monotonic() - started < 30


def test_what_is_read_elsewhere_is_what_is_read_here(tmp_path: Path) -> None:
    for name, content in (("a.pdf", print_pdf(REPORT)), ("a.docx", print_docx(REPORT)), ("a.txt", print_text(REPORT, "tabs").encode())):
        assert read_confined(name, content, "http://x/") == read_report(name, content, "http://x/")
    (tmp_path / "a.html").write_bytes(print_html(REPORT))
    assert read_confined(tmp_path / "a.html") == read_report(tmp_path / "a.html")
    with pytest.raises(NotAReport, match=r"《b.txt》看起来不是年度报告"):
        read_confined("b.txt", "话说天下大势，分久必合。".encode())
    with pytest.raises(UnreadableDocument, match="找不到文件"):
        read_confined(tmp_path / "nowhere.pdf")
