"""A report against another that is held beside it: last year's of the same agency and scope, and one that counts it as a part."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ingest.checks.identities import by_address, differ, figure, sum_of
from ingest.fact import Fact, Finding
from ingest.forms.measures import APPLICANTS, MEASURES

OF_LAST_YEAR = ("requests.carried_in", "requests.carried_out")
STOCKS = ("regulations", "normative")
_ASPECTS = ("in_force", "issued", "repealed")
OF_PARTS = ("requests.received", "disposition.total")
_TOTAL = "total"

COMPARED = (*OF_LAST_YEAR, *(f"{stock}.{aspect}" for stock in STOCKS for aspect in _ASPECTS), *OF_PARTS)
"""The measures that these checks look at."""


def carried_over(now: Sequence[Fact], before: Sequence[Fact]) -> Iterator[Finding]:
    """A finding where 上年结转 is not what last year's report printed as 结转下年度, the columns that differ named in it."""
    held, last = by_address(now), by_address(before)
    pairs = (
        (applicant, held.get(("requests.carried_in", applicant)), last.get(("requests.carried_out", applicant))) for applicant in APPLICANTS
    )
    sums = [
        (who, one, two, sum_of(held, [one]), sum_of(last, [two]))
        for who, one, two in pairs
        if one and two and "blank" not in (one.state, two.state)
    ]
    unequal = [pair for pair in sums if differ(pair[3], pair[4])]
    if unequal:
        year = unequal[0][2].at.year
        shown = "；".join(f"“{APPLICANTS[who].name}”列印为 {mine}，应为 {theirs}" for who, _, _, mine, theirs in unequal)
        message = f"表三上年结转与{year}年度报告的结转下年度不一致：{shown}。"
        facts = tuple(dict.fromkeys(fact for pair in unequal for fact in (pair[1], pair[2])))
        yield Finding("carried_over", message, str(unequal[0][4]), str(unequal[0][3]), facts)


def stock_of_documents(now: Sequence[Fact], before: Sequence[Fact]) -> Iterator[Finding]:
    """A finding where 现行有效 is not last year's plus 制发 minus 废止; cells that print notes beside their number are left alone."""
    held, last = by_address(now), by_address(before)
    for stock in STOCKS:
        old, mine = last.get((f"{stock}.in_force", None)), [held.get((f"{stock}.{aspect}", None)) for aspect in _ASPECTS]
        facts = [fact for fact in (*mine, old) if fact is not None and _is_plain(fact)]
        if len(facts) < len(mine) + 1:
            continue
        in_force, issued, repealed, earlier = (Fraction(fact.value or 0) for fact in facts)
        if in_force != earlier + issued - repealed:
            sums = f"{figure(earlier)} + {figure(issued)} - {figure(repealed)} = {figure(earlier + issued - repealed)}"
            name, year = MEASURES[f"{stock}.in_force"].name, facts[-1].at.year
            message = f"表二{name}印为 {figure(in_force)}，按{year}年度报告的现行有效件数加本年制发、减本年废止应为 {sums}。自动失效或者修订的文件可能另计，请核对。"
            yield Finding("stock_of_documents", message, figure(earlier + issued - repealed), figure(in_force), tuple(facts))


def part_of_whole(whole: Sequence[Fact], part: Sequence[Fact]) -> Iterator[Finding]:
    """A finding for each number of a part that is larger than that of the report that counts the part as well."""
    held, of_part = by_address(whole), by_address(part)
    for measure in OF_PARTS:
        one, two = held.get((measure, _TOTAL)), of_part.get((measure, _TOTAL))
        if one is not None and two is not None and one.value is not None and two.value is not None and two.value > one.value:
            named = f"{two.at.agency}{f'（{two.at.scope}）' if two.at.scope else ''}"
            message = f"{MEASURES[measure].name}：{one.at.scope or '汇总'}数印为 {one.printed}，少于其中{named}的 {two.printed}。"
            yield Finding("part_of_whole", message, f"至少{two.value}", str(one.value), (one, two))


def sum_of_parts(whole: Sequence[Fact], parts: Iterable[Sequence[Fact]]) -> Iterator[Finding]:
    """A finding for each number of a consolidated report that its parts, as many as are held, exceed together."""
    held, others = by_address(whole), [by_address(part) for part in parts]
    for measure in OF_PARTS:
        one = held.get((measure, _TOTAL))
        known = [fact for part in others if (fact := part.get((measure, _TOTAL))) is not None and fact.value is not None]
        added = sum((Fraction(fact.value or 0) for fact in known), Fraction(0))
        largest = max((Fraction(fact.value or 0) for fact in known), default=Fraction(0))
        if one is not None and one.value is not None and added > Fraction(one.value) >= largest:
            shown = "、".join(f"{fact.at.agency} {fact.printed}" for fact in known)
            message = (
                f"{MEASURES[measure].name}：{one.at.scope or '汇总'}数印为 {one.printed}，少于所属机关之和 {figure(added)}（{shown}）。"
            )
            yield Finding("sum_of_parts", message, f"至少{figure(added)}", str(one.value), (one,))


def against_last_year(now: Sequence[Fact], before: Sequence[Fact]) -> tuple[Finding, ...]:
    """What a report's numbers contradict in the report on the year before, of the same agency and scope."""
    return (*carried_over(now, before), *stock_of_documents(now, before))


def _is_plain(fact: Fact) -> bool:
    """Whether the cell prints a number and nothing beside it."""
    return fact.value is not None and not any(
        unicodedata.category(one)[0] in "LP" for one in fact.printed.replace(",", "").replace("，", "")
    )
