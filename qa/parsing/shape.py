"""Operators to the shape of a question, the comparison it makes, and what its shape does not account for."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from qa.errors import NotUnderstood
from qa.ids import FRAMES
from qa.kinds import COMPARISONS, HOW_MANY, NUMBERS, ORDINALS, RANKING
from qa.linking.clause import clauses_of
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.parsing.frame import Frame, Shape

_ORDER: tuple[tuple[frozenset[str], Shape], ...] = (
    (frozenset({"change", "share"}), "change"),
    (frozenset({"change_by", "share"}), "change"),
    (frozenset({"moved", "share"}), "change"),
    (frozenset({"moved_down", "share"}), "change"),
    (frozenset({"more_by", "share"}), "change"),
    (frozenset({"less_by", "share"}), "change"),
    (frozenset({"share"}), "share"),
    (frozenset({"minus"}), "difference"),
    (frozenset({"times"}), "times"),
    (frozenset({"which_more", "more_by"}), "gap"),
    (frozenset({"which_less", "less_by"}), "gap"),
    (frozenset({"more_by"}), "difference"),
    (frozenset({"less_by"}), "shortfall"),
    (frozenset({"difference"}), "gap"),
    (frozenset({"change_by", "moved_down"}), "gap"),
    (frozenset({"change_by"}), "change_by"),
    (frozenset({"change"}), "change"),
    (frozenset({"average"}), "average"),
)
"""Operators that together give a question its shape, the first that are all there."""

_ASKS = re.compile(FORMS["asks_number"])


def asks(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The words that ask for a number: 几件, 各多少; 数量 only names one."""
    return tuple(mention for mention in mentions if mention.key in {*HOW_MANY, "each"} and _ASKS.search(mention.text))


def asks_total_too(mentions: tuple[Mention, ...]) -> bool:
    """Whether figures are asked for one by one and then their sum: 各多少，合计多少."""
    total = next((mention for mention in mentions if mention.key == "sum"), None)
    asked = asks(mentions)
    return total is not None and any(ask.end <= total.start for ask in asked) and any(ask.start >= total.end for ask in asked)


def adds_up_at_last(mentions: tuple[Mention, ...]) -> bool:
    """Whether a clause of its own asks for the sum of what was asked for one by one: 许可几件，强制几件，两项合计几件."""
    return asks_total_too(mentions) and any("sum" in clause.operators and not clause.names_subject for clause in clauses_of(mentions))


def shape_of(operators: frozenset[str], frame: Frame, mentions: tuple[Mention, ...]) -> Shape:
    """The shape that the operators give a question whose slots are filled so far."""
    if "agree" in operators:
        return "agree"
    if (by := _by_how_many(operators)) is not None:
        return by
    for needed, shape in _ORDER:
        if needed <= operators:
            return shape
    if frame.comparison is not None:
        counted = "count_members" in operators or any(
            mention.key in ("how_many", "how_many_plain", "how_many_prose") for mention in asks(mentions)
        )
        return "count" if counted and not operators & {"each", "which"} else "filter"
    if "count_members" in operators:
        return "count"  # of what the turn before held to a condition
    if operators & RANKING or any(mention.kind in ORDINALS for mention in mentions):
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


NEGATION = "none"
"""A negation that no shape takes up can be answered by neither table nor quotation."""

