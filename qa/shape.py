"""Operators to the shape of a question, the comparison it makes, and what its shape does not account for."""

from __future__ import annotations

from itertools import pairwise

from qa.errors import NotUnderstood
from qa.frame import Frame, Shape
from qa.link import Mention

_ORDER: tuple[tuple[frozenset[str], Shape], ...] = (
    (frozenset({"change", "share"}), "change"),
    (frozenset({"change_by", "share"}), "change"),
    (frozenset({"moved", "share"}), "change"),
    (frozenset({"moved_down", "share"}), "change"),
    (frozenset({"share"}), "share"),
    (frozenset({"times"}), "times"),
    (frozenset({"more_by"}), "difference"),
    (frozenset({"less_by"}), "shortfall"),
    (frozenset({"difference"}), "gap"),
    (frozenset({"change_by", "moved_down"}), "gap"),
    (frozenset({"change_by"}), "change_by"),
    (frozenset({"change"}), "change"),
    (frozenset({"average"}), "average"),
)
"""Operators that together give a question its shape, the first that are all there."""

HOW_MANY = frozenset({"how_many", "how_many_plain", "how_many_cases", "how_many_prose", "how_many_other", "how_many_bare"})
COMPARISONS = {"more_than": ">", "at_least": ">=", "less_than": "<", "at_most": "<="}


def shape_of(operators: frozenset[str], frame: Frame, mentions: tuple[Mention, ...]) -> Shape:
    """The shape that the operators give a question whose slots are filled so far."""
    if (by := _by_how_many(operators)) is not None:
        return by
    for needed, shape in _ORDER:
        if needed <= operators:
            return shape
    if frame.comparison is not None:
        return "count" if operators & {"count_members", *HOW_MANY} and not operators & {"each", "which"} else "filter"
    if "count_members" in operators:
        return "count"  # of what the turn before held to a condition
    if operators & {"rank", "rank_ascending", "most", "least"} or any(mention.kind == "top" for mention in mentions):
        return "rank"
    if operators & {"which_more", "which_less", "than"}:
        return "compare"
    if "each" in operators or frame.every_year or frame.across:
        return "sum" if "sum" in operators and "each" not in operators and not frame.across else "each"
    return "sum" if "sum" in operators else "lookup"


def _by_how_many(operators: frozenset[str]) -> Shape | None:
    """A comparison with a count asked for: A比B多收到几件 is a difference, though 多 and 几件 stand apart."""
    if "than" in operators and operators & HOW_MANY and not operators & {"which", "times", "share", "change"}:
        return "difference" if "which_more" in operators else "shortfall" if "which_less" in operators else None
    return None


def bound_of(mentions: tuple[Mention, ...], operators: frozenset[str]) -> tuple[str | None, str | None, str | None]:
    """The comparison, its bound and the unit of money that the bound states; 没有 over several offices is = 0."""
    named = [mention for mention in mentions if mention.kind in ("at_least_number", "at_most_number") or mention.key in COMPARISONS]
    if len(named) > 1:
        raise NotUnderstood(words=" ".join(mention.text for mention in named))
    for place, mention in enumerate(mentions):
        if mention.kind in ("at_least_number", "at_most_number"):
            return (">=" if mention.kind == "at_least_number" else "<="), decimal_of(mention.key), None
        if mention.kind == "operator" and mention.key in COMPARISONS:
            number = next((later for later in mentions[place + 1 : place + 3] if later.kind in ("number", "money")), None)
            if number is None:
                raise NotUnderstood(words=mention.text)
            digits, _, unit = number.key.partition("-")
            return COMPARISONS[mention.key], decimal_of(digits), unit or None
    ranging = operators & _RANGING
    if ranging and "none" in operators:
        return "=", "0", None
    if ranging and ("some" in operators or _asks_who_has(operators)):
        return ">", "0", None
    return None, None, None


