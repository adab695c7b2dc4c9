"""Counts of questions by kind and door, their times, and what was refused, for Prometheus and the log; what got no answer is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from qa.answer import Answer
from ui import log
from ui.assistant import Answering
from ui.heard import Hearing, note

ASK, TOO_OFTEN = "/api/ask", 429
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class Meter:
    """An assistant's questions, counted; those that got no answer are kept where there is a store for them."""

    def __init__(self, assistant: Answering, hearing: Hearing | None = None) -> None:
        self._assistant, self._hearing = assistant, hearing
        self._notes = ThreadPoolExecutor(1, "note")  # no answer waits for the disk
        self._registry = CollectorRegistry()
        self._questions = Counter("nianbao_questions", "Questions answered", ("door", "kind"), registry=self._registry)
        self._errors = Counter("nianbao_errors", "Questions that an error kept from an answer", ("door",), registry=self._registry)
        self._refused = Counter("nianbao_refused", "Requests refused or failed, by status", ("status",), registry=self._registry)
        self._seconds = Histogram("nianbao_answer_seconds", "Seconds to an answer", ("door",), buckets=SECONDS, registry=self._registry)

    def ask(self, door: str, question: str, conversation: str | None) -> Answer:
        """The assistant's answer, counted under the door that it was asked at."""
        answer, started = None, perf_counter()
        try:
            answer = self._assistant.ask(question, conversation)
        finally:
            self._measured(door, answer, perf_counter() - started)
        if self._hearing:
            self._notes.submit(note, answer, self._hearing)
        return answer

    def _measured(self, door: str, answer: Answer | None, seconds: float) -> None:
        if answer is None:
            self._errors.labels(door).inc()
        else:
            self._seconds.labels(door).observe(seconds)
            self._questions.labels(door, answer.kind).inc()
        log.answered(door, answer, seconds)

    def refused(self, path: str, status: int, seconds: float) -> None:
        """Count and log a request to this path that got no answer, with its status."""
        self._refused.labels(status).inc()
        # Who hammers must not fill the log as well, and an answer that failed is logged already.
        if status != TOO_OFTEN and (path != ASK or status < 500):
            log.refused(path, status, seconds)

    def close(self) -> None:
        """Wait until all that is to be kept is kept."""
        self._notes.shutdown()

    def exposition(self) -> bytes:
        """The counts in the text format of Prometheus."""
        return generate_latest(self._registry)
