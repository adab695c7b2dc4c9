"""Layout to report: find the title, the sections and the tables by their labels; refuse what is no annual report."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Grid, Layout, Paragraph
from ingest.errors import NotAReport
from ingest.labels import normal
from ingest.numerals import parse_numeral
from ingest.report import Report, Section, Table
from ingest.sections import TITLES, divided, titles_in
from ingest.tables import align, sorted_out
from ingest.titles import Title, agency_of, contact_of, title_of, whole_scope, year_of

_RECEIVED = ("requests.received", "total")
_FORM_SIZE = 20
"""Cells: with so many in place and none filled in, a document is the form itself; a text about the form shows fewer."""


def recognize(layout: Layout) -> Report:
    """The report that the document is; raises NotAReport, UnknownAgency, UnknownYear."""
    paragraphs = [block for block in layout.blocks if isinstance(block, Paragraph)]
    title = title_of(paragraphs, layout.document.name)
    body = _body(layout, paragraphs, title)
    strips, prose = sorted_out(divided(body))
    tables = align(strips)
    if title is None or not _has_numbers(tables):
        raise NotAReport(_refusal(layout, title, tables))
    opening = [paragraph for part, paragraph in prose if part == 0]
    return Report(
        document=layout.document,
        title=" ".join(title.text.split()),
        agency=agency_of(title, opening),
        scope=title.scope or whole_scope((paragraph for _, paragraph in prose), _received(tables)),
        year=year_of(title, opening),
        form=tables[0].form,
        contact=contact_of(opening),
        sections=_sections(prose, titles_in(body)),
        tables=tables,
    )


def _body(layout: Layout, paragraphs: Sequence[Paragraph], title: Title | None) -> tuple[Paragraph | Grid, ...]:
    """The blocks behind the title; all where no paragraph is the title."""
    if title is None or title.last < 0:
        return layout.blocks
    last = paragraphs[title.last]
    index = next(index for index, block in enumerate(layout.blocks) if block is last)
    return layout.blocks[index + 1 :]


def _sections(prose: Sequence[tuple[int, Paragraph]], titles: dict[int, str]) -> tuple[Section, ...]:
    numbers = sorted({part for part, _ in prose} | set(titles))
    return tuple(
        Section(number, titles.get(number, TITLES.get(number, "")), tuple(one for part, one in prose if part == number))
        for number in numbers
    )


def _received(tables: Sequence[Table]) -> str | None:
    texts = (cell.text for table in tables for cell in table.cells if (cell.measure, cell.applicant) == _RECEIVED)
    return next((normal(text).replace(",", "") for text in texts if text is not None), None)


def _has_numbers(tables: Sequence[Table]) -> bool:
    return any(cell.text is not None and parse_numeral(cell.text).state == "number" for table in tables for cell in table.cells)


def _refusal(layout: Layout, title: Title | None, tables: Sequence[Table]) -> str:
    """What the document looks like, in one sentence for the person who gave it."""
    name, wanted = layout.document.name, "应为带有三张法定表格和数字的政府信息公开工作年度报告"
    texts = [normal(block.text) for block in layout.blocks if isinstance(block, Paragraph)]
    opening = "".join(texts[:30])
    if sum(cell.text is not None for table in tables for cell in table.cells) >= _FORM_SIZE and not _has_numbers(tables):
        return f"《{name}》看起来是空白的年度报告格式：{wanted}，只找到没有填写数字的表格。"
    if opening.startswith(("{", "[{", '["')):
        return f"《{name}》看起来是程序用的数据文件（JSON）：{wanted}，请提供报告的原文。"
    if "指南" in opening[:200]:
        return f"《{name}》看起来是政府信息公开指南：{wanted}，没有找到报告的标题和表格。"
    if "通知" in opening[:200]:
        return f"《{name}》看起来是一份通知：{wanted}，没有找到报告的标题和表格。"
    if title is None and tables:
        return f"《{name}》看起来不是年度报告，因为它有表格而没有“××机关××年政府信息公开工作年度报告”这样的标题：{wanted}；如果它是年度报告，请在文件名中写明机关和年份。"
    if title is not None:
        return f"《{name}》看起来只有年度报告的标题和文字：{wanted}，没有找到可读的表格；表格可能是图片，请提供带文字表格的版本。"
    return f"《{name}》看起来不是年度报告：{wanted}，没有找到标题，也没有找到表格。"
