"""Word files to layouts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.document import Block, Cell, Document, Grid, Layout, Paragraph
from ingest.readers.numbering import Numbering
from ingest.readers.ooxml import W, parts_of
from ingest.readers.word_tables import Placed, placed

_P, _TBL, _R, _BOX = f"{W}p", f"{W}tbl", f"{W}r", f"{W}txbxContent"
_TEXT = frozenset((f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"))
_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}
# What a reader of the page does not see: deleted or moved text, the second copy of a text box, field codes, pronunciation.
_UNSEEN = frozenset(
    (*(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "rt", "sectPr")),
     "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
)  # fmt: skip
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_OFF = ("0", "false", "off")
# A cell longer than this many characters holds an article: the longest label of a statutory table has 40.
_LONGEST_CELL = 400


def read_docx(document: Document, content: bytes) -> Layout:
    """The paragraphs and tables of the body in order, merged cells as spans; raises DamagedDocument for broken files."""
    parts = parts_of(document, content)
    return Layout(document, tuple(_Body(Numbering(parts)).blocks(parts.body)))


class _Body:
    """Walks a document once, from top to bottom, so that its lists are counted as Word counts them."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == _P:
                yield from (Paragraph(line) for line in self._lines(child))
                yield from self._boxes(child)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag not in _UNSEEN:  # content controls and the like, around paragraphs and tables
                yield from self.blocks(child)

    def _boxes(self, paragraph: Any) -> Iterator[Block]:
        """What stands in the text boxes that hang at a paragraph."""
        for child in paragraph:
            if child.tag == _BOX:
                yield from self.blocks(child)
            elif child.tag not in _UNSEEN:
                yield from self._boxes(child)

    def _table(self, table: Any) -> Iterator[Block]:
        cells = placed(table)
        width = max((cell.column + cell.column_span for cell in cells), default=0)
        nested = any(next(cell.element.iterdescendants(_TBL), None) is not None for cell in cells)
        if nested or width < 2 or any(len(_text(cell.element)) > _LONGEST_CELL for cell in cells):
            for cell in cells:
                yield from self.blocks(cell.element)
        else:
            yield Grid(tuple(map(self._cell, cells)))

    def _cell(self, cell: Placed) -> Cell:
        lines = (line for paragraph in _paragraphs(cell.element) for line in self._lines(paragraph))
        return Cell("\n".join(lines), cell.row, cell.column, cell.row_span, cell.column_span)

    def _lines(self, paragraph: Any) -> Iterator[str]:
        """The lines of a paragraph, the first with the number that its list gives it."""
        label, text = self._numbering.label(paragraph), _text(paragraph)
        # 3 before 26 must not become 326.
        between = " " if label and label[-1].isalnum() and text[:1].isalnum() else ""
        return (line.strip() for line in f"{label}{between}{text}".split("\n") if line.strip())


def _paragraphs(parent: Any) -> Iterator[Any]:
    """The paragraphs of a cell, with those in its text boxes."""
    for child in parent:
        if child.tag == _P:
            yield child
        if child.tag not in _UNSEEN:
            yield from _paragraphs(child)


def _text(node: Any) -> str:
    if node.tag in _TEXT:
        return node.text or ""
    if node.tag == _R and (_is(node, "vanish") or _is(node, "specVanish")):
        return ""
    if node.tag in _SIGNS:
        return _SIGNS[node.tag]
    text = "".join(_text(child) for child in node if child.tag not in _UNSEEN and child.tag != _BOX)
    return text.translate(_RAISED) if node.tag == _R and _is_raised(node) else text


def _is(run: Any, name: str) -> bool:
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "true") not in _OFF


def _is_raised(run: Any) -> bool:
    """Whether a run is the mark of a footnote: 26 with a raised 1 is not 261."""
    found = run.find(f"{W}rPr/{W}vertAlign")
    return found is not None and found.get(f"{W}val") == "superscript"
