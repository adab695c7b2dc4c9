"""HTML pages to layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.document import Block, Cell, Document, Grid, Layout, Paragraph
from ingest.errors import DamagedDocument
from ingest.readers.encoding import decode
from ingest.readers.text import rejoined

_DROPPED = "script, style, noscript, template, iframe, svg, select, button, nav, footer, textarea, object"
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# A cell longer than this many characters holds an article: the longest label of a statutory table has 40.
_LONGEST_CELL = 400
# A list whose text is for this share made of links is navigation.
_LINKED = 0.8
_MOST_SPANNED = 200
_BLANK = re.compile(r"[ \t\r\n\f\xa0\u3000]+")


def read_html(document: Document, content: bytes) -> Layout:
    """The paragraphs and grids of a page in reading order, without scripts, styles and navigation.

    Raises DamagedDocument where no encoding fits.
    """
    text = decode(content)
    if text is None:
        raise DamagedDocument(f"《{document.name}》读不出文字：应为 UTF-8 或 GB18030 编码的网页，文件内容与两者都不符。请重新下载后再试。")
    tree = LexborHTMLParser(text)
    title = tree.css_first("head > title")
    heading = _BLANK.sub(" ", title.text()).strip() if title else ""
    tree.strip_tags(_DROPPED.split(", "))
    _drop_navigation(tree)
    found = tuple(_blocks(tree.body)) if tree.body else ()
    shown = any(isinstance(block, Paragraph) and heading in block.text for block in found)
    return Layout(document, found if shown or not heading else (Paragraph(heading), *found))


def _drop_navigation(tree: LexborHTMLParser) -> None:
    for node in tree.css("ul, ol, dl"):
        links = node.css("a")
        length = len(_BLANK.sub("", node.text()))
        linked = sum(len(_BLANK.sub("", link.text())) for link in links)
        if len(links) > 2 and linked > _LINKED * length and not node.css_first("table"):
            node.decompose()


def _blocks(node: LexborNode) -> Iterator[Block]:
    held: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag in _BLOCKS or (child.tag not in ("-text", "br") and _holds_block(child)):
            yield from _paragraphs(held)
            held = []
            yield from _block(child)
        else:
            held.append(_inline(child))
    yield from _paragraphs(held)


def _block(node: LexborNode) -> Iterator[Block]:
    if node.tag == "table" and not _is_layout(node):
        yield _grid(node)
    elif node.tag in _TITLES:
        text = _BLANK.sub(" ", _inline(node).replace("\v", " ")).strip()
        yield from [Paragraph(text)] * bool(text)
    else:
        yield from _blocks(node)


def _holds_block(node: LexborNode) -> bool:
    return any(child.tag in _BLOCKS for child in node.css("*"))


def _paragraphs(held: list[str]) -> Iterator[Paragraph]:
    lines = (_BLANK.sub(" ", line).strip() for line in "".join(held).split("\v"))
    yield from (Paragraph(line) for line in rejoined(lines))


def _inline(node: LexborNode) -> str:
    """The text of a node, line breaks and the ends of blocks as vertical tabs."""
    if node.tag == "-text":
        return node.text_content or ""
    if node.tag == "br":
        return "\v"
    inner = "".join(_inline(child) for child in node.iter(include_text=True))
    return f"\v{inner}\v" if node.tag in _BLOCKS else inner


def _is_layout(table: LexborNode) -> bool:
    """Whether a table only places things on the page: it holds other tables, one column, or an article."""
    rows = _rows(table)
    cells = [cell for row in rows for cell in row]
    if len(table.css("table")) > 1 or max(map(len, rows), default=0) < 2:
        return True
    return any(len(_BLANK.sub("", cell.text())) > _LONGEST_CELL for cell in cells)


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    rows = [row for row in table.css("tr") if _is_row_of(row, table)]
    return [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in rows]


def _is_row_of(row: LexborNode, table: LexborNode) -> bool:
    parent = row.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent is not None and parent.mem_id == table.mem_id


def _grid(table: LexborNode) -> Grid:
    """The cells at the places where a browser shows them (HTML standard, 4.9.12.1 Forming a table)."""
    rows = _rows(table)
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, nodes in enumerate(rows):
        column = 0
        for node in nodes:
            while (row, column) in taken:
                column += 1
            height = min(_span(node, "rowspan") or len(rows), len(rows) - row)
            width = _free(taken, row, column, _span(node, "colspan") or 1)
            taken |= {(row + down, column + right) for down in range(height) for right in range(width)}
            cells.append(Cell(_cell_text(node), row, column, height, width))
            column += width
    return Grid(tuple(cells))


def _span(node: LexborNode, name: str) -> int:
    printed = re.match(r"\s*(\d+)", node.attributes.get(name) or "1")
    return min(int(printed.group(1)), _MOST_SPANNED) if printed else 1


def _free(taken: set[tuple[int, int]], row: int, column: int, width: int) -> int:
    """How many of these columns are free: where a cell would cover one that reaches down from above, it ends there."""
    return next((right for right in range(1, width) if (row, column + right) in taken), width)


def _cell_text(node: LexborNode) -> str:
    lines = (_BLANK.sub(" ", line).strip() for line in _inline(node).split("\v"))
    return "\n".join(line for line in lines if line)
