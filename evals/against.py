"""A run beside an earlier one of the same questions: gains and losses question by question, and whether they could be chance."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.scoreboard import NAMES, Reply
from evals.scorers import FAULTS

Earlier = dict[str, dict[str, Any]]


class UnusableRun(Exception):
    """A folder that holds no run; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """How one score changed: of `n` questions that it was asked of both times, which are better and which worse now."""

    n: int
    gains: tuple[str, ...]
    losses: tuple[str, ...]
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes by score, and the questions that got a wrong number now and none before."""

    changes: dict[str, Change]
    new_wrong: tuple[str, ...]


def read_run(folder: Path) -> Earlier:
    """The replies that a run left in its folder, by id. Raises UnusableRun."""
    try:
        lines = (folder / "replies.jsonl").read_text("utf-8").splitlines()
        return {line["id"]: line for line in map(json.loads, lines)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableRun(f"{folder} 里没有可用的评测结果（replies.jsonl）。请给出以前用 --out 写入的文件夹。") from error


def mcnemar(gains: int, losses: int) -> float:
    """The exact two-sided p of Q. McNemar's test (1947): how likely so uneven a split is where better and worse are equally likely."""
    from scipy.stats import binomtest  # type: ignore[import-untyped]  # scipy ships no types

    return float(binomtest(gains, gains + losses).pvalue) if gains + losses else 1.0


def compare(earlier: Earlier, now: Sequence[Reply]) -> Comparison:
    """A run against an earlier one; a question whose turns have changed since is not paired."""
    paired = [(earlier[one.example.id], one) for one in now if _same_question(earlier, one)]
    wrong = [one.example.id for one in now if one.scores["wrong_numbers"].value]
    before = {id for id, line in earlier.items() if line["scores"].get("wrong_numbers", {}).get("value")}
    return Comparison({name: _change(name, paired) for name in NAMES}, tuple(id for id in wrong if id not in before))


def _same_question(earlier: Earlier, one: Reply) -> bool:
    return one.example.id in earlier and tuple(earlier[one.example.id]["turns"]) == one.example.turns


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


def to_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison under the key `against` of `eval --json`."""
    return asdict(comparison)


def lines(comparison: Comparison) -> Iterator[str]:
    """The comparison as a person reads it: what changed, one score a line, then its questions."""
    yield "与以前的结果相比"
    for name, change in comparison.changes.items():
        if change.gains or change.losses:
            yield f"{NAMES[name]}\t变好 {len(change.gains)}，变差 {len(change.losses)}，共 {change.n} 题\tp = {change.p:.4f}"
            yield from (f"\t变好\t{id}" for id in change.gains)
            yield from (f"\t变差\t{id}" for id in change.losses)
    yield f"新出现的错误数字\t{len(comparison.new_wrong)} 题" + "".join(f"\n\t{id}" for id in comparison.new_wrong)
