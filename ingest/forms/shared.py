"""What both editions print alike: table three but for 其他处理, its columns, table four."""

from __future__ import annotations

from ingest.forms import Column, Entry, Line

SECTION_NUMBERS = ("", "一", "二", "三", "四", "五", "六")
"""How the form numbers its sections; the opening before them has no number."""

RESULTS = "三、本年度办理结果"
OTHER = "(六)其他处理"


def _numbered(group: str, measure: str, items: tuple[tuple[str, str], ...]) -> tuple[Line, ...]:
    return tuple(Line((RESULTS, group, f"{number}.{label}"), f"{measure}.{key}") for number, (label, key) in enumerate(items, start=1))


ROWS_BEFORE_OTHER = (
    Line(("一、本年新收政府信息公开申请数量",), "requests.received"),
    Line(("二、上年结转政府信息公开申请数量",), "requests.carried_in"),
    Line((RESULTS, "(一)予以公开"), "disposition.disclosed"),
    Line((RESULTS, "(二)部分公开(区分处理的,只计这一情形,不计其他情形)"), "disposition.partly"),
    *_numbered(
        "(三)不予公开",
        "disposition.refused",
        (
            ("属于国家秘密", "state_secret"),
            ("其他法律行政法规禁止公开", "prohibited_by_law"),
            ("危及“三安全一稳定”", "public_safety"),
            ("保护第三方合法权益", "third_party"),
            ("属于三类内部事务信息", "internal_affairs"),
            ("属于四类过程性信息", "deliberative"),
            ("属于行政执法案卷", "enforcement_file"),
            ("属于行政查询事项", "administrative_inquiry"),
        ),
    ),
    *_numbered(
        "(四)无法提供",
        "disposition.unable",
        (
            ("本机关不掌握相关政府信息", "not_held"),
            ("没有现成信息需要另行制作", "needs_creation"),
            ("补正后申请内容仍不明确", "unclear"),
        ),
    ),
    *_numbered(
        "(五)不予处理",
        "disposition.not_processed",
        (
            ("信访举报投诉类申请", "petition"),
            ("重复申请", "repeated"),
            ("要求提供公开出版物", "publication"),
            ("无正当理由大量反复申请", "excessive"),
            ("要求行政机关确认或重新出具已获取信息", "confirmation"),
        ),
    ),
)
OTHER_IN_PARTS = _numbered(
    OTHER,
    "disposition.other",
    (
        ("申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "not_corrected"),
        ("申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "fee_not_paid"),
        ("其他", "rest"),
    ),
)
OTHER_AS_ONE = (Line((RESULTS, OTHER), "disposition.other"),)
ROWS_AFTER_OTHER = (
    Line((RESULTS, "(七)总计"), "disposition.total"),
    Line(("四、结转下年度继续办理",), "requests.carried_out"),
)
ORGANIZATION = "法人或其他组织"
COLUMNS = (
    Column(("自然人",), "natural"),
    Column((ORGANIZATION, "商业企业"), "enterprise"),
    Column((ORGANIZATION, "科研机构"), "research"),
    Column((ORGANIZATION, "社会公益组织"), "welfare"),
    Column((ORGANIZATION, "法律服务机构"), "legal"),
    Column((ORGANIZATION, "其他"), "other"),
    Column(("总计",), "total"),
)
_REVIEWS = (
    (("行政复议",), "reconsideration"),
    (("行政诉讼", "未经复议直接起诉"), "litigation.direct"),
    (("行政诉讼", "复议后起诉"), "litigation.after"),
)
_OUTCOMES = (
    ("结果维持", "upheld"),
    ("结果纠正", "corrected"),
    ("其他结果", "other_outcome"),
    ("尚未审结", "pending"),
    ("总计", "total"),
)
TABLE_FOUR = tuple(Entry((), (*review, outcome), f"{measure}.{key}") for review, measure in _REVIEWS for outcome, key in _OUTCOMES)
