"""洪泽区人民政府 2023: the published figures, misprinted totals of table four and the single row 其他处理 included."""

from __future__ import annotations

from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from samples.figures import Contact, Part, Print, SampleReport, fill
from samples.shipped.sample import Sample

_REPORT = SampleReport(
    agency="洪泽区人民政府",
    scope=None,
    year=2023,
    title="洪泽区人民政府2023年政府信息公开工作年度报告",
    origin=(
        "三张表的数字（包括第四部分两处与明细不符的总计）、联系方式和正文中的数字取自洪泽区人民政府公开发布的2023年度报告；"
        "文字由示例作者另写，并非原文。"
    ),
    contact=Contact("淮安市洪泽区人民政府办公室", "淮安市洪泽区洪泽湖大道90号", "223100", "0517-87222589", "hzzwgk@126.com"),
    form=FORM_2021,
    lines=FORM_2019.table_three,
    figures=fill(
        FORM_2021,
        FORM_2019.table_three,
        two={
            "normative.repealed": "5",
            "normative.in_force": "5",
            "licensing.decisions": "550",
            "penalties.decisions": "4119",
            "coercion.decisions": "195",
            "fees.amount": "7730.28",
        },
        three={
            "requests.received": "21 0 0 0 0 0 21",
            "disposition.partly": "4 0 0 0 0 0 4",
            "disposition.refused.state_secret": "1 0 0 0 0 0 1",
            "disposition.refused.deliberative": "1 0 0 0 0 0 1",
            "disposition.refused.enforcement_file": "1 0 0 0 0 0 1",
            "disposition.unable.not_held": "10 0 0 0 0 0 10",
            "disposition.unable.needs_creation": "3 0 0 0 0 0 3",
            "disposition.not_processed.petition": "1 0 0 0 0 0 1",
            "disposition.total": "21 0 0 0 0 0 21",
        },
        four={"reconsideration": "10 1 0 0 0", "litigation.after": "5 0 0 0 0"},
    ),
    prose=(
        Part(1, "（一）主动公开情况", ("区政府网站全年公开信息1136条，内容有政府文件、项目审批和通知公告等。",)),
        Part(1, "（二）依申请公开情况", ("全区收到申请21件，都在法定期限内作了答复。",)),
        Part(1, "（三）政府信息管理情况", ("信息发布前逐级审核，做到三审三校，没有审核过的一律不发。",)),
        Part(1, "（四）平台建设情况", ("没有人关注、长期不更新的新媒体账号已经关停或者合并。空白栏目和失效链接也在检查之列。",)),
        Part(1, "（五）监督保障情况", ("每个栏目由哪个单位负责，都列在一张清单上。",)),
        Part(
            5,
            None,
            (
                "目前存在三个问题：依申请公开的办理还不够规范，公开的内容不够深入，队伍力量不足。",
                "今后将重新梳理办理流程，并让各单位的工作人员轮流跟班学习。",
            ),
        ),
        Part(6, None, ("2023年，区政府收取信息处理费0元。",)),
    ),
)

SAMPLES = (Sample(_REPORT, "pdf", Print(break_after="disposition.unable.needs_creation"), invented=False),)
