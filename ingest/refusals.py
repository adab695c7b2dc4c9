"""What a document is that is no annual report: one sentence for each kind, for the person who gave it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Grid, Layout, Paragraph
from ingest.labels import normal, simplified
from ingest.numerals import parse_numeral
from ingest.report import Table
from ingest.sections import is_heading
from ingest.tables.axes import FORMS
from ingest.titles import Title, above_sections, is_model, read_title

WANTED = "应为带有三张法定表格和数字的政府信息公开工作年度报告"
_FORM_SIZE = 20
"""Cells: with so many in place and none filled in, a document is the form itself; a text about the form shows fewer."""

_HEAD = 30
_FEW = 3
"""Titles of reports on other years or of other offices that make a page a list of reports."""

_OF_PART = re.compile(r"(?:上|下)半年|半年度|第?[一二三四1-4]季度|\d月份|月报|季报")
_STATISTICS = re.compile(r"统计(?:表|数据|情况|报表)")
_PERIOD_OF_PART = re.compile(r"1月1日[起]?[至到—~-]+(?:20\d\d年)?0?(?:[1-9]|1[01])月")
_LONGEST = 60
"""Characters of a heading that says what a page counts."""

_EARLIEST = min(int(form.id) for form in FORMS)


def has_numbers(tables: Sequence[Table]) -> bool:
    """Whether any cell of the tables holds a number."""
    return any(cell.text is not None and parse_numeral(cell.text).state == "number" for table in tables for cell in table.cells)


def refusal(layout: Layout, title: Title | None, tables: Sequence[Table]) -> str | None:
    """Why the document is no annual report, in one sentence; None where nothing says that it is none."""
    paragraphs = [block for block in layout.blocks if isinstance(block, Paragraph)]
    if has_numbers(tables):
        kind = _kind_of_tables(layout.document.name, paragraphs, title)
    else:
        kind = _kind([simplified(normal(one.text)) for one in paragraphs], layout, title, tables)
    return None if kind is None else f"《{layout.document.name}》{kind}"


def _kind_of_tables(name: str, paragraphs: Sequence[Paragraph], title: Title | None) -> str | None:
    """What tables with numbers are that are no report: a model, statistics. A report's own title in the text settles it."""
    if title is not None and title.last >= 0:
        return None
    head = [simplified(normal(one.text)) for one in above_sections(paragraphs)][:_HEAD]
    if any(is_model(text) for text in head):
        return f"看起来是年度报告的范文或格式：{WANTED}，标题里没有真实的机关名称。"
    part = _part(name, head, any(is_heading(one.text) for one in paragraphs))
    if part is not None:
        return f"看起来是统计表，不是年度报告（写有“{part}”）：{WANTED}，没有找到年度报告的标题。"
    if title is None:
        return (
            f"看起来不是年度报告，因为它有表格而没有“××机关××年政府信息公开工作年度报告”这样的标题：{WANTED}；"
            "如果它是年度报告，请在文件名中写明机关和年份。"
        )
    return None


def _part(name: str, head: Sequence[str], has_sections: bool) -> str | None:
    """The words by which tables are statistics of a part of a year, or of a year where the sections of a report are missing."""
    wordings = (_OF_PART,) if has_sections else (_OF_PART, _STATISTICS)
    lines = [text for text in (*head, normal(name)) if len(text) <= _LONGEST]
    found = (wording.search(text) for text in lines for wording in wordings)
    period = (_PERIOD_OF_PART.search(text) for text in head)
    return next((one.group() for one in (*found, *period) if one is not None), None)


def _kind(texts: Sequence[str], layout: Layout, title: Title | None, tables: Sequence[Table]) -> str:
    """What a document without filled tables is."""
    opening, head = "".join(texts[:_HEAD]), "".join(texts)[:200]
    titles = {text for text in texts if (one := read_title(text, text, -1)) is not None and one.year}
    if opening.startswith(("{", "[{", '["')):
        return f"看起来是程序用的数据文件（JSON）：{WANTED}，请提供报告的原文。"
    if "图解" in head or "一图读懂" in head:
        return f"看起来是年度报告的图解：{WANTED}，请提供报告的原文。"
    empty = sum(cell.text is not None for table in tables for cell in table.cells) >= _FORM_SIZE
    if "通知" in head:
        more = "所附的表格没有填写数字" if empty else "没有找到报告的标题和表格"
        return f"看起来是一份通知：{WANTED}，{more}。"
    if empty:
        return f"看起来是空白的年度报告格式：{WANTED}，只找到没有填写数字的表格。"
    if "指南" in head or re.search(r"信息公开目录|公开事项目录", head):
        return f"看起来是政府信息公开指南或目录：{WANTED}，没有找到报告的标题和表格。"
    if len(titles) >= _FEW:
        return f"看起来是年度报告的列表页：{WANTED}，只找到{len(titles)}个报告标题。请提供其中每一份报告的原文或网址。"
    if any(is_model(text) for text in texts[:_HEAD]):
        return f"看起来是年度报告的范文或格式：{WANTED}，标题里没有真实的机关名称。"
    if re.search(r"第一章.{0,20}总则|第一条", "".join(texts)[:600]):
        return f"看起来是法规或办法的条文：{WANTED}，没有找到报告的标题和表格。"
    return _text_only(title, any(isinstance(block, Grid) for block in layout.blocks))


def _text_only(title: Title | None, has_grid: bool) -> str:
    if title is not None and title.year and int(title.year) < _EARLIEST:
        return f"看起来是{title.year}年的年度报告：{WANTED}，而{_EARLIEST}年以前的报告还没有这三张表格，本程序不读取。"
    if title is not None:
        found = "找到的表格不是法定的三张表格" if has_grid else "没有找到可读的表格"
        return f"看起来只有年度报告的标题和文字：{WANTED}，{found}；表格可能是图片，请提供带文字表格的版本。"
    return f"看起来不是年度报告：{WANTED}，没有找到标题，也没有找到表格。"
