"""What an answer must account for: every office and year that the question names, and a figure for every one that it asks for.

Rules that pass a word over, or a clause, would otherwise answer half of a question as if it were all of it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.forms.measures import closure
from qa.computing.cells import columns_of
from qa.errors import NotUnderstood
from qa.ids import CONCLUDED, FRAMES, GRANTED, IN_HAND, RECEIVED, TOTAL
from qa.kinds import COMPARISONS, RANKING
from qa.lexicon import Lexicon
from qa.linking.clause import Clause, clauses_of
from qa.linking.forms import FORMS
from qa.linking.leading import separated
from qa.linking.mention import Mention
from qa.linking.numerals import year_of
from qa.linking.remaining import listed_beside
from qa.parsing.rest import leaves_out
from qa.parsing.shape import asks
from qa.parsing.shares import has_content
from qa.plan import Aggregate, Change, Difference, Each, Every, Expression, Filter, Lookup, Rank, Sum, addresses

_EACH = re.compile(FORMS["severally_asked"])
_ASKS = re.compile(FORMS["asks_amount"])
_PART_OF = re.compile(FORMS["part_of"])
_SHARES = ("share", "share_of", "ratio_of")
_SERIES = (Each, Every, Filter, Rank)
_ROWS = ("measure", "own", "head", "rate")
_EXCEPT = frozenset({"rest", "minus", "retract"})
_RANGING = frozenset({*RANKING, *COMPARISONS, "which_more", "which_less", "none", "some"})
_RELATING = frozenset({"share", "change", "change_by", "more_by", "less_by", "difference", "times", "average", "decreased_by"})


def require_all(mentions: tuple[Mention, ...], expression: Expression, left_out: set[str], figures: int, lexicon: Lexicon) -> None:
    """Raise NotUnderstood where an office, a year or a row of the question is in no address of the plan, or more is asked for than is given.

    Offices that are `left_out` need none: the question excludes them, or another one's report counts them in.
    """
    reads = list(addresses(expression))
    offices = {mention.key for mention in mentions if mention.kind == "agency"} - {at.agency for at in reads}
    years = {year_of(mention.key) for mention in mentions if mention.kind in ("year", "short_year")} - {at.year for at in reads}
    if _parts_of_all(mentions, lexicon) or offices - left_out or years or _asked(mentions) > figures or _asks_apart(mentions, expression):
        raise NotUnderstood(words="")
    if any(
        one.kind == "agency" and later.text.startswith(tuple(FORMS["all_of"])) and later.key == "every_agency"
        for one, later in pairwise(mentions)
    ):
        raise NotUnderstood(words="")  # 洪泽区各部门: each of those that it counts in
    if _leaves_topic(mentions) or _leaves_share(mentions, expression):
        raise NotUnderstood(words="")
    if _leaves_plain(mentions, expression) or _leaves_requests(mentions, {at.measure for at in reads}):
        raise NotUnderstood(words="")
    if isinstance(expression, Lookup) and any(mention.key == "each" and _EACH.match(mention.text) for mention in mentions):
        raise NotUnderstood(words="")  # of several things only one was understood
    rows = {at.measure or "" for at in reads}
    excepted = leaves_out(mentions) or any(mention.key in _EXCEPT for mention in mentions)
    columns = {column for at in reads for column in columns_of(at.applicant or TOTAL)}
    filed = {mention.key for mention in mentions if mention.kind == "applicant"}
    if not excepted and not all(columns & columns_of(one) for one in filed):
        raise NotUnderstood(words="")
    if not excepted and not all(_is_read(mention, rows, mentions, lexicon) for mention in mentions):
        raise NotUnderstood(words="")


def _leaves_topic(mentions: tuple[Mention, ...]) -> bool:
    """Whether a clause asks for what prose alone tells: 收到几件申请，存在哪些问题."""
    found = clauses_of(mentions)
    return len(found) > 1 and any(clause.is_topical for clause in found)


def _leaves_share(mentions: tuple[Mention, ...], expression: Expression) -> bool:
    """Whether a share is asked for of which only the change of its part is given: 占比提高了几个百分点."""
    return isinstance(expression, Change | Difference) and any(
        _PART_OF.search(mention.text) for mention in mentions if mention.key in _SHARES
    )


def _leaves_plain(mentions: tuple[Mention, ...], expression: Expression) -> bool:
    """Whether a clause asks for figures themselves, and the plan gives each member's share or change alone: 各收到多少，办结率各多少."""
    if not isinstance(expression, Each) or isinstance(expression.of, Lookup | Sum):
        return False
    plain = set(asks(mentions))
    return any(
        not plain.isdisjoint(clause.mentions) and has_content(clause.mentions) and not _relates(clause) for clause in clauses_of(mentions)
    )


def _relates(clause: Clause) -> bool:
    return any(mention.key in _RELATING or mention.key == "share_of" or mention.kind == "rate" for mention in clause.mentions)


