"""淮安市人民政府: 2024 with the figures that were published, 2023 invented to lead up to it."""

from __future__ import annotations

from ingest.forms.form_2021 import FORM_2021
from samples.figures import Contact, Part, Print, SampleReport, fill
from samples.shipped.sample import Sample

_CONTACT = Contact("淮安市人民政府办公室", "淮安市翔宇南道1号", "223001", "0517-83605210", "hazwgkc@163.com")

_REPORT_2024 = SampleReport(
    agency="淮安市人民政府",
    scope=None,
    year=2024,
    title="淮安市人民政府2024年政府信息公开工作年度报告",
    origin="三张表的数字、联系方式和正文中的数字取自淮安市人民政府公开发布的2024年度报告；文字由示例作者另写，并非原文。",
    contact=_CONTACT,
    form=FORM_2021,
    lines=FORM_2021.table_three,
    figures=fill(
        FORM_2021,
        FORM_2021.table_three,
        two={
            "regulations.issued": "1",
            "regulations.in_force": "11",
            "normative.issued": "8",
            "normative.repealed": "26",
            "normative.in_force": "66",
            "licensing.decisions": "447228",
            "penalties.decisions": "3985758",
            "coercion.decisions": "88283",
            "fees.amount": "96171.6",
        },
        three={
            "requests.received": "3001 53 0 0 61 4 3119",
            "requests.carried_in": "34 0 0 0 0 0 34",
            "disposition.disclosed": "1288 21 0 0 50 3 1362",
            "disposition.partly": "447 7 0 0 0 0 454",
            "disposition.refused.state_secret": "2 0 0 0 0 0 2",
            "disposition.refused.prohibited_by_law": "30 1 0 0 0 0 31",
            "disposition.refused.public_safety": "5 0 0 0 0 0 5",
            "disposition.refused.third_party": "6 0 0 0 0 0 6",
            "disposition.refused.internal_affairs": "7 1 0 0 0 0 8",
            "disposition.refused.deliberative": "12 0 0 0 0 0 12",
            "disposition.refused.enforcement_file": "9 0 0 0 0 0 9",
            "disposition.refused.administrative_inquiry": "105 0 0 0 0 0 105",
            "disposition.unable.not_held": "746 12 0 0 10 1 769",
            "disposition.unable.needs_creation": "11 0 0 0 0 0 11",
            "disposition.unable.unclear": "1 0 0 0 0 0 1",
            "disposition.not_processed.petition": "56 6 0 0 0 0 62",
            "disposition.not_processed.repeated": "25 0 0 0 0 0 25",
            "disposition.not_processed.confirmation": "1 0 0 0 0 0 1",
            "disposition.other.not_corrected": "67 3 0 0 1 0 71",
            "disposition.other.fee_not_paid": "6 0 0 0 0 0 6",
            "disposition.other.rest": "108 2 0 0 0 0 110",
            "disposition.total": "2932 53 0 0 61 4 3050",
            "requests.carried_out": "103 0 0 0 0 0 103",
        },
        four={"reconsideration": "72 64 178 37 351", "litigation.direct": "13 4 8 1 26", "litigation.after": "12 1 1 6 20"},
    ),
    prose=(
        Part(
            1,
            "（一）主动公开情况",
            (
                "市政府网站全年公开信息5500余条，新增公开规章1件，配发政策解读21个，政府公报出版6期。",
                "围绕就业、营商环境和科技创新开了12场新闻发布会。",
            ),
        ),
        Part(
            1,
            "（二）依申请公开情况",
            (
                "全市新收申请3119件，办结3050件，另有103件转到下年度继续办理。",
                "行政复议共351件，其中64件被纠正；行政诉讼共46件，其中5件被纠正。",
            ),
        ),
        Part(1, "（三）政府信息管理情况", ("每件信息发布前都单独审查，先审查、后公开，属性在起草时就要确定。",)),
        Part(1, "（四）平台建设情况", ("全市现有政务新媒体95个，四个季度的省级抽查合格率都是100%。",)),
        Part(1, "（五）监督保障情况", ("一年里对公开栏目做了4次全覆盖检查，并给各县区、各部门出具评估报告。",)),
        Part(
            5,
            None,
            (
                "主要问题有两个：个别单位的政策解读内容简单、形式单一；有的单位人员兼职多、流动快。",
                "今后要让解读更通俗，并由老手带新手，对刚上岗的人员当面指导。",
            ),
        ),
        Part(6, None, ("2024年，市政府收取信息处理费3940元。",)),
    ),
)

