"""Report to passages: its prose, letter for letter, in pieces small enough to cite, under the headings they stand beneath."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ingest.document import Paragraph
from ingest.passage import Passage
from ingest.report import Report, Section

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

_CHARACTERS = 300
"""About what a page shows as one quotation; of the five real reports three paragraphs in four are shorter."""

_SUBHEADING = re.compile(r"\s*[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)][^。；;：:\n]{1,60}?(?:[。：:]|$)")


def split(report: Report) -> tuple[Passage, ...]:
    """The passages of a report in printed order; paragraphs that are headings alone make none."""
    return tuple(passage for section in report.sections for passage in _passages(section))


def _passages(section: Section) -> Iterator[Passage]:
    above = (section.title,) if section.title else ()
    headings = above
    for paragraph in section.paragraphs:
        found = _SUBHEADING.match(paragraph.text)
        if found is not None:
            headings = (*above, found.group().strip())
            if found.end() == len(paragraph.text.rstrip()):
                continue
        yield from (Passage(section.number, headings, text, paragraph.source) for text in _pieces(paragraph))


def _pieces(paragraph: Paragraph) -> Iterator[str]:
    # The splitter leaves what is short enough whole; without one that is longer, it need not be loaded.
    short = len(paragraph.text) < _CHARACTERS
    return (text for text in ([paragraph.text.strip()] if short else _splitter().split_text(paragraph.text)) if text.strip())


@cache
def _splitter() -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=["\n\n", "\n", "(?<=[。！？])", "(?<=[；;])", "(?<=[，,、])", ""],
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=_CHARACTERS,
        chunk_overlap=0,
    )
