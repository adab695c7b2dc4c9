"""Every way met in which a report says whose it is and on which year is read back right, or refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.agencies import listed_agencies
from ingest.document import Block, Cell, Document, Grid, Layout, Paragraph
from ingest.errors import IngestError, NotAReport, UnknownAgency, UnknownYear
from ingest.recognize import recognize
from ingest.report import Report
from samples import Print
from samples.grids import table_four
from tests.ingest.layouts import a_report

TABLE = table_four(a_report(), Print())
Key = tuple[str, str | None, int]

# The lines of the title; {a} is an office, {y} a year, {c} the year in Chinese numerals.
PATTERNS = (
    ("{a}{y}年政府信息公开工作年度报告",),
    ("{y}年{a}政府信息公开工作年度报告",),
    ("{y}年度{a}政府信息公开工作年度报告",),
    ("{a}{y}年政府信息公开年度报告",),
    ("{a}{y}年度政府信息公开年度报告",),
    ("{a}{y}年政府信息公开工作报告",),
    ("{a}{y}年度政府信息公开工作年度报告",),
    ("{a}{y}年度政府信息公开工作报告",),
    ("{a}政府信息公开工作年度报告（{y}年度）",),
    ("{a}政府信息公开工作年度报告({y}年)",),
    ("{a}政府信息公开工作{y}年度报告",),
    ("（{y}年度）{a}政府信息公开工作年度报告",),
    ("{a}（{y}年）政府信息公开工作年度报告",),
    ("{a}关于{y}年度政府信息公开工作情况的报告",),
    ("关于{a}{y}年度政府信息公开工作年度报告",),
    ("{a}{y}年政府信息公开工作年报",),
    ("{a}{y}年度政务公开工作年度报告",),
    ("{a}{y}年信息公开年度报告",),
    ("《{a}{y}年政府信息公开工作年度报告》",),
    ("## {a}{y}年政府信息公开工作年度报告",),
    ("标题：{a}{y}年政府信息公开工作年度报告",),
    ("{a}{y}年政府信息公开工作年度报告（图片版）",),
    ("{a}{y}年政府信息公开工作年度报告（超链版）",),
    ("{a} {y} 年 政府信息公开工作年度报告",),
    ("{a}　{y}年　政府信息公开　工作年度报告",),
    ("{a}{c}年政府信息公开工作年度报告",),
    ("{c}年度{a}政府信息公开工作年度报告",),
    ("{y}年政府信息公开工作年度报告（{a}）",),
    ("{y}年政府信息公开工作年度报告——{a}",),
    ("{a}", "{y}年政府信息公开工作年度报告"),
    ("{y}年{a}", "政府信息公开工作年度报告"),
    ("{a}{y}年政府信息公开", "工作年度报告"),
    ("{a}", "政府信息公开工作年度报告", "（{y}年度）"),
    ("{a}", "{y}年度", "政府信息公开工作年度报告"),
    ("{a}", "政府信息公开工作", "{y}年年度报告"),
    ("{y}年政府信息公开工作年度报告", "{a}"),
    ("{y}年政府信息公开工作年度报告", "（{a}）"),
    ("{y}年政府信息公开工作年度报告", "单位：{a}"),
)
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
# 国务院办公厅信息公开办公室 and the like write no reports under these patterns; a scope is part of no listed name.
OFFICES = tuple(agency.name for agency in listed_agencies())


def key_of(report: Report) -> Key:
    return report.agency, report.scope, report.year


def read(
    *title: str,
    name: str = "report.html",
    above: tuple[str, ...] = (),
    opening: str = "无。",
    below: tuple[str, ...] = (),
    about: Grid | None = None,
) -> Key:
    """What a report with one table under this title is taken for."""
    tables = (Paragraph("四、政府信息公开行政复议、行政诉讼情况"), TABLE, Paragraph("六、其他需要报告的事项"), Paragraph("无。"))
    texts = (*above, *title, opening, "一、总体情况", "全年公开政府信息若干条。")
    blocks: tuple[Block, ...] = (*([about] if about else []), *map(Paragraph, texts), *tables, *map(Paragraph, below))
    return key_of(recognize(Layout(Document("0" * 64, name, "text/html"), blocks)))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(OFFICES), st.integers(2019, 2031), st.sampled_from(PATTERNS))
def test_any_listed_office_and_year_is_read_back_from_any_pattern(office: str, year: int, pattern: tuple[str, ...]) -> None:
    chinese = str(year).translate(CHINESE)
    assert read(*(line.format(a=office, y=year, c=chinese) for line in pattern)) == (office, None, year)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: "/".join(pattern))
@pytest.mark.parametrize("office", ["洪泽区人民政府", "云浮市气象部门", "滁州市气象局", "大冶市自然资源和规划局", "上海市青浦区盈浦街道"])
def test_each_pattern_with_offices_listed_and_unlisted(pattern: tuple[str, ...], office: str) -> None:
    assert read(*(line.format(a=office, y=2023, c="二〇二三") for line in pattern)) == (office, None, 2023)


CASES: list[tuple[tuple[str, ...], Key]] = [
    (("淮安市洪泽区人民政府2024年政府信息公开工作年度报告",), ("洪泽区人民政府", None, 2024)),
    (("江苏省淮安市洪泽区人民政府2024年政府信息公开工作年度报告",), ("洪泽区人民政府", None, 2024)),
    (("淮安市2024年政府信息公开工作年度报告",), ("淮安市人民政府", None, 2024)),
    (("淮安市政府2024年政府信息公开工作年度报告",), ("淮安市人民政府", None, 2024)),
    (("2022年上海市政府信息公开工作年度报告",), ("上海市人民政府", None, 2022)),
    (("2022年广东省人民政府信息公开工作年度报告",), ("广东省人民政府", None, 2022)),
    (("和县2022年政府信息公开工作年度报告",), ("和县人民政府", None, 2022)),
    (("南京市鼓楼区2022年政府信息公开工作年度报告",), ("南京市鼓楼区人民政府", None, 2022)),
    (("鼓楼区人民政府2022年政府信息公开工作年度报告",), ("鼓楼区人民政府", None, 2022)),
    (("江北区人民政府2022年政府信息公开工作年度报告",), ("江北区人民政府", None, 2022)),
    (("延边州人民政府2022年政府信息公开工作年度报告",), ("延边朝鲜族自治州人民政府", None, 2022)),
    (("芜湖县人民政府2019年政府信息公开工作年度报告",), ("湾沚区人民政府", None, 2019)),
    (("国家发展改革委2024年政府信息公开工作年度报告",), ("国家发展和改革委员会", None, 2024)),
    (("中华人民共和国自然资源部2024年政府信息公开工作报告",), ("自然资源部", None, 2024)),
    (("广州海关关区2023年政府信息公开工作年度报告",), ("广州海关", "关区", 2023)),
    (("2023年广州海关关区政府信息公开工作年度报告",), ("广州海关", "关区", 2023)),
    (("福州海关（本级机关）2024年 政府信息公开工作年度报告",), ("福州海关", "本级机关", 2024)),
    (("海关总署（本级机关）2020年政府信息公开工作年度报告",), ("海关总署", "本级机关", 2020)),
    (("全国海关2020年政府信息公开工作年度报告",), ("海关总署", "全国海关", 2020)),
    (("南沙海关2022年政府信息公开工作年度报告",), ("南沙海关", None, 2022)),
    (("广州海关（含隶属海关）2022年政府信息公开工作年度报告",), ("广州海关", "含隶属海关", 2022)),
    (("重庆市规划和自然资源系统2024年政府信息公开工作年度报告",), ("重庆市规划和自然资源系统", "系统", 2024)),
    (
        ("重庆市规划和自然资源系统（市局机关、21个直管区局）2024年政府信息公开工作年度报告",),
        ("重庆市规划和自然资源系统", "市局机关、21个直管区局", 2024),
    ),
    (("淮安市2023年全市政府信息公开工作年度报告",), ("淮安市人民政府", "全市", 2023)),
    (("洪泽区人民政府2023年度全区政府信息公开工作年度报告",), ("洪泽区人民政府", "全区", 2023)),
    (("淮安市人民政府（全市）2023年政府信息公开工作年度报告",), ("淮安市人民政府", "全市", 2023)),
    (("淮安市2023年教育局政府信息公开工作年度报告",), ("淮安市教育局", None, 2023)),
    (("廣東省雲浮市氣象局2022年政府信息公開工作年度報告",), ("广东省云浮市气象局", None, 2022)),
    (("雲溪市教育局2022年政府信息公開(kāi)工作年度報(bào)告",), ("云溪市教育局", None, 2022)),
    (("云溪市f0 B5'j教育局2022年政府信t)j{4r息公开工作年度报告",), ("云溪市教育局", None, 2022)),
    (("云溪市\u200b教育局2022年政府信息\u200b公开工作年度报告",), ("云溪市教育局", None, 2022)),
    (("云溪市教育局二0二三年政府信息公开工作年度报告",), ("云溪市教育局", None, 2023)),
    (("云溪市教育局二零二三年政府信息公开工作年度报告",), ("云溪市教育局", None, 2023)),
    (("云溪市教育局二O二〇年政府信息公开工作年度报告",), ("云溪市教育局", None, 2020)),
    (("云溪市教育局2023年政府信息公开工作年度报告_云溪市人民政府门户网站",), ("云溪市教育局", None, 2023)),
]


@pytest.mark.parametrize(("title", "key"), CASES, ids=lambda value: str(value[0]))
def test_what_a_title_calls_an_office_its_scope_and_its_year(title: tuple[str, ...], key: Key) -> None:
    assert read(*title) == key


def test_of_a_name_that_several_cities_have_the_text_tells_whose_it_is() -> None:
    title = "鼓楼区人民政府2022年政府信息公开工作年度报告"
    assert read(title, opening="本报告由南京市鼓楼区人民政府办公室编制。")[0] == "南京市鼓楼区人民政府"
    assert read(title, name="徐州市鼓楼区2022.pdf")[0] == "徐州市鼓楼区人民政府"
    assert read(title, opening="南京市鼓楼区、徐州市鼓楼区均有。")[0] == "鼓楼区人民政府"


@pytest.mark.parametrize("office", ["区教育局", "县人民政府办公室", "市市场监督管理局"])
def test_an_office_without_its_place_is_not_taken_for_one(office: str) -> None:
    with pytest.raises(UnknownAgency, match="机关"):
        read(f"{office}2022年政府信息公开工作年度报告")
    assert read(f"{office}2022年政府信息公开工作年度报告", name="云溪市教育局2022.pdf")[0] == "云溪市教育局"


def test_the_two_names_of_consecutive_years_are_one_office() -> None:
    assert read("洪泽区人民政府2023年政府信息公开工作年度报告")[0] == read("淮安市洪泽区人民政府2024年政府信息公开工作年度报告")[0]


@pytest.mark.parametrize(
    "above",
    [
        ("2024年1月20日",),
        ("发布日期：2024-01-20", "来源：云溪市人民政府", "浏览次数：23"),
        ("2024-01-20 10:20",),
        ("云溪市人民政府门户网站", "首页 > 政务公开 > 年报"),
    ],
)
def test_lines_above_the_title_are_no_part_of_it(above: tuple[str, ...]) -> None:
    assert read("云溪市教育局政府信息公开工作年度报告", above=above, opening="统计期限自2023年1月1日起至2023年12月31日止。") == (
        "云溪市教育局",
        None,
        2023,
    )


def test_of_the_titles_of_several_years_the_one_on_the_stated_period_counts() -> None:
    titles = tuple(f"云溪市教育局{year}年政府信息公开工作年度报告" for year in (2023, 2022, 2021))
    assert read(*titles, opening="所列数据的统计期限自2023年1月1日起至2023年12月31日止。")[2] == 2023


YEARS = [
    ("所列数据统计期限自2022年1月1日起至2022年12月31日止。", 2022),
    ("统计期限自2020年1月1日起至202020年12月31日止。", 2020),
    ("统计期限自202111日起至20211230日止。", 2021),
    ("统计期限自2022年01月01日起至2022年12月31日止。", 2022),
    ("统计期限自二O二三年1月1日起至二O二三年12月31日止。", 2023),
    ("现公布《2022年度云溪市教育局政府信息公开工作年度报告》。", 2022),
]


@pytest.mark.parametrize(("opening", "year"), YEARS)
def test_a_title_without_year_takes_it_from_the_period(opening: str, year: int) -> None:
    assert read("云溪市教育局政府信息公开工作年度报告", opening=opening) == ("云溪市教育局", None, year)


@pytest.mark.parametrize(
    "opening",
    [
        "统计期限自2020年1月1日至2020年12月31日。",  # 淮安自然资源 2021
        "现公布《2020年度云溪市教育局政府信息公开工作年度报告》。",  # 田黄镇 2021
        "本报告于2022年1月20日发布，对照2020年有所改进。",
    ],
)
def test_the_year_of_the_title_goes_before_every_other(opening: str) -> None:
    assert read("云溪市教育局2021年政府信息公开工作年度报告", opening=opening) == ("云溪市教育局", None, 2021)
    assert read("云溪市教育局2021年政府信息公开工作年度报告", name="云溪市教育局2020.pdf", opening=opening)[2] == 2021


def test_of_the_titles_of_several_offices_the_last_counts() -> None:
    titles = tuple(f"云溪市{office}2023年政府信息公开工作年度报告" for office in ("财政局", "民政局", "教育局"))
    opening = "如有疑问，请与云溪市财政局联系。"
    assert read(*titles, opening=opening)[0] == "云溪市教育局"


def test_a_table_about_the_document_completes_a_bare_title() -> None:
    about = Grid(tuple(Cell(text, 0, column) for column, text in enumerate(("名称", "云溪市教育局2023年政府信息公开年度报告"))))
    assert read("2023年政府信息公开工作年度报告", about=about) == ("云溪市教育局", None, 2023)
    assert read("2022年政府信息公开工作年度报告", about=about, name="云溪市财政局.2022.pdf")[2] == 2022


@pytest.mark.parametrize("line", ["政府部门", "信息公开平台", "各部门", "市级部门", "服务中心", "主管单位", "政务服务"])
def test_a_word_of_the_navigation_above_a_bare_title_is_no_office(line: str) -> None:
    with pytest.raises(UnknownAgency):
        read("2023年政府信息公开工作年度报告", above=(line,))


@pytest.mark.parametrize(
    "name",
    [
        "云溪市教育局2023.pdf",
        "年报_云溪市教育局_2023.pdf",
        "2023年云溪市教育局.html",
        "云溪市教育局-2023年年度报告.docx",
        "云溪市教育局2023年年报（终稿）.pdf",
    ],
)
def test_names_of_files(name: str) -> None:
    assert read("政府信息公开工作年度报告", name=name) == ("云溪市教育局", None, 2023)


def test_years_that_disagree_are_not_chosen_from() -> None:
    opening = "现公布《2020年度云溪市教育局政府信息公开工作年度报告》，统计期限自2021年1月1日至2021年12月31日。"
    with pytest.raises(UnknownYear, match="2020、2021"):
        read("云溪市教育局政府信息公开工作年度报告", opening=opening)


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("本报告由石家庄市长安区人民政府办公室根据有关规定编制。", "石家庄市长安区人民政府"),
        ("本年度报告由云溪市教育局编制。", "云溪市教育局"),
        ("特编制云溪市教育局2025年政府信息公开工作年度报告。", "云溪市教育局"),
        ("现公布《云溪市教育局2025年政府信息公开工作年度报告》。", "云溪市教育局"),
        ("如有疑问，请与云溪市教育局办公室联系（电话：0000-1234567）。", "云溪市教育局"),
    ],
)
def test_a_title_without_office_takes_it_from_the_running_text(opening: str, agency: str) -> None:
    assert read("2025年政府信息公开工作年度报告", opening=opening) == (agency, None, 2025)


def test_a_title_without_office_takes_it_from_the_signature() -> None:
    assert read("2025年政府信息公开工作年度报告", below=("云溪市教育局", "2026年1月20日")) == ("云溪市教育局", None, 2025)


def test_no_title_at_all_and_a_text_that_names_itself() -> None:
    named = "根据规定，编制《云溪市教育局2023年政府信息公开工作年度报告》。"
    assert read(opening=named) == ("云溪市教育局", None, 2023)
    assert read(opening="本报告由云溪市教育局编制，统计期限自2023年1月1日起至2023年12月31日止。") == ("云溪市教育局", None, 2023)
    assert read(name="云溪市教育局2023年年报.html", opening="无。") == ("云溪市教育局", None, 2023)
    with pytest.raises(NotAReport, match="没有“××机关"):
        read(opening="本年度工作情况如下。")


@pytest.mark.parametrize(
    "title",
    [
        "德赢VWIN2023年政府信息公开工作年度报告",
        "pa凯发国际登录首页2023年政府信息公开工作年度报告",
        "即时比分公报2023年政府信息公开工作年度报告",
    ],
)
def test_an_advertisement_is_no_office(title: str) -> None:
    with pytest.raises(UnknownAgency, match="不像机关名称"):
        read(title, opening="无。")
    assert read(title, name="云溪市教育局2023.html", opening="无。") == ("云溪市教育局", None, 2023)


@pytest.mark.parametrize("office", ["××局", "XX市人民政府", "某某镇人民政府", "某市教育局", "＊＊区人民政府"])
def test_the_model_of_a_report_is_no_report_whatever_numbers_it_shows(office: str) -> None:
    with pytest.raises(NotAReport, match="范文"):
        read(f"{office}2023年政府信息公开工作年度报告", name="云溪市教育局2023.docx")


@pytest.mark.parametrize("title", ["2023年政府信息公开工作年度报告", "政府信息公开工作年度报告", "年度报告", "（）", "报告2023", ">"])
def test_what_names_no_office_ends_in_a_sentence(title: str) -> None:
    with pytest.raises(IngestError, match=r"^标题|^《report\.html》看起来"):
        read(title, opening="")
