"""Whether no table can have the answer to a question, so that only prose may."""

from __future__ import annotations

import re

from qa.ids import RECEIVED
from qa.kinds import HOW_MANY
from qa.parsing.frame import Frame
from qa.parsing.parse import Parsed
from qa.quoting.asked import counts_items
from qa.turn import Turn


def is_for_prose(parsed: Parsed, frame: Frame, turn: Turn) -> bool:
    """Whether no table can have the answer: something in the question is unknown, unsettled, or counted nowhere."""
    return bool(
        parsed.residue
        or parsed.contact
        or parsed.terms.mismatched
        or frame.uncounted
        or (frame.prose and not frame.measures)
        or _counts_items(parsed, frame, turn)
        or _has_loose_words(parsed, turn)
        or _withdrawn_elsewhere(turn)
        or _applies_elsewhere(turn)
        or _asks_why(turn)
        or _asks_kind(turn)
    )


def _applies_elsewhere(turn: Turn) -> bool:
    """Whether applications are asked for that no table counts: 行政许可申请 are not the decisions of table two."""
    heads = {mention.key for mention in turn.mentions if mention.kind == "head"}
    if heads <= {"fees"}:
        heads = heads if "requests" in turn.operators else set()  # 收了多少费 says nothing of applications
    applying = any(mention.key in (RECEIVED, "requests") for mention in turn.mentions)
    return applying and any(not head.startswith(("reconsideration", "litigation")) for head in heads)


_OF_REQUESTS = ("requests.", "disposition.", "own.", "reconsideration.", "litigation.")
"""Measures of tables three and four, whose requests and cases people count with any counter."""


def _counts_items(parsed: Parsed, frame: Frame, turn: Turn) -> bool:
    """Whether things are counted that no table counts: 行政处罚信息多少条 are not the decisions of table two."""
    named = frame.measures if parsed.terms.aspects else parsed.frame.measures  # 维持的几场 after 官司打了几场
    counted = any(measure.startswith(_OF_REQUESTS) for measure in named)
    return not counted and counts_items(turn.mentions, turn.lexicon) and not _counts_decisions(parsed, turn)


def _counts_decisions(parsed: Parsed, turn: Turn) -> bool:
    """Whether decisions are counted by the time: 罚了多少次, 采取强制措施几次."""
    by_time = all(mention.text[-1] in turn.lexicon.times for mention in turn.mentions if mention.key == "how_many_prose")
    measures = parsed.frame.measures
    return by_time and bool(measures) and all(measure.endswith(".decisions") for measure in measures)


def _has_loose_words(parsed: Parsed, turn: Turn) -> bool:
    """Whether a word of several readings stands beside a measure that it does not belong to, or 什么 asks for no quantity."""
    loose = parsed.ambiguous and parsed.terms.measures and not _is_settled(parsed, turn)
    return bool(loose) or (parsed.frame.shape == "lookup" and "which" in turn.operators and not turn.operators & HOW_MANY)


def _is_settled(parsed: Parsed, turn: Turn) -> bool:
    """Whether each word of several readings has become one of its measures: 其他处理里的“其他”."""
    return all(_covers(turn.lexicon.ambiguous[word], parsed.terms.measures) for word in parsed.ambiguous)


def _covers(readings: tuple[str, ...], measures: tuple[str, ...]) -> bool:
    return any(measure == reading or measure.startswith(f"{reading}.") for reading in readings for measure in measures)


def _withdrawn_elsewhere(turn: Turn) -> bool:
    """Whether a row of table three is named beside a head of another table: 行政复议撤回几起 has no cell."""
    return {"own", "head"} <= {mention.kind for mention in turn.mentions}


def _asks_why(turn: Turn) -> bool:
    """Whether the question is for a reason and not for a figure: only prose gives reasons."""
    return "why" in turn.operators and not turn.operators & HOW_MANY


def _asks_kind(turn: Turn) -> bool:
    """Whether what a thing is like is asked, and no amount of what tables count: 申请最多的是哪方面的内容."""
    counted = any(mention.kind in ("measure", "head", "own", "rate") for mention in turn.mentions)
    if counted or turn.operators & HOW_MANY:
        return False
    return re.search(turn.lexicon.prose.kind, turn.question.normal) is not None
