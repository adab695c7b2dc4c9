"""From use to test: what readers said of answers and asked in vain, as candidates for examples; nothing is offered twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.example import example_of
from evals.scorers import same_values
from ingest.heard import Feedback, Unanswered
from qa.answer import Answer

_LENGTH = 12
"""Hexadecimal digits of the hash by which a conversation is known."""

Line = dict[str, Any]
"""A line of a question set."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The turns of a conversation that readers had, with what they said of its last answer, and how often it got none."""

    turns: tuple[str, ...]
    feedback: tuple[Feedback, ...]
    unanswered: tuple[Unanswered, ...]

    @property
    def id(self) -> str:
        """Names the conversation by its words alone, so that it is known again when they are no longer kept."""
        return "heard-" + hashlib.sha256("\n".join(self.turns).encode()).hexdigest()[:_LENGTH]

    @property
    def urgency(self) -> tuple[bool, bool, int]:
        """Sorts what was of no use first, then what got no answer, of these what was heard most often."""
        useless = any(not one.useful for one in self.feedback)
        return not useless, not self.unanswered, -len(self.feedback) - sum(one.times for one in self.unanswered)


def candidates(feedback: Iterable[Feedback], unanswered: Iterable[Unanswered]) -> tuple[Candidate, ...]:
    """Each conversation once, whoever had it, the most urgent first."""
    said: dict[tuple[str, ...], list[Feedback]] = {}
    vain: dict[tuple[str, ...], tuple[Unanswered, ...]] = {(one.question,): (one,) for one in unanswered}
    for one in feedback:
        said.setdefault(one.turns, []).append(one)
    heard = (Candidate(turns, tuple(said.get(turns, ())), vain.get(turns, ())) for turns in said | vain)
    return tuple(sorted(heard, key=lambda one: one.urgency))


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided on candidates: a file with a line each, id and decision; it holds no words of readers."""

    path: Path

    def undecided(self, heard: Iterable[Candidate], kept: Iterable[str]) -> tuple[Candidate, ...]:
        """Those on which nothing was decided, and that are not among the ids of what the set holds."""
        decided = {line.split("\t")[0] for line in self.path.read_text("utf-8").splitlines()} if self.path.exists() else set()
        known = decided.union(kept)
        return tuple(one for one in heard if one.id not in known)

    def decide(self, candidate: Candidate, decision: str) -> None:
        """Remember a decision, which is one word."""
        _append(self.path, f"{candidate.id}\t{decision}")


def line_of(candidate: Candidate, expected: Line, answer: Answer, path: Path, masked: Callable[[str], str]) -> Line:
    """The line for a candidate, without personal data; an answer of today with the expected values lends it its places.

    Raises InvalidExample where what is expected cannot be used.
    """
    words = {"turns": [masked(turn) for turn in candidate.turns], "contains": [masked(word) for word in expected.get("contains", ())]}
    line = {"id": candidate.id} | expected | words | {"tags": ["from:use"]}
    example = example_of(path, 1, json.dumps(line))
    confirmed = example.kind == answer.kind == "exact" and same_values(example, answer)
    return line | ({"cites": list(_places(answer))} if confirmed else {})


def _places(answer: Answer) -> Iterator[Line]:
    for one in answer.citations:
        if one.row is not None and one.column is not None:
            yield {"agency": one.agency, "year": one.year, "row": list(one.row), "column": list(one.column)}


def add(path: Path, line: Line) -> None:
    """Write a line at the end of a question set, which is made where it is not there."""
    _append(path, json.dumps(line, ensure_ascii=False))


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else b""
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(("\n" if before and not before.endswith(b"\n") else "") + line + "\n")