_USES: dict[Shape, frozenset[str]] = {
    "lookup": frozenset(),
    "sum": frozenset({"sum", "each"}),
    "each": frozenset({"moved", "moved_down", "each", "sum"}),
    "share": frozenset({"share", "sum", "each", "per_hundred", *RANKING, *COMPARISONS}),
    "times": frozenset({"each", "times", "than", "previous_year", "sum"}),
    "difference": frozenset(
        {"difference", "each", "moved", "moved_down", "more_by", "than", "which_more", "previous_year", "sum", "minus"}
    ),
    "shortfall": frozenset({"each", "moved", "moved_down", "less_by", "than", "which_less", "previous_year", "sum"}),
    "gap": frozenset(
        {"each", "moved", "moved_down", "change_by", "more_by", "less_by", "difference", "than", "previous_year", "sum"}
        | {"which_more", "which_less"}
    ),
    "change": frozenset(
        {"each", "moved", "moved_down", "change", "change_by", "share", "more_by", "less_by", "previous_year", "than", "sum"}
    ),
    "change_by": frozenset({"each", "moved", "moved_down", "change", "change_by", "previous_year", "than", "sum"}),
    "average": frozenset({"average", "each"}),
    "rank": frozenset({*RANKING, "each", "sum", "which_more", "which_less"}),
    "compare": frozenset({"which_more", "which_less", "than", "sum", "each", "previous_year"}),
    "filter": frozenset({"none", "some", "each", "sum", *COMPARISONS}),
    "count": frozenset({"none", "some", "count_members", "sum", *COMPARISONS}),
    "agree": frozenset({"agree", "equal_to", "sum", "each", "than"}),
}
"""The operators that each shape takes into account; one that it does not would change the meaning and is not passed over."""
_RANGING = frozenset({"which", "count_members", "every_agency", "every_customs", "every_government", "every_year"})
"""Beside one of these 有过 is a condition; of a single office it asks for the number."""

_OFFICE_WORDS = frozenset({"agency_word", "customs_word", "government_word"})
_MEANINGFUL = frozenset({"beyond", "subordinate", "except", "except_after", "rest", "including", "included"}).union(*_USES.values())


def _stands_beside_row(topic: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Whether a word for plans or problems says something of a row that is counted: 打算撤销的有几件, but not 我的问题是撤销的有几件."""
    after = tuple(takewhile(lambda mention: mention.kind != "punctuation", mentions[mentions.index(topic) + 1 :]))
    named = after and after[0].text not in FORMS["turns"] and any(one.kind in ("measure", "own", "head") for one in after)
    return bool(named) and any(one.key in HOW_MANY for one in after)


def _says_when(place: int, mentions: tuple[Mention, ...]) -> bool:
    """Whether 后 tells of what was done before: 答复后撤回的, 处罚后起诉的, but not 收到申请后撤回的."""
    if mentions[place].key != "afterwards" or place == 0:
        return False
    before, after = mentions[place - 1], mentions[place + 1 :]
    verb = before.kind == "function" and any(mention.kind == "own" for mention in after)
    row = before.kind in ("measure", "own", "head") and before.key not in FRAMES
    return verb or (row and any(mention.kind in ("measure", "own", "head") for mention in after))


def _is_misplaced(place: int, mentions: tuple[Mention, ...]) -> bool:
    """Whether a word that opens a turn stands inside it, ended with correction; or 第二个 is one of something else than the offices before."""
    mention, before = mentions[place], [one for one in mentions[:place] if one.text.strip()]
    inside = mention.text in FORMS["only_first"] and bool(before) and before[-1].kind != "punctuation"
    counted = mention.key in ("former", "latter") and mention.text.startswith(FORMS["ordinal"])
    return inside or (counted and any(one.kind == "agency" for one in mentions))


def strays(mentions: tuple[Mention, ...], operators: frozenset[str], shape: Shape, used: tuple[Mention, ...]) -> tuple[str, ...]:
    """What no rule uses: unknown words, numbers that bound nothing, operators that the shape does not know, 部门 that are counted."""
    unused = _MEANINGFUL - _USES[shape] - (frozenset() if operators & _RANGING else {"some"})
    strays = [mention.text for mention in mentions if mention.kind == "operator" and mention.key in unused and mention not in used]
    strays += [after.text for before, after in pairwise(mentions) if before.key in HOW_MANY and after.key in _OFFICE_WORDS]
    unknown = [mention.text for mention in mentions if mention.kind in ("residue", *NUMBERS) and mention not in used]
    unknown += [mention.text for place, mention in enumerate(mentions) if _says_when(place, mentions)]
    unknown += [mention.text for place, mention in enumerate(mentions) if _is_misplaced(place, mentions)]
    unknown += [mention.text for mention in mentions if mention.kind == "topic" and _stands_beside_row(mention, mentions)]
    unknown += [mention.text for mention in mentions if mention.kind == "explain" and mention.key != "table" and not operators & HOW_MANY]
    if NEGATION in operators & unused:
        raise NotUnderstood(words=" ".join(unknown + strays))
    return tuple(unknown + strays)
