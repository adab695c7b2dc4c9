"""Tables of a page to grids, their cells at the places where a browser shows them (HTML standard, 4.9.12 Processing model)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.document import Cell, Grid

BREAK = "\f"
"""Between two texts that some block parts."""
LINE = "\v"
"""A line break within a paragraph."""
PICTURE = "\ufffc"
"""What stands for a picture or a field of a form: something is printed there that is no text, so the cell is not blank."""
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters that a browser shows as nothing."""

_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}
_CELLS = ("td", "th")
# A cell longer than this many characters holds an article: the longest label of a statutory table has 40.
_LONGEST_CELL = 400
_MOST_SPANNED = 200
_DIGITS = re.compile(r"\s*\+?(\d{1,9})", re.ASCII)


def take_out(tree: LexborHTMLParser) -> list[Grid]:
    """The grids of the page in order; in the tree, the number of each in this list stands in its place, between breaks and marked."""
    found: list[Grid] = []
    for table in _innermost(tree):
        parts = [(node.tag or "", node) for node in table.iter()]
        grid = _grid_of(table, [part for part in parts if part[0] in _ORDER])
        if grid is None:
            continue
        for name, node in parts:
            if name == "caption":
                table.insert_before(BREAK + node.text(separator=BREAK) + BREAK)
        table.replace_with(marked(len(found)))
        found.append(grid)
    return found


def _innermost(tree: LexborHTMLParser) -> list[LexborNode]:
    """The tables that no other table lies in; a selector would look at every element of the page for it."""
    tables = tree.tags("table")
    around: set[int] = set()
    for table in tables:
        node = table.parent
        while node is not None and node.mem_id not in around:
            around.add(node.mem_id)
            node = node.parent
    return [table for table in tables if table.mem_id not in around]


def marked(index: int) -> str:
    """What stands in the tree for what was taken out: a noncharacter, which no page holds, and a number."""
    return f"{BREAK}\ufdd0{index}{BREAK}"


def _grid_of(table: LexborNode, sections: list[tuple[str, LexborNode]]) -> Grid | None:
    """The grid of a table of these parts; None where it only places things on the page: in one column, or around an article."""
    sections.sort(key=lambda section: _ORDER[section[0]])
    spanned = {node.mem_id for node in table.css("[rowspan], [colspan]")}
    cells: list[Cell] = []
    top = most = 0
    for _, section in sections:
        rows = _rows(section)
        _place(cells, rows, top, spanned)
        top += len(rows)
        most = max(most, max(map(len, rows), default=0))
    if most < 2 or any(len(cell.text) > _LONGEST_CELL for cell in cells):
        return None
    return Grid(tuple(cells))


def placed(rows: Sequence[Sequence[LexborNode]], spans: tuple[str, str]) -> tuple[Cell, ...]:
    """The cells of these rows, spans read from the attributes of these names."""
    cells: list[Cell] = []
    _place(cells, rows, 0, {node.mem_id for row in rows for node in row}, spans)
    return tuple(cells)


def _rows(section: LexborNode) -> list[list[LexborNode]]:
    return [[node for node in row.iter() if node.tag in _CELLS] for row in section.iter() if row.tag == "tr"]


def _place(
    cells: list[Cell], rows: Sequence[Sequence[LexborNode]], top: int, spanned: set[int], spans: tuple[str, str] = ("rowspan", "colspan")
) -> None:
    """Add the cells of a section whose first row is `top`; none reaches out of its section, none covers another."""
    taken: dict[int, set[int]] = {}
    for row, nodes in enumerate(rows):
        line, column, full = top + row, 0, taken.get(row)
        for node in nodes:
            while full and column in full:
                column += 1
            height = width = 1
            if node.mem_id in spanned:
                height, width = _spans(node, len(rows) - row, spans)
                width = next((right for right in range(1, width) if column + right in full), width) if full else width
                for down in range(row + 1, row + height):
                    taken.setdefault(down, set()).update(range(column, column + width))
            cells.append(Cell(text_of(node), line, column, height, width))
            column += width


def _spans(node: LexborNode, rows: int, names: tuple[str, str]) -> tuple[int, int]:
    """How many rows and columns a cell covers; a row span of 0 reaches to the end of the section, none reaches further."""
    attributes = node.attributes
    down, right = attributes.get(names[0]), attributes.get(names[1])
    height, width = _number(down) if down else 1, _number(right) if right else 1
    return min(height or rows, rows), min(width or 1, _MOST_SPANNED)


def _number(printed: str) -> int:
    if len(printed) == 1 and "0" <= printed <= "9":  # as in nearly every page
        return int(printed)
    found = _DIGITS.match(printed)
    return int(found.group(1)) if found else 1


def text_of(node: LexborNode) -> str:
    """The lines of a cell."""
    text: str = node.text(separator=BREAK)
    return text if text.isalnum() else _shown(text.strip())


def _shown(text: str) -> str:
    if text.isprintable():  # neither breaks nor invisible characters, and no white space but spaces
        return " ".join(text.split()) if "  " in text else text
    text = INVISIBLE.sub("", text)
    if BREAK in text or LINE in text:
        return "\n".join(_lines(text))
    return " ".join(text.split())


def _lines(text: str) -> Iterator[str]:
    lines = (" ".join(line.split()) for line in text.replace(LINE, BREAK).split(BREAK))
    return (line for line in lines if line)
