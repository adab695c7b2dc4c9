"""Every measure once: its id, legal name, unit, and what it is the sum of.

A measure is what a cell counts, whatever the edition of the form and the row's wording. Parts are written
where neither form prints a total (Regulations on Open Government Information, Decree 711 of 2019, articles
36 to 39: the dispositions); agencies' own rows join the parts of the group they stand under.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: id, legal name (Chinese, English), unit and parts; `unit` None where no form states one."""

    id: str
    name: str
    english: str
    unit: str | None = "件"
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applied: one member of the columns of table three."""

    id: str
    name: str
    english: str
    parts: tuple[str, ...] = ()


OWN = ".own:"
"""Between a group's measure and the label of a row that only some agencies print under it."""


def own_measure(group: str, label: str) -> str:
    """The id of the measure that an agency's own row under a group counts.

    >>> own_measure("disposition.other", "申请人撤销申请")
    'disposition.other.own:申请人撤销申请'
    """
    return f"{group}{OWN}{label}"


_DOCUMENTS = (("regulations", "规章", "regulations"), ("normative", "行政规范性文件", "normative documents"))
_DOCUMENT_ASPECTS = (
    ("issued", "本年制发", "issued this year"),
    ("repealed", "本年废止", "repealed this year"),
    ("in_force", "现行有效", "in force"),
    ("newly_made", "本年新制作", "newly made this year"),
    ("newly_disclosed", "本年新公开", "newly disclosed this year"),
    ("total_disclosed", "对外公开总数量", "disclosed in total"),
)
_ACTIONS = (
    ("licensing", "行政许可", "administrative licences"),
    ("other_services", "其他对外管理服务事项", "other services"),
    ("penalties", "行政处罚", "administrative penalties"),
    ("coercion", "行政强制", "administrative coercion"),
)
_REFUSED = (
    ("state_secret", "属于国家秘密", "state secret"),
    ("prohibited_by_law", "其他法律行政法规禁止公开", "disclosure prohibited by law"),
    ("public_safety", "危及“三安全一稳定”", "endangers security or stability"),
    ("third_party", "保护第三方合法权益", "third-party rights"),
    ("internal_affairs", "属于三类内部事务信息", "internal affairs"),
    ("deliberative", "属于四类过程性信息", "deliberative process"),
    ("enforcement_file", "属于行政执法案卷", "enforcement case file"),
    ("administrative_inquiry", "属于行政查询事项", "administrative inquiry"),
)
_UNABLE = (
    ("not_held", "本机关不掌握相关政府信息", "information not held"),
    ("needs_creation", "没有现成信息需要另行制作", "would have to be created"),
    ("unclear", "补正后申请内容仍不明确", "still unclear after correction"),
)
_NOT_PROCESSED = (
    ("petition", "信访举报投诉类申请", "petitions and complaints"),
    ("repeated", "重复申请", "repeated requests"),
    ("publication", "要求提供公开出版物", "requests for publications"),
    ("excessive", "无正当理由大量反复申请", "excessive requests"),
    ("confirmation", "要求行政机关确认或重新出具已获取信息", "confirmation of information already obtained"),
)
_OTHER = (
    ("not_corrected", "申请人无正当理由逾期不补正", "not corrected in time"),
    ("fee_not_paid", "申请人逾期未按收费通知要求缴纳费用", "fee not paid in time"),
    ("rest", "其他处理中的“其他”", "other (rest)"),
)
_OUTCOMES = (
    ("upheld", "结果维持", "upheld"),
    ("corrected", "结果纠正", "corrected"),
    ("other_outcome", "其他结果", "other outcome"),
    ("pending", "尚未审结", "pending"),
    ("total", "总计", "total"),
)
_REVIEWS = (
    ("reconsideration", "行政复议", "administrative reconsideration"),
    ("litigation.direct", "行政诉讼（未经复议直接起诉）", "litigation without reconsideration"),
    ("litigation.after", "行政诉讼（复议后起诉）", "litigation after reconsideration"),
)


def _group(id: str, name: str, english: str, members: tuple[tuple[str, str, str], ...]) -> tuple[Measure, ...]:
    parts = tuple(Measure(f"{id}.{key}", label, words) for key, label, words in members)
    return (Measure(id, name, english, parts=tuple(part.id for part in parts)), *parts)


