"""The scoreboard of a run, as JSON and as text."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.example import Example
from evals.metrics import ShareJson, percentile, share
from evals.scorers import FAULTS, Score
from qa.answer import Answer

Scoreboard = dict[str, Any]

NAMES = {
    "exact_accuracy": "数字题正确率",
    "wrong_numbers": "错误数字",
    "coverage": "作答率",
    "clarification_accuracy": "反问正确率",
    "abstention_recall": "应拒答而拒答",
    "false_abstentions": "不应拒答而拒答",
    "citation_accuracy": "出处正确率",
    "narrative_accuracy": "引文题正确率",
    "caveat_accuracy": "提醒齐全率",
    "unit_accuracy": "单位正确率",
    "reason_accuracy": "拒答理由正确率",
    "citations_hold": "出处与原件相符",
    "receipts_hold": "回执重算相同",
}
"""Every share of the scoreboard, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An example with the answer to its last turn, and its scores by name."""

    example: Example
    answer: Answer
    scores: dict[str, Score]

    @property
    def report(self) -> Hashable:
        """What the example is about, for intervals: the report to be cited, else the one cited, else the office; without any, itself."""
        if places := (self.example.cites or self.answer.citations):
            return places[0].agency, places[0].year
        return next((tag for tag in self.example.tags if tag.startswith("office:")), self.example.id)

    def failures(self) -> dict[str, str]:
        """The names of the shares that this reply lowers (or, for faults, raises), with why."""
        return {name: score.explanation for name, score in self.scores.items() if score.value is (name in FAULTS)}

    def to_json(self) -> dict[str, Any]:
        """The line of replies.jsonl."""
        scores = {name: asdict(score) for name, score in self.scores.items() if score.value is not None}
        return {
            "id": self.example.id,
            "turns": self.example.turns,
            "expected": self.example.kind,
            "scores": scores,
            "answer": self.answer.to_json(),
        }


def _shares(replies: Sequence[Reply]) -> dict[str, ShareJson]:
    return {name: share((reply.report, reply.scores[name]) for reply in replies).to_json() for name in NAMES}


def scoreboard(replies: Sequence[Reply]) -> Scoreboard:
    """The scores of a run under the keys of INTERFACE.md; times in milliseconds, of the judged turns alone."""
    times = [reply.answer.milliseconds for reply in replies]
    by_tag = {}
    for tag in sorted({tag for reply in replies for tag in reply.example.tags}):
        tagged = [reply for reply in replies if tag in reply.example.tags]
        by_tag[tag] = {"n": len(tagged), **_shares(tagged)}
    return {"n": len(replies), **_shares(replies), "p50_ms": percentile(times, 50), "p95_ms": percentile(times, 95), "by_tag": by_tag}


def _row(name: str, one: ShareJson) -> tuple[str, str, str, str]:
    """The name of a share in Chinese, the share, its count, and its interval."""
    if one["value"] is None or one["interval"] is None:
        return NAMES[name], "没有这类题", "0/0", ""
    low, high = one["interval"]
    return NAMES[name], f"{one['value']:.1%}", f"{one['count']}/{one['n']}", f"{low:.1%} 至 {high:.1%}"


def summary(board: Scoreboard) -> str:
    """The scores as a person reads them, one a line."""
    lines = [f"题数\t{board['n']}", *("\t".join(_row(name, board[name])).rstrip() for name in NAMES)]
    return "\n".join((*lines, f"用时\t中位数 {board['p50_ms']:.1f} 毫秒\t95% 的题在 {board['p95_ms']:.1f} 毫秒以内"))
