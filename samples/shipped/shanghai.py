"""上海市人民政府办公厅, form of 2019: 2019 with the published figures and blanks, 2020 invented to follow from it."""

from __future__ import annotations

from ingest.forms.form_2019 import FORM_2019
from samples.figures import Contact, Part, Print, SampleReport, fill
from samples.shipped.sample import Sample

_CONTACT = Contact("上海市人民政府办公厅政务公开办公室", "上海市人民大道200号", "200003", "021-00000000", "xxgk@example.com")
_NONE_OF_THESE = {entry.measure: "0" for entry in FORM_2019.table_two}

_REPORT_2019 = SampleReport(
    agency="上海市人民政府办公厅",
    scope=None,
    year=2019,
    title="2019年上海市人民政府办公厅政府信息公开工作年度报告",
    origin=(
        "三张表的数字和空格以及正文中的数字取自上海市人民政府办公厅公开发布的2019年度报告，正文与表格不一致之处照录；"
        "文字由示例作者另写，并非原文，电话和电子邮箱为虚构。"
    ),
    contact=_CONTACT,
    form=FORM_2019,
    lines=FORM_2019.table_three,
    figures=fill(
        FORM_2019,
        FORM_2019.table_three,
        two=_NONE_OF_THESE
        | {
            "regulations.newly_made": "13",
            "regulations.newly_disclosed": "13",
            "regulations.total_disclosed": "524",
            "normative.newly_made": "60",
            "normative.newly_disclosed": "60",
            "normative.total_disclosed": "368",
            "procurement.items": "6",
            "procurement.amount": "251000元",
        },
        three={
            "requests.received": "821 35 · · 2 1 859",
            "requests.carried_in": "18 · · · · · 18",
            "disposition.disclosed": "258 12 · · 1 1 ·",
            "disposition.partly": "3 · · · · · ·",
            "disposition.refused.state_secret": "14 · · · · · ·",
            "disposition.refused.internal_affairs": "5 · · · · · ·",
            "disposition.refused.deliberative": "3 1 · · · · ·",
            "disposition.refused.administrative_inquiry": "10 2 · · · · ·",
            "disposition.unable.not_held": "252 12 · · 1 · ·",
            "disposition.unable.needs_creation": "44 3 · · · · ·",
            "disposition.unable.unclear": "25 · · · · · ·",
            "disposition.not_processed.petition": "148 1 · · · · ·",
            "disposition.not_processed.repeated": "5 4 · · · · ·",
            "disposition.total": "767 35 · · 2 1 805",
            "requests.carried_out": "72 · · · · · 72",
        },
        four={"reconsideration": "5 · · 2 7", "litigation.direct": "8 · · 1 9"},
        rest=None,
    ),
    prose=(
        Part(
            1,
            "（一）主动公开方面",
            (
                "全年公开规章13件、行政规范性文件60件，门户网站刊登政策解读132件。",
                "市政府常务会议的重要议题对外发布38次，网站上可以按日历查看。",
                "“一网通办”接入53个部门的2261项事项。“好差评”系统上线后，好评占99.58%，差评占0.34%。",
            ),
        ),
        Part(
            1,
            "（二）依申请公开方面",
            (
                "代市政府受理申请859件，比上年少12.3%，答复805件，72件顺延到下年。",
                "正文所列各类结果为：予以公开及部分公开258件，不予公开35件，无法提供265件，不予处理158件，其他处理0件。",
                "办理状态、在线补正和撤回申请，都可以在受理页面上完成。",
            ),
        ),
        Part(1, "（三）政府信息管理方面", ("经审核的市政府公文有90.2%主动公开。",)),
        Part(1, "（四）平台建设方面", ("政府公报全年编发24期。“上海发布”的微信用户超过550万，微博粉丝超过770万。",)),
        Part(1, "（五）监督保障方面", ("每季度检查一遍全市70家政府网站，考核结果向社会公开。",)),
        Part(5, None, ("公开工作在各部门之间还不平衡，政策解读不够及时。下一步要把考核发现的问题逐条交给责任部门改正。",)),
        Part(6, None, ("2019年没有其他需要报告的事项。",)),
    ),
)

