"""Runs over the same data are the same but for their times, however many processes ask, in whatever folder and order of receipts."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from evals.run import run
from evals.subject import Subject

EXAMPLES = Path(__file__).parents[2] / "evals" / "examples"
TIMES = re.compile(r'"(milliseconds|p50_ms|p95_ms)": [\d.]+|<time>.*?</time>|<section id="times">.*?</section>', re.DOTALL)
ASKED = {
    "cells.jsonl": 20,
    "sums.jsonl": 10,
    "offices.jsonl": 10,
    "abstentions.jsonl": 20,
    "conversations.jsonl": 15,
    "prose.jsonl": 15,
    "english.jsonl": 10,
}
"""So many questions of each shipped set."""


def left(out: Path) -> dict[str, str]:
    """The files of a run without its times."""
    return {name: TIMES.sub("", (out / name).read_text("utf-8")) for name in ("replies.jsonl", "scores.json", "report.html")}


def test_two_runs_are_the_same_but_for_their_times_with_any_number_of_processes(subject: Subject, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = [line for name, count in ASKED.items() for line in (EXAMPLES / name).read_text("utf-8").splitlines()[:count]]
    questions.write_text("\n".join(lines), "utf-8")
    assert subject.archive is not None
    for name, jobs in (("one", 1), ("again", 1), ("two", 2)):
        # Each of a copy, so that none finds the receipts of another.
        data = shutil.copytree(subject.archive.folder, tmp_path / name)
        run(Subject.open(data), questions, tmp_path / "runs" / name, jobs)
    one, again, two = (left(tmp_path / "runs" / name) for name in ("one", "again", "two"))
    assert one["replies.jsonl"].count("\n") == sum(ASKED.values())
    assert {name for name in one if one[name] != again[name]} == set()
    assert {name for name in one if one[name] != two[name]} == set()
