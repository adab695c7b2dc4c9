"""A difference that goes the other way than the question says: 减少多少 where it rose. The answer says so first."""

from __future__ import annotations

import re

from qa.composing.single import address_of, figures_of
from qa.computing.quantity import Quantity
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.messages import Messages
from qa.parsing.frame import Shape

_UP, _DOWN = re.compile(FORMS["up"]), re.compile(FORMS["down"])
_WHICH = re.compile(FORMS["which_one"])
_DIRECTED = frozenset({"more_by", "less_by", "change", "change_by", "decreased_by", "moved", "moved_down", "which_more", "which_less"})


def corrected(result: Quantity, shape: Shape, mentions: tuple[Mention, ...], messages: Messages) -> str:
    """That it rose where the question says that it fell, or the other way round; nothing where the question does not say or is right."""
    asked = any(
        mention.kind == "operator" and _WHICH.search(mention.text) for mention in mentions
    )  # 谁收得多，多几件 says of none that it is more
    said = 0 if asked else _said(mentions)
    if result.operation not in ("difference", "change") or not said or not result.value:
        return ""
    gone = _gone(result, shape)
    if gone in (said, 0):
        return ""
    name = ("not_more" if said > 0 else "not_less") if _since(result, shape) else ("not_higher" if said > 0 else "not_lower")
    return messages.text(name, figure=figures_of(result, messages)["figure"].removeprefix("-"))


def _said(mentions: tuple[Mention, ...]) -> int:
    """1 where the words that compare all say more, -1 where all say less, 0 where they say both or neither."""
    words = [mention.text for mention in mentions if mention.kind == "operator" and mention.key in _DIRECTED]
    up, down = (any(pattern.search(word) for word in words) for pattern in (_UP, _DOWN))
    return up - down


def _gone(result: Quantity, shape: Shape) -> int:
    """1 where the later figure, or the one that is compared with another, is the greater; else -1; 0 where neither is compared with the other."""
    rose = 1 if result.value > 0 else -1
    if result.operation == "change" or shape == "difference":
        return rose
    if shape == "shortfall":
        return -rose
    first, second = _years(result)
    return rose * ((first > second) - (first < second))


def _since(result: Quantity, shape: Shape) -> bool:
    """Whether a later year is compared with an earlier one."""
    first, second = _years(result)
    return result.operation == "change" or (
        first < second if shape == "shortfall" else first != second if shape != "difference" else first > second
    )


def _years(result: Quantity) -> tuple[int, ...]:
    return tuple(address_of(operand).year or 0 for operand in result.operands)