def _table_two() -> tuple[Measure, ...]:
    return (
        *(
            Measure(f"{document}.{aspect}", f"{name}{what}", f"{english} {words}")
            for document, name, english in _DOCUMENTS
            for aspect, what, words in _DOCUMENT_ASPECTS
        ),
        *(Measure(f"{action}.decisions", f"{name}处理决定数量", f"{english}, decisions") for action, name, english in _ACTIONS),
        *(
            Measure(f"{action}.items_last_year", f"{name}上一年项目数量", f"{english}, items last year", "项")
            for action, name, english in _ACTIONS
        ),
        *(
            Measure(f"{action}.items_change", f"{name}项目本年增/减", f"{english}, change of items", "项")
            for action, name, english in _ACTIONS
        ),
        Measure("fees.amount", "行政事业性收费金额", "administrative fees", "万元"),
        Measure("fees.items_last_year", "行政事业性收费上一年项目数量", "fee items last year", "项"),
        Measure("fees.items_change", "行政事业性收费项目本年增/减", "change of fee items", "项"),
        Measure("procurement.items", "政府集中采购项目数量", "central procurement items", "项"),
        Measure("procurement.amount", "政府集中采购总金额", "central procurement amount", None),
    )


def _table_three() -> tuple[Measure, ...]:
    return (
        Measure(
            "requests.in_hand",
            "新收与上年结转申请合计",
            "requests received and carried in",
            parts=("requests.received", "requests.carried_in"),
        ),
        Measure("requests.received", "本年新收政府信息公开申请", "requests received"),
        Measure("requests.carried_in", "上年结转政府信息公开申请", "requests carried in"),
        Measure("requests.carried_out", "结转下年度继续办理", "requests carried out"),
        Measure(
            "disposition.total",
            "本年度办理结果总计",
            "requests concluded",
            parts=(
                "disposition.disclosed",
                "disposition.partly",
                "disposition.refused",
                "disposition.unable",
                "disposition.not_processed",
                "disposition.other",
            ),
        ),
        Measure("disposition.disclosed", "予以公开", "disclosed"),
        Measure("disposition.partly", "部分公开", "partly disclosed"),
        *_group("disposition.refused", "不予公开", "refused", _REFUSED),
        *_group("disposition.unable", "无法提供", "unable to provide", _UNABLE),
        *_group("disposition.not_processed", "不予处理", "not processed", _NOT_PROCESSED),
        *_group("disposition.other", "其他处理", "other disposition", _OTHER),
    )


def _table_four() -> tuple[Measure, ...]:
    reviews = (
        Measure(f"{review}.{outcome}", f"{name}{what}", f"{english}, {words}")
        for review, name, english in _REVIEWS
        for outcome, what, words in _OUTCOMES
    )
    litigation = (
        Measure(
            f"litigation.{outcome}",
            f"行政诉讼{what}",
            f"litigation, {words}",
            parts=(f"litigation.direct.{outcome}", f"litigation.after.{outcome}"),
        )
        for outcome, what, words in _OUTCOMES
    )
    return (*reviews, *litigation)


MEASURES = {measure.id: measure for measure in (*_table_two(), *_table_three(), *_table_four())}


@cache
def closure(measure: str) -> frozenset[str]:
    """The measure with all that it may have to be summed from."""
    known = MEASURES.get(measure)
    return frozenset({measure}).union(*(closure(part) for part in (known.parts if known else ())))


def outcomes(total: str) -> tuple[str, ...]:
    """The four outcomes that add up to the total of a review, a lawsuit or both kinds of lawsuits; nothing for any other measure."""
    head, _, last = total.rpartition(".")
    found = tuple(f"{head}.{outcome}" for outcome, *_ in _OUTCOMES if outcome != last)
    return found if last == "total" and set(found) <= set(MEASURES) else ()


_ORGANIZATIONS = (
    Applicant("enterprise", "商业企业", "commercial enterprises"),
    Applicant("research", "科研机构", "research institutions"),
    Applicant("welfare", "社会公益组织", "public-interest organizations"),
    Applicant("legal", "法律服务机构", "legal-services organizations"),
    Applicant("other", "其他", "other organizations"),
)
APPLICANTS = {
    applicant.id: applicant
    for applicant in (
        Applicant("total", "总计", "total", parts=("natural", "organization")),
        Applicant("natural", "自然人", "natural persons"),
        Applicant("organization", "法人或其他组织", "legal persons and organizations", parts=tuple(one.id for one in _ORGANIZATIONS)),
        *_ORGANIZATIONS,
    )
}
