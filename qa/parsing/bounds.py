"""The numbers of a question: what bounds a condition, and what someone says a figure to be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from qa.errors import NotUnderstood
from qa.kinds import COMPARISONS, NUMBERS, OFFICES, ORDINALS
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.linking.numerals import decimal_of
from qa.parsing.units import PERCENT, unit_of
from qa.plan import Comparison

_SIGNED: dict[str, tuple[Comparison, ...]] = {
    "over_number": (">",), "under_number": ("<",), "at_least_number": (">=",), "at_most_number": ("<=",), "between_numbers": (">=", "<="),
}  # fmt: skip
_NEAR, _FAR = 2, 5
"""How many mentions after 超过 its number may stand; 正好 stands before the verb: 正好办结了21件."""

_WHICH = re.compile(FORMS["asks_which"])
_ALL_OFFICES = ("every_agency", "every_customs", "every_government")
_ALL_OF = (*FORMS["all_of"], *FORMS["altogether"])
_APPROXIMATE = tuple(FORMS["approximate"])


@dataclass(frozen=True, slots=True)
class Bounds:
    """Conditions on a figure, the unit of money that they state, and the mentions that they were read from."""

    conditions: tuple[tuple[Comparison, str], ...] = ()
    unit: str | None = None
    used: tuple[Mention, ...] = field(default=())


def _number_after(place: int, mentions: tuple[Mention, ...]) -> Mention | None:
    mention = mentions[place]
    reach = _FAR if mention.key == "equal_to" else _NEAR
    return next((later for later in mentions[place + 1 : place + 1 + reach] if later.kind in NUMBERS), None)


def _read(place: int, mentions: tuple[Mention, ...]) -> Bounds:
    """The bound that one mention states. Raises NotUnderstood for a comparison without its number; 等于 may stand between figures."""
    mention = mentions[place]
    if (signs := _SIGNED.get(mention.kind)) is not None:
        numbers, word = mention.key.split("-")[: len(signs)], "".join(mention.key.split("-")[len(signs) :])
        return Bounds(tuple(zip(signs, map(decimal_of, numbers), strict=True)), unit_of("".join(numbers), word), (mention,))
    if mention.kind != "operator" or mention.key not in COMPARISONS:
        return Bounds()
    number = _number_after(place, mentions)
    if number is None:
        if mention.key == "equal_to":
            return Bounds()
        raise NotUnderstood(words=mention.text)
    digits = number.key.partition("-")[0]
    condition = (COMPARISONS[mention.key], decimal_of(digits))
    return Bounds((condition,), _unit(number), (mention, number))


def _unit(number: Mention) -> str | None:
    digits, _, word = number.key.partition("-")
    return PERCENT if number.kind == "percent" else unit_of(digits, word if number.kind == "money" else "")


def bounds_of(mentions: tuple[Mention, ...], operators: frozenset[str]) -> Bounds:
    """One bound, or a lower and an upper one; 没有 over several offices is = 0. Raises NotUnderstood for others."""
    read = [_read(place, mentions) for place in range(len(mentions))]
    conditions = tuple(dict.fromkeys(condition for bounds in read for condition in bounds.conditions))
    used = tuple(mention for bounds in read for mention in bounds.used)
    if len(conditions) > 2 or (len(conditions) == 2 and not _is_range(conditions)):
        raise NotUnderstood(words=" ".join(mention.text for mention in used))
    if not conditions:
        return _zero(operators, mentions)
    units = {bounds.unit for bounds in read if bounds.conditions}
    if len(units) > 1:
        raise NotUnderstood(words=" ".join(mention.text for mention in used))
    return Bounds(conditions, units.pop(), used)


def _is_range(conditions: tuple[tuple[Comparison, str], ...]) -> bool:
    (first, low), (second, high) = sorted(conditions, key=lambda condition: condition[0] in ("<", "<="))
    return first in (">", ">=") and second in ("<", "<=") and Fraction(low) <= Fraction(high)


def _zero(operators: frozenset[str], mentions: tuple[Mention, ...]) -> Bounds:
    """没有 and 有 over several offices or years: = 0 and > 0. The 一件 of 一件都没有 is no number."""
    ranging = operators & {"which", "count_members", *_ALL_OFFICES, "every_year"}
    if "none" in operators and not any(mention.kind in OFFICES for mention in mentions):
        ranging |= operators & {"agency_word", "customs_word", "government_word"}
    if not ranging or any(mention.kind in ORDINALS for mention in mentions):
        return Bounds()
    if "none" in operators:
        ones = tuple(mention for mention in mentions if mention.kind in NUMBERS and decimal_of(mention.key.partition("-")[0]) in ("0", "1"))
        return Bounds((("=", "0"),), None, ones)
    counted = "count_members" in operators and not operators & _COUNTED and any(mention.kind in _COUNTABLE for mention in mentions)
    if not (counted or "some" in operators or _asks_who_has(operators, mentions)):
        return Bounds()
    if any(mention.kind == "measure" and mention.text.startswith(_ALL_OF) for mention in mentions):
        raise NotUnderstood(words="")  # 哪些机关全部办结: not who concluded any
    return Bounds(((">", "0"),))


_COUNTABLE = ("measure", "own", "head")


_COUNTED = frozenset(
    {"how_many", "how_many_plain", "how_many_cases", "how_many_prose", "how_many_other", "how_many_bare", "each", "most", "least"}
    | {"rank", "rank_ascending", "rank_descending", "rank_all", "which_more", "which_less", "sum", "average", "share", "agree"}
)


def _asks_who_has(operators: frozenset[str], mentions: tuple[Mention, ...]) -> bool:
    """哪些机关有… without a quantity or an order asks for those that have any; 各机关… for the figure of each."""
    which = any(mention.key in _ALL_OFFICES and _WHICH.search(mention.text) for mention in mentions)
    return which and not operators & _COUNTED


def claim_of(mentions: tuple[Mention, ...], operators: frozenset[str]) -> Bounds:
    """What a question says a figure to be, where it asks whether that is so: 是不是2000件, 有人说1900多件, 一件都没有吗."""
    numbers = [mention for mention in mentions if mention.kind in NUMBERS]
    if "claim" not in operators:
        return Bounds()
    if not numbers and "none" in operators:
        return Bounds((("=", "0"),), None, tuple(mention for mention in mentions if mention.key == "none"))
    if len(numbers) != 1:
        return Bounds()
    digits, _, rest = numbers[0].key.partition("-")
    said = decimal_of(digits)
    unit = _unit(numbers[0])
    if rest not in _APPROXIMATE:
        return Bounds((("=", said),), unit, (numbers[0],))
    above = int(Fraction(said)) + 10 ** (len(said) - len(said.rstrip("0")))
    return Bounds(((">", said), ("<", str(above))), unit, (numbers[0],))
