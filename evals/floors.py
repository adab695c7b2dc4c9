"""Floors: the best that each shipped set has scored over the same documents, below which no build may fall; and no floor ever falls."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from evals.metrics import ShareJson
from evals.scoreboard import NAMES, Scoreboard
from evals.scorers import FAULTS

FLOORS = Path(__file__).with_name("floors.json")

Counted = tuple[int, int]
"""How many of how many; in the file `47/51`."""
Kept = dict[str, dict[str, Any]]
"""Of each set the fingerprint under which its floors hold, and the floors by score."""


@dataclass(frozen=True, slots=True)
class Held:
    """A score beside its floor (of a fault: its ceiling), which it may be below."""

    score: str
    floor: Counted
    now: Counted


@dataclass(frozen=True, slots=True)
class Judgement:
    """The scores below their floors, in a sentence what they were held against; `compared` is false where nothing was like enough."""

    compared: bool
    note: str
    below: tuple[Held, ...] = ()


def read(path: Path) -> Kept:
    """The floors kept in a file; none where there is no file."""
    kept: Kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return kept


def judged(board: Scoreboard, kept: Kept) -> Judgement:
    """A run held against the floors of the same examples over the same documents."""
    of_set = next((floors for floors in kept.values() if floors["fingerprint"]["examples"] == board["fingerprint"]["examples"]), None)
    if of_set is None:
        return Judgement(False, "没有为这套题定过下限，得分未与下限比较。")
    if of_set["fingerprint"] != board["fingerprint"]:
        return Judgement(False, "现有的报告与定下限时的不同，得分未与下限比较。")
    held = (_held(board, name, floor) for name, floor in of_set["floors"].items())
    below = tuple(one for one in held if _is_worse(one))
    return Judgement(True, f"{len(below)} 项得分低于下限。" if below else "没有得分低于下限。", below)


def raised(floors: Mapping[str, Any], board: Scoreboard) -> dict[str, Any]:
    """The floors of a set after a run of it: the better of both, score by score; those of another fingerprint cannot be kept."""
    before = floors["floors"] if floors.get("fingerprint") == board["fingerprint"] else {}
    kept = {name: floor for name, floor in before.items() if _is_worse(_held(board, name, floor))}
    now = {name: _text(_counted(board[name])) for name in NAMES if board[name]["n"]}
    return {"fingerprint": board["fingerprint"], "floors": now | kept}


def told(judgement: Judgement) -> Iterator[str]:
    """The judgement as a person reads it."""
    yield judgement.note
    for one in judgement.below:
        yield f"\t{NAMES[one.score]}\t{_text(one.now)}，{'上限' if one.score in FAULTS else '下限'} {_text(one.floor)}"


def _held(board: Scoreboard, name: str, floor: str) -> Held:
    count, n = map(int, floor.split("/"))
    return Held(name, (count, n), _counted(board[name]))


def _counted(share: ShareJson) -> Counted:
    return share["count"], share["n"]


def _text(counted: Counted) -> str:
    return "/".join(map(str, counted))


def _is_worse(one: Held) -> bool:
    if not one.now[1]:
        return True  # what was scored before is not even asked any more
    now, floor = Fraction(*one.now), Fraction(*one.floor)
    return now > floor if one.score in FAULTS else now < floor
