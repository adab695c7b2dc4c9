"""Plain text and Markdown to layouts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ingest.document import Block, Cell, Document, Grid, Layout, Paragraph
from ingest.errors import DamagedDocument
from ingest.readers.encoding import decode
from ingest.readers.prose import HEADING, SENTENCE_END
from ingest.readers.rows_of_text import fields_of, is_bordered, is_row, is_rule, is_surely_row, unboxed, without_spans

_INDENT = re.compile(r"\s{2}|\u3000|\t")
_MARKUP = re.compile(r"^#{1,6}\s+|\*\*|^>\s+")
# What forum software hides behind each line against copying: a mark or figure, a blank, a letter or mark, five times and more.
_JUNK = re.compile(r"(?:[ -;] [?-~]){5,}")
_JUNK_BEHIND_PIPE = re.compile(r"(?![\d ] \|)(?:[ -;] [?-~]){5,}")
_PIPED = 10
"""One line in so many at least has a pipe where cells are parted by pipes; junk ends in one in a line of two hundred."""
BLANK = "\u2800"
"""A line that stands for an empty cell."""

_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?|/|—+|-")
_BOTH = 2
_REGULAR = (9, 10)
"""So many of so many gaps between figures at least hold a whole number of empty cells where gaps mean anything."""

_TOO_MANY = 20
"""Empty cells side by side: no row has so many."""

_ENOUGH = 20
"""Pairs of figures: fewer are no table of one cell a line."""
_LOST_INDENT = re.compile(r"^[ \u3000]*\?{2,}[ \u3000]*", re.M)
# A line of prose is cut only past this many characters: shorter lines are headings or cells.
_PROSE = 15


def read_text(document: Document, content: bytes) -> Layout:
    """Lines as paragraphs, lines with tabs or pipes as ragged grids; raises DamagedDocument where no encoding fits."""
    text = decode(content)
    if text is None:
        raise DamagedDocument(f"《{document.name}》读不出文字：应为 UTF-8 或 GB18030 编码，文件内容与两者都不符。请另存为 UTF-8 后再试。")
    return Layout(document, tuple(blocks(text)))


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs and ragged grids of a text."""
    lines = unboxed(plain(text)).splitlines()
    bordered = is_bordered(lines)
    for rows, group in groupby(lines, key=is_row):
        some = list(group)
        if rows and (len(some) > 1 or is_surely_row(some[0])):
            yield ragged([fields_of(line, bordered) for line in without_spans(some) if not is_rule(line)])
        else:
            yield from (ragged([[""]]) if line == BLANK else Paragraph(line) for line in rejoined(with_blanks(some)))


def plain(text: str) -> str:
    """The text without what copying put into it: the junk of forums, indents that became question marks."""
    return _LOST_INDENT.sub("", _without_junk(text))


def _without_junk(text: str) -> str:
    """The text without junk; a figure or a blank with a pipe behind it begins no junk where the page parts its cells by pipes."""
    kept = _JUNK_BEHIND_PIPE.sub(_unless_figures, text)
    lines = [line for line in kept.splitlines() if line.strip()]
    return kept if sum("|" in line for line in lines) * _PIPED > len(lines) else _JUNK.sub(_unless_figures, text)


def _unless_figures(found: re.Match[str]) -> str:
    """Nothing in place of junk; figures with pipes between them, which are none, stay."""
    return "" if sum(map(str.isalpha, found.group())) > 1 else found.group()


def ragged(rows: Sequence[Sequence[str]]) -> Grid:
    """A grid with one cell a field, empty fields too; a cell's column says only which field of its row it was."""
    return Grid(tuple(Cell(field, row, column) for row, fields in enumerate(rows) for column, field in enumerate(fields)), ragged=True)


def with_blanks(lines: Sequence[str]) -> Iterator[str]:
    """The lines; where figures stand one a line, evenly apart, a wider gap beside one is what its empty neighbours leave: BLANK for each.

    A gap that holds no whole number of them lost a line or gained one: more than any row has, so that the row is not read.
    """
    gaps = list(_gaps(lines))
    usual = _even([gap for gap, _, figures in gaps if figures == _BOTH])
    for gap, line, figures in gaps:
        if usual and figures:
            empty, uneven = divmod(gap - usual, usual + 1)
            yield from [BLANK] * (_TOO_MANY if uneven else min(empty, _TOO_MANY))
        yield line


def _even(gaps: Sequence[int]) -> int:
    """How many empty lines part the figures of a table of one cell a line; 0 where none do, or not evenly."""
    usual = max((counts := Counter(gaps)), key=counts.__getitem__, default=0)
    even = sum(gap >= usual and (gap - usual) % (usual + 1) == 0 for gap in gaps)
    return usual if len(gaps) >= _ENOUGH and even * _REGULAR[1] >= len(gaps) * _REGULAR[0] else 0


def _gaps(lines: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """Each line that is not empty, with the number of empty lines before it, and how many of it and the line before are figures."""
    gap, before = 0, False
    for line in lines:
        if not line.strip():
            gap += 1
            continue
        figure = bool(_FIGURE.fullmatch(line.strip()))
        yield gap, line, figure + before
        gap, before = 0, figure


def rejoined(lines: Iterable[str]) -> Iterator[str]:
    """The lines without blank ones; a sentence cut by a line's end is one line again where that is beyond doubt."""
    held = ""
    for line in lines:
        if not line.strip():
            continue
        if held and _is_cut(held, line):
            held += line.strip()
            continue
        if held:
            yield held
        held = _MARKUP.sub("", line.strip()).strip()
    if held:
        yield held


def _is_cut(held: str, line: str) -> bool:
    """Whether a sentence goes on: prose before that is not at an end, prose after that comes to one."""
    before = len(held) > _PROSE and re.search("[，。；,;]", held) and held[-1] not in SENTENCE_END and held[-1] not in "》】,."
    after = line.strip()[-1] in SENTENCE_END and not HEADING.match(line.strip()) and not _INDENT.match(line)
    return bool(before and after)
