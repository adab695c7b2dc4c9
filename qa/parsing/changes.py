"""Questions about the change of every office between two years: 哪些机关2024年比2023年多, 增加得最多的, 各增加了多少."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.kinds import RANKING
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.parsing.frame import Change, Frame
from qa.parsing.implied import base_first

_WHICH = re.compile(FORMS["asks_which"])
_RELATIVE = re.compile(FORMS["relative"])
_UP, _DOWN = re.compile(FORMS["up"]), re.compile(FORMS["down"])
_MOVES = frozenset({"more_by", "less_by", "change", "change_by", "decreased_by", "moved", "moved_down", "which_more", "which_less"})
_USED = _MOVES | {"than", "previous_year", "share"}
_EXTREMES = frozenset({"most", "least"})
_NOTHING = "0"
_ASKS = frozenset({"which", "count_members", "each", "every_agency", "every_customs", "every_government"})


def changes(frame: Frame, operators: frozenset[str], mentions: tuple[Mention, ...]) -> tuple[Frame, frozenset[str]]:
    """The frame of such a question and the operators that are left; both as they were for any other question."""
    moves = [mention for mention in mentions if mention.kind == "operator" and mention.key in _MOVES]
    years = _years(frame, operators, mentions)
    free = frame.bound in (None, _NOTHING) and not frame.agencies  # 有几家 is read as more than 0 where nothing else bounds it
    if not (moves and years and frame.every and free and operators & (_ASKS | RANKING)):
        return frame, operators
    up, down = (any(pattern.search(mention.text) for mention in moves) for pattern in (_UP, _DOWN))
    relative = "share" in operators or any(_RELATIVE.search(mention.text) for mention in moves)
    by: Change = "change" if relative else "difference"
    found = replace(frame, years=years, every_year=False, previous=False, changed=by, comparison=None, bound=None)
    left = operators - _USED
    if operators & RANKING:
        return replace(found, descending=not (down and not up) if "most" in operators else frame.descending, ranked=True), left
    if not _asks_which(operators, mentions):
        return found, left | {"each"}
    if up == down:
        return frame, operators  # neither more nor less is said
    return replace(found, comparison=">" if up else "<", bound=_NOTHING), left


def _asks_which(operators: frozenset[str], mentions: tuple[Mention, ...]) -> bool:
    """Whether some of the offices are sought, 哪些机关; 各机关 and 每个机关 are all of them."""
    ranging = any(mention.key.startswith("every_") and _WHICH.search(mention.text) for mention in mentions)
    return ranging or bool(operators & {"which", "count_members"})


def _years(frame: Frame, operators: frozenset[str], mentions: tuple[Mention, ...]) -> tuple[int, ...]:
    """The two years, the one that is compared first; none where they are not two."""
    if len(frame.years) == 1 and operators & {"previous_year", "change", "change_by"}:
        return frame.years[0], frame.years[0] - 1
    if len(frame.years) != 2 or frame.own_years:
        return ()
    return base_first(replace(frame, shape="difference"), operators, mentions).years


def taken(frame: Frame, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions that such a frame was read from."""
    keys = (_USED if frame.changed else frozenset()) | (_EXTREMES if frame.extremes else frozenset())
    return tuple(mention for mention in mentions if mention.kind == "operator" and mention.key in keys)


def spread(frame: Frame, operators: frozenset[str]) -> tuple[Frame, frozenset[str]]:
    """最多的机关和最少的机关差多少: the frame over the greatest and the least, and the operators without these two."""
    named = frame.agencies or frame.places or frame.across or len(frame.applicants) > 1
    if not operators >= _EXTREMES or not operators & {"difference", "times"} or named or len(frame.years) != 1:
        return frame, operators
    return replace(frame, every=frame.every or "agency", extremes=True, limit=None, first=1), operators - _EXTREMES
