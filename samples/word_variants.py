"""Prints a sample report as Word documents are found: numbered by Word, reviewed, boxed, nested, split, saved by other programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from samples.figures import Print, SampleReport
from samples.word import composed, saved

_LABEL = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.、]")
_HEADER_ROWS = 3
_TABLE_THREE = 1
_SLIVER = 20


def _element(xml: str) -> Any:
    return parse_xml(
        xml.replace(">", f" {nsdecls('w')}>", 1) if not xml.split(">")[0].endswith("/") else xml.replace("/>", f" {nsdecls('w')}/>", 1)
    )


def _cells(document: WordDocument) -> Iterator[Any]:
    yield from document.element.body.iter(qn("w:tc"))


def _text(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _is_number(cell: Any) -> bool:
    return _text(cell).replace(".", "").isdigit()


def _set(paragraph: Any, text: str) -> None:
    first, *rest = paragraph.iter(qn("w:t"))
    first.text = text
    for other in rest:
        other.text = ""


def _tables(document: WordDocument) -> list[Any]:
    return list(document.element.body.iterchildren(qn("w:tbl")))


def numbered(document: WordDocument) -> None:
    """Headings and labels lose their numbers to the lists of Word: 一、 （一） 1. stand in no text."""
    body, marks = document.element.body, dict[str, str]()
    for table in (None, _tables(document)[_TABLE_THREE]):
        paragraphs = [one for one in (body if table is None else table).iter(qn("w:p")) if table is not None or one.getparent() is body]
        number = "71" if table is None else "72"
        for paragraph in paragraphs:
            if (found := _LABEL.match(_text(paragraph))) is None or _is_number(paragraph):
                continue
            label = found.group()
            level = 2 if label[0].isdigit() else 1 if label[0] in "（(" else 0
            marks[str(level)] = re.sub(r"[一二三四五六七八九十\d]+", f"%{level + 1}", label)
            _set(paragraph, _text(paragraph)[found.end() :])
            paragraph.get_or_add_pPr().append(_element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    root = document.part.numbering_part.element
    for number in ("71", "72"):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{"decimal" if level == "2" else "chineseCounting"}"/>'
            f'<w:suff w:val="nothing"/><w:lvlText w:val="{mark}"/></w:lvl>'
            for level, mark in sorted(marks.items())
        )
        root.insert(0, _element(f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'))
        root.append(_element(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def vertical(document: WordDocument) -> None:
    """The group labels run from top to bottom, a character a paragraph."""
    for cell in list(_cells(document)):
        text = _text(cell)
        if cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is None or not text:
            continue
        cell.tcPr.append(_element('<w:textDirection w:val="tbRlV"/>'))
        (paragraph,) = cell.iterchildren(qn("w:p"))
        for character in text:
            one = deepcopy(paragraph)
            _set(one, character)
            cell.append(one)
        cell.remove(paragraph)


def split(document: WordDocument) -> None:
    """Table three goes over the page as two tables; the second repeats the header."""
    table = _tables(document)[_TABLE_THREE]
    rows = list(table.iterchildren(qn("w:tr")))
    second = deepcopy(table)
    middle = next(n for n, row in enumerate(rows) if n > len(rows) // 2 and "（三）" not in _text(row))
    for row in rows[middle:]:
        table.remove(row)
    for row in list(second.iterchildren(qn("w:tr")))[_HEADER_ROWS:middle]:
        second.remove(row)
    for cell, label in zip(second.tr_lst[_HEADER_ROWS].tc_lst, rows[middle].iterchildren(qn("w:tc")), strict=True):
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is not None and not _text(label):
            merge.set(qn("w:val"), "restart")
    table.addnext(second)
    table.addnext(_element("<w:p><w:r><w:t>- 3 -</w:t></w:r></w:p>"))


def nested(document: WordDocument) -> None:
    """Every table stands in the one cell of another."""
    for table in _tables(document):
        outer = _element("<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")
        table.addprevious(outer)
        outer.find(f"{qn('w:tr')}/{qn('w:tc')}").insert(0, table)


def boxed(document: WordDocument) -> None:
    """Every table stands in a text box, with the copy that older programs show."""
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    for table in _tables(document):
        paragraph = parse_xml(
            f'<w:p {nsdecls("w")} xmlns:mc="{space}" xmlns:wps="{shape}" xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent>'
            '<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent/></wps:txbx></wps:wsp></w:drawing></mc:Choice>'
            "<mc:Fallback><w:pict><v:textbox><w:txbxContent/></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
        table.addprevious(paragraph)
        shown, copy = paragraph.iter(qn("w:txbxContent"))
        copy.append(deepcopy(table))
        shown.append(table)


def controlled(document: WordDocument) -> None:
    """Tables, rows and cells stand in content controls."""
    for tag in ("w:tc", "w:tr", "w:tbl"):
        for one in list(document.element.body.iter(qn(tag))):
            control = _element("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
            one.addprevious(control)
            control[1].append(one)


def reviewed(document: WordDocument) -> None:
    """Every number was another one before the review; a row was deleted under review."""
    for cell in list(_cells(document)):
        if _is_number(cell):
            run = next(cell.iter(qn("w:r")))
            run.addprevious(_element('<w:del w:id="1" w:author="a"><w:r><w:delText>99</w:delText></w:r></w:del>'))
            added = _element('<w:ins w:id="2" w:author="a"/>')
            run.addprevious(added)
            added.append(run)
    row = list(_tables(document)[_TABLE_THREE].iterchildren(qn("w:tr")))[-1]
    gone = deepcopy(row)
    gone.get_or_add_trPr().append(_element('<w:del w:id="3" w:author="a"/>'))
    row.addnext(gone)


def chopped(document: WordDocument) -> None:
    """Every character is a run of its own, with marks of the spelling check between."""
    for run in list(document.element.body.iter(qn("w:r"))):
        for character in _text(run):
            one = deepcopy(run)
            _set(one, character)
            run.addprevious(one)
            run.addprevious(_element('<w:proofErr w:type="spellStart"/>'))
        run.getparent().remove(run)


def spaced(document: WordDocument) -> None:
    """Short labels are spaced with full-width blanks."""
    for cell in _cells(document):
        text = _text(cell)
        if 2 <= len(text) <= 4 and not _is_number(cell):
            _set(next(cell.iter(qn("w:p"))), "\u3000".join(text))


def slivered(document: WordDocument) -> None:
    """Lower rows of table three miss the edges of the header by a hair, so that there are hair-thin columns."""
    table = _tables(document)[_TABLE_THREE]
    columns = list(table.tblGrid.iterchildren(qn("w:gridCol")))
    for column in columns[3:9]:
        column.addnext(_element(f'<w:gridCol w:w="{_SLIVER}"/>'))
    for number, row in enumerate(table.tr_lst):
        at = 0
        for cell in row.tc_lst:
            span = cell.grid_span
            inside = len([n for n in range(at, at + span) if 3 <= n < 9])
            cell.grid_span = span + inside
            at += span
        if number >= _HEADER_ROWS:
            _shift(row.tc_lst[-7:])


def _shift(cells: list[Any]) -> None:
    """The first of these cells gives a hair-thin column to the second, and so on."""
    cells[0].grid_span -= 1
    cells[-1].grid_span += 1


def unspanned(document: WordDocument) -> None:
    """No cell says how many columns it spans; only its width tells it."""
    for table in _tables(document):
        widths = [int(column.get(qn("w:w"))) for column in table.tblGrid.iterchildren(qn("w:gridCol"))]
        for row in table.tr_lst:
            at = 0
            for cell in row.tc_lst:
                span = cell.grid_span
                cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(sum(widths[at : at + span])))
                cell.tcPr.tcW.set(qn("w:type"), "dxa")
                cell.grid_span = 1
                at += span


def unmeasured(document: WordDocument) -> None:
    """No cell says how many columns it spans nor how wide it is."""
    for cell in _cells(document):
        cell.grid_span = 1
        if cell.tcPr.tcW is not None:
            cell.tcPr.remove(cell.tcPr.tcW)


def repeated(document: WordDocument) -> None:
    """The cells that continue a merged one from above repeat its words."""
    for table in _tables(document):
        above: dict[int, str] = {}
        for row in table.tr_lst:
            for at, cell in _at(row):
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is not None and merge.get(qn("w:val")) != "restart" and at in above:
                    cell.p_lst[0].append(_element(f"<w:r><w:t>{above[at]}</w:t></w:r>"))
                else:
                    above[at] = _text(cell)


def _at(row: Any) -> Iterator[tuple[int, Any]]:
    at = 0
    for cell in row.tc_lst:
        yield at, cell
        at += cell.grid_span


def before(document: WordDocument) -> None:
    """Cells that continue a merged one at a row's left edge are left out, and the row says that it begins further right."""
    for row in _tables(document)[_TABLE_THREE].tr_lst[_HEADER_ROWS:]:
        skipped = width = 0
        while row.tc_lst[0].vMerge == "continue":
            skipped += row.tc_lst[0].grid_span
            width += int(row.tc_lst[0].tcPr.tcW.get(qn("w:w")))
            row.remove(row.tc_lst[0])
        if skipped:
            row.get_or_add_trPr().append(_element(f'<w:gridBefore w:val="{skipped}"/>'))
            row.trPr.append(_element(f'<w:wBefore w:w="{width}" w:type="dxa"/>'))


