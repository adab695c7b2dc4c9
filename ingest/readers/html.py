"""HTML pages to layouts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from ingest.document import Block, Document, Grid, Layout, Paragraph
from ingest.errors import DamagedDocument
from ingest.readers.encoding import decode, is_garbled
from ingest.readers.html_drawn import take_out_drawn
from ingest.readers.html_source import carried_by, cells_written, is_carried
from ingest.readers.html_tables import BREAK, INVISIBLE, LINE, PICTURE, take_out
from ingest.readers.text import rejoined

_DROPPED = ("script", "style", "noscript", "template", "iframe", "svg", "button", "nav", "footer", "object", "title", "xml", "rt", "rp")
_INLINE = (
    "span", "font", "b", "strong", "i", "em", "u", "a", "ins", "big", "small", "label", "cite", "q", "code", "mark", "tt", "bdi", "bdo",
    "abbr", "dfn", "kbd", "samp", "var", "time", "data", "nobr", "ruby", "wbr", "sup", "sub", "del", "s", "strike",
)  # fmt: skip
_FIELDS = ("img", "input", "select", "textarea", "canvas")
_LISTS = ("ul", "ol", "dl")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# The names of the elements of a page, without those that make up most of it; links are in every page.
_TAG = re.compile(r"<(?!/|p>|t[dr]|li|a )([A-Za-z][A-Za-z0-9:]*)")
_RAISED, _STRUCK = "^", "~"
# Word writes smart tags and empty paragraphs under names of its own; a browser shows what is in them.
_FOREIGN_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*:[^<>]*>")
_HIDING = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!))",
    re.IGNORECASE,
)
# A list whose text is for this share made of links is navigation.
_LINKED = 0.8
# So many times the cells that are shown must the source write before it is searched for a page within.
_MANY_MORE = 1.5
_CELLS_OF_A_REPORT = 100
_DEEPEST = 2000
_NESTING = re.compile(
    r"<(/?)(?!/?(?:p|t[drh]|li|d[td]|br|hr|img|input|meta|link|option|col|wbr|area|base|source|param|tbody|thead|tfoot)\b)[A-Za-z]",
    re.IGNORECASE,
)
_NAMES = ("articletitle", "og:title")
_REPORT = re.compile("报告|年报|報告|年報")


def read_html(document: Document, content: bytes) -> Layout:
    """The paragraphs and grids of a page in reading order, without scripts, styles, navigation and what the page hides.

    Raises DamagedDocument where no encoding fits, where text is garbled beyond repair, where elements nest without end.
    """
    text = decode(content)
    if text is None:
        raise DamagedDocument(f"《{document.name}》读不出文字：应为 UTF-8 或 GB18030 编码的网页，文件内容与两者都不符。请重新下载后再试。")
    if is_garbled(text):
        raise DamagedDocument(
            f"《{document.name}》是乱码：文字原为 UTF-8，被当作 GBK 读过再保存，部分字符已丢失，无法还原。请从原网站重新保存。"
        )
    if _is_too_deep(text):
        raise DamagedDocument(f"《{document.name}》无法读取：标签一层套一层，超过 {_DEEPEST} 层，不是正常的网页。请从原网站重新保存。")
    if is_carried(text):
        return Layout(document, _shown(carried_by(text)))
    blocks = _shown(text)
    if _cells(blocks) >= _CELLS_OF_A_REPORT:
        return Layout(document, blocks)
    if cells_written(text) > _MANY_MORE * (1 + _cells(blocks)) and _cells(carried := _shown(carried_by(text))) > _cells(blocks):
        blocks = carried
    return Layout(document, blocks)


def _is_too_deep(page: str) -> bool:
    """Whether elements lie in each other deeper than any page has them, which takes a parser minutes."""
    if page.count("<") < _DEEPEST:
        return False
    depth = 0
    for found in _NESTING.finditer(page):
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def _cells(blocks: Sequence[Block]) -> int:
    return sum(len(block.cells) for block in blocks if isinstance(block, Grid))


def _shown(page: str) -> tuple[Block, ...]:
    """The blocks of a page, below its title where it shows that nowhere."""
    tags = frozenset(map(str.lower, {"a", *_TAG.findall(page)}))
    page = _plain(page, tags)
    try:
        tree = LexborHTMLParser(page)
    except SelectolaxError as error:  # it parses whatever is text, unless memory ends
        raise MemoryError from error
    heading = _heading(tree)
    _reduce(tree, page, tags)
    grids = take_out(tree)
    if sum(len(grid.cells) for grid in grids) < _CELLS_OF_A_REPORT:
        grids += take_out_drawn(tree, len(grids))
    blocks = tuple(_blocks(tree.body, grids)) if tree.body is not None else ()
    shown = any(isinstance(block, Paragraph) and block.text.startswith(heading) | block.text.endswith(heading) for block in blocks)
    return blocks if shown or not heading else (Paragraph(heading), *blocks)


def _plain(page: str, tags: frozenset[str]) -> str:
    """The page without the characters that are marks here, and without the tags of Word's own."""
    page = page.replace(BREAK, " ").replace(LINE, " ")
    page = page.replace("\ufdd0", " ")
    return _FOREIGN_TAG.sub("", page) if any(":" in tag for tag in tags) else page


