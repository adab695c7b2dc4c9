"""Run a question set: examples to replies, replies to a scoreboard."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Protocol

from evals.example import Example, InvalidExample, load
from evals.scoreboard import Reply, Scoreboard, scoreboard, summary, write_run
from evals.scorers import SCORERS
from qa.answer import Answer


class Asked(Protocol):
    """What is evaluated: anything that answers a question, given the conversation before it."""

    def ask(self, text: str, conversation: str | None = None) -> Answer:
        """The answer to a question."""
        ...


def _reply(assistant: Asked, example: Example) -> Reply:
    first, *others = example.turns
    answer = assistant.ask(first)
    for turn in others:
        answer = assistant.ask(turn, answer.conversation)
    return Reply(example, answer, {name: scorer(example, answer) for name, scorer in SCORERS.items()})


def replies(assistant: Asked, path: Path) -> tuple[Reply, ...]:
    """The scored reply to every example of a question set, in its order. Raises what `load` raises."""
    return tuple(_reply(assistant, example) for example in load(path))


def run(assistant: Asked, path: Path, out: Path | None = None) -> Scoreboard:
    """The scoreboard of a question set (a file, or a folder of them); the run is written to `out` where it is given."""
    given = replies(assistant, path)
    board = scoreboard(given)
    if out is not None:
        write_run(out, board, given)
    return board


def main(assistant: Asked, path: Path, out: Path | None = None, as_json: bool = False) -> int:
    """Run a question set for the command line: scores to stdout; 1 where a number was wrong, 2 where the set is unusable."""
    try:
        board = run(assistant, path, out)
    except InvalidExample as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write((json.dumps(board, ensure_ascii=False) if as_json else summary(board)) + "\n")
    return 1 if board["wrong_numbers"]["count"] else 0
