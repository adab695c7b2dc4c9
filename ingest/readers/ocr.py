"""Scanned pages of a PDF: which they are, what stands on them, and where it stands on the paper."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from ingest import allowance
from ingest.document import Block, Box, Cell, Grid, Layout, Locator
from ingest.readers.glyphs import Line
from ingest.readers.prose import Page
from ingest.readers.recogniser import Grey, Recogniser, is_installed, recogniser

MOST_PAGES = 60
"""Pages of pictures in one document: a report has five to twenty, and each takes seconds."""

SECONDS_PER_PAGE = 60
"""What a time limit should allow for each page: several times what a page takes on a slow processor."""

MEMORY = 1536 * 1024 * 1024
"""Bytes that recognition may ask for: the model and a page at DPI take half of it."""

DPI = 200
"""Dots an inch at which pages are read; more takes longer and reads no better."""

MOST_PIXELS = 40_000_000
"""Four times an A3 page at DPI; larger sheets are read less finely."""

_INCH = 72.0
_LARGE = 0.5
_FEW = 40
"""Characters on a page that is a picture: a page number, or the name of the program that took it."""
_SHIFT = 60.0
_STRETCH = 0.02
"""Points and share by which a table that goes on may lie elsewhere on the next page that was scanned."""


@dataclass(frozen=True)
class Placement:
    """How an upright page was moved to lie on the page before it: x * stretch + shift; `turned` undoes the turning."""

    degrees: float
    width: float
    height: float
    stretch: float = 1.0
    shift: float = 0.0

    def on_paper(self, box: Box) -> Box:
        """Where this box stands on the page as it was scanned."""
        x0, top, x1, bottom = box
        return turned_back(((x0 - self.shift) / self.stretch, top, (x1 - self.shift) / self.stretch, bottom), self)


def turned_back(box: Box, place: Placement) -> Box:
    """The box around this one once the page is turned back to how it lay under the scanner, within the page."""
    turn, x0, y0 = math.radians(place.degrees), place.width / 2, place.height / 2
    corners = [(x - x0, y - y0) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [x0 + x * math.cos(turn) - y * math.sin(turn) for x, y in corners]
    ys = [y0 + x * math.sin(turn) + y * math.cos(turn) for x, y in corners]
    left, right = (round(min(max(0.0, edge), place.width), 2) for edge in (min(xs), max(xs)))
    top, bottom = (round(min(max(0.0, edge), place.height), 2) for edge in (min(ys), max(ys)))
    return left, top, right, bottom


@dataclass(frozen=True)
class Scanned:
    """A page as it lies upright, the cells whose edge is not drawn, and where it lay on the paper."""

    page: Page
    torn: set[Cell]
    place: Placement


def recognised_page(number: int, page: pypdfium2.PdfPage, characters: int, layered: bool) -> Scanned | None:
    """What stands on a page that is a picture; None where it has text of its own, where it is empty, and where nothing can recognise it.

    `characters` counts those that can be selected; where `layered` another program laid them under the picture.
    """
    model = recogniser() if _is_picture(page, characters, layered) else None
    if model is None:
        return None
    return recognise(number, *rendered(page), model)


def _is_picture(page: pypdfium2.PdfPage, characters: int, layered: bool) -> bool:
    """Whether this page must be recognised: it shows something, and has no text of its own but for a page number."""
    if layered or characters == 0:
        return bool(pdfium.FPDFPage_CountObjects(page.raw) > 0) and page.get_width() * page.get_height() > 0
    return characters <= _FEW and _has_large_picture(page)


def _has_large_picture(page: pypdfium2.PdfPage) -> bool:
    boxes = (found.get_bounds() for found in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)))
    return any((x1 - x0) * (y1 - y0) > _LARGE * page.get_width() * page.get_height() for x0, y0, x1, y1 in boxes)


def rendered(page: pypdfium2.PdfPage) -> tuple[Grey, float]:
    """The page as a grey picture, and how many of its dots make an inch."""
    import numpy as np  # half of the memory of a program that reads no picture

    width, height = page.get_width(), page.get_height()
    dpi = min(float(DPI), (MOST_PIXELS / (width * height)) ** 0.5 * _INCH)
    bitmap = page.render(scale=dpi / _INCH, grayscale=True)
    grey = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)
    bitmap.close()
    return grey, dpi


def recognise(number: int, grey: Grey, dpi: float, model: Recogniser) -> Scanned:
    """What stands on this picture of a page."""
    allowance.widen(SECONDS_PER_PAGE, MEMORY)
    from ingest.readers.scan_page import scanned_page  # needs OpenCV, which comes with the optional packages only

    page, torn, degrees = scanned_page(number, grey, dpi, model)
    height, width = (side * _INCH / dpi for side in grey.shape)
    return Scanned(page, torn, Placement(degrees, width, height))


def advice() -> str:
    """What to do with a file that shows nothing but pictures, in which nothing was recognised."""
    if is_installed():
        return "请提供由文字处理软件导出的 PDF，或以 200 至 300 dpi 重新扫描。"
    return "请提供由文字处理软件导出的 PDF，或安装文字识别组件后再试：pip install 'nianbao[ocr]'。"


def too_many(name: str, pages: int) -> str:
    """The sentence about a document with more pages of pictures than are read."""
    return f"《{name}》太长：扫描件最多 {MOST_PAGES} 页，实际 {pages} 页。请只提供年度报告本身。"


def aligned(scans: Sequence[Scanned]) -> Iterator[Scanned]:
    """The pages, each moved sideways so that a table that goes on from the page before has its columns where they were."""
    before: Scanned | None = None
    for scan in scans:
        moved = _moved_below(before, scan) if before is not None and before.page.number + 1 == scan.page.number else scan
        yield moved
        before = moved


def _moved_below(upper: Scanned, lower: Scanned) -> Scanned:
    last = next((item for item in reversed(upper.page.items) if isinstance(item, Grid)), None)
    first = next((item for item in lower.page.items if isinstance(item, Grid)), None)
    if last is None or first is None or last.ragged or first.ragged:
        return lower
    (left, right), (own_left, own_right) = _outline(last), _outline(first)
    stretch = (right - left) / (own_right - own_left)
    shift = left - own_left * stretch
    if abs(stretch - 1) > _STRETCH or abs(shift) > _SHIFT:
        return lower
    names = {cell: _moved_cell(cell, stretch, shift) for item in lower.page.items if isinstance(item, Grid) for cell in item.cells}
    items = tuple(_moved(item, names, stretch, shift) for item in lower.page.items)
    place = replace(lower.place, stretch=stretch, shift=shift)
    return Scanned(replace(lower.page, items=items), {names[cell] for cell in lower.torn}, place)


def _outline(grid: Grid) -> tuple[float, float]:
    boxes = [cell.source.box for cell in grid.cells if cell.source.box is not None]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def _moved(item: Line | Grid, names: Mapping[Cell, Cell], stretch: float, shift: float) -> Line | Grid:
    if isinstance(item, Grid):
        return replace(item, cells=tuple(names[cell] for cell in item.cells))
    return item._replace(
        box=_moved_box(item.box, stretch, shift), ends=tuple((start * stretch + shift, end * stretch + shift) for start, end in item.ends)
    )


def _moved_cell(cell: Cell, stretch: float, shift: float) -> Cell:
    box = cell.source.box
    return cell if box is None else cell._replace(source=replace(cell.source, box=_moved_box(box, stretch, shift)))


def _moved_box(box: Box, stretch: float, shift: float) -> Box:
    return round(box[0] * stretch + shift, 2), box[1], round(box[2] * stretch + shift, 2), box[3]


def is_recognised(layout: Layout) -> bool:
    """Whether all that this document shows was recognised in pictures."""
    sources = (cell.source for block in layout.blocks for cell in (block.cells if isinstance(block, Grid) else (block,)))
    return all(source.ocr for source in sources)


def on_paper(blocks: Iterable[Block], scans: Iterable[Scanned]) -> tuple[Block, ...]:
    """The blocks, those of scanned pages marked as recognised and with their places on the paper."""
    places = {scan.page.number: scan.place for scan in scans}
    return tuple(_placed(block, places) for block in blocks)


def _placed(block: Block, places: Mapping[int, Placement]) -> Block:
    if isinstance(block, Grid):
        return replace(block, cells=tuple(cell._replace(source=_located(cell.source, places)) for cell in block.cells))
    return replace(block, source=_located(block.source, places))


def _located(source: Locator, places: Mapping[int, Placement]) -> Locator:
    place = places.get(source.page or 0)
    if place is None:
        return source
    return Locator(source.page, None if source.box is None else place.on_paper(source.box), ocr=True)
