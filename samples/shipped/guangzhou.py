"""广州海关关区: 2023 with the figures that were published, 2024 invented to follow from it."""

from __future__ import annotations

from ingest.forms.form_2021 import FORM_2021
from samples.figures import Contact, Part, Print, SampleReport, fill, own_rows
from samples.shipped.sample import Sample

_LINES = own_rows(FORM_2021, "咨询事项,指引咨询渠道", "申请人撤销申请")
_CONTACT = Contact("广州海关办公室政务公开和信访科", "广东省广州市天河区花城大道83号", "510623", "020-81103431", "gz12360@customs.gov.cn")

_REPORT_2023 = SampleReport(
    agency="广州海关",
    scope="关区",
    year=2023,
    title="广州海关关区2023年政府信息公开工作年度报告",
    origin="三张表的数字、联系方式和正文中的数字取自广州海关公开发布的2023年度报告；文字由示例作者另写，并非原文。",
    contact=_CONTACT,
    form=FORM_2021,
    lines=_LINES,
    figures=fill(
        FORM_2021,
        _LINES,
        two={
            "normative.issued": "2",
            "normative.repealed": "1",
            "normative.in_force": "35",
            "licensing.decisions": "19231",
            "penalties.decisions": "16594",
            "coercion.decisions": "2007",
        },
        three={
            "requests.received": "76 6 0 0 0 0 82",
            "requests.carried_in": "3 0 0 0 0 0 3",
            "disposition.disclosed": "10 0 0 0 0 0 10",
            "disposition.partly": "26 2 0 0 0 0 28",
            "disposition.refused.third_party": "1 0 0 0 0 0 1",
            "disposition.refused.deliberative": "1 0 0 0 0 0 1",
            "disposition.unable.not_held": "10 2 0 0 0 0 12",
            "disposition.other.not_corrected": "2 0 0 0 0 0 2",
            "disposition.other.own:咨询事项,指引咨询渠道": "1 0 0 0 0 0 1",
            "disposition.other.own:申请人撤销申请": "24 2 0 0 0 0 26",
            "disposition.total": "75 6 0 0 0 0 81",
            "requests.carried_out": "4 0 0 0 0 0 4",
        },
        four={"reconsideration": "1 2 3 0 6", "litigation.after": "0 0 1 0 1"},
    ),
    prose=(
        Part(
            1,
            "（一）主动公开",
            (
                "全年在门户网站公开信息3109条。其中“双公示”信息1089条，“双随机、一公开”信息491条，涉案财物拍卖、处置信息151条。",
                "网站首页以图表展示关区每月的进出口数据，并新开了广交会、国门安全科普和在线预约通关三个专题。",
            ),
        ),
        Part(
            1,
            "（二）依申请公开",
            (
                "关区全年新收申请82件，连同上年结转的3件，办结81件，转入下年4件。",
                "直属海关和隶属海关都有专人接收来电、来信、电子邮件和传真形式的申请。",
                "因信息公开引起的行政复议有6起，其中3起由当事人撤回；行政诉讼有1起，原告后来撤诉。",
            ),
        ),
        Part(
            1,
            "（三）平台建设",
            (
                "“智慧小关”是一个智能问答助手，在门户网站和“广州海关12360”公众号里都能找到，昼夜不停地回答提问。",
                "“智慧海关政务服务地图”已建成一期，可以直接导航到各隶属海关。佛山海关安排专人处理地方12345工单，一年办理505份。",
                "关区新媒体由7个账号组成，全年发布图文1304条，订阅人数达到52.8万人。",
            ),
        ),
        Part(
            1, "（四）信息管理和监督", ("每条信息发布前都要审查，谁公开由谁负责。海珠海关的政务公开岗位实行AB岗，一人不在时另一人补上。",)
        ),
        Part(
            5,
            "（一）上年问题的整改",
            (
                "上年指出的问题有两个：办理申请的细节不够完善，基层专区的数字设施和宣传有待改进。",
                "为此组织了集中学习、实例模拟和案例研讨，并对基层专区逐一验收，评出5个优秀隶属海关。",
            ),
        ),
        Part(5, "（二）目前的问题", ("有的基层政务公开专区设施摆放得不合理，企业和群众取用资料不方便。",)),
        Part(6, None, ("2023年，广州海关关区没有收取信息处理费。",)),
    ),
)

