"""福州海关（本级机关）: 2024 with the figures that were published, 2023 invented to lead up to it."""

from __future__ import annotations

from ingest.forms.form_2021 import FORM_2021
from samples.figures import Contact, Part, Print, SampleReport, fill, own_rows
from samples.shipped.sample import Sample

_LINES = own_rows(FORM_2021, "咨询事项,指引咨询渠道", "申请人撤销申请")
_CONTACT = Contact("福州海关政务公开办公室", "福建省福州市江滨东大道76号", "350015", "（0591）87081207", "fzhgxxgk@customs.gov.cn")

_REPORT_2024 = SampleReport(
    agency="福州海关",
    scope="本级机关",
    year=2024,
    title="福州海关（本级机关）2024年政府信息公开工作年度报告",
    origin="三张表的数字、联系方式和正文中的数字取自福州海关公开发布的2024年度报告；文字由示例作者另写，并非原文。",
    contact=_CONTACT,
    form=FORM_2021,
    lines=_LINES,
    figures=fill(
        FORM_2021,
        _LINES,
        two={"normative.issued": "1", "normative.repealed": "1", "normative.in_force": "32", "licensing.decisions": "1348"},
        three={
            "requests.received": "5 1 0 0 0 0 6",
            "disposition.disclosed": "2 0 0 0 0 0 2",
            "disposition.other.own:申请人撤销申请": "3 1 0 0 0 0 4",
            "disposition.total": "5 1 0 0 0 0 6",
        },
        four={},
    ),
    prose=(
        Part(
            1,
            "（一）主动公开信息",
            (
                "本级机关在门户网站发布公告1条、通告2条、通知8条，采购招标信息248条，行政执法“双公示”信息378条。",
                "“关长接待日”信息按月发布，一年12期。网站发布的信息比上年多27.4%。",
            ),
        ),
        Part(
            1,
            "（二）依申请公开",
            (
                "一年收到申请6件，内容有统计数据、报关单证和行政执法信息。答复了2件，另外4件由申请人撤回。",
                "没有申请人因答复提起复议或者诉讼。答复文书的模板也作了更新。",
            ),
        ),
        Part(
            1,
            "（三）平台建设",
            (
                "热线全年接听咨询电话10289条次，接通率是99.3%，满意度得分99.89分。",
                "网站刊出政策指南和办理指引52篇次，答复网上咨询471条，办理留言229条，平均0.75个自然日办完一条。",
                "“福州海关12360”全年发微博255条、微信文章359条，做“微直播”6期。新闻发布会开了2场。",
            ),
        ),
        Part(1, "（四）管理和监督", ("不予公开的决定都经过法制审核。网站上挂出了热线和网站两份调查问卷，年内没有收到投诉。",)),
        Part(5, "（一）上年问题的整改", ("上年的问题是所属事业单位公开基础薄弱、更新不及时。现在已把它列入年度考核，并作了专门指导。",)),
        Part(5, "（二）目前的问题", ("热线新媒体与网友互动的方式单一，形象也不够活泼。",)),
        Part(6, None, ("本级机关2024年没有收取信息处理费。",)),
    ),
)

_REPORT_2023 = SampleReport(
    agency="福州海关",
    scope="本级机关",
    year=2023,
    title="福州海关（本级机关）2023年政府信息公开工作年度报告",
    origin="全部数字和文字均为虚构，请勿当作福州海关的真实数据。",
    contact=_CONTACT,
    form=FORM_2021,
    lines=_LINES,
    figures=fill(
        FORM_2021,
        _LINES,
        two={"normative.repealed": "2", "normative.in_force": "32", "licensing.decisions": "1276"},
        three={
            "requests.received": "9 2 0 0 0 0 11",
            "disposition.disclosed": "3 1 0 0 0 0 4",
            "disposition.partly": "1 0 0 0 0 0 1",
            "disposition.unable.not_held": "1 0 0 0 0 0 1",
            "disposition.other.own:咨询事项,指引咨询渠道": "1 0 0 0 0 0 1",
            "disposition.other.own:申请人撤销申请": "3 1 0 0 0 0 4",
            "disposition.total": "9 2 0 0 0 0 11",
        },
        four={"reconsideration": "1 0 0 0 1"},
    ),
    prose=(
        Part(1, "（一）主动公开信息", ("本级机关在门户网站发布公告3条、通知10条，采购招标信息203条，行政执法“双公示”信息341条。",)),
        Part(
            1,
            "（二）依申请公开",
            (
                "一年收到申请11件，其中4件由申请人撤销，1件属于咨询事项，已告知咨询渠道。",
                "收到行政复议1件，复议机关维持了答复。",
            ),
        ),
        Part(
            1,
            "（三）平台建设",
            (
                "热线全年接听咨询电话9874条次，接通率是98.9%，满意度得分99.62分。",
                "网站答复咨询436条，平均1.2个自然日办完一条。“福州海关12360”全年发微信文章318条，关注人数增长9%。",
                "办了“政务公开日”活动1次，请来企业代表45人。",
            ),
        ),
        Part(1, "（四）管理和监督", ("政务公开培训办了3期，参加人员126人次。",)),
        Part(5, None, ("所属事业单位公开的事项不全，有的信息更新慢。下一年将把公开工作列入考核，每季度抽查一次。",)),
        Part(6, None, ("本级机关2023年没有收取信息处理费。",)),
    ),
)

SAMPLES = (
    Sample(_REPORT_2023, "docx", Print(), invented=True),
    Sample(_REPORT_2024, "docx", Print(), invented=False),
)
