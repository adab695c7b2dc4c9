"""`python -m benchmarks`: processor time a PDF page, seconds to ingest the samples, milliseconds a question."""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from ingest.document import Document
from ingest.environment import settle_environment
from ingest.readers.pdf import read_pdf
from qa import open_assistant

SAMPLES = Path(__file__).parents[1] / "samples" / "reports"
ROUNDS = 5
QUESTIONS = (
    "广州海关2023年新收政府信息公开申请多少件？",
    "广州海关2023年不予公开占办理结果总计的比例是多少？",
    "淮安市人民政府2024年新收申请比2023年增长多少？",
    "福州海关2023年和2024年行政复议各多少件？",
    "2023年哪个机关新收申请最多？",
    "广州海关2023年存在的主要问题是什么？",
    "火星市人民政府2023年收到多少申请？",
)


def main() -> None:
    """Measure and print, one table after the other."""
    settle_environment()
    read_pages()
    with tempfile.TemporaryDirectory() as folder:
        ingest(Path(folder))
        ask(Path(folder))


def read_pages() -> None:
    """Processor time a page: ours beside pdfplumber, and beside pdfium's bare text, below which no reader on it can go."""
    contents = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))}
    pages = sum(len(pypdfium2.PdfDocument(content)) for content in contents.values())
    engines: dict[str, Callable[[str, bytes], object]] = {"ours": _ours, "pdfplumber": _plumber, "pdfium, text only": _text}
    spent: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(ROUNDS):
        for name, read in engines.items():
            start = time.process_time()
            for file, content in contents.items():
                read(file, content)
            spent[name].append((time.process_time() - start) * 1000 / pages)
    print(f"PDF, {len(contents)} files, {pages} pages, processor time, median of {ROUNDS}")
    for name, times in spent.items():
        print(f"  {name:20}{statistics.median(times):8.2f} ms a page")


def _ours(name: str, content: bytes) -> object:
    return read_pdf(Document("", name, "application/pdf"), content)


def _plumber(_: str, content: bytes) -> object:
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [(page.extract_text(), page.extract_tables()) for page in document.pages]


def _text(_: str, content: bytes) -> object:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]


def ingest(folder: Path) -> None:
    """Seconds until the samples are held, and until it is seen that they are held already."""
    command = [sys.executable, "-m", "ui.cli", "ingest", "--data-dir", str(folder), str(SAMPLES)]
    print(f"ingest, {len(list(SAMPLES.iterdir()))} reports, from the command line")
    for name in ("into an empty folder", "a second time"):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        print(f"  {name:20}{time.perf_counter() - start:8.2f} s")


def ask(folder: Path) -> None:
    """Milliseconds from a question to its answer; the first one loads what the others find loaded."""
    assistant = open_assistant(folder)
    print(f"ask, {len(QUESTIONS)} questions, wall time")
    times = [_milliseconds(lambda question=question: assistant.ask(question)) for _ in range(ROUNDS) for question in QUESTIONS]
    print(f"  {'the first':20}{times[0]:8.1f} ms")
    later = sorted(times[len(QUESTIONS) :])
    print(f"  {'median':20}{statistics.median(later):8.1f} ms")
    print(f"  {'95 of 100':20}{later[int(len(later) * 0.95)]:8.1f} ms")


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
