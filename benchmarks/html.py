"""Pages of portals: ours beside lxml doing the same, processor time in one run, every row and paragraph right in both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from random import Random

import lxml.html
from lxml.html import HtmlElement

from ingest.document import Cell, Document, Grid, Layout, Paragraph
from ingest.readers.encoding import decode
from ingest.readers.html import read_html
from samples import Print, SampleReport, invent, print_html
from samples.grids import table_four, table_three, table_two

LINKS = 120
ROUNDS = 20
TIMES = 4
_NOT_SHOWN = ("script", "style", "nav", "footer", "noscript", "template", "iframe", "svg", "button", "object")
_PARAGRAPHS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "header", "article", "main")
_Read = Callable[[bytes], Layout]


def read_html_pages(count: int) -> float:
    """Print the milliseconds a page of both over so many pages and their ratio, and return the ratio; raises SystemExit where a row is not right."""
    reports = [invent(Random(seed)) for seed in range(count)]
    pages = [_page(report) for report in reports]
    if any(_texts(ours(page)) != _texts(by_lxml(page)) for page in pages):
        raise SystemExit("nianbao and lxml read other paragraphs, so they are not measured")
    for name, read in (("nianbao", ours), ("lxml", by_lxml)):
        if wrong := sum(_wrong_rows(read(page), report) for page, report in zip(pages, reports, strict=True)):
            raise SystemExit(f"{name} reads {wrong} rows wrongly, so it is not measured")
    mine, theirs = _times(pages, (ours, by_lxml))
    print(f"HTML, {count} pages with {LINKS} links, every row right, processor time a page, of each page the best of {ROUNDS}, by turns")
    print(f"  nianbao                {mine * 1000:8.2f} ms")
    print(f"  lxml, spans expanded   {theirs * 1000:8.2f} ms   ours takes {mine / theirs:.2f} of it")
    return mine / theirs


def ours(page: bytes) -> Layout:
    """The page by the reader of this program."""
    return read_html(Document("", "page.html", "text/html"), page)


def by_lxml(page: bytes) -> Layout:
    """The page by lxml: the text of its paragraphs and its grids, cells at the places that their spans leave them."""
    tree = lxml.html.document_fromstring(decode(page) or "")
    _drop([*tree.iter(*_NOT_SHOWN), *filter(_is_navigation, tree.iter("ul", "ol", "dl"))])
    for node in tree.iter("br"):
        node.tail = f"\n{node.tail or ''}"
    grids = [_grid(table) for table in tree.iter("table")]
    _drop(list(tree.iter("table")))
    texts = (" ".join(_own_text(node).split()) for node in tree.iter(*_PARAGRAPHS))
    return Layout(Document("", "page.html", "text/html"), (*(Paragraph(text) for text in texts if text), *grids))


def _drop(nodes: Sequence[object]) -> None:
    for node in nodes:
        if isinstance(node, HtmlElement):
            node.drop_tree()


def _is_navigation(node: HtmlElement) -> bool:
    links = list(node.iter("a"))
    linked = sum(len("".join(link.text_content().split())) for link in links)
    return len(links) > 2 and linked > 0.8 * len("".join(node.text_content().split()))


def _own_text(node: HtmlElement) -> str:
    """The text of a block without that of the blocks in it."""
    if not any(child.tag in _PARAGRAPHS for child in node):
        return str(node.text_content())
    inline = (child.text_content() for child in node if child.tag not in _PARAGRAPHS)
    return "".join((node.text or "", *inline, *(child.tail or "" for child in node)))


def _grid(table: HtmlElement) -> Grid:
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for node in line.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            height, width = int(node.get("rowspan", "1")), int(node.get("colspan", "1"))
            if height > 1:
                taken.update((row + down, column + right) for down in range(1, height) for right in range(width))
            cells.append(Cell(" ".join(node.text_content().split()), row, column, height, width))
            column += width
    return Grid(tuple(cells))


def _texts(layout: Layout) -> list[str]:
    return [block.text for block in layout.blocks if isinstance(block, Paragraph)]


def _page(report: SampleReport) -> bytes:
    links = "".join(f'<li><a href="/channel/{number}.html">栏目{number}的名称</a></li>' for number in range(LINKS))
    return print_html(report).replace(b"<main>", f"<div><ul>{links}</ul></div><main>".encode(), 1)


def _wrong_rows(layout: Layout, report: SampleReport) -> int:
    """How many rows of the three tables are not there as they are meant, all cells with their spans."""
    printed = [grid for grid in layout.blocks if isinstance(grid, Grid)]
    meant = [table(report, Print()) for table in (table_two, table_three, table_four)]
    return sum(
        one != other for mine, theirs in zip(printed, meant, strict=True) for one, other in zip(_rows(mine), _rows(theirs), strict=True)
    )


def _rows(grid: Grid) -> Iterator[list[Cell]]:
    return ([cell for cell in grid.row(row) if cell.row == row] for row in range(grid.height))


def _times(pages: Sequence[bytes], reads: Sequence[_Read]) -> list[float]:
    """Seconds a page of each: of every page the least of many turns, for other work on the machine only ever adds.

    Each pays for the garbage that it leaves within its turn, and for none of the other's.
    """
    least = [[float("inf")] * len(pages) for _ in reads]
    for _ in range(ROUNDS):
        for number, page in enumerate(pages):
            for best, read in zip(least, reads, strict=True):
                gc.collect()
                started = time.process_time()
                for _ in range(TIMES):
                    read(page)
                best[number] = min(best[number], (time.process_time() - started) / TIMES)
    return [sum(best) / len(pages) for best in least]
