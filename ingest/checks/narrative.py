"""What the prose counts against the tables: requests, dispositions, reviews and lawsuits, and the year that it speaks of.

Prose counts freely, by channels, by levels, by months: only a clause that says no more than the table's own line is held
against it, and only where no other such clause of the report agrees with the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from ingest.checks.identities import Facts, Sum, by_address, differ, sum_of, whole_of
from ingest.fact import Fact, Finding
from ingest.forms.measures import MEASURES
from ingest.labels import normal
from ingest.report import Report

_NUMBER = r"(?:有|为|共|共计|合计|计|总计|数量?为?)*(?P<n>\d+(?:,\d{3})*)(?![\d.,]|余|多|万|左右)"
_CASES = r"(?:件|起|宗)"
_REQUESTS = r"(?:的|了|到)*(?:(?:各类)?(?:依申请公开)?(?:政府)?信息公开申请|依申请公开(?:政府信息)?(?:申请|事项)?|申请)(?:数量|总数|总量)?"
_NEXT_YEAR = r"(?:至|到|入|转)*下一?年度?"

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"(?:新收到?|收到|受理|接收)" + _REQUESTS + _NUMBER + "件", "requests.received"),
    (r"上一?年度?结转" + f"(?:的)?(?:{_REQUESTS})?(?:的)?{_NUMBER}件", "requests.carried_in"),
    (r"(?:办结|共办理)(?:了)?" + f"(?:{_REQUESTS})?{_NUMBER}件", "disposition.total"),
    (r"结转" + f"{_NEXT_YEAR}(?:继续办理)?(?:的)?(?:{_REQUESTS})?{_NUMBER}件", "requests.carried_out"),
    (
        r"(?<!\d)(?P<n>\d+(?:,\d{3})*)件(?:申请)?(?:按照?[^,。;]{0,12})?(?:顺延|结转|转)" + _NEXT_YEAR,
        "requests.carried_out",
    ),
    (r"予以公开(?:及|和|、|与|或)(?:予以)?部分公开" + _NUMBER + "件", "disposition.disclosed disposition.partly"),
    (r"(?<!不)予以公开" + _NUMBER + "件", "disposition.disclosed"),
    (r"(?<![及和、与或])(?:予以)?(?<!公开[及和、与或]予以)部分公开" + _NUMBER + "件", "disposition.partly"),
    (r"不予公开" + _NUMBER + "件", "disposition.refused"),
    (r"无法提供" + _NUMBER + "件", "disposition.unable"),
    (r"不予处理" + _NUMBER + "件", "disposition.not_processed"),
    (r"其他处理" + _NUMBER + "件", "disposition.other"),
    (r"行政复议(?:案件|申请)?" + _NUMBER + _CASES, "reconsideration.total"),
    (r"(?:行政诉讼|(?<=,)诉讼|(?<=、)诉讼|(?<=和)诉讼)(?:案件)?" + _NUMBER + _CASES, "litigation.direct.total litigation.after.total"),
)
_COMPILED = tuple((re.compile(pattern), tuple(measures.split())) for pattern, measures in _PATTERNS)
_DISPOSED = ("disposition.disclosed", "disposition.partly", "disposition.refused", "disposition.unable", "disposition.not_processed")
_REVIEWED = ("reconsideration", "litigation")
_KINDS = re.compile("予以公开|不予公开|无法提供|不予处理|其他处理")
_SECTIONS = (1, 3, 4)
_NARROWED = re.compile(
    r"其中|通过|网上|信函|邮|当面|现场|传真|同期|上年(?!度?结转)|去年|累计|季度|半年|月份?|分别|投诉|举报|工单|热线|来电|咨询|许可|信件|留言|提案|建议"
)
"""Words before a count that make it a part, or a count of something else or of another time."""

_SENTENCE = re.compile(r"[^。\n]+")
_CLAUSE = re.compile(r"[。;:()]")
_UPHELD = re.compile(r"均(?:获|被|予以|得到|为|为结果)?维持")
_PERIOD = re.compile(r"统计(?:期限|时间|时限|周期|范围)[^。\d]{0,10}(\d{4})年1月1日起?[至到—~-]+(?:(\d{4})年)?12月31日")
_WARNING = "正文可能按别的范围或口径统计，请核对。"


@dataclass(frozen=True, slots=True)
class _Count:
    """What a clause of the prose counts, as printed, and the sentence it stands in."""

    measures: tuple[str, ...]
    value: Fraction
    printed: str
    sentence: str


def prose_counts(report: Report, facts: Sequence[Fact]) -> Iterator[Finding]:
    """A finding for each figure of the prose that no value of the table's line can equal, where no clause of the prose agrees with it."""
    held = by_address(facts)
    counts = sorted(_counts(report), key=lambda count: count.measures)
    for measures, same in groupby(counts, key=lambda count: count.measures):
        table = _printed(held, measures)
        said = tuple(same)
        if table is not None and all(differ(table, Sum(count.value, False, ())) for count in said):
            yield from (_disagreement(count, table) for count in {count.value: count for count in said}.values())