def _leaves_requests(mentions: tuple[Mention, ...], rows: set[str | None]) -> bool:
    """Whether a clause asks how many requests there were, and another row alone is read: 广州海关申请几件，福州海关撤销几件."""
    asking = [clause for clause in clauses_of(mentions) if not set(asks(mentions)).isdisjoint(clause.mentions)]
    named = [clause.has(("measure", "own", "head", "aspect", "rate", "applicant", "ambiguous")) for clause in asking]
    alone = [not other and "requests" in clause.operators for clause, other in zip(asking, named, strict=True)]
    return any(alone) and any(named) and not rows & {RECEIVED, CONCLUDED, IN_HAND}


def _parts_of_all(mentions: tuple[Mention, ...], lexicon: Lexicon) -> bool:
    """Whether 单位 stands beside applicants as another kind of them, and not as the offices that report: 个人和单位各占几成."""
    if any(mention.key == "organization" for mention in mentions):
        return False
    listed = zip(mentions, mentions[1:], mentions[2:], strict=False)
    kinds = ({one.kind, later.kind, one.key, later.key} for one, joint, later in listed if joint.text in lexicon.conjunctions)
    return any({"applicant", "agency_word"} <= named for named in kinds)


def _is_read(named: Mention, rows: set[str], mentions: tuple[Mention, ...], lexicon: Lexicon) -> bool:
    """Whether a row that is named is read, or is part of one or the whole of one that is; verbs that only lead to a row need not be."""
    if named.kind == "head":
        return any(row.startswith(f"{named.key}.") for row in rows)
    if named.kind == "ambiguous":
        return not listed_beside(named, mentions, lexicon) and any(
            _is_akin(one, row) for one in lexicon.ambiguous[named.key] for row in rows
        )
    leading = (*FRAMES, "made", *(GRANTED if _granted_otherwise(named, mentions, lexicon) else ()))
    passed_over = named.kind != "measure" or named.key in leading
    return passed_over or any(_is_akin(named.key, row) for row in rows)


def _granted_otherwise(named: Mention, mentions: tuple[Mention, ...], lexicon: Lexicon) -> bool:
    """Whether granted only leads to licences, or to in part: granted only in part."""
    others = [mention for mention in mentions if mention.key in ("licensing", "disposition.partly")]
    return any(other.key == "licensing" or not separated(mentions, named, other, lexicon) for other in others)


def _is_akin(one: str, row: str) -> bool:
    return row in closure(one) or one in closure(row) or row.startswith(one) or one.startswith(row)


def _asks_apart(mentions: tuple[Mention, ...], expression: Expression) -> bool:
    """Whether a clause asks for something beside the series that the plan is: a sum of what is listed, another row of what is ranked."""
    asking = [clause for clause in clauses_of(mentions) if clause.asks]
    counted = isinstance(expression, Aggregate) and expression.operator == "count"
    adding = [clause for clause in clauses_of(mentions) if "sum" in clause.operators and not clause.names_subject]
    if isinstance(expression, Rank | Filter) and adding and len(clauses_of(mentions)) > 1:
        return True
    if len(asking) < 2 or not (counted or isinstance(expression, _SERIES)):
        return False
    if isinstance(expression, Rank | Filter | Aggregate) and _ranges_over_one_of(asking):
        return True
    return any("sum" in clause.operators and not clause.names_subject for clause in asking)


def _ranges_over_one_of(asking: list[Clause]) -> bool:
    """Whether a clause that ranks or sets a condition names a row by itself, and another clause asks for another row."""
    rows = [{mention.key for mention in clause.mentions if mention.kind in _ROWS} for clause in asking]
    ranging = [named for named, clause in zip(rows, asking, strict=True) if named and clause.operators & _RANGING]
    return bool(ranging) and len(set().union(*rows)) > len(ranging[0])


def _asked(mentions: tuple[Mention, ...]) -> int:
    """How many figures are asked for: one in each clause that asks, 收到几件，增幅多少, and one by each word for a change: 申请减少的比例和撤销减少的比例."""
    plain = set(asks(mentions))
    moves = [mention for mention in mentions if mention.key in ("change", "change_by", "decreased_by")]
    told_apart = (has_content(mentions[mentions.index(one) : mentions.index(later)]) for one, later in pairwise(moves))
    return max(sum(_asks(clause, plain) for clause in clauses_of(mentions)), bool(moves) + sum(told_apart))


def _asks(clause: Clause, plain: set[Mention]) -> int:
    """How many figures a clause asks for: 增加多少件、百分之几 two."""
    relating = [mention for mention in clause.mentions if mention.key in _RELATING]
    asking = sum(_ASKS.search(mention.text) is not None for mention in relating)
    counted = not plain.isdisjoint(clause.mentions) and (relating or has_content(clause.mentions))
    return max(asking, bool(counted), any(mention.kind == "rate" for mention in clause.mentions))
