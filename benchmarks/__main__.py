"""`python -m benchmarks`: reading, answering and starting, each measured in this run beside a named alternative."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.pdf import pdf
from ingest.environment import settle_environment
from qa import Assistant, open_assistant

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "reports"
ASKED = 20
TABLE_QUESTIONS = (
    "广州海关2023年新收政府信息公开申请多少件？",
    "广州海关2023年不予公开一共多少件？",
    "广州海关2023年予以公开占办结的百分之几？",
    "淮安市2024年新收申请比上年增加了多少件？",
    "2023年哪个机关收到的申请最多？",
)
PROSE_QUESTIONS = ("福州海关2024年接听热线电话多少次？", "广州海关2023年的“智慧小关”是什么？", "淮安市2024年召开新闻发布会多少场？")


def main() -> None:
    """Measure and print, one table after the other."""
    settle_environment()
    pdf()
    with tempfile.TemporaryDirectory() as data:
        ingest(Path(data))
        ask(open_assistant(Path(data)))
        start(Path(data))


def ingest(folder: Path) -> None:
    """Seconds until the samples are held, model unpacked and indexed, and until it is seen that they are held already."""
    command = [sys.executable, "-m", "ui.cli", "ingest", "--data-dir", str(folder), str(SAMPLES)]
    first, again = (_wall(command) for _ in range(2))
    print(f"ingest, {len(list(SAMPLES.iterdir()))} reports, wall time of the command")
    print(f"  into an empty folder   {first:8.2f} s")
    print(f"  a second time          {again:8.2f} s    {first / again:6.1f} times less")


def _wall(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def ask(assistant: Assistant) -> None:
    """Milliseconds from question to answer once warm: from the tables, and from prose by words and vectors."""
    tables, prose = (_times(assistant, questions) for questions in (TABLE_QUESTIONS, PROSE_QUESTIONS))
    print(f"answers, {ASKED} times each question, wall time")
    for name, times in (("from a table", tables), ("from prose", prose)):
        ratio = statistics.median(times) / statistics.median(tables)
        print(
            f"  {name:23}p50 {statistics.median(times):7.1f} ms   p95 {times[int(len(times) * 0.95)]:7.1f} ms   {ratio:6.1f} times a table answer"
        )


def _times(assistant: Assistant, questions: Sequence[str]) -> list[float]:
    for question in questions:
        if assistant.ask(question).kind not in ("exact", "narrative"):
            raise SystemExit(f"not answered, so not measured: {question}")
    return sorted(_milliseconds(assistant, question) for _ in range(ASKED) for question in questions)


def _milliseconds(assistant: Assistant, question: str) -> float:
    started = time.perf_counter()
    assistant.ask(question)
    return (time.perf_counter() - started) * 1000


def start(folder: Path) -> None:
    """Seconds from the start of the program to the first answer, beside Python that does nothing and imports alone."""
    asked = [sys.executable, "-m", "ui.cli", "ask", "--data-dir", str(folder)]
    commands = {
        "python alone": [sys.executable, "-c", "pass"],
        "a table answer": [*asked, TABLE_QUESTIONS[0]],
        "a prose answer": [*asked, PROSE_QUESTIONS[0]],
        "importing gradio, chromadb and sentence-transformers": [sys.executable, "-c", "import gradio, chromadb, sentence_transformers"],
    }
    times = {name: statistics.median(_wall(command) for _ in range(3)) for name, command in commands.items()}
    print("start to the first answer, wall time of the command, median of 3")
    for name, seconds in times.items():
        print(f"  {name:54}{seconds:6.2f} s   {seconds / times['a table answer']:6.2f} times a table answer")


if __name__ == "__main__":
    main()
