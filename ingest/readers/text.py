"""Plain text and Markdown to layouts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ingest.document import Block, Cell, Document, Grid, Layout, Paragraph
from ingest.errors import DamagedDocument
from ingest.readers.encoding import decode
from ingest.readers.prose import HEADING, SENTENCE_END

_INDENT = re.compile(r"\s{2}|\u3000|\t")
_RULE = re.compile(r"[|\s:+-]*-{3}[|\s:+-]*")
_MARKUP = re.compile(r"^#{1,6}\s+|\*\*|^>\s+")
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
    for is_row, group in groupby(text.splitlines(), key=_is_row):
        lines = list(group)
        if is_row and (len(lines) > 1 or _is_sure(lines[0])):
            yield ragged([_fields(line) for line in lines if not _RULE.fullmatch(line)])
        else:
            yield from (Paragraph(line) for line in rejoined(lines))


def ragged(rows: Sequence[Sequence[str]]) -> Grid:
    """A grid with one cell a field, empty fields too; a cell's column says only which field of its row it was."""
    return Grid(tuple(Cell(field, row, column) for row, fields in enumerate(rows) for column, field in enumerate(fields)), ragged=True)


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


def _is_row(line: str) -> bool:
    return "|" in line or "\t" in line.lstrip() or line.startswith("\t\t")


def _is_sure(line: str) -> bool:
    """Whether this line alone is a table row: pipes only between words may be links (关于我们|网站地图)."""
    return "\t" in line or line.strip().startswith("|") or line.strip().endswith("|")


def _fields(line: str) -> tuple[str, ...]:
    fields = re.sub(r"^\s*\||\|\s*$", "", line).split("|") if "|" in line else line.split("\t")
    return tuple(field.strip() for field in fields)