def prose_dispositions(report: Report, facts: Sequence[Fact]) -> Iterator[Finding]:
    """A finding where a sentence names every kind of disposition and its counts do not add up to （七）总计."""
    total = by_address(facts).get(("disposition.total", "total"))
    for _, same in groupby(_counts(report), key=lambda count: count.sentence):
        parts = [count for count in same if count.measures[0] in (*_DISPOSED, "disposition.other")]
        added = sum((count.value for count in parts), Fraction(0))
        named = {measure for count in parts for measure in count.measures}
        if total is not None and total.value is not None and named.issuperset(_DISPOSED) and added != Fraction(total.value):
            shown = " + ".join(str(count.value) for count in parts)
            message = f"正文所列各项办理结果之和为 {added}（{shown}），表三（七）总计印为 {total.printed}。{_WARNING}"
            yield Finding("prose_dispositions", message, total.printed, str(added), (total,))


def prose_upheld(report: Report, facts: Sequence[Fact]) -> Iterator[Finding]:
    """A finding where a sentence says that all reviews or lawsuits were upheld and table four prints another outcome."""
    held = by_address(facts)
    for count in _counts(report):
        if not count.measures[-1].startswith(_REVIEWED) or not _UPHELD.search(count.sentence):
            continue
        outcomes = (
            f"{one.rpartition('.')[0]}.{outcome}" for one in count.measures for outcome in ("corrected", "other_outcome", "pending")
        )
        others = [fact for one in outcomes if (fact := held.get((one, None))) is not None and fact.value]
        if others:
            shown = "、".join(f"{''.join(fact.column)} {fact.printed}" for fact in others)
            message = f"正文称{_name(count.measures)}均获维持，表四另印有：{shown}。{_WARNING}"
            yield Finding("prose_upheld", message, shown, "均获维持", tuple(others))


def prose_period(report: Report, facts: Sequence[Fact]) -> Iterator[Finding]:  # noqa: ARG001  # every check takes both
    """A finding where the period that the prose states is not the year of the title."""
    for section in report.sections:
        for paragraph in section.paragraphs:
            for found in _PERIOD.finditer(normal(paragraph.text)):
                years = {int(year) for year in found.groups() if year}
                if years != {report.year}:
                    stated = "至".join(f"{year}年" for year in sorted(years))
                    message = f"正文写明的统计期限为{stated}（“{found.group()}”），标题为{report.year}年。请核对年份。"
                    yield Finding("prose_period", message, str(report.year), found.group(), ())


CHECKS = (prose_counts, prose_dispositions, prose_upheld, prose_period)


def _counts(report: Report) -> Iterator[_Count]:
    for section in report.sections:
        if section.number in _SECTIONS:
            for paragraph in section.paragraphs:
                yield from _counts_in(normal(paragraph.text), report.year, section.number)


def _counts_in(text: str, year: int, section: int) -> Iterator[_Count]:
    for sentence in _SENTENCE.findall(text):
        for pattern, measures in _COMPILED:
            for found in pattern.finditer(sentence) if _is_about(measures[0], sentence, text, section) else ():
                if _says_no_more(sentence[: found.start()], year):
                    value = Fraction(found["n"].replace(",", ""))
                    yield _Count(measures, value, found.group(), sentence)


def _is_about(measure: str, sentence: str, paragraph: str, section: int) -> bool:
    """Whether a count of these words is one of requests for information, or of reviews and lawsuits over them."""
    if measure.startswith(_REVIEWED):
        return "信息公开" in sentence or section == 4
    if measure.startswith("disposition") and measure != "disposition.total":
        return "申请" in paragraph or len(set(_KINDS.findall(sentence))) > 1
    return "申请" in sentence


def _says_no_more(before: str, year: int) -> bool:
    """Whether nothing before a count in its clause narrows it to a part, another year or another level."""
    clause = _CLAUSE.split(before)[-1]
    years = {int(one) for one in re.findall(r"(\d{4})年", clause)}
    return not _NARROWED.search(clause) and years <= {year}


def _printed(held: Facts, measures: Iterable[str]) -> Sum | None:
    """What the tables print for these measures together, open where a blank may be what the prose counts; None where one stands nowhere."""
    applicants = {
        measure: None if measure.endswith(".total") and not measure.startswith("disposition") else "total" for measure in measures
    }
    facts = [fact for measure, applicant in applicants.items() for fact in whole_of(held, measure, applicant)]
    found = all(whole_of(held, measure, applicant) for measure, applicant in applicants.items())
    total = sum_of(held, facts)
    return replace(total, open=total.open or any(fact.state == "blank" for fact in total.facts)) if found else None


def _name(measures: Iterable[str]) -> str:
    return "与".join(MEASURES[measure].name.removesuffix("总计") for measure in measures)


def _disagreement(count: _Count, table: Sum) -> Finding:
    number = {2: "二", 3: "三", 4: "四"}[table.facts[0].table]
    message = f"正文写“{count.printed}”，表{number}的{_name(count.measures)}为 {table}。{_WARNING}"
    return Finding("prose_counts", message, str(table), str(count.value), table.facts)