_REPORT_2020 = SampleReport(
    agency="上海市人民政府办公厅",
    scope=None,
    year=2020,
    title="2020年上海市人民政府办公厅政府信息公开工作年度报告",
    origin="全部数字和文字均为虚构，只有“上年结转”与2019年度报告的“结转下年度”一致；请勿当作上海市人民政府办公厅的真实数据。",
    contact=_CONTACT,
    form=FORM_2019,
    lines=FORM_2019.table_three,
    figures=fill(
        FORM_2019,
        FORM_2019.table_three,
        two={
            "regulations.newly_made": "12",
            "regulations.newly_disclosed": "12",
            "regulations.total_disclosed": "536",
            "normative.newly_made": "51",
            "normative.newly_disclosed": "51",
            "normative.total_disclosed": "419",
            "procurement.items": "4",
            "procurement.amount": "198000元",
        },
        three={
            "requests.received": "903 40 2 0 3 1 949",
            "requests.carried_in": "72 0 0 0 0 0 72",
            "disposition.disclosed": "281 15 1 0 2 0 299",
            "disposition.partly": "6 1 0 0 0 0 7",
            "disposition.refused.state_secret": "11 0 0 0 0 0 11",
            "disposition.refused.prohibited_by_law": "2 0 0 0 0 0 2",
            "disposition.refused.third_party": "1 0 0 0 0 0 1",
            "disposition.refused.internal_affairs": "6 0 0 0 0 0 6",
            "disposition.refused.deliberative": "5 0 0 0 0 0 5",
            "disposition.refused.enforcement_file": "1 0 0 0 0 0 1",
            "disposition.refused.administrative_inquiry": "13 2 0 0 0 0 15",
            "disposition.unable.not_held": "270 14 1 0 1 1 287",
            "disposition.unable.needs_creation": "51 4 0 0 0 0 55",
            "disposition.unable.unclear": "22 0 0 0 0 0 22",
            "disposition.not_processed.petition": "160 2 0 0 0 0 162",
            "disposition.not_processed.repeated": "12 2 0 0 0 0 14",
            "disposition.not_processed.confirmation": "1 0 0 0 0 0 1",
            "disposition.other": "25 0 0 0 0 0 25",
            "disposition.total": "867 40 2 0 3 1 913",
            "requests.carried_out": "108 0 0 0 0 0 108",
        },
        four={"reconsideration": "6 1 2 3 12", "litigation.direct": "7 0 1 2 10", "litigation.after": "1 0 0 1 2"},
    ),
    prose=(
        Part(
            1,
            "（一）主动公开方面",
            (
                "全年公开规章12件、规范性文件51件，刊登政策解读146件，其中视频解读23件。",
                "防控疫情的专栏发布信息1870条，每天上午10时更新。",
            ),
        ),
        Part(1, "（二）依申请公开方面", ("代市政府受理申请949件，答复913件，108件顺延到下年。网上提交的申请占78.5%。",)),
        Part(1, "（三）政府信息管理方面", ("经审核的公文有91.6%主动公开，比上年高1.4个百分点。",)),
        Part(1, "（四）平台建设方面", ("政府公报编发24期，另出英文摘要2期。政务公开专区增加到216个。",)),
        Part(1, "（五）监督保障方面", ("业务培训全部改在网上，办了8期，听课3400人次。",)),
        Part(5, None, ("不予公开的理由有时说得不够清楚，申请人看不明白。今后答复书要附上法律条文，并留下承办人电话。",)),
        Part(6, None, ("2020年没有收取信息处理费。",)),
    ),
)

SAMPLES = (
    Sample(_REPORT_2019, "html", Print(), invented=False),
    Sample(_REPORT_2020, "html", Print(), invented=True),
)
