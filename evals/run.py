"""Run a question set: examples to replies, replies to a scoreboard."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tqdm import tqdm

from evals.against import Run, UnusableRun, compare, lines, read_run
from evals.asking import answers
from evals.example import Example, InvalidExample, load
from evals.fingerprint import Fingerprint
from evals.page import page
from evals.scoreboard import Reply, Scoreboard, scoreboard, summary
from evals.scoring import scorers
from evals.subject import Subject


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run of the command line is to do beside printing its scores."""

    out: Path | None = None
    as_json: bool = False
    against: Path | None = None
    jobs: int = 1


def replied(subject: Subject, examples: Sequence[Example], jobs: int = 1) -> Iterator[Reply]:
    """The scored reply to every example, one after the other, in their order."""
    scored_by = scorers(subject.archive)
    for example, answer in zip(examples, answers(subject, examples, jobs), strict=True):
        yield Reply(example, answer, {name: scorer(example, answer) for name, scorer in scored_by.items()})


def replies(subject: Subject, path: Path, jobs: int = 1) -> tuple[Reply, ...]:
    """The scored reply to every example of a question set, in its order. Raises what `load` raises."""
    examples = load(path)
    return tuple(tqdm(replied(subject, examples, jobs), total=len(examples), unit="题", disable=None, leave=False))


def board_of(subject: Subject, given: Sequence[Reply]) -> Scoreboard:
    """The scoreboard of replies, which names what was asked of what."""
    fingerprint = Fingerprint.of(subject.archive, (reply.example for reply in given))
    return scoreboard(given) | {"fingerprint": asdict(fingerprint)}


def scored(subject: Subject, path: Path, jobs: int = 1) -> tuple[tuple[Reply, ...], Scoreboard]:
    """The replies of a run with their scoreboard."""
    given = replies(subject, path, jobs)
    return given, board_of(subject, given)


def write_run(out: Path, board: Scoreboard, replies: Sequence[Reply]) -> None:
    """Write replies.jsonl, scores.json and report.html into a folder, which is made where it is not there."""
    out.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(reply.to_json(), ensure_ascii=False) + "\n" for reply in replies)
    (out / "replies.jsonl").write_text("".join(lines), "utf-8")
    (out / "scores.json").write_text(json.dumps(board, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (out / "report.html").write_text(page(board, replies), "utf-8")


def run(subject: Subject, path: Path, out: Path | None = None, jobs: int = 1) -> Scoreboard:
    """The scoreboard of a question set (a file, or a folder of them); the run is written to `out` where it is given."""
    given, board = scored(subject, path, jobs)
    if out is not None:
        write_run(out, board, given)
    return board


def main(subject: Subject, path: Path, wanted: Wanted = Wanted()) -> int:
    """Run a question set for the command line: scores to stdout.

    Returns 1 where a number was wrong, or one is below its floor and an earlier run was given; 2 where the set or that run is unusable.
    """
    try:
        earlier = read_run(wanted.against) if wanted.against else None
        given, board = scored(subject, path, wanted.jobs)
    except (InvalidExample, UnusableRun) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if wanted.out is not None:
        write_run(wanted.out, board, given)
    compared = compare(earlier, Run.of((one.to_json() for one in given), board)) if earlier is not None else None
    printed = board | {"against": asdict(compared)} if compared else board
    text = (
        json.dumps(printed, ensure_ascii=False) if wanted.as_json else "\n".join((summary(board), *(lines(compared) if compared else ())))
    )
    sys.stdout.write(text + "\n")
    worse = compared is not None and (compared.new_wrong or compared.floors.below)
    return 1 if board["wrong_numbers"]["count"] or worse else 0
