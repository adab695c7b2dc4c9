"""收到申请最多的机关办结了多少: what the first of a ranking has in another row, which is no ranking of both rows together."""

from __future__ import annotations

from qa.errors import NotUnderstood
from qa.ids import FRAMES
from qa.kinds import ORDINALS
from qa.linking.mention import Mention
from qa.parsing.frame import Frame

_FIRST = ("most", "least", "most_office", "least_office")
_ROWS = ("measure", "own", "head")
_KINDS = frozenset({"customs_word", "government_word", "every_customs", "every_government"})


def require_one_ranking(frame: Frame, mentions: tuple[Mention, ...]) -> None:
    """Raise NotUnderstood where one row is named before the word that ranks and another behind it, or two rankings are asked for."""
    if frame.shape != "rank":
        return
    if sum(mention.key in _FIRST for mention in mentions) > 1:
        raise NotUnderstood(words="")  # 2023年处罚最多的机关和2024年处罚最多的机关
    if sum(mention.kind in ("top", "bottom") for mention in mentions) > 1:
        raise NotUnderstood(words="")  # 前三名和倒数两名
    if _are_some_of(mentions):
        raise NotUnderstood(words="")
    ranks = next((mention for mention in mentions if mention.key in _FIRST or mention.kind in ORDINALS), None)
    if ranks is None:
        return
    if frame.limit not in (None, 1) and any(mention.key == "sum" and mention.start < ranks.start for mention in mentions):
        raise NotUnderstood(words="")  # total requests of the two offices with the most
    if not frame.of_those and any(mention.key in ("sum", "add") and mention.start > ranks.start for mention in mentions):
        raise NotUnderstood(words="")  # 最多的机关合计多少
    before, after = (
        {mention.key for mention in mentions if mention.kind in _ROWS and (mention.start < ranks.start) is early} for early in (True, False)
    )
    framed = before <= set(FRAMES) and any(mention.key == "within" and mention.start < ranks.start for mention in mentions)
    if before and after - before and not framed:
        raise NotUnderstood(words="")


def _are_some_of(mentions: tuple[Mention, ...]) -> bool:
    """前三名里有哪些海关: which offices of a kind are among the first of all, not the first of that kind."""
    place = next((at for at, one in enumerate(mentions) if one.kind in ("top", "bottom")), len(mentions))
    within = [one.key for one in mentions[place:]]
    return "within" in within and bool(_KINDS & set(within[within.index("within") :]))


def require_same_ranking(mentions: tuple[Mention, ...], before: Frame | None) -> None:
    """Raise NotUnderstood where another row is asked for of a place in the ranking before: 第二名办结了多少."""
    if before is None or before.shape != "rank":
        return
    place = next((mention for mention in mentions if mention.kind in ORDINALS), None)
    rows = [mention for mention in mentions if mention.kind in _ROWS]
    if place is not None and rows and rows[0].start >= place.end and rows[0].key not in before.measures:
        raise NotUnderstood(words="")
