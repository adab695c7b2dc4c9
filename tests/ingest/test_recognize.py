"""Labels place numbers, titles name agencies: every irregular wording and layout met is read, or said to be unread."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from ingest.document import Block, Cell, Document, Grid, Layout, Paragraph
from ingest.errors import NotAReport, UnknownAgency, UnknownYear
from ingest.extract import extract_facts
from ingest.fact import Fact
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.labels import closest
from ingest.recognize import recognize
from ingest.report import Report
from ingest.split import split
from samples import Print, SampleReport, invent, own_rows
from samples.grids import table_three
from tests.ingest.layouts import HEADINGS, Flatten, a_layout, a_report, piped, stacked, whole

Address = tuple[str, str | None]


def facts_of(layout: Layout) -> dict[Address, Fact]:
    return {(fact.at.measure, fact.at.applicant): fact for fact in extract_facts(recognize(layout))}


def printed(report: SampleReport) -> dict[Address, str]:
    return {place: text or "" for place, text in report.figures.items()}


def read(layout: Layout) -> dict[Address, str]:
    return {place: fact.printed for place, fact in facts_of(layout).items()}


@pytest.mark.parametrize("flatten", [whole, piped, stacked])
@pytest.mark.parametrize("form", [FORM_2019, FORM_2021])
@pytest.mark.parametrize("how", [Print(brackets="half"), Print(brackets="full", mark="、")])
def test_a_report_is_read_alike_whatever_flattened_it(flatten: Flatten, form: object, how: Print) -> None:
    report = a_report(seed=8) if form is FORM_2021 else _of_2019()
    layout = a_layout(report, flatten=flatten, how=how)
    assert read(layout) == printed(report)
    assert recognize(layout).form == report.form.id


def _of_2019() -> SampleReport:
    return invent(Random(3), FORM_2019)


# The label as the form has it, the label as printed, where it was met.
VARIANTS = [
    ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开", "hongze_2023"),
    ("2.其他法律行政法规禁止公开", "2. 其他法律法规禁止公开", "fuzhou-customs-2024"),
    ("4.无正当理由大量反复申请", "4.无正当理由大量反复 申请", "hongze_2023"),
    ("5.要求行政机关确认或重新出具已获取信息", "5.要求行政机关确认或重 新出具\n已获取信息", "hongze_2023"),
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正", "suqian_2023"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.逾期不缴费", "suqian_2023"),
    ("二、上年结转政府信息公开申请数量", "二、上年转结政府信息公开申请数量", "wuchang_2025"),
    ("(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "（二）部分公开", "shortened"),
    ("三、本年度办理结果", "三\n、\n本\n年\n度\n办\n理\n结\n果", "hongze_2023"),
    ("(四)无法提供", "", "group lost"),
    ("(七)总计", "(七) 总 计", "hongze_2023"),
    ("第二十条第(一)项", "第二十条 第（一）项", "huaian_2024"),
    ("行政规范性文件", "规范性文件", "shuyang_fgj_2023"),
    ("现行有效件数", "现行有效件数(历史累计)", "hanyang_2022"),
    ("现行有效件数", "现行有效件", "yanan_2021"),
    ("商业企业", "商业企\n业", "huaian_2024"),
    ("法律服务机构", "法律服 务机构", "hongze_2023"),
    ("总计", "总 计", "hongze_2023"),
    ("未经复议直接起诉", "未经复议 直接起诉", "hongze_2023"),
    ("3.保护第三方合法权益", "３．保护第三方合法权益", "full width"),
    ("行政复议", "行政複議", "traditional mirror"),
    ("(一)予以公开", "(一)予(yǔ)以公開(kāi)", "pinyin mirror"),
]


@pytest.mark.parametrize(("label", "variant", "where"), VARIANTS)
@pytest.mark.parametrize("flatten", [whole, piped])
def test_a_variant_of_a_label_moves_nothing(label: str, variant: str, where: str, flatten: Flatten) -> None:
    report = a_report()
    assert read(a_layout(report, labels={label: variant}, flatten=flatten)) == printed(report), where


def test_damaged_labels_are_given_as_the_form_has_them() -> None:
    facts = facts_of(
        a_layout(a_report(), labels={"2.其他法律行政法规禁止公开": "2.其他法律行政止公开", "3.其他": "3、其他", "(四)无法提供": "(四)无"})
    )
    assert facts["disposition.refused.prohibited_by_law", "total"].row == (
        "三、本年度办理结果",
        "(三)不予公开",
        "2.其他法律行政法规禁止公开",
    )
    assert facts["disposition.other.rest", "total"].row[-1] == "3.其他"
    assert facts["disposition.unable.not_held", "total"].row[1] == "(四)无法提供"


def test_sound_labels_are_given_as_printed_without_white_space() -> None:
    facts = facts_of(
        a_layout(a_report(), how=Print(brackets="full"), labels={"商业企业": "商业\n企业", "第二十条第（一）项": "第二十条 第（一）项"})
    )
    assert facts["regulations.issued", None].row == ("第二十条第（一）项", "规章")
    assert facts["disposition.disclosed", "enterprise"].column == ("法人或其他组织", "商业企业")
    assert facts["litigation.after.total", None].row == ()
    assert facts["litigation.after.total", None].column == ("行政诉讼", "复议后起诉", "总计")


def test_two_headers_cut_alike_leave_their_cells_out() -> None:
    report = _of_2019()
    layout = a_layout(report, labels={"本年新制作数量": "本年新", "本年新公开数量": "本年新"})
    expected = {place: text for place, text in printed(report).items() if not place[0].endswith((".newly_made", ".newly_disclosed"))}
    assert read(layout) == expected


@pytest.mark.parametrize("flatten", [whole, piped, stacked])
def test_rows_of_the_agency_count_under_their_group(flatten: Flatten) -> None:
    report = invent(Random(5), lines=own_rows(FORM_2021, "咨询事项,指引咨询渠道", "申请人撤销申请"))
    facts = facts_of(a_layout(report, flatten=flatten))
    assert facts["disposition.other.own:咨询事项指引咨询渠道", "total"].row == (
        "三、本年度办理结果",
        "(六)其他处理",
        "3.咨询事项,指引咨询渠道",
    )
    withdrawn = {
        applicant: fact.printed for (measure, applicant), fact in facts.items() if measure == "disposition.other.own:申请人撤销申请"
    }
    assert withdrawn == {applicant: text for (measure, applicant), text in report.figures.items() if measure.endswith("申请人撤销申请")}
    assert ("disposition.other.rest", "total") not in facts


def test_a_foreign_row_outside_the_groups_is_reported_and_moves_nothing() -> None:
    report = a_report()
    layout = a_layout(report)
    blocks = tuple(
        _with_row(block, "五、群众满意度") if isinstance(block, Grid) and block.width == 10 and block.height > 20 else block
        for block in layout.blocks
    )
    found = recognize(replace(layout, blocks=blocks))
    assert {(fact.at.measure, fact.at.applicant): fact.printed for fact in extract_facts(found)} == printed(report)
    assert [row[0] for table in found.tables for row in table.unplaced] == ["五、群众满意度"]


def _with_row(grid: Grid, label: str) -> Grid:
    row = grid.height
    return Grid((*grid.cells, Cell(label, row, 0, 1, 3), *(Cell("9", row, column) for column in range(3, 10))))


def test_where_spans_lie_the_order_places_as_many_values_as_headers() -> None:
    # shanghai_office_2019: header 1+2+1 columns over values of 2+1+1.
    header = (Cell("信息内容", 0, 0), Cell("上一年项目数量", 0, 1), Cell("本年增/减", 0, 2, 1, 2), Cell("处理决定数量", 0, 4))
    values = (Cell("行政许可", 1, 0), Cell("1", 1, 1, 1, 2), Cell("2", 1, 3), Cell("3", 1, 4))
    found = _table_two(Grid((*header, *values)))
    assert found == {"licensing.items_last_year": "1", "licensing.items_change": "2", "licensing.decisions": "3"}


def test_where_spans_lie_and_a_value_is_lost_the_row_is_unread() -> None:
    header = (Cell("信息内容", 0, 0), Cell("上一年项目数量", 0, 1), Cell("本年增/减", 0, 2, 1, 2), Cell("处理决定数量", 0, 4))
    values = (Cell("行政许可", 1, 0), Cell("1", 1, 1, 1, 2), Cell("3", 1, 3, 1, 2))
    found = _table_two(Grid((*header, *values)))
    assert found == {"licensing.items_last_year": None, "licensing.items_change": None, "licensing.decisions": None}


def _table_two(grid: Grid) -> dict[str, str | None]:
    layout = a_layout(a_report())
    blocks = [
        Paragraph("第二十条第(五)项") if isinstance(block, Grid) and any("行政许可" in cell.text for cell in block.cells) else block
        for block in layout.blocks
    ]
    index = next(index for index, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text == "第二十条第(五)项")
    report = recognize(replace(layout, blocks=(*blocks[: index + 1], grid, *blocks[index + 1 :])))
    return {cell.measure: cell.text for table in report.tables if table.number == 2 for cell in table.cells}


def test_a_stream_row_with_a_value_lost_is_unread_and_its_neighbours_are_not() -> None:
    report = a_report()
    layout = a_layout(report, flatten=stacked)
    label = next(index for index, block in enumerate(layout.blocks) if isinstance(block, Paragraph) and block.text == "2.重复申请")
    facts = facts_of(replace(layout, blocks=layout.blocks[: label + 3] + layout.blocks[label + 4 :]))
    assert {fact.state for (measure, _), fact in facts.items() if measure == "disposition.not_processed.repeated"} == {"unread"}
    assert sum(fact.state == "unread" for fact in facts.values()) == 7
    assert (
        facts["disposition.not_processed.publication", "natural"].printed
        == report.figures["disposition.not_processed.publication", "natural"]
    )


def test_a_cell_printed_twice_differently_is_unread() -> None:
    report = a_report()
    other = table_three(replace(report, figures=dict.fromkeys(report.figures, "8888")), Print(brackets="half"))
    layout = a_layout(report)
    index = next(index for index, block in enumerate(layout.blocks) if isinstance(block, Paragraph) and block.text == HEADINGS[4])
    facts = facts_of(replace(layout, blocks=(*layout.blocks[:index], other, *layout.blocks[index:])))
    assert {fact.state for fact in facts.values() if fact.table == 3} == {"unread"}


def test_a_unit_of_money_in_the_header_goes_before_the_unit_of_the_form() -> None:
    fees = facts_of(a_layout(a_report(), labels={"本年收费金额(单位:万元)": "本年收费金额(单位:元)"}))["fees.amount", None]
    assert (fees.unit, fees.column) == ("元", ("本年收费金额(单位:元)",))


TITLES = [
    (("洪泽区人民政府2023年政府信息公开工作年度报告",), "洪泽区人民政府", None, 2023),
    (("洪泽区人民政府", "2023 年政府信息公开工作年度报告"), "洪泽区人民政府", None, 2023),
    (("淮安市洪泽区人民政府2024年度政府信息公开工作年度报告",), "洪泽区人民政府", None, 2024),
    (("2019年上海市人民政府办公厅政府信息公开工作年度报告",), "上海市人民政府办公厅", None, 2019),
    (("沭阳县发展和改革局2023年政府信息公开年度报告",), "沭阳县发展和改革局", None, 2023),
    (("大冶市自然资源和规划局2025年政府信息公开工作报告",), "大冶市自然资源和规划局", None, 2025),
    (("滁州市气象局2023年度政府信息公开工作年度报告",), "滁州市气象局", None, 2023),
    (("2024 年上海市科委政府信息公开工作", "年度报告"), "上海市科委", None, 2024),
    (("广州海关关区2021年政府信息公开工作年度报告",), "广州海关", "关区", 2021),
    (("福州海关（本级机关）2024年 政府信息公开工作年度报告",), "福州海关", "本级机关", 2024),
    (("海关总署(本级机关)2020年政府信息公开工作年度报告",), "海关总署", "本级机关", 2020),
    (("全国海关2020年政府信息公开工作年度报告",), "海关总署", "全国海关", 2020),
    (("宿州市人民政府2019年政府信息公开工作年度报告（图片版）",), "宿州市人民政府", None, 2019),
    (("廣州海關關區2023年政府信息公開工作年度報告",), "广州海关", "关区", 2023),
    (("二〇二三年度云溪市教育局政府信息公开工作年度报告",), "云溪市教育局", None, 2023),
    (("云溪市教育局", "政府信息公开工作年度报告", "（2023年度）"), "云溪市教育局", None, 2023),
]


@pytest.mark.parametrize(("title", "agency", "scope", "year"), TITLES)
def test_titles_name_agency_scope_and_year(title: tuple[str, ...], agency: str, scope: str | None, year: int) -> None:
    report = recognize(a_layout(a_report(), title=title))
    assert (report.agency, report.scope, report.year) == (agency, scope, year)


def test_lists_of_other_years_above_the_title_are_not_the_title() -> None:
    above = (
        "您的位置:首页 > 政府信息公开 > 年报",
        "云溪市教育局2021年政府信息公开工作年度报告",
        "云溪市教育局2022年政府信息公开工作年度报告",
        "发布日期：2024-01-20",
    )
    report = recognize(a_layout(a_report(), above=above, title=("云溪市教育局2023年政府信息公开工作年度报告",)))
    assert (report.agency, report.year) == ("云溪市教育局", 2023)


def test_the_name_of_the_file_completes_a_title_and_never_contradicts_it() -> None:
    bare = ("2025年政府信息公开工作年度报告",)
    assert recognize(a_layout(a_report(), title=bare, name="石家庄市长安区人民政府2024.pdf")).agency == "石家庄市长安区人民政府"
    assert recognize(a_layout(a_report(), title=bare, name="石家庄市长安区人民政府2024.pdf")).year == 2025


def test_a_title_without_agency_or_year_is_refused() -> None:
    with pytest.raises(UnknownAgency, match="没有机关名称"):
        recognize(a_layout(a_report(), title=("2025年政府信息公开工作年度报告",)))
    with pytest.raises(UnknownYear, match="没有年份"):
        recognize(a_layout(a_report(), title=("河包镇政府信息公开工作年度报告",)))


def test_the_whole_city_is_the_scope_where_the_prose_counts_what_the_table_received() -> None:
    report = a_report()
    received = report.figures["requests.received", "total"]
    assert recognize(_with_prose(report, f"2024年，全市共受理政府信息公开申请 {received} 件，均依法答复。")).scope == "全市"
    assert recognize(_with_prose(report, f"2024年，全市共受理政府信息公开申请 {received}1 件，均依法答复。")).scope is None
    assert recognize(_with_prose(report, f"市政府办公厅代表市政府共受理政府信息公开申请{received}件。")).scope is None


def _with_prose(report: SampleReport, text: str) -> Layout:
    layout = a_layout(report)
    blocks = tuple(Paragraph(text) if isinstance(block, Paragraph) and block.text == "办理情况良好。" else block for block in layout.blocks)
    return replace(layout, blocks=blocks)


def test_the_page_around_the_report_is_cut_off() -> None:
    below = (
        "云溪市教育局2023年政府信息公开工作年度报告.pdf",
        "浏览次数:",
        "打印本页 关闭",
        "致申请人:",
        "版权所有:云溪市教育局",
        "联系电话:0000-81102000",
    )
    report = recognize(a_layout(a_report(), below=below))
    assert report.contact == "电话：0000-1234567。"
    assert [passage.text for passage in split(report) if passage.section == 6] == ["无。"]


def test_passages_stand_under_their_headings() -> None:
    passages = split(recognize(a_layout(a_report())))
    assert [(passage.section, passage.headings, passage.text) for passage in passages if passage.section == 1] == [
        (1, ("一、总体情况", "（一）主动公开情况。"), "（一）主动公开情况。全年公开政府信息若干条。"),
        (1, ("一、总体情况", "（一）主动公开情况。"), "办理情况良好。"),
    ]


@pytest.mark.parametrize(
    ("printed_heading", "section"),
    [
        ("一、工作基本情况", 1),
        ("一、总体情况、", 1),
        ("## 一、总体情况", 1),
        ("总体情况", 1),
        ("五、存在问题及改进情况", 5),
        ("五、存在的主要问题及整改措施", 5),
    ],
)
def test_headings_vary(printed_heading: str, section: int) -> None:
    layout = a_layout(a_report())
    usual = "一、总体情况" if section == 1 else HEADINGS[section]
    blocks: tuple[Block, ...] = tuple(
        Paragraph(printed_heading) if isinstance(block, Paragraph) and block.text == usual else block for block in layout.blocks
    )
    assert section in {found.number for found in recognize(replace(layout, blocks=blocks)).sections}


@pytest.mark.parametrize("stop", ["：", "。", "\n"])
def test_a_heading_that_runs_on_into_its_text_is_parted_from_it(stop: str) -> None:
    layout = a_layout(a_report())
    blocks: tuple[Block, ...] = tuple(
        Paragraph(f"{HEADINGS[5]}{stop}人手不足。") if isinstance(block, Paragraph) and block.text == HEADINGS[5] else block
        for block in layout.blocks
    )
    found = {section.number: section for section in recognize(replace(layout, blocks=blocks)).sections}
    assert [one.text.strip() for one in found[5].paragraphs] == ["人手不足。", "无。"]
    assert found[5].title.rstrip("：。") == HEADINGS[5]


def test_tables_in_an_appendix_that_counts_from_one_again_stand_in_their_sections() -> None:
    # shanghai_stcsm_2024: six sections of prose, then the tables under 一, 二, 三.
    report = a_report()
    grids = [block for block in a_layout(report).blocks if isinstance(block, Grid)]
    prose = (
        "一、工作机制保障",
        "机制健全。",
        "二、主动公开工作情况",
        "公开若干条。",
        "五、存在的问题",
        "力量不足。",
        "六、下一步安排",
        "继续努力。",
    )
    headings = ("一、主动公开政府信息情况", "二、收到和处理政府信息公开申请情况", "三、政府信息公开行政复议、行政诉讼情况")
    tables = [block for heading, grid in zip(headings, grids, strict=True) for block in (Paragraph(heading), grid)]
    layout = replace(a_layout(report), blocks=(*map(Paragraph, (report.title, *prose, "附件")), *tables))
    assert read(layout) == printed(report)
    found = {section.number: [one.text for one in section.paragraphs] for section in recognize(layout).sections}
    assert (found[5], found[6]) == (["力量不足。"], ["继续努力。"])


def test_prose_behind_table_four_whose_headings_are_lost_stands_in_five_and_six() -> None:
    report = a_report()
    lost = (HEADINGS[5], HEADINGS[6], "无。")
    blocks = [block for block in a_layout(report).blocks if not (isinstance(block, Paragraph) and block.text in lost)]
    behind = ("（一）存在的主要问题。人手不足。", "（二）改进措施。加强培训。", "（一）收取信息处理费情况。未收取。", "（二）其他。无。")
    layout = replace(a_layout(report), blocks=(*blocks, *map(Paragraph, behind)))
    found = {section.number: [one.text for one in section.paragraphs] for section in recognize(layout).sections}
    assert (found[5], found[6]) == (list(behind[:2]), list(behind[2:]))
    assert read(layout) == printed(report)


def test_prose_before_a_table_stays_where_it_is() -> None:
    report = a_report()
    blocks = list(a_layout(report).blocks)
    index = next(index for index, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text == HEADINGS[4])
    blocks.insert(index + 1, Paragraph("全年发生行政复议若干件，主要问题是告知不及时。"))
    found = {section.number: len(section.paragraphs) for section in recognize(replace(a_layout(report), blocks=tuple(blocks))).sections}
    assert (found[4], found[5]) == (1, 1)


CONTACTS = [
    "联系电话：0000-1234567。",
    "联系电话0000-1234567。",
    "电话为0000-1234567。",
    "如有疑问，请联系云溪市教育局办公室（电话：0000-1234567）。",
    "地址：云溪市中山路1号，邮政编码：123456。",
    "联系地址为云溪市中山路1号。",
    "请与云溪市教育局办公室联系。",
    "请致电咨询热线12345。",
    "可发送邮件至xxgk@example.cn。",
    "如有疑问，可联系我局办公室（0000-1234567）。",
    "来信请寄至云溪市中山路1号。",
]


@pytest.mark.parametrize("sentence", CONTACTS)
@pytest.mark.parametrize("section", ["opening", "six"])
def test_contact_data_are_found_in_the_opening_and_else_in_section_six(sentence: str, section: str) -> None:
    texts = {"opening": (sentence, "无。"), "six": ("本报告依法编制。", f"收取信息处理费0元。{sentence}")}[section]
    blocks = [
        Paragraph({"本报告由办公室编制。电话：0000-1234567。": texts[0], "无。": texts[1]}.get(block.text, block.text))
        if isinstance(block, Paragraph)
        else block
        for block in a_layout(a_report()).blocks
    ]
    assert recognize(replace(a_layout(a_report()), blocks=tuple(blocks))).contact == sentence


@pytest.mark.parametrize(
    "text", ["全年接听热线电话120个。", "全年接听热线电话12045个。", "办理来信3件。", "公布办公地址。", "加强与群众的联系。", "无。"]
)
def test_what_only_mentions_telephones_and_letters_is_no_contact(text: str) -> None:
    blocks = [
        Paragraph("本报告依法编制。" if block.text.startswith("本报告由") else text if block.text == "无。" else block.text)
        if isinstance(block, Paragraph)
        else block
        for block in a_layout(a_report()).blocks
    ]
    assert recognize(replace(a_layout(a_report()), blocks=tuple(blocks))).contact is None


def test_a_form_without_numbers_is_refused_as_a_blank_form() -> None:
    report = a_report()
    with pytest.raises(NotAReport, match="空白的年度报告格式"):
        recognize(a_layout(replace(report, figures=dict.fromkeys(report.figures))))


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("云溪市教育局政府信息公开指南", "为了便于公民获取政府信息，编制本指南。"), "指南"),
        (("关于做好年度报告工作的通知", "现将有关事项通知如下。"), "通知"),
        (("话说天下大势", "分久必合，合久必分。"), "不是年度报告"),
        (('{"自然人": 21,', '"总计": 21}'), "JSON"),
        (("云溪市教育局2023年政府信息公开工作年度报告", "一、总体情况", "（表格为图片）"), "没有找到可读的表格"),
    ],
)
def test_what_is_no_report_is_refused_by_its_kind(texts: tuple[str, ...], kind: str) -> None:
    with pytest.raises(NotAReport, match=kind):
        recognize(Layout(Document("0" * 64, "x.html", "text/html"), tuple(map(Paragraph, texts))))


def test_a_label_near_two_lines_is_neither() -> None:
    assert closest("本年新数量", ("本年新制作数量", "本年新公开数量")) is None
    assert closest("其他法律行政止公开", ("其他法律行政法规禁止公开", "属于国家秘密")) == "其他法律行政法规禁止公开"


def test_a_report_keeps_what_it_was_read_from() -> None:
    report: Report = recognize(a_layout(a_report()))
    assert (report.document.name, [table.number for table in report.tables]) == ("report.html", [2, 3, 4])


def test_values_behind_a_run_of_labels_belong_to_none_of_them() -> None:
    report = a_report()
    layout = a_layout(report, flatten=stacked)
    first = next(
        index for index, block in enumerate(layout.blocks) if isinstance(block, Paragraph) and block.text == "1.信访举报投诉类申请"
    )
    second = layout.blocks[first + 8]
    heaped = (*layout.blocks[: first + 1], second, *layout.blocks[first + 1 : first + 8], *layout.blocks[first + 16 :])
    facts = facts_of(replace(layout, blocks=heaped))
    for measure in ("disposition.not_processed.petition", "disposition.not_processed.repeated"):
        assert {fact.state for (one, _), fact in facts.items() if one == measure} == {"unread"}


def test_a_damaged_row_is_not_taken_for_the_agency_s_own_where_its_heading_is_lost() -> None:
    layout = a_layout(a_report(), flatten=piped, labels={"(五)不予处理": "", "1.信访举报投诉类申请": "投诉", "2.重复申请": "2.重又"})
    report = recognize(layout)
    assert not [cell for table in report.tables for cell in table.cells if ".own:" in cell.measure]
    assert [next(text for text in row if text) for table in report.tables for row in table.unplaced] == ["投诉", "2.重又"]


@pytest.mark.parametrize("blank", [False, True])
def test_row_spans_that_a_page_lost_shift_nothing(blank: bool) -> None:
    report = invent(Random(17), zeros=("0", None) if blank else ("0",))
    layout = a_layout(report)
    blocks = tuple(_without_row_spans(block) if isinstance(block, Grid) else block for block in layout.blocks)
    assert read(replace(layout, blocks=blocks)) == printed(report)


def _without_row_spans(grid: Grid) -> Grid:
    """What a browser shows where every rowspan is missing: cells move to the left."""
    cells: list[Cell] = []
    for row in range(grid.height):
        column = 0
        for cell in (cell for cell in grid.row(row) if cell.row == row):
            cells.append(cell._replace(column=column, row_span=1))
            column += cell.column_span
    return Grid(tuple(cells))


def test_a_row_that_ends_too_early_is_unread() -> None:
    report = a_report()
    layout = a_layout(report)
    short = tuple(_one_value_lost(block) if isinstance(block, Grid) else block for block in layout.blocks)
    facts = facts_of(replace(layout, blocks=short))
    assert {fact.state for (measure, _), fact in facts.items() if measure == "disposition.disclosed"} == {"unread"}
    assert sum(fact.state == "unread" for fact in facts.values()) == 7


def _one_value_lost(grid: Grid) -> Grid:
    """The row （一）予以公开 without its second value, those behind it moved up."""
    row = next((cell.row for cell in grid.cells if cell.text == "(一)予以公开"), None)
    kept = [cell for cell in grid.cells if (cell.row, cell.column) != (row, 4)]
    return Grid(tuple(cell._replace(column=cell.column - 1) if cell.row == row and cell.column > 4 else cell for cell in kept))


def test_the_title_and_what_stands_above_it_is_no_part_of_the_report() -> None:
    report = a_report()
    for above in ((), ("首页 > 公开年报", "2022年报"), ("首页",)):
        read = recognize(a_layout(report, above=above))
        assert [one.text for one in read.sections[0].paragraphs] == ["本报告由办公室编制。电话：0000-1234567。"]
        assert [section.number for section in read.sections] == [0, 1, 2, 3, 4, 5, 6]
        assert read.title == report.title


def test_a_title_in_a_cell_cuts_nothing_off() -> None:
    report = a_report()
    title = Grid((Cell(report.title, 0, 0),))
    layout = a_layout(report, above=("本报告依法编制。",))
    blocks = tuple(title if isinstance(block, Paragraph) and block.text == report.title else block for block in layout.blocks)
    read = recognize(replace(layout, blocks=blocks))
    assert (read.agency, read.year) == (report.agency, report.year)
    assert read.sections[0].paragraphs[0].text == "本报告依法编制。"


def test_contact_data_of_other_sections_are_not_the_office_s() -> None:
    blocks = [
        Paragraph(
            {"本报告由办公室编制。电话：0000-1234567。": "本报告依法编制。", "办理情况良好。": "联系电话：0000-7654321。"}.get(
                block.text, block.text
            )
        )
        if isinstance(block, Paragraph)
        else block
        for block in a_layout(a_report()).blocks
    ]
    assert recognize(replace(a_layout(a_report()), blocks=tuple(blocks))).contact is None
