"""云溪市市场监督管理局, an office that does not exist: three years with blank cells and `/`."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.forms.form_2021 import FORM_2021
from samples.figures import Contact, Part, Print, SampleReport, fill
from samples.shipped.sample import Sample

_LINES = FORM_2021.table_three
_NO_REGULATIONS = {"regulations.issued": "/", "regulations.repealed": "/", "regulations.in_force": "/"}
_NO_ORGANIZATION = {line.measure: "0 · · · · · 0" for line in _LINES}


def _report(year: int, two: Mapping[str, str], three: Mapping[str, str], four: Mapping[str, str], *prose: Part) -> SampleReport:
    return SampleReport(
        agency="云溪市市场监督管理局",
        scope=None,
        year=year,
        title=f"云溪市市场监督管理局{year}年政府信息公开工作年度报告",
        origin="机关、地址、电话、文字和全部数字均为虚构，世上没有这个机关。",
        contact=Contact("云溪市市场监督管理局办公室", "云溪市清泉路18号", "000018", "0000-8123456", "yxscj@example.com"),
        form=FORM_2021,
        lines=_LINES,
        figures=fill(FORM_2021, _LINES, _NO_REGULATIONS | dict(two), three, four),
        prose=prose,
    )


_REPORT_2022 = _report(
    2022,
    {
        "normative.issued": "3",
        "normative.in_force": "17",
        "licensing.decisions": "52310",
        "penalties.decisions": "1846",
        "coercion.decisions": "112",
        "fees.amount": "231.5",
    },
    _NO_ORGANIZATION
    | {
        "requests.received": "46 6 · · 2 · 54",
        "requests.carried_in": "2 · · · · · 2",
        "disposition.disclosed": "14 2 · · 1 · 17",
        "disposition.partly": "5 2 · · · · 7",
        "disposition.refused.third_party": "2 1 · · · · 3",
        "disposition.refused.enforcement_file": "3 · · · · · 3",
        "disposition.refused.administrative_inquiry": "4 · · · · · 4",
        "disposition.unable.not_held": "6 1 · · · · 7",
        "disposition.not_processed.petition": "7 · · · · · 7",
        "disposition.not_processed.repeated": "1 · · · · · 1",
        "disposition.other.not_corrected": "1 · · · · · 1",
        "disposition.other.rest": "2 · · · 1 · 3",
        "disposition.total": "45 6 · · 2 · 53",
        "requests.carried_out": "3 · · · · · 3",
    },
    {"reconsideration": "2 0 1 0 3", "litigation.direct": "· · · · ·", "litigation.after": "· · · · ·"},
    Part(
        1,
        "（一）主动公开情况",
        ("全年在局网站公开信息2018条，其中食品抽检结果964条，行政处罚信息512条。", "发布消费警示31期，召开新闻发布会2场。"),
    ),
    Part(1, "（二）依申请公开情况", ("全年新收申请54件，办结53件，3件转入下年。来信申请的有12件，当面提交的有9件，其余都从网上提交。",)),
    Part(1, "（三）平台建设情况", ("“云溪市监”公众号有粉丝61200人，全年推送文章208篇。12315热线接听来电38415个，办结率97.6%。",)),
    Part(1, "（四）监督保障情况", ("举办政务公开培训2次，共有95人参加。社会评议的满意度为94.3%。",)),
    Part(5, None, ("食品抽检信息平均晚6天上网，是今年最突出的问题。明年起抽检结果出来后3个工作日内公布。",)),
    Part(6, None, ("2022年收取信息处理费120元，涉及申请1件。",)),
)

_REPORT_2023 = _report(
    2023,
    {
        "normative.issued": "4",
        "normative.repealed": "2",
        "normative.in_force": "19",
        "licensing.decisions": "55127",
        "penalties.decisions": "1932",
        "coercion.decisions": "/",
        "fees.amount": "198.06",
    },
    {
        "requests.received": "58 9 0 0 1 0 68",
        "requests.carried_in": "3 0 0 0 0 0 3",
        "disposition.disclosed": "17 3 0 0 1 0 21",
        "disposition.partly": "8 2 0 0 0 0 10",
        "disposition.refused.third_party": "1 1 0 0 0 0 2",
        "disposition.refused.enforcement_file": "5 0 0 0 0 0 5",
        "disposition.refused.administrative_inquiry": "6 0 0 0 0 0 6",
        "disposition.unable.not_held": "9 2 0 0 0 0 11",
        "disposition.unable.needs_creation": "1 0 0 0 0 0 1",
        "disposition.not_processed.petition": "6 1 0 0 0 0 7",
        "disposition.not_processed.repeated": "2 0 0 0 0 0 2",
        "disposition.other.not_corrected": "2 0 0 0 0 0 2",
        "disposition.total": "57 9 0 0 1 0 67",
        "requests.carried_out": "4 0 0 0 0 0 4",
    },
    {"reconsideration": "3 1 0 1 5", "litigation.direct": "1 0 0 0 1", "litigation.after": "/ / / / /"},
    Part(
        1,
        "（一）主动公开情况",
        ("全年在局网站公开信息2240条，其中食品抽检结果1102条。", "新设“明厨亮灶”专栏，接入学校食堂86家，家长可以随时查看。"),
    ),
    Part(1, "（二）依申请公开情况", ("全年新收申请68件，办结67件，4件转入下年。平均9.8天答复一件。",)),
    Part(1, "（三）平台建设情况", ("“云溪市监”公众号的粉丝增加到70350人，全年推送文章231篇。12315热线接听来电41207个，办结率98.1%。",)),
    Part(1, "（四）监督保障情况", ("举办政务公开培训3次，共有130人参加。社会评议的满意度为95.8%。",)),
    Part(
        5,
        None,
        (
            "上年提出的抽检信息上网慢的问题已经改正，现在平均2.4个工作日公布。",
            "新的问题是规范性文件的解读太少，4件文件只有1件配了解读。明年做到每件都有解读。",
        ),
    ),
    Part(6, None, ("2023年没有收取信息处理费。",)),
)

_REPORT_2024 = _report(
    2024,
    {
        "normative.issued": "1",
        "normative.repealed": "5",
        "normative.in_force": "15",
        "licensing.decisions": "54690",
        "penalties.decisions": "2015",
        "coercion.decisions": "97",
        "fees.amount": "/",
    },
    {
        "requests.received": "65 9 0 1 0 1 76",
        "requests.carried_in": "4 0 0 0 0 0 4",
        "disposition.disclosed": "22 4 0 1 0 0 27",
        "disposition.partly": "6 1 0 0 0 0 7",
        "disposition.refused.prohibited_by_law": "1 0 0 0 0 0 1",
        "disposition.refused.third_party": "3 0 0 0 0 0 3",
        "disposition.refused.enforcement_file": "4 1 0 0 0 0 5",
        "disposition.refused.administrative_inquiry": "3 0 0 0 0 0 3",
        "disposition.unable.not_held": "11 2 0 0 0 1 14",
        "disposition.unable.needs_creation": "2 0 0 0 0 0 2",
        "disposition.unable.unclear": "1 0 0 0 0 0 1",
        "disposition.not_processed.petition": "9 0 0 0 0 0 9",
        "disposition.not_processed.excessive": "1 0 0 0 0 0 1",
        "disposition.other.not_corrected": "2 0 0 0 0 0 2",
        "disposition.other.fee_not_paid": "1 0 0 0 0 0 1",
        "disposition.other.rest": "3 1 0 0 0 0 4",
        "disposition.total": "69 9 0 1 0 1 80",
    },
    {"reconsideration": "4 0 2 0 6", "litigation.direct": "0 0 1 1 2", "litigation.after": "1 0 0 0 1"},
    Part(1, "（一）主动公开情况", ("全年在局网站公开信息2395条，发布消费警示40期。", "规范性文件1件，当天配发了图解和问答。")),
    Part(1, "（二）依申请公开情况", ("全年新收申请76件，办结80件，没有转入下年的。其中2件由申请人撤回，计入“其他处理”的“其他”。",)),
    Part(1, "（三）平台建设情况", ("“云溪市监”公众号有粉丝78900人，全年推送文章254篇。12315热线接听来电43560个，办结率98.4%。",)),
    Part(1, "（四）监督保障情况", ("举办政务公开培训4次，共有168人参加。社会评议的满意度为96.2%。",)),
    Part(5, None, ("部分答复书的用语难懂，有6名申请人打电话询问含义。今后答复书附一张说明，用平常话写明结论和理由。",)),
    Part(6, None, ("2024年收取信息处理费80元，涉及申请1件。",)),
)

SAMPLES = (
    Sample(_REPORT_2022, "html", Print(), invented=True),
    Sample(_REPORT_2023, "pdf", Print(break_after="disposition.refused.administrative_inquiry", repeat_header=True), invented=True),
    Sample(_REPORT_2024, "docx", Print(mark="、"), invented=True),
)
