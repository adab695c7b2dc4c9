"""Layout to report: find the title, the sections and the tables by their labels; refuse what is no annual report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Grid, Layout, Paragraph
from ingest.errors import NotAReport
from ingest.labels import normal
from ingest.opening import agency_of, completed, contact_of, period_of, whole_scope, year_of
from ingest.refusals import refusal
from ingest.report import Report, Section, Table
from ingest.sections import TITLES, divided, regrouped, titles_in
from ingest.tables.alignment import align, sorted_out
from ingest.titles import Title, above_sections, title_of

_MAY_BE_TITLE = re.compile(r"公开[\s\S]{0,12}(?:报告|年报)")
_RECEIVED = ("requests.received", "total")


def recognize(layout: Layout) -> Report:
    """The report that the document is; raises NotAReport, UnknownAgency, UnknownYear."""
    paragraphs = [block for block in layout.blocks if isinstance(block, Paragraph)]
    cells = [cell.text for block in layout.blocks if isinstance(block, Grid) for cell in block.cells if _MAY_BE_TITLE.search(cell.text)]
    printed = title_of(paragraphs, layout.document.name, period_of(above_sections(paragraphs)), cells)
    body = _body(layout, paragraphs, printed)
    strips, prose = sorted_out(divided(body))
    tables = align(strips)
    opening = [paragraph for part, paragraph in prose if part == 0]
    title = completed(printed, layout.document, opening, [paragraph for _, paragraph in prose])
    refused = refusal(layout, title, tables)
    if title is None or refused is not None:
        raise NotAReport(refused)
    headings = titles_in(body)
    sections = _sections(regrouped(prose, headings), headings)
    return Report(
        document=layout.document,
        title=" ".join(title.text.split()),
        agency=agency_of(title),
        scope=title.scope or whole_scope((paragraph for _, paragraph in prose), _received(tables)),
        year=year_of(title, opening),
        form=tables[0].form,
        contact=contact_of(opening) or contact_of(one for section in sections if section.number == 6 for one in section.paragraphs),
        sections=sections,
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
