"""A run beside an earlier one of the same questions: gains and losses question by question, and whether they could be chance."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.floors import FLOORS, Judgement, judged, read, told
from evals.scoreboard import NAMES, Scoreboard
from evals.scorers import FAULTS

_WHAT = {"corpus": "报告", "examples": "题目"}


class UnusableRun(Exception):
    """A folder that holds no run; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it is written down: the lines of its replies by id, and its scoreboard, which names what was asked of what."""

    replies: dict[str, dict[str, Any]]
    board: Scoreboard

    @classmethod
    def of(cls, lines: Iterable[dict[str, Any]], board: Scoreboard) -> Run:
        """The run of these lines of replies.jsonl."""
        return cls({line["id"]: line for line in lines}, board)


@dataclass(frozen=True, slots=True)
class Change:
    """How one score changed: of `n` questions that it was asked of both times, which are better and which worse now."""

    n: int
    gains: tuple[str, ...]
    losses: tuple[str, ...]
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes by score, and the questions that got a wrong number now and none before.

    `same`: whether both runs are about the same corpus and the same examples, None where the earlier one does not say;
    `floors`: the run of now held against the floors.
    """

    changes: dict[str, Change]
    new_wrong: tuple[str, ...]
    same: dict[str, bool | None]
    floors: Judgement


def read_run(folder: Path) -> Run:
    """What a run left in its folder. Raises UnusableRun."""
    try:
        lines = (folder / "replies.jsonl").read_text("utf-8").splitlines()
        board = json.loads((folder / "scores.json").read_text("utf-8"))
        return Run.of(map(json.loads, lines), dict(board))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnusableRun(f"{folder} 里没有可用的评测结果（replies.jsonl 和 scores.json）。请给出以前用 --out 写入的文件夹。") from error


def mcnemar(gains: int, losses: int) -> float:
    """The exact two-sided p of Q. McNemar's test (1947): how likely so uneven a split is where better and worse are equally likely."""
    from scipy.stats import binomtest  # type: ignore[import-untyped]  # scipy ships no types

    return float(binomtest(gains, gains + losses).pvalue) if gains + losses else 1.0


def compare(earlier: Run, now: Run) -> Comparison:
    """A run against an earlier one and against the floors; a question whose turns have changed since is not paired."""
    paired = [(earlier.replies[id], line) for id, line in now.replies.items() if _same_question(earlier.replies.get(id), line)]
    before = set(_wrong(earlier))
    known, marks = earlier.board.get("fingerprint", {}), now.board["fingerprint"]
    same = {what: known[what] == marks[what] if what in known else None for what in _WHAT}
    new_wrong = tuple(id for id in _wrong(now) if id not in before)
    return Comparison({name: _change(name, paired) for name in NAMES}, new_wrong, same, judged(now.board, read(FLOORS)))


def _wrong(run: Run) -> Iterator[str]:
    return (id for id, line in run.replies.items() if line["scores"].get("wrong_numbers", {}).get("value"))


def _same_question(before: dict[str, Any] | None, now: dict[str, Any]) -> bool:
    return before is not None and list(before["turns"]) == list(now["turns"])


def _change(name: str, paired: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> Change:
    scored = [
        (now["id"], before["scores"][name]["value"], now["scores"][name]["value"])
        for before, now in paired
        if name in before["scores"] and name in now["scores"]
    ]
    good = name not in FAULTS
    gains = tuple(id for id, was, is_ in scored if was != is_ and is_ is good)
    losses = tuple(id for id, was, is_ in scored if was != is_ and is_ is not good)
    return Change(len(scored), gains, losses, round(mcnemar(len(gains), len(losses)), 4))


def lines(comparison: Comparison) -> Iterator[str]:
    """The comparison as a person reads it: whether like is compared with like, what changed, one score a line, then its questions."""
    yield "与以前的结果相比"
    yield from likeness(comparison.same)
    for name, change in comparison.changes.items():
        if change.gains or change.losses:
            yield f"{NAMES[name]}\t变好 {len(change.gains)}，变差 {len(change.losses)}，共 {change.n} 题\tp = {change.p:.4f}"
            yield from (f"\t变好\t{id}" for id in change.gains)
            yield from (f"\t变差\t{id}" for id in change.losses)
    yield f"新出现的错误数字\t{len(comparison.new_wrong)} 题" + "".join(f"\n\t{id}" for id in comparison.new_wrong)
    yield from told(comparison.floors)


def likeness(same: Mapping[str, bool | None]) -> Iterator[str]:
    """A sentence where like is not compared with like."""
    if None in same.values():
        yield "以前的结果没有记下当时的报告和题目，不知道是否相同。"
    elif other := [_WHAT[what] for what, is_same in same.items() if not is_same]:
        yield f"两次所用的{'和'.join(other)}不同，变化不全是程序的。"
