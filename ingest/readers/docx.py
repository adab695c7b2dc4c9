"""Word files to layouts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.opc.exceptions import OpcError, PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from ingest.document import Block, Cell, Document, Grid, Layout, Paragraph
from ingest.errors import DamagedDocument

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_T = qn("w:t")
_SIGNS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}
# What a reader of the page does not see: deleted or moved text, the second copy of a text box, field codes.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr"), _FALLBACK}
# A cell longer than this many characters holds an article: the longest label of a statutory table has 40.
_LONGEST_CELL = 400


def read_docx(document: Document, content: bytes) -> Layout:
    """The paragraphs and tables of the body in order, merged cells as spans; raises DamagedDocument for broken files."""
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except (PackageNotFoundError, OpcError, zipfile.BadZipFile, KeyError, ValueError, XMLSyntaxError) as error:
        raise DamagedDocument(f"《{document.name}》打不开：应为完整的 Word 文档，文件内容已损坏或不完整。请重新下载后再试。") from error
    return Layout(document, tuple(_blocks(body)))


def _blocks(parent: Any) -> Iterator[Block]:
    for child in parent:
        if child.tag == _P:
            yield from (Paragraph(line.strip()) for line in _text(child).split("\n") if line.strip())
        elif child.tag == _TBL:
            yield from _table(child)
        elif child.tag not in _UNSEEN:  # content controls and the like, around paragraphs and tables
            yield from _blocks(child)


def _table(table: Any) -> Iterator[Block]:
    grid = _grid(table)
    nested = next(table.iterdescendants(_TBL), None) is not None
    if nested or grid.width < 2 or any(len(cell.text) > _LONGEST_CELL for cell in grid.cells):
        for row in _inner(table, _TR):
            for cell in _inner(row, _TC):
                yield from _blocks(cell)
    else:
        yield grid


def _grid(table: Any) -> Grid:
    cells: list[Cell] = []
    reaching: dict[int, int] = {}  # column to the index of the cell that a vertical merge would continue
    for row, drawn in enumerate(_inner(table, _TR)):
        column = _number(drawn, "w:trPr/w:gridBefore", 0)
        for printed in _inner(drawn, _TC):
            width = _number(printed, "w:tcPr/w:gridSpan", 1)
            merge = printed.find("w:tcPr/w:vMerge", printed.nsmap)
            if merge is not None and merge.get(qn("w:val")) != "restart" and column in reaching:
                above = cells[reaching[column]]
                cells[reaching[column]] = replace(above, row_span=row - above.row + 1)
            else:
                reaching[column] = len(cells)
                cells.append(Cell(_cell_text(printed), row, column, 1, width))
            column += width
    return Grid(tuple(cells))


def _inner(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in content controls; deleted rows left out."""
    for child in parent:
        if child.tag == tag and child.find("w:trPr/w:del", child.nsmap) is None:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inner(child, tag)


def _number(node: Any, path: str, otherwise: int) -> int:
    found = node.find(path, node.nsmap)
    value = "" if found is None else found.get(qn("w:val"), "")
    return int(value) if value.isdigit() else otherwise


def _cell_text(cell: Any) -> str:
    lines = (line.strip() for paragraph in cell.iter(_P) for line in _text(paragraph).split("\n"))
    return "\n".join(line for line in lines if line)


def _text(node: Any) -> str:
    if node.tag == _T:
        return node.text or ""
    if node.tag in _SIGNS:
        return _SIGNS[node.tag]
    return "".join(_text(child) for child in node if child.tag not in _UNSEEN)
