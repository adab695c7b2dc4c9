"""From a question to its answer once the program is warm: out of the tables, beside out of prose by words and vectors."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from benchmarks.held import held
from qa import Assistant, open_assistant

TABLE_QUESTIONS = (
    "广州海关2023年新收政府信息公开申请多少件？",
    "广州海关2023年不予公开一共多少件？",
    "广州海关2023年予以公开占办结的百分之几？",
    "淮安市2024年新收申请比上年增加了多少件？",
    "2023年哪个机关收到的申请最多？",
)
PROSE_QUESTIONS = ("福州海关2024年接听热线电话多少次？", "广州海关2023年的“智慧小关”是什么？", "淮安市2024年召开新闻发布会多少场？")


def answers(count: int) -> None:
    """Print the milliseconds of both, each question asked so many times; raises SystemExit where one is not answered."""
    assistant = open_assistant(held())
    tables, prose = (_times(assistant, questions, count) for questions in (TABLE_QUESTIONS, PROSE_QUESTIONS))
    print(f"answers, {count} times each question, time of the processor: others may keep this machine busy")
    for name, times in (("from a table", tables), ("from prose", prose)):
        middle, late = statistics.median(times), times[int(len(times) * 0.95)]
        ratio = middle / statistics.median(tables)
        print(f"  {name:23}p50 {middle:7.1f} ms   p95 {late:7.1f} ms   {ratio:6.1f} times a table answer")


def _times(assistant: Assistant, questions: Sequence[str], count: int) -> list[float]:
    for question in questions:
        if assistant.ask(question).kind not in ("exact", "narrative"):
            raise SystemExit(f"not answered, so not measured: {question}")
    return sorted(_milliseconds(assistant, question) for _ in range(count) for question in questions)


def _milliseconds(assistant: Assistant, question: str) -> float:
    started = time.process_time()
    assistant.ask(question)
    return (time.process_time() - started) * 1000