_REPORT_2024 = SampleReport(
    agency="广州海关",
    scope="关区",
    year=2024,
    title="广州海关关区2024年政府信息公开工作年度报告",
    origin="全部数字和文字均为虚构，只有“上年结转”与2023年度报告的“结转下年度”一致；请勿当作广州海关的真实数据。",
    contact=_CONTACT,
    form=FORM_2021,
    lines=_LINES,
    figures=fill(
        FORM_2021,
        _LINES,
        two={
            "normative.issued": "1",
            "normative.repealed": "3",
            "normative.in_force": "33",
            "licensing.decisions": "18877",
            "penalties.decisions": "15230",
            "coercion.decisions": "1894",
        },
        three={
            "requests.received": "64 6 0 0 1 0 71",
            "requests.carried_in": "4 0 0 0 0 0 4",
            "disposition.disclosed": "12 1 0 0 1 0 14",
            "disposition.partly": "18 2 0 0 0 0 20",
            "disposition.refused.third_party": "2 0 0 0 0 0 2",
            "disposition.refused.deliberative": "1 0 0 0 0 0 1",
            "disposition.refused.enforcement_file": "1 1 0 0 0 0 2",
            "disposition.unable.not_held": "9 1 0 0 0 0 10",
            "disposition.unable.needs_creation": "1 0 0 0 0 0 1",
            "disposition.other.not_corrected": "1 0 0 0 0 0 1",
            "disposition.other.own:咨询事项,指引咨询渠道": "3 0 0 0 0 0 3",
            "disposition.other.own:申请人撤销申请": "15 1 0 0 0 0 16",
            "disposition.total": "63 6 0 0 1 0 70",
            "requests.carried_out": "5 0 0 0 0 0 5",
        },
        four={"reconsideration": "2 1 1 1 5", "litigation.after": "1 0 0 0 1"},
    ),
    prose=(
        Part(
            1,
            "（一）主动公开",
            (
                "全年在门户网站公开信息3286条，比上年多177条。",
                "新编《进出境旅客常见问题》手册一本，收录问答120条，印发8000册。",
            ),
        ),
        Part(
            1,
            "（二）依申请公开",
            (
                "关区全年新收申请71件，连同上年结转的4件，办结70件，转入下年5件。",
                "举办依申请公开培训4场，参加人员312人次。",
            ),
        ),
        Part(
            1,
            "（三）平台建设",
            (
                "“智慧小关”全年回答提问46210次，其中98.2%由机器直接答复，其余转人工坐席。",
                "12360热线接听咨询21530次，群众满意率为99.1%。",
                "关区新媒体发布图文1420条，订阅人数增加到55.3万人。",
            ),
        ),
        Part(1, "（四）信息管理和监督", ("对21个隶属海关的公开栏目做了两轮检查，发现问题37个，年底前全部改正。",)),
        Part(5, "（一）上年问题的整改", ("针对专区设施摆放不便的问题，重新布置了9个基层政务公开专区，资料架一律放在入口处。",)),
        Part(5, "（二）目前的问题", ("政策解读的形式还不够多，短视频只占解读材料的一成。下一步将为每件规范性文件配一段短视频。",)),
        Part(6, None, ("2024年，广州海关关区没有收取信息处理费。",)),
    ),
)

SAMPLES = (
    Sample(_REPORT_2023, "pdf", Print(brackets="half", break_after="disposition.unable.not_held"), invented=False),
    Sample(_REPORT_2024, "html", Print(brackets="half"), invented=True),
)
