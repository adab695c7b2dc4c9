"""What heads a section, what only looks like it, and where the report ends and the page around it begins."""

from __future__ import annotations

import pytest

from ingest.document import Block, Cell, Grid, Paragraph
from ingest.sections import TITLES, divided, is_furniture, is_heading, regrouped, titles_in

TABLE = Grid((Cell("结果维持", 0, 0), Cell("5", 0, 1)))
ALL = tuple(f"{'一二三四五六'[part - 1]}、{title}" for part, title in TITLES.items())


def texts(*blocks: str | Block) -> list[tuple[int, str]]:
    """The paragraphs with the number of their section; a table is told as 表."""
    given = [Paragraph(block) if isinstance(block, str) else block for block in blocks]
    return [(part, block.text if isinstance(block, Paragraph) else "表") for part, block in divided(given)]


@pytest.mark.parametrize(
    "text", ["一、总体情况", "## 一、总体情况", "**总体情况**", "第一部分 概述", "一．工作基本情况", "总体情况", "一、今年的工作"]
)
def test_the_first_section_is_headed_in_many_ways(text: str) -> None:
    assert is_heading(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "二、主动公开政府信息情况",
        "（总体情况）",
        "一、我们做了很多工作。",
        "一、我们做了很多工作；",
        "一、",
        "一是加强领导",
        "二、今年的工作",
        f"一、{'做' * 44}",
        "本机关的总体情况如下",
        "",
    ],
)
def test_what_heads_another_section_or_none(text: str) -> None:
    assert is_heading(text) is False


def test_a_heading_has_at_most_45_characters() -> None:
    assert is_heading(f"一、{'做' * 43}")
    assert not is_heading(f"一、{'做' * 44}")
    assert is_heading("一、" + " 做" * 43)


def test_a_number_in_sequence_is_enough_for_the_sections_of_prose_alone() -> None:
    found = texts("一、机制", "a", "二、渠道", "b", *ALL[3:4], "c", "五、困难与打算", "d", "六、杂项", "e", "七、附录", "f")
    assert found == [(1, "a"), (1, "二、渠道"), (1, "b"), (4, "c"), (5, "d"), (6, "e"), (6, "七、附录"), (6, "f")]
    assert texts("一、机制", "三、其他", "a") == [(1, "三、其他"), (1, "a")]
    assert texts(ALL[4], "二、改进情况", "a") == [(5, "二、改进情况"), (5, "a")]


def test_the_heading_of_a_section_may_come_out_of_sequence() -> None:
    assert texts(ALL[4], "a", ALL[1], "b") == [(5, "a"), (2, "b")]


def test_the_words_of_a_line_of_the_table_head_nothing() -> None:
    assert texts(ALL[2], "三、本年度办理结果", "a") == [(3, "三、本年度办理结果"), (3, "a")]
    assert texts("a", "一、本年新收政府信息公开申请数量") == [(0, "a"), (0, "一、本年新收政府信息公开申请数量")]
    assert titles_in([Paragraph("一、本年新收政府信息公开申请数量")]) == {}


def test_headings_are_kept_as_printed_the_first_of_each_number() -> None:
    assert titles_in([*map(Paragraph, ("前言", " 一、概况 ", "a", "一、总体情况", "五、存在问题"))]) == {1: "一、概况", 5: "五、存在问题"}
    assert titles_in([Paragraph("一、机制"), Paragraph("二、渠道")]) == {1: "一、机制"}
    assert titles_in([TABLE]) == {}


def test_empty_paragraphs_are_no_prose() -> None:
    assert texts("a", " 　", "", TABLE, "b") == [(0, "a"), (0, "表"), (0, "b")]


@pytest.mark.parametrize("text", ["附件：年报.pdf", "浏览次数：12", "【打印】", "版权所有 青岚市人民政府", "上一篇：公告", "来源：办公室"])
def test_the_page_around_the_report_is_furniture(text: str) -> None:
    assert is_furniture(text)
    assert texts("a", text, "b") == [(0, "a"), (0, "b")]
    assert texts(*ALL[5:], "a", text, "b") == [(6, "a")]


@pytest.mark.parametrize(("length", "furniture"), [(60, True), (61, False)])
def test_furniture_is_short_and_no_sentence(length: int, furniture: bool) -> None:
    assert is_furniture("附件" + "甲" * (length - 2)) is furniture
    assert not is_furniture("附件见下。")


def test_the_page_ends_the_report_only_behind_its_last_table() -> None:
    assert texts(*ALL[5:], "a", "附件", TABLE, "b", "附件", "c") == [(6, "a"), (6, "表"), (6, "b")]
    assert texts(*ALL[5:], "a", "附件", "结果维持", "b", "附件", "c") == [(6, "a"), (6, "结果维持"), (6, "b")]
    other = Grid((Cell("栏目", 0, 0), Cell("5", 0, 1)))
    assert texts(*ALL[5:], "a", "附件", other, "b") == [(6, "a")]
    assert texts(*ALL[4:5], "a", "附件", "b") == [(5, "a"), (5, "b")]


def behind(part: int, *lines: str, titles: tuple[int, ...] = ()) -> list[int]:
    """The sections to which these lines behind a table belong."""
    return [number for number, _ in regrouped([(part, Paragraph(line)) for line in lines], titles)]


@pytest.mark.parametrize(
    ("lines", "sections"),
    [
        (("存在的主要问题是人手不足。", "加强培训。"), [5, 5]),
        (("说明。", "（一）存在的主要问题。", "（二）改进。", "（一）其他。", "（二）另。"), [4, 5, 5, 6, 6]),
        (("1.主要问题。", "2.改进。", "1.收费。", "2.另。"), [5, 5, 6, 6]),
        (("存在的问题。", "其他需要报告的事项：无。"), [5, 6]),
        (("存在的问题。", "其他情况。", "存在的问题。"), [5, 6, 6]),
        (("存在的问题。", "（一）人手。"), [5, 5]),
        (("（一）存在的问题。", "（一）人手。"), [5, 5]),
        (("其他需要报告的事项：无。",), [4]),
        (("存在的问题。", "本年度收取信息处理费0元。"), [5, 6]),
        (("办理情况良好。",), [4]),
    ],
)
def test_prose_behind_table_four_is_told_apart_by_how_it_begins(lines: tuple[str, ...], sections: list[int]) -> None:
    assert behind(4, *lines) == sections


def test_prose_is_regrouped_only_where_headings_are_lost() -> None:
    lines = ("存在的问题。", "其他情况。")
    assert behind(3, *lines) == [5, 6]
    assert behind(2, *lines) == [2, 2]
    assert behind(4, *lines, titles=(5,)) == [4, 4]
    assert behind(4, *lines, titles=(6,)) == [5, 5]
    assert behind(5, *lines) == [5, 5]
