"""Examples to answers: in this process, or in several that each open the program over the same folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from evals.example import Example
from evals.subject import Asked, Subject
from qa import Assistant, open_assistant
from qa.answer import Answer

_AT_A_TIME = 16
"""Questions handed to a process at a time: few enough that all end together."""


def answers(subject: Subject, examples: Iterable[Example], jobs: int = 1) -> Iterator[Answer]:
    """The answer to the last turn of every example, in their order, however many processes ask."""
    conversations = (example.turns for example in examples)
    if jobs == 1 or subject.archive is None:
        yield from (last_answer(subject.assistant, turns) for turns in conversations)
        return
    # Not forked: connections, threads and the embedder do not outlive a fork.
    with ProcessPoolExecutor(jobs, get_context("spawn")) as processes:
        yield from processes.map(partial(_asked, subject.archive.folder), conversations, chunksize=_AT_A_TIME)


def last_answer(assistant: Asked, turns: Iterable[str]) -> Answer:
    """The answer to the last turn of a conversation."""
    first, *others = turns
    answer = assistant.ask(first)
    for turn in others:
        answer = assistant.ask(turn, answer.conversation)
    return answer


def _asked(folder: Path, turns: tuple[str, ...]) -> Answer:
    return last_answer(_assistant(folder), turns)


@cache
def _assistant(folder: Path) -> Assistant:
    return open_assistant(folder)
