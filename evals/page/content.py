"""What the page of a run shows: totals, groups of examples, how much is answered at what risk, and every failure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.example import Example
from evals.metrics import ShareJson, share
from evals.page.words import ALL, GROUPS, KINDS, UNTAGGED, value
from evals.scoreboard import NAMES, Reply, Scoreboard
from evals.scorers import FAULTS, Score
from qa.answer import Citation, Value

Name = tuple[str, str]
"""In Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Total:
    """A share of the scoreboard under its key; of a fault, less is better."""

    key: str
    share: ShareJson
    fault: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Examples that have something in common: how many got what was expected in every respect, and how many a wrong number."""

    name: Name
    right: ShareJson
    wrong: int


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one way to part the examples; `long` where they are many."""

    name: Name
    rows: tuple[Row, ...]
    long: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """Of the examples of a kind, how many are answered; and of those answered, how many wrongly."""

    name: Name
    answered: ShareJson
    wrong: ShareJson


@dataclass(frozen=True, slots=True)
class Failure:
    """A reply that is not as expected, for a reader; `why` is said by the name of each share that it spoils."""

    reply: Reply
    wrong: bool
    expected: str
    places: tuple[str, ...]
    given: str
    evidence: tuple[str, ...]
    why: dict[str, str]


def totals(board: Scoreboard) -> tuple[Total, ...]:
    """Every share that applies to an example of the run."""
    return tuple(Total(name, board[name], name in FAULTS) for name in NAMES if board[name]["n"])


def groups(replies: Sequence[Reply]) -> tuple[Group, ...]:
    """The examples by kind and by each prefix that any of their tags has."""
    return tuple(_group(group, _parted(group, replies)) for group in GROUPS if _parted(group, replies).keys() - {UNTAGGED[0]})


_LONG = 12


def _group(group: str, parted: dict[str, list[Reply]]) -> Group:
    rows = tuple(_row(UNTAGGED if name == UNTAGGED[0] else value(group, name), parted[name]) for name in parted)
    return Group(GROUPS[group], rows, len(rows) > _LONG)


def _parted(group: str, replies: Sequence[Reply]) -> dict[str, list[Reply]]:
    """The replies by what this prefix says of them; kinds in their order, else the largest part first, those of which it says nothing last."""
    parted: dict[str, list[Reply]] = {kind: [] for kind in KINDS} if group == "kind" else {}
    for reply in replies:
        for name in _said(group, reply.example) or [UNTAGGED[0]]:
            parted.setdefault(name, []).append(reply)
    if group == "kind":
        return {name: held for name, held in parted.items() if held}
    return dict(sorted(parted.items(), key=lambda one: (one[0] == UNTAGGED[0], -len(one[1]), one[0])))


def _said(group: str, example: Example) -> list[str]:
    if group == "kind":
        return [example.kind]
    if group:
        return [tag.split(":", 1)[1] for tag in example.tags if tag.startswith(f"{group}:")]
    return [tag for tag in example.tags if tag.split(":", 1)[0] not in GROUPS]


def _row(name: Name, replies: Iterable[Reply]) -> Row:
    held = list(replies)
    right = share((reply.report, Score(not reply.failures(), "")) for reply in held).to_json()
    return Row(name, right, sum(_is_wrong(reply) for reply in held))


def _is_wrong(reply: Reply) -> bool:
    return bool(reply.scores["wrong_numbers"].value)


def quality(replies: Sequence[Reply]) -> tuple[Quality, ...]:
    """One point for each kind that can be answered and one for both: the program has no measure of confidence to draw a curve by."""
    spoilt = {"exact": "wrong_numbers", "narrative": "narrative_accuracy"}
    parts = [(KINDS[kind], [reply for reply in replies if reply.example.kind == kind]) for kind in spoilt]
    both = (ALL, [reply for _, part in parts for reply in part])
    return tuple(_quality(name, part, spoilt) for name, part in (*parts, both) if part)


def _quality(name: Name, replies: Sequence[Reply], spoilt: dict[str, str]) -> Quality:
    answered = [reply for reply in replies if reply.scores["coverage"].value]
    wrong = ((reply.report, Score(spoilt[reply.example.kind] in reply.failures(), "")) for reply in answered)
    covered = share((reply.report, reply.scores["coverage"]) for reply in replies)
    return Quality(name, covered.to_json(), share(wrong).to_json())


def failures(replies: Iterable[Reply]) -> tuple[Failure, ...]:
    """Every reply that lowers a share, wrong numbers first."""
    failed = [reply for reply in replies if reply.failures()]
    return tuple(_failure(reply) for reply in sorted(failed, key=lambda reply: not _is_wrong(reply)))


def _failure(reply: Reply) -> Failure:
    example, answer = reply.example, reply.answer
    wanted = (*(f"{one}{example.unit or ''}" for one in example.values), *(f"“{words}”" for words in example.contains))
    places = (_labelled(f"{cite.agency} {cite.year}", cite.row, cite.column) for cite in example.cites)
    evidence = (place(citation) for citation in answer.citations)
    shown = "、".join(wanted)
    return Failure(reply, _is_wrong(reply), shown, tuple(places), "、".join(map(_figure, answer.values)), tuple(evidence), reply.failures())


def _figure(one: Value) -> str:
    whose = " ".join(part for part in (one.agency or "", str(one.year or "")) if part)
    return f"{one.value}{one.unit or ''}" + (f"（{whose}）" if whose else "")


def place(citation: Citation) -> str:
    """The cited cell with what is printed there, or the quoted sentence, with where it stands.

    >>> place(Citation("a.pdf", None, "", "甲局", 2023, "三", 5, 3, ("收到",), ("总计",), "26", None, None))
    '甲局 2023 第5页 表3：收到 × 总计 = 26'
    """
    page, table = f" 第{citation.page}页" if citation.page else "", f" 表{citation.table}" if citation.table else ""
    where = f"{citation.agency} {citation.year}{page}{table}"
    if citation.quote is not None:
        return f"{where}：“{citation.quote}”"
    return f"{_labelled(where, citation.row, citation.column)} = {citation.printed or '（空白 blank）'}"


def _labelled(where: str, row: tuple[str, ...] | None, column: tuple[str, ...] | None) -> str:
    labels = " × ".join(" › ".join(labels) for labels in (row, column) if labels)
    return f"{where}：{labels}" if labels else where
