"""Run a question set: examples to replies, replies to a scoreboard."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Protocol

from evals.against import UnusableRun, compare, lines, read_run, to_json
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


def main(assistant: Asked, path: Path, out: Path | None = None, as_json: bool = False, against: Path | None = None) -> int:
    """Run a question set for the command line: scores to stdout; 1 where a number was wrong, 2 where the set or the run is unusable."""
    try:
        earlier = read_run(against) if against else None
        given = replies(assistant, path)
    except (InvalidExample, UnusableRun) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    board = scoreboard(given)
    if out is not None:
        write_run(out, board, given)
    compared = compare(earlier, given) if earlier is not None else None
    printed = board | {"against": to_json(compared)} if compared else board
    text = json.dumps(printed, ensure_ascii=False) if as_json else "\n".join((summary(board), *(lines(compared) if compared else ())))
    sys.stdout.write(text + "\n")
    return 1 if board["wrong_numbers"]["count"] else 0
