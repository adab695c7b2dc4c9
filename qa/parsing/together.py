"""加起来, 差多少 and 平均 after several turns: the answers that differ in one slot alone, taken together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qa.errors import NotUnderstood

if TYPE_CHECKING:
    from qa.parsing.frame import Frame

_SLOTS = ("years", "agencies", "measures", "applicants")
_OF_TWO = ("difference", "shortfall", "gap", "times", "compare")
_TWO = 2
_OVER_YEARS = ("change", "change_by")


def together(frame: Frame, before: Frame, trail: tuple[Frame, ...]) -> Frame | None:
    """The frame over what the last turns asked for one by one: 2023年多少 / 2024年呢 / 差多少; None where it is no such question.

    Raises NotUnderstood for 两个合计 where there is one alone.
    """
    if frame.former and frame.latter and frame.shape == "share" and not names_something(frame):
        return _former_in_latter(*_alike(before, trail), before)
    counted = frame.shape == "sum" and frame.so_many
    if names_something(frame) or not (
        frame.added or counted or frame.shape == "sum" or frame.shape in (*_OF_TWO, *_OVER_YEARS, "average") or frame.severally
    ):
        return None
    slot, members = _alike(before, trail)
    if frame.shape == "sum" and slot == "applicants" and not (frame.added or counted):
        return None  # 公司的 / 律所的 / 一共几件 are those of all applicants
    if frame.shape in (*_OF_TWO, *_OVER_YEARS):
        members = members[-2:]
    if frame.so_many:
        members = members[-frame.so_many :]
    if counted and len(members) < 2 and all(len(getattr(before, name)) < 2 for name in _SLOTS):
        raise NotUnderstood(words="")
    if len(members) < max(2, frame.so_many) or (frame.shape in _OVER_YEARS and slot != "years"):
        return None
    shape = "gap" if frame.shape in ("difference", "shortfall") else frame.shape
    return replace(_with(before, slot, members), shape=shape, descending=frame.descending, limit=frame.limit, years_kept=False)


def _former_in_latter(slot: str, members: tuple[Any, ...], before: Frame) -> Frame | None:
    """前者占后者多少: the row asked for last but one as a share of the last."""
    if slot != "measures" or len(members) < _TWO:
        return None
    return replace(before, measures=(members[-2],), whole=members[-1], shape="share", ellipsis=False)


def added_to(frame: Frame, before: Frame) -> Frame:
    """再加上2024年的: what was asked for before and what is named now, in one sum. Raises NotUnderstood where that is no one slot."""
    named = [slot for slot in _SLOTS if getattr(frame, slot)]
    if len(named) != 1 or not getattr(before, named[0]) or before.shape not in ("lookup", "sum") or before.every or frame.places:
        raise NotUnderstood(words="")
    members = tuple(dict.fromkeys((*getattr(before, named[0]), *getattr(frame, named[0]))))
    return replace(_with(before, named[0], members), shape="sum", summed=True, years_kept=False)


def _with(frame: Frame, slot: str, members: tuple[Any, ...]) -> Frame:
    changes: dict[str, Any] = {slot: members}
    return replace(frame, **changes)


def names_something(frame: Frame) -> bool:
    """Whether a turn names any row, column, office or year by itself."""
    named = frame.measures or frame.applicants or frame.agencies or frame.places or frame.every or frame.across or frame.years
    return bool(
        named or frame.aspect or frame.heads or frame.open_words or frame.every_year or frame.recent or frame.shift or frame.previous
    )


def _alike(before: Frame, trail: tuple[Frame, ...]) -> tuple[str, tuple[str | int, ...]]:
    """The slot in which the last turns differ and what they named there, oldest first; nothing where they differ otherwise."""
    for slot in _SLOTS:
        members = [getattr(before, slot)]
        for earlier in reversed(trail):
            if not _differs_only(slot, earlier, before):
                break
            members.insert(0, getattr(earlier, slot))
        if len(members) > 1:
            return slot, tuple(dict.fromkeys(one for member in members for one in member))
    return "", ()


def _differs_only(slot: str, earlier: Frame, before: Frame) -> bool:
    """Whether two single figures were asked for that are told apart by this slot."""
    values = [getattr(frame, name) for frame in (earlier, before) for name in _SLOTS[:3]]
    alike = all(getattr(earlier, name) == getattr(before, name) for name in _SLOTS if name != slot)
    single = all(len(value) == 1 for value in values) and earlier.shape == before.shape == "lookup"
    return single and alike and earlier.scope == before.scope and bool(getattr(earlier, slot)) and bool(getattr(before, slot))


def united(frames: list[Frame]) -> Frame | None:
    """The frame over several that differ in one slot alone; None where they differ otherwise."""
    first = frames[0]
    for slot in _SLOTS:
        if all(_with(frame, slot, getattr(first, slot)) == first for frame in frames):
            return _with(first, slot, tuple(dict.fromkeys(one for frame in frames for one in getattr(frame, slot))))
    return None
