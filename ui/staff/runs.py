"""Evaluations that staff started: a folder for each under the data folder, as `nianbao eval --out` leaves it, and the set it asked."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from evals.example import Example
from evals.run import board_of, replied, write_run
from evals.scoreboard import Reply
from evals.subject import Subject
from ui.staff.jobs import Steps

SHIPPED = {path.stem: path for path in sorted((Path(__file__).parents[2] / "evals" / "examples").glob("*.jsonl"))}
"""The question sets that come with the program, by name."""
_NAME = re.compile(r"(?P<day>\d{8})-(?P<time>\d{6})-\d{6}-(?P<set>\w+)")
_SHOWN = {"n", "exact_accuracy", "wrong_numbers", "coverage"}
_TOLD = 10
"""Times that a run says how far it is."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished run: the name of its folder, the question set, when it was started by the clock of the machine, its scoreboard.

    `board` is None where the folder is damaged.
    """

    name: str
    set: str
    at: str
    board: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Runs:
    """The finished runs in a folder."""

    folder: Path

    def all(self) -> tuple[Done, ...]:
        """Every finished run, the newest first."""
        names = (path.parent.name for path in self.folder.glob("*/report.html"))
        return tuple(_done(self.folder / name) for name in sorted(filter(_NAME.fullmatch, names), reverse=True))

    def place(self, name: str) -> Path | None:
        """The folder of a finished run; None where there is none of this name."""
        found = self.folder / name
        return found if _NAME.fullmatch(name) and (found / "report.html").is_file() else None

    def delete(self, name: str) -> bool:
        """Delete a run with everything that it kept; False where there is none of this name."""
        if (found := self.place(name)) is None:
            return False
        shutil.rmtree(found)
        return True

    def new(self, set: str) -> Path:
        """A folder for a run of this set, named by the time and the set."""
        plain = re.sub(r"\W", "_", set)[:60]
        return self.folder / f"{datetime.now():%Y%m%d-%H%M%S-%f}-{plain}"


def _done(folder: Path) -> Done:
    day, time, set = _NAME.fullmatch(folder.name).group("day", "time", "set")  # type: ignore[union-attr]  # only such are listed
    return Done(folder.name, set, f"{day[:4]}-{day[4:6]}-{day[6:]} {time[:2]}:{time[2:4]}", _board(folder))


def _board(folder: Path) -> dict[str, Any] | None:
    try:
        board = json.loads((folder / "scores.json").read_text("utf-8"))
        return board if board.keys() >= _SHOWN else None
    except (OSError, ValueError, AttributeError):
        return None


def steps(subject: Subject, examples: Sequence[Example], out: Path) -> Steps:
    """Ask every example, saying how far it is, and write the run."""
    given: list[Reply] = []
    every = max(1, len(examples) // _TOLD)
    for reply in replied(subject, examples):
        given.append(reply)
        if len(given) % every == 0:
            yield f"已问{len(given)}题，共{len(examples)}题"
    board = board_of(subject, given)
    write_run(out, board, given)
    wrong = board["wrong_numbers"]["count"]
    yield f"{'✗' if wrong else '✓'} {len(given)}题，错误数字{wrong}个。结果见“评测”。"