def noted(document: WordDocument) -> None:
    """Numbers carry the mark of a footnote, hidden text and a field's code; page furniture has numbers of its own."""
    for cell in _cells(document):
        if _is_number(cell):
            paragraph = cell.p_lst[0]
            paragraph.append(_element('<w:r><w:footnoteReference w:id="2"/></w:r>'))
            paragraph.append(_element("<w:r><w:rPr><w:vanish/></w:rPr><w:t>77</w:t></w:r>"))
            paragraph.append(_element("<w:r><w:instrText> =SUM(ABOVE) 5 </w:instrText></w:r>"))
    document.sections[0].footer.paragraphs[0].text = "- 5 -"
    document.sections[0].header.paragraphs[0].text = "2019年"


def raised(document: WordDocument) -> None:
    """Every second number carries a raised 1, typed by hand."""
    for place, cell in enumerate(_cells(document)):
        if place % 2 and _is_number(cell):
            cell.p_lst[0].append(_element('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'))


Variant = Callable[[WordDocument], None]
WHOLE: tuple[Variant, ...] = (
    vertical, numbered, reviewed, chopped, spaced, slivered, unspanned, repeated, before, noted, split, nested, boxed, controlled,
)  # fmt: skip
"""Variants in which a reader of the page sees every number in its place; together they are to be applied in this order."""

DOUBTFUL: tuple[Variant, ...] = (unmeasured, raised)
"""Variants that do not show where a number belongs, or what it is."""


def print_variant(report: SampleReport, *variants: Variant, how: Print | None = None) -> bytes:
    """The report as a .docx file, changed by these variants in turn."""
    document = composed(report, how or Print())
    for variant in variants:
        variant(document)
    return saved(document)


def as_saved_by_others(content: bytes, kind: str) -> bytes:
    """The same file as `docm`, `dotx`, or `strict` (the standard's other namespace)."""
    out = BytesIO()
    main = {
        "docm": b"application/vnd.ms-word.document.macroEnabled.main+xml",
        "dotx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    }.get(kind, b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            raw = old.read(name).replace(b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", main)
            new.writestr(name, _strict(raw) if kind == "strict" else raw)
    return out.getvalue()


def _strict(raw: bytes) -> bytes:
    for old, new in (
        (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ):
        raw = raw.replace(old, new)
    return raw
