"""What is no annual report is said to be what it is, in one sentence of its kind, and never read as a report."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ingest.document import Block, Cell, Document, Grid, Layout, Paragraph
from ingest.errors import NotAReport
from ingest.recognize import recognize
from samples import Print
from samples.grids import table_four, table_three, table_two
from tests.ingest.layouts import HEADINGS, a_layout, a_report

REPORT = a_report()
EMPTY = replace(REPORT, figures=dict.fromkeys(REPORT.figures))


def document(*blocks: str | Grid, name: str = "x.html") -> Layout:
    return Layout(Document("0" * 64, name, "text/html"), tuple(Paragraph(one) if isinstance(one, str) else one for one in blocks))


def grid(*rows: tuple[str, ...]) -> Grid:
    return Grid(tuple(Cell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts)))


def tables(report: object = REPORT) -> tuple[Block, ...]:
    """The three statutory tables under their headings."""
    printed = [make(report, Print()) for make in (table_two, table_three, table_four)]  # type: ignore[arg-type]
    return tuple(one for number, table in zip((2, 3, 4), printed, strict=True) for one in (Paragraph(HEADINGS[number]), table))


def with_tables(*texts: str, report: object = REPORT, name: str = "x.html") -> Layout:
    layout = document(*texts, name=name)
    return replace(layout, blocks=(*layout.blocks, *tables(report)))


# The kind, its sentence, the document: each in words of ours.
KINDS: list[tuple[str, str, Layout]] = [
    ("blank form", "空白的年度报告格式", with_tables("政府信息公开工作年度报告格式", "一、总体情况", "（文字描述）", report=EMPTY)),
    (
        "notice with an empty form",
        "通知.*没有填写数字",
        with_tables("关于做好年度报告编制工作的通知", "各单位：请按附件填写。", report=EMPTY),
    ),
    ("notice", "通知", document("关于报送2023年政府信息公开工作年度报告的通知", "各单位：", "请于1月20日前报送。")),
    (
        "list of reports",
        "列表页.*4个报告标题",
        document("年报", *(f"云溪市教育局{year}年政府信息公开工作年度报告" for year in range(2020, 2024)), "下一页"),
    ),
    (
        "half-year statistics",
        "统计表.*上半年",
        with_tables("云溪市2022年上半年政府信息公开情况", name="云溪市人民政府2022.html"),
    ),
    (
        "statistics of a year",
        "统计表.*统计数据",
        with_tables("2022年度政府信息公开统计数据", name="云溪市人民政府2022.html"),
    ),
    ("statistics by the file's name", "统计表", with_tables("政府信息公开情况", name="云溪市人民政府2022年统计表.html")),
    (
        "statistics of half a year by their period",
        "统计表",
        with_tables("政府信息公开情况", "统计期：2022年1月1日至6月30日", name="云溪市人民政府2022.html"),
    ),
    (
        "report on half a year",
        "统计表.*上半年",
        with_tables("云溪市教育局2022年上半年政府信息公开工作报告", "一、总体情况", name="云溪市教育局2022.html"),
    ),
    ("tables without a title", "有表格而没有", with_tables("政府信息公开情况")),
    ("guide", "指南或目录", document("云溪市教育局政府信息公开指南", "为便于公众获取信息，编制本指南。", "电话：0000-1234567")),
    ("catalogue", "指南或目录", document("云溪市教育局主动公开事项目录", grid(("序号", "事项"), ("1", "机构职能")))),
    (
        "report before the form of 2019",
        "2017年的年度报告.*没有这三张表格",
        document(
            "云溪市教育局2017年政府信息公开工作年度报告",
            "一、概述",
            "全年公开信息120条，受理申请3件。",
            grid(("指标名称", "单位", "数量"), ("主动公开政府信息数", "条", "120"), ("收到申请数", "件", "3")),
        ),
    ),
    ("model text", "范文", with_tables("××市教育局2023年政府信息公开工作年度报告", name="云溪市教育局2023.docx")),
    ("model by its title", "范文", with_tables("政府信息公开工作年度报告范文", name="云溪市教育局2023.docx")),
    ("model without numbers", "范文", document("××局政府信息公开工作年度报告", "××局坚持……")),
    ("picture", "图解", document("图解：云溪市教育局2023年政府信息公开工作年度报告", "收到申请3件")),
    ("data", "JSON", document('{"agency": "云溪市教育局", "year": 2023,', '"received": 3}')),
    ("data in rows", "JSON", document('[{"自然人": 21}]')),
    ("regulation", "法规或办法", document("云溪市政府信息公开办法", "第一章 总则", "第一条 为了规范政府信息公开，制定本办法。")),
    ("summary of the year", "不是年度报告", document("云溪市教育局2023年工作总结", "一、总体情况", "全年新建学校3所。")),
    ("plan", "不是年度报告", document("云溪市教育局2024年政务公开工作要点", "一、加强主动公开。")),
    ("novel", "不是年度报告", document("第一回", "却说那年大雪，城门三日不开。")),
    ("title and text alone", "表格可能是图片", document("云溪市教育局2023年政府信息公开工作年度报告", "一、总体情况", "（见图）")),
    (
        "other tables alone",
        "不是法定的三张表格",
        document("云溪市教育局2023年政府信息公开工作年度报告", "一、总体情况", grid(("项目", "数量"), ("公开条数", "35"))),
    ),
    ("empty", "不是年度报告", document()),
]


@pytest.mark.parametrize(("kind", "sentence", "layout"), KINDS, ids=[kind for kind, _, _ in KINDS])
def test_each_kind_is_called_by_its_name(kind: str, sentence: str, layout: Layout) -> None:
    with pytest.raises(NotAReport, match=sentence) as raised:
        recognize(layout)
    assert str(raised.value).startswith(f"《{layout.document.name}》看起来")
    assert "应为带有三张法定表格和数字的政府信息公开工作年度报告" in str(raised.value)


def test_there_are_at_most_a_dozen_kinds_of_refusal() -> None:
    said = set()
    for _, _, layout in KINDS:
        with pytest.raises(NotAReport) as raised:
            recognize(layout)
        said.add(re.split("[：，]", str(raised.value).partition("》看起来")[2].replace("2017", ""))[0])
    assert len(said) <= 12, said


@pytest.mark.parametrize(
    "above",
    [
        ("统计数据", "政府信息公开年报"),
        ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"),
        ("关于我们", "通知公告", "图解政策"),
        ("2022年上半年政府信息公开情况", "年报"),
    ],
)
def test_words_of_the_page_around_a_report_do_not_refuse_it(above: tuple[str, ...]) -> None:
    report = recognize(a_layout(REPORT, above=above, title=("云溪市教育局2023年政府信息公开工作年度报告",)))
    assert (report.agency, report.year) == ("云溪市教育局", 2023)


def test_a_report_without_title_may_cite_the_form_and_caption_its_tables() -> None:
    cited = "根据《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》编制。"
    report = recognize(with_tables(cited, "一、总体情况", "主动公开情况统计表", name="云溪市教育局2023年年报.html"))
    assert (report.agency, report.year) == ("云溪市教育局", 2023)


def test_a_report_whose_title_is_lost_is_read_by_the_name_of_its_file() -> None:
    report = recognize(with_tables("一、总体情况", "全年办理申请若干件。", name="云溪市教育局2023年年报.html"))
    assert (report.agency, report.year) == ("云溪市教育局", 2023)
