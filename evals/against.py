"""A run beside an earlier one of the same questions: gains and losses question by question, and whether they could be chance."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.floors import FLOORS, Judgement, judged, read, told
from evals.scoreboard import NAMES, Reply, Scoreboard
from evals.scorers import FAULTS

_WHAT = {"corpus": "报告", "examples": "题目"}


class UnusableRun(Exception):
    """A folder that holds no run; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier run: its replies by id, and the fingerprint of what was asked of what, if it left one."""

    replies: dict[str, dict[str, Any]]
    fingerprint: dict[str, str | None]


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


def read_run(folder: Path) -> Earlier:
    """What a run left in its folder. Raises UnusableRun."""
    try:
        lines = (folder / "replies.jsonl").read_text("utf-8").splitlines()
        board = json.loads((folder / "scores.json").read_text("utf-8"))
        return Earlier({line["id"]: line for line in map(json.loads, lines)}, board.get("fingerprint", {}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnusableRun(f"{folder} 里没有可用的评测结果（replies.jsonl 和 scores.json）。请给出以前用 --out 写入的文件夹。") from error


def mcnemar(gains: int, losses: int) -> float:
    """The exact two-sided p of Q. McNemar's test (1947): how likely so uneven a split is where better and worse are equally likely."""
    from scipy.stats import binomtest  # type: ignore[import-untyped]  # scipy ships no types

    return float(binomtest(gains, gains + losses).pvalue) if gains + losses else 1.0


def compare(earlier: Earlier, now: Sequence[Reply], board: Scoreboard) -> Comparison:
    """A run against an earlier one and against the floors; a question whose turns have changed since is not paired."""
    paired = [(earlier.replies[one.example.id], one) for one in now if _same_question(earlier, one)]
    wrong = [one.example.id for one in now if one.scores["wrong_numbers"].value]
    before = {id for id, line in earlier.replies.items() if line["scores"].get("wrong_numbers", {}).get("value")}
    same = {what: earlier.fingerprint[what] == board["fingerprint"][what] if what in earlier.fingerprint else None for what in _WHAT}
    new_wrong = tuple(id for id in wrong if id not in before)
    return Comparison({name: _change(name, paired) for name in NAMES}, new_wrong, same, judged(board, read(FLOORS)))


def _same_question(earlier: Earlier, one: Reply) -> bool:
    return one.example.id in earlier.replies and tuple(earlier.replies[one.example.id]["turns"]) == one.example.turns


def _change(name: str, paired: Sequence[tuple[dict[str, Any], Reply]]) -> Change:
    scored = [
        (one.example.id, line["scores"][name]["value"], one.scores[name].value)
        for line, one in paired
        if name in line["scores"] and one.scores[name].value is not None
    ]
    good = name not in FAULTS
    gains = tuple(id for id, was, is_ in scored if was != is_ and is_ is good)
    losses = tuple(id for id, was, is_ in scored if was != is_ and is_ is not good)
    return Change(len(scored), gains, losses, round(mcnemar(len(gains), len(losses)), 4))


def lines(comparison: Comparison) -> Iterator[str]:
    """The comparison as a person reads it: whether like is compared with like, what changed, one score a line, then its questions."""
    yield "与以前的结果相比"
    yield from _likeness(comparison.same)
    for name, change in comparison.changes.items():
        if change.gains or change.losses:
            yield f"{NAMES[name]}\t变好 {len(change.gains)}，变差 {len(change.losses)}，共 {change.n} 题\tp = {change.p:.4f}"
            yield from (f"\t变好\t{id}" for id in change.gains)
            yield from (f"\t变差\t{id}" for id in change.losses)
    yield f"新出现的错误数字\t{len(comparison.new_wrong)} 题" + "".join(f"\n\t{id}" for id in comparison.new_wrong)
    yield from told(comparison.floors)


def _likeness(same: Mapping[str, bool | None]) -> Iterator[str]:
    if None in same.values():
        yield "以前的结果没有记下当时的报告和题目，不知道是否相同。"
    elif other := [_WHAT[what] for what, is_same in same.items() if not is_same]:
        yield f"两次所用的{'和'.join(other)}不同，变化不全是程序的。"
