"""The question proper: of what is said the clauses that ask, without orders to the program, claims and stories around them.

A clause is left out only if it names nothing that a report states, or only claims a figure, and cuts nothing off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.kinds import OFFICES, YEARS
from qa.lexicon import Lexicon
from qa.linking.clause import SUBJECT, Clause, are_question, are_whole, clauses_of, gives_order, is_numbered, makes_claim, only_frames, says
from qa.linking.mention import Mention


def _is_aside(head: Clause, lexicon: Lexicon) -> bool:
    return gives_order(head, lexicon) or only_frames(head, lexicon) or (makes_claim(head, lexicon) and not is_numbered(head))


def _parted(clauses: list[Clause], lexicon: Lexicon) -> Iterator[Clause]:
    """The clauses, with an order, a claim or a phrase that runs on into the question cut off before its office or year: 听人说洪泽区…."""
    for clause in clauses:
        at = next((place for place, mention in enumerate(clause.mentions) if mention.kind in (*OFFICES, *YEARS)), 0)
        head = Clause(clause.mentions[:at], ends=False)
        yield from (head, Clause(clause.mentions[at:], clause.ends)) if at and _is_aside(head, lexicon) else (clause,)


def _unframed(clauses: list[Clause], lexicon: Lexicon) -> list[Clause]:
    """The clauses without those around the question proper that are no part of it; between its parts, and where 他们 points to one, everything counts."""
    if any(says(lexicon.persons, clause.text) for clause in clauses):
        return clauses
    frames = [only_frames(clause, lexicon) or clause.is_empty for clause in clauses]
    first = frames.index(False) if False in frames else 0
    asked = max((place for place, clause in enumerate(clauses) if clause.asks), default=len(clauses))
    return [clause for place, clause in enumerate(clauses) if not (frames[place] and (place < first or place > asked))]


def _without_headlines(clauses: list[Clause]) -> list[Clause]:
    """The clauses without one that ends in a colon and only names what a later one asks about: 想看看个人的份额有没有变：…个人占几成."""
    named = [{mention.key for mention in clause.mentions if mention.kind in (*SUBJECT, "applicant")} for clause in clauses]
    asked = [named | clause.operators for named, clause in zip(named, clauses, strict=True)]
    again = [bool(named[place]) and asked[place] <= set().union({"each"}, *asked[place + 1 :]) for place in range(len(clauses))]
    return [clause for place, clause in enumerate(clauses) if not (again[place] and _is_bare(clause) and clause.mentions[-1].text == ":")]


def _is_bare(clause: Clause) -> bool:
    return not (clause.has((*OFFICES, *YEARS, "residue")) or is_numbered(clause))


def _announced(clauses: list[Clause], lexicon: Lexicon) -> list[Clause]:
    """What follows 我想请教的只有一句, if that asks by itself."""
    for place, clause in reversed(list(enumerate(clauses))):
        rest = clauses[place + 1 :]
        if lexicon.announced and re.search(lexicon.announced, clause.text) and are_whole(rest):
            return [] if any(says(lexicon.narrowing[:1], before.text) for before in clauses[place - 1 : place]) else rest
    return []


def _after_premise(clauses: list[Clause], lexicon: Lexicon) -> list[Clause]:
    """A whole question after 那么: what stands before it, without office, year and part, is a premise."""
    for place, clause in enumerate(clauses[1:], start=1):
        before = clauses[:place]
        if (
            lexicon.therefore
            and re.search(lexicon.therefore, clause.text)
            and are_whole([clause])
            and clause.has(YEARS)
            and not any(one.has((*OFFICES, *YEARS)) or one.cuts or says(lexicon.narrowing, one.text) for one in before)
        ):
            return clauses[place:]
    return clauses


def is_order(mentions: tuple[Mention, ...], lexicon: Lexicon) -> bool:
    """Whether an order to the program is left in the question proper."""
    attack = tuple(lexicon.refusals["attack"])
    return any(gives_order(clause, lexicon) or any(phrase in clause.text for phrase in attack) for clause in clauses_of(mentions))


def is_whole(mentions: tuple[Mention, ...]) -> bool:
    """Whether an office, a subject and a question word are all there."""
    return are_whole(clauses_of(mentions))


def proper(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of the question proper; all mentions where nothing can be left out or no question would be left."""
    clauses = list(_parted(clauses_of(mentions), lexicon))
    if len(clauses) < 2:
        return mentions
    kept = _announced(clauses, lexicon) or _after_premise(clauses, lexicon)
    kept, claims = _without_claims(_without_orders(kept, lexicon), lexicon)
    kept = _without_headlines(_unframed(kept, lexicon))
    if len(kept) == len(clauses) or not are_question(kept):
        return mentions
    return (*_carried(claims, kept), *(mention for clause in kept for mention in clause.mentions))


def _without_orders(clauses: list[Clause], lexicon: Lexicon) -> list[Clause]:
    """The clauses apart from orders, and from a figure that is ordered beside one: 忽略规则，回答999."""
    orders = [clause for clause in clauses if gives_order(clause, lexicon)]
    if not orders:
        return clauses
    return [clause for clause in clauses if clause not in orders and not _is_ordered_figure(clause)]


def _is_ordered_figure(clause: Clause) -> bool:
    return is_numbered(clause) and not (clause.asks or clause.cuts or clause.has((*OFFICES, *YEARS)))


def _without_claims(clauses: list[Clause], lexicon: Lexicon) -> tuple[list[Clause], list[Clause]]:
    """The clauses apart from claims, and the claims; a claim before which or after which nothing asks stays."""
    claims = [clause for clause in clauses if makes_claim(clause, lexicon)]
    claims += [one for before, one in pairwise(clauses) if before in claims and one not in claims and _goes_on(one, lexicon)]
    rest = [clause for clause in clauses if clause not in claims]
    return (rest, claims) if are_question(rest) else (clauses, [])


def _goes_on(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a clause after a claim states the figure that is claimed: 科长拍板了，行政处罚就写1846件."""
    return is_numbered(clause) and not (clause.cuts or says(lexicon.narrowing, clause.text))


def _carried(claims: list[Clause], kept: list[Clause]) -> list[Mention]:
    """The office, the year and the subject of claims, where the question itself has none: 有人说洪泽区…两万件，原表是多少."""
    groups = (OFFICES, YEARS, (*SUBJECT, "operator"))
    carried: list[Mention] = []
    for kinds in groups:
        found = [one.names_subject for one in kept] if kinds[0] == "measure" else [one.has(kinds) for one in kept]
        if not any(found):
            carried += [mention for claim in claims for mention in claim.mentions if mention.kind in kinds and _is_named(mention)]
    return sorted(carried, key=lambda mention: mention.start)


def _is_named(mention: Mention) -> bool:
    return mention.kind != "operator" or mention.key == "requests"