_REPORT_2023 = SampleReport(
    agency="淮安市人民政府",
    scope=None,
    year=2023,
    title="淮安市人民政府2023年政府信息公开工作年度报告",
    origin="全部数字和文字均为虚构，只有“结转下年度”与2024年度报告的“上年结转”一致；请勿当作淮安市人民政府的真实数据。",
    contact=_CONTACT,
    form=FORM_2021,
    lines=FORM_2021.table_three,
    figures=fill(
        FORM_2021,
        FORM_2021.table_three,
        two={
            "regulations.issued": "2",
            "regulations.repealed": "1",
            "regulations.in_force": "10",
            "normative.issued": "12",
            "normative.repealed": "7",
            "normative.in_force": "84",
            "licensing.decisions": "431902",
            "penalties.decisions": "3812046",
            "coercion.decisions": "79650",
            "fees.amount": "88904.27",
        },
        three={
            "requests.received": "2876 61 0 0 48 3 2988",
            "requests.carried_in": "21 0 0 0 0 0 21",
            "disposition.disclosed": "1210 24 0 0 39 2 1275",
            "disposition.partly": "420 9 0 0 0 0 429",
            "disposition.refused.state_secret": "1 0 0 0 0 0 1",
            "disposition.refused.prohibited_by_law": "26 1 0 0 0 0 27",
            "disposition.refused.public_safety": "3 0 0 0 0 0 3",
            "disposition.refused.third_party": "9 0 0 0 0 0 9",
            "disposition.refused.internal_affairs": "5 0 0 0 0 0 5",
            "disposition.refused.deliberative": "14 0 0 0 0 0 14",
            "disposition.refused.enforcement_file": "11 0 0 0 0 0 11",
            "disposition.refused.administrative_inquiry": "98 0 0 0 0 0 98",
            "disposition.unable.not_held": "760 16 0 0 8 1 785",
            "disposition.unable.needs_creation": "9 0 0 0 0 0 9",
            "disposition.unable.unclear": "2 0 0 0 0 0 2",
            "disposition.not_processed.petition": "61 5 0 0 0 0 66",
            "disposition.not_processed.repeated": "30 0 0 0 0 0 30",
            "disposition.other.not_corrected": "72 4 0 0 1 0 77",
            "disposition.other.fee_not_paid": "4 0 0 0 0 0 4",
            "disposition.other.rest": "128 2 0 0 0 0 130",
            "disposition.total": "2863 61 0 0 48 3 2975",
            "requests.carried_out": "34 0 0 0 0 0 34",
        },
        four={"reconsideration": "65 58 150 29 302", "litigation.direct": "10 3 9 2 24", "litigation.after": "9 0 2 4 15"},
    ),
    prose=(
        Part(1, "（一）主动公开情况", ("市政府网站全年公开信息5130条，配发政策解读27个，政府公报出版6期，每期印发3500册。",)),
        Part(1, "（二）依申请公开情况", ("全市新收申请2988件，办结2975件，平均每件用时11.4天。申请最多的内容是征地拆迁，占三成。",)),
        Part(1, "（三）政府信息管理情况", ("废止和失效的文件都在网站上标明，全年清理旧文件213件。",)),
        Part(1, "（四）平台建设情况", ("关停长期不更新的政务新媒体14个。网站的无障碍浏览全年使用8600次。",)),
        Part(1, "（五）监督保障情况", ("培训办了5期，参加人员640人次。第三方评估抽查了43个单位，平均得分91.7分。",)),
        Part(5, None, ("一些县区的公开指南没有及时更新，联系电话打不通。下一步每月拨测一次电话，结果在网站上公布。",)),
        Part(6, None, ("2023年，市政府收取信息处理费2150元。",)),
    ),
)

SAMPLES = (
    Sample(_REPORT_2023, "docx", Print(), invented=True),
    Sample(_REPORT_2024, "pdf", Print(mark="、", break_after="disposition.unable.not_held"), invented=False),
)
