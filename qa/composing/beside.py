"""Figures asked for beside the one that is computed from them: 收到几件，比2023年少几件; 撤销多少件，占办结的百分之几."""

from __future__ import annotations

from itertools import takewhile

from qa.computing.quantity import Quantity
from qa.errors import NotUnderstood
from qa.kinds import YEAR
from qa.linking.mention import Mention
from qa.linking.numerals import year_of
from qa.parsing.frame import Shape
from qa.parsing.shape import asks, asks_total_too

_COMPARING = frozenset(
    {"share", "share_of", "ratio_of", "more_by", "less_by", "difference", "change", "change_by", "times"}
    | {"which_more", "which_less", "moved", "moved_down", "minus"}
)
_SHAPES = ("share", "difference", "shortfall", "gap", "change", "change_by", "times")
_BREAKS = frozenset(",，;；?？。、")


def beside(result: Quantity, shape: Shape, mentions: tuple[Mention, ...]) -> tuple[Quantity, ...]:
    """The operands of a result that the question asks for too, in its order. Raises NotUnderstood where it does not say which."""
    if shape == "sum" and result.series is not None:
        return tuple(row.quantity for row in result.series.rows) if asks_total_too(mentions) else ()
    if shape not in _SHAPES or not (free := _free(mentions)):
        return ()
    if any(mention.key == "each" for mention in mentions) or len(free) == len(result.operands):
        return tuple(sorted(result.operands, key=lambda operand: _place(operand, result.operands, mentions)))
    if len(free) > 1:
        raise NotUnderstood(words="")
    return (result.operands[0] if shape == "share" else _meant(result.operands, _clause(free[0], mentions)),)


def _free(mentions: tuple[Mention, ...]) -> list[Mention]:
    """The words that ask for a number apart from the comparison: those that do not follow it in its clause."""
    comparing = any(mention.key in _COMPARING or mention.kind == "rate" for mention in mentions)
    if not comparing or any(mention.key in ("per_hundred", "minus") for mention in mentions):
        return []
    found = [mention for mention in asks(mentions) if (mention.key == "how_many_cases" or _tells(_clause(mention, mentions)))]
    return [ask for ask in found if not any(one.key in _COMPARING or one.kind == "rate" for one in _led(ask, mentions))]


def _tells(clause: tuple[Mention, ...]) -> bool:
    """Whether a clause names something by itself; 等于几 and 是多少 do not."""
    return any(mention.kind not in ("function", "punctuation", "operator") or mention.key in ("requests", "each") for mention in clause)


def _led(ask: Mention, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """What stands before a word in its clause."""
    return tuple(takewhile(lambda mention: mention.text not in _BREAKS, reversed(mentions[: mentions.index(ask)])))


def _clause(ask: Mention, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """What stands in the clause of a word, up to the stop before it and behind it."""
    return (*_led(ask, mentions)[::-1], *takewhile(lambda mention: mention.text not in _BREAKS, mentions[mentions.index(ask) :]))


def _place(operand: Quantity, operands: tuple[Quantity, ...], mentions: tuple[Mention, ...]) -> int:
    """Where the question first names what this operand has and not all of them have: its year, its office, its row."""
    told = (mention for mention in mentions if not all(_names(other, mention) for other in operands))
    return min((mention.start for mention in told if _names(operand, mention)), default=0)


def _names(operand: Quantity, mention: Mention) -> bool:
    at = operand.at
    if at is None:
        return False
    if mention.kind in YEAR:
        return year_of(mention.key) == at.year
    return mention.key in (at.agency, at.applicant, at.measure)


def _meant(operands: tuple[Quantity, ...], clause: tuple[Mention, ...]) -> Quantity:
    """The operand whose year, office or row the clause names alone."""
    for kinds in (YEAR, ("agency",), ("applicant", "measure", "own")):
        named = [operand for operand in operands if any(mention.kind in kinds and _names(operand, mention) for mention in clause)]
        if len(named) == 1:
            return named[0]
    raise NotUnderstood(words="")