def _asks_who_has(operators: frozenset[str]) -> bool:
    """哪些机关有… without a quantity or an order asks for those that have any."""
    offices = operators & {"every_agency", "every_customs", "every_government"}
    return bool(
        offices
        and not operators
        & (HOW_MANY | {"each", "most", "least", "rank", "rank_ascending", "which_more", "which_less", "sum", "average", "share"})
    )


def decimal_of(text: str) -> str:
    """A number of the question as a decimal string, whatever numerals it is written with.

    >>> decimal_of("1.5"), decimal_of("1万"), decimal_of("二〇二三")
    ('1.5', '10000', '2023')
    """
    text = text.replace(",", "")
    if text.replace(".", "", 1).isdigit():
        return text
    if text in _ENGLISH:
        return str(_ENGLISH[text])
    from cn2an import cn2an  # takes 0.3 s to import, and few questions spell a number

    return str(cn2an(text, "smart"))


_ENGLISH = {word: number for number, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=2)}
_ENGLISH |= {word: 10 * number for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)}
_ENGLISH |= {"one hundred": 100, "a hundred": 100, "two hundred": 200, "five hundred": 500, "one thousand": 1000, "a thousand": 1000}

NEGATION = "none"
"""A negation that no shape takes up can be answered by neither table nor quotation."""

RANKING = frozenset({"most", "least", "rank", "rank_ascending"})
_USES: dict[Shape, frozenset[str]] = {
    "lookup": frozenset(),
    "sum": frozenset({"sum", "each"}),
    "each": frozenset({"moved", "moved_down", "each", "sum"}),
    "share": frozenset({"share", "sum", "each", *RANKING}),
    "times": frozenset({"times", "than", "previous_year"}),
    "difference": frozenset({"moved", "moved_down", "more_by", "than", "which_more", "previous_year", "sum"}),
    "shortfall": frozenset({"moved", "moved_down", "less_by", "than", "which_less", "previous_year", "sum"}),
    "gap": frozenset({"moved", "moved_down", "change_by", "more_by", "less_by", "difference", "than", "previous_year", "sum"}),
    "change": frozenset({"moved", "moved_down", "change", "change_by", "share", "previous_year", "than", "sum"}),
    "change_by": frozenset({"moved", "moved_down", "change", "change_by", "previous_year", "than", "sum"}),
    "average": frozenset({"average", "each"}),
    "rank": frozenset({"most", "least", "rank", "rank_ascending", "each", "sum", "which_more", "which_less"}),
    "compare": frozenset({"which_more", "which_less", "than", "sum", "each", "previous_year"}),
    "filter": frozenset({"none", "some", "each", "sum", *COMPARISONS}),
    "count": frozenset({"none", "some", "count_members", "sum", *COMPARISONS}),
}
"""The operators that each shape takes into account; one that it does not would change the meaning and is not passed over."""
_RANGING = frozenset({"which", "count_members", "every_agency", "every_customs", "every_government", "every_year"})
"""Beside one of these 有过 is a condition; of a single office it asks for the number."""

_OFFICE_WORDS = frozenset({"agency_word", "customs_word", "government_word"})
_MEANINGFUL = frozenset().union(*_USES.values())


def strays(mentions: tuple[Mention, ...], operators: frozenset[str], shape: Shape) -> tuple[str, ...]:
    """What no rule uses: unknown words, numbers without a comparison, operators that the shape does not know, 部门 that are counted."""
    unused = _MEANINGFUL - _USES[shape] - (frozenset() if operators & _RANGING else {"some"})
    strays = [mention.text for mention in mentions if mention.kind == "operator" and mention.key in unused]
    strays += [after.text for before, after in pairwise(mentions) if before.key in HOW_MANY and after.key in _OFFICE_WORDS]
    numbers = operators & set(COMPARISONS)
    unknown = [mention.text for mention in mentions if mention.kind == "residue" or (mention.kind in ("number", "money") and not numbers)]
    unknown += [mention.text for mention in mentions if mention.kind == "explain" and mention.key != "table" and not operators & HOW_MANY]
    if NEGATION in operators & unused:
        raise NotUnderstood(words=" ".join(unknown + strays))
    return tuple(unknown + strays)