def _heading(tree: LexborHTMLParser) -> str:
    """What the page calls itself: the title of its window, or of its article where only that one speaks of a report."""
    if tree.head is None:
        return ""
    title = tree.head.css_first("title")
    window = " ".join(title.text().split()) if title is not None else ""
    if _REPORT.search(window):
        return window
    metas = (meta.attributes for meta in tree.head.css("meta"))
    named = (" ".join((meta.get("content") or "").split()) for meta in metas if (_name(meta)) in _NAMES)
    return next(filter(_REPORT.search, named), window)


def _name(meta: dict[str, str | None]) -> str:
    return (meta.get("name") or meta.get("property") or "").lower()


def _reduce(tree: LexborHTMLParser, page: str, tags: frozenset[str]) -> None:
    """Leave in the tree what a browser shows, words put together that the page splits over inline elements."""
    _drop(_all(tree, _DROPPED, tags))
    _drop_hidden(tree, page)
    _drop_navigation(_all(tree, _LISTS, tags))
    for node in _all(tree, _FIELDS, tags):
        node.replace_with("" if (node.attributes.get("type") or "").lower() == "hidden" else PICTURE)
    for mark, names in ((_RAISED, ("sup", "sub")), (_STRUCK, ("del", "s", "strike"))):
        for node in _all(tree, names, tags):
            node.insert_before(mark)
    for node in _all(tree, ("br",), tags):
        node.replace_with(LINE)
    tree.unwrap_tags([name for name in _INLINE if name in tags])
    tree.merge_text_nodes()
    for node in _all(tree, _HEADINGS, tags):
        if node.css_first("table") is None:
            node.replace_with(f"{BREAK}{' '.join(node.text(separator=' ').split())}{BREAK}")


def _all(tree: LexborHTMLParser, names: Sequence[str], tags: frozenset[str]) -> list[LexborNode]:
    """The elements of these names; looking for what the page does not hold would cost as much as parsing it."""
    return [node for name in names if name in tags for node in tree.tags(name)]


def _drop_hidden(tree: LexborHTMLParser, page: str) -> None:
    """Drop what the page hides, and the copies that it keeps from being read aloud."""
    if "style=" in page:
        _drop(node for node in tree.css("[style]") if _HIDING.search(node.attributes.get("style") or ""))
    if "hidden" in page:
        _drop(tree.css("[hidden], [aria-hidden=true]"))


def _drop_navigation(nodes: Iterable[LexborNode]) -> None:
    lists = ((node, node.css("a")) for node in nodes)
    _drop(node for node, links in lists if len(links) > 2 and _linked(node, links) > _LINKED and node.css_first("table") is None)


def _drop(nodes: Iterable[LexborNode]) -> None:
    """Take nodes out of the tree; they are not freed with it, for one may lie in another."""
    for node in nodes:
        node.replace_with("")


def _linked(node: LexborNode, links: Sequence[LexborNode]) -> float:
    """The share of a list's characters that stand in links."""
    length = len("".join(node.text_lexbor().split()))
    return len("".join("".join([link.text_lexbor() for link in links]).split())) / length if length else 1.0


def _blocks(body: LexborNode, grids: Sequence[Grid]) -> Iterator[Block]:
    for stretch in body.text(separator=BREAK).split(BREAK):
        if stretch.startswith("\ufdd0"):
            yield grids[int(stretch[1:])]
        elif stretch and not stretch.isspace():
            yield from map(Paragraph, _lines(stretch.replace(PICTURE, "")))


def _lines(stretch: str) -> Iterator[str]:
    """The lines of a stretch of text, sentences that a line's end cuts put together again."""
    shown = stretch if stretch.isprintable() else INVISIBLE.sub("", stretch)
    lines = (" ".join(line.split()) for line in shown.split(LINE))
    return rejoined(lines) if LINE in shown else filter(None, lines)
