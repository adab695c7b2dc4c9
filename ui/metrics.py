"""Counts of questions by kind and door, and their times, for Prometheus; what got no answer is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from qa.answer import Answer
from ui.assistant import Answering
from ui.heard import Hearing, note

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class Meter:
    """An assistant's questions, counted; those that got no answer are kept where there is a store for them."""

    def __init__(self, assistant: Answering, hearing: Hearing | None = None) -> None:
        self._assistant, self._hearing = assistant, hearing
        self._notes = ThreadPoolExecutor(1, "note")  # no answer waits for the disk
        self._registry = CollectorRegistry()
        self._questions = Counter("nianbao_questions", "Questions answered", ("door", "kind"), registry=self._registry)
        self._seconds = Histogram("nianbao_answer_seconds", "Seconds to an answer", ("door",), buckets=SECONDS, registry=self._registry)

    def ask(self, door: str, question: str, conversation: str | None) -> Answer:
        """The assistant's answer, counted under the door that it was asked at."""
        started = perf_counter()
        answer = self._assistant.ask(question, conversation)
        self._seconds.labels(door).observe(perf_counter() - started)
        self._questions.labels(door, answer.kind).inc()
        if self._hearing:
            self._notes.submit(note, answer, self._hearing)
        return answer

    def close(self) -> None:
        """Wait until all that is to be kept is kept."""
        self._notes.shutdown()

    def exposition(self) -> bytes:
        """The counts in the text format of Prometheus."""
        return generate_latest(self._registry)
