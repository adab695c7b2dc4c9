"""What an answer must account for: every office and year that the question names, and a figure for every one that it asks for.

Rules that pass a word over, or a clause, would otherwise answer half of a question as if it were all of it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from qa.errors import NotUnderstood
from qa.linking.clause import Clause, clauses_of
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.linking.numerals import year_of
from qa.parsing.shape import asks
from qa.parsing.shares import has_content
from qa.plan import Expression, addresses

_ASKS = re.compile(FORMS["asks_amount"])
_RELATING = frozenset({"share", "change", "change_by", "more_by", "less_by", "difference", "times", "average", "decreased_by"})


def require_all(mentions: tuple[Mention, ...], expression: Expression, left_out: set[str], figures: int) -> None:
    """Raise NotUnderstood where an office or year of the question is in no address of the plan, or more figures are asked for than are given.

    Offices that are `left_out` need none: the question excludes them, or another one's report counts them in.
    """
    reads = list(addresses(expression))
    offices = {mention.key for mention in mentions if mention.kind == "agency"} - {at.agency for at in reads}
    years = {year_of(mention.key) for mention in mentions if mention.kind in ("year", "short_year")} - {at.year for at in reads}
    if offices - left_out or years or _asked(mentions) > figures:
        raise NotUnderstood(words="")


def _asked(mentions: tuple[Mention, ...]) -> int:
    """How many figures are asked for: one in each clause that asks, 收到几件，增幅多少, and one by each word for a change: 申请减少的比例和撤销减少的比例."""
    plain = set(asks(mentions))
    moves = [mention for mention in mentions if mention.key in ("change", "change_by", "decreased_by")]
    told_apart = (has_content(mentions[mentions.index(one) : mentions.index(later)]) for one, later in pairwise(moves))
    return max(sum(_asks(clause, plain) for clause in clauses_of(mentions)), bool(moves) + sum(told_apart))


def _asks(clause: Clause, plain: set[Mention]) -> bool:
    relating = [mention for mention in clause.mentions if mention.key in _RELATING]
    if not plain.isdisjoint(clause.mentions) and (relating or has_content(clause.mentions)):
        return True
    return any(_ASKS.search(mention.text) for mention in relating) or any(mention.kind == "rate" for mention in clause.mentions)
