"""Lines of text to paragraphs: what a page break, an indent and a short line mean; page furniture is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ingest.document import Block, Grid, Locator, Paragraph
from ingest.readers.glyphs import TAB, Line, hull, is_wide

HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[章节部]|#{1,6} ")
SENTENCE_END = "。！？；：!?;:”）)"
PAGE_NUMBER = re.compile(
    r"[-—–―－~·\s]+\d{1,4}[-—–―－~·\s]+|第\s*\d+\s*页(\s*[,，/]?\s*共\s*\d+\s*页)?|\d{1,4}\s*/\s*\d{1,4}|Page \d+( of \d+)?", re.I
)
_UNPARTED = re.compile(r"[（〔《“‘【(]*(?:[!-~]+|.)[）〕》”’】，。、；：！？)]*")
_BARE_NUMBER = re.compile(r"\d{1,3}")
# The share of a page's height at its top and bottom where furniture stands: A4 with the official margins of 37 and 35 mm.
_MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page in reading order; `height` in points."""

    number: int
    height: float
    items: tuple[Line | Grid, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """The type area of a document: left and right edge, size of its characters and distance of its lines in points."""

    left: float
    right: float
    em: float
    pitch: float


def flow(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The blocks of a document: grids as they are, lines joined into paragraphs, across page breaks too."""
    clean = without_furniture(pages)
    items = [item for page in clean for item in page.items]
    measure = _measure([item for item in items if isinstance(item, Line)])
    return tuple(_blocks(items, measure))


def without_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without page numbers and running feet, and without running heads but for the first, which may be the title."""
    heads = Counter(_head(item, page) for page in pages for item in page.items if isinstance(item, Line))
    running = {head for head, count in heads.items() if head and count > max(1, len(pages) / 2)}
    seen: set[str] = set()
    return tuple(Page(page.number, page.height, tuple(_kept(page, running, seen))) for page in pages)


def _kept(page: Page, running: set[str], seen: set[str]) -> Iterator[Line | Grid]:
    for item in page.items:
        if isinstance(item, Line):
            head = _head(item, page)
            number = PAGE_NUMBER.fullmatch(item.text) or (
                in_margin(item.box[1], item.box[3], page.height) and _BARE_NUMBER.fullmatch(item.text)
            )
            foot = item.box[1] > page.height / 2
            if number or head in seen or (head in running and foot):
                continue
            seen |= {head} & running
        yield item


def in_margin(top: float, bottom: float, height: float) -> bool:
    """Whether something on a page of this height stands where furniture stands."""
    return bottom < height * _MARGIN or top > height * (1 - _MARGIN)


def _head(line: Line, page: Page) -> str:
    return re.sub(r"\d+", "0", line.text) if in_margin(line.box[1], line.box[3], page.height) else ""


def _measure(lines: Sequence[Line]) -> Measure:
    if not lines:
        return Measure(0, 0, 0, 0)
    widest = sorted(lines, key=lambda line: line.box[0] - line.box[2])[: max(1, len(lines) // 4)]
    em = median(line.em or (line.box[3] - line.box[1]) * 0.8 for line in widest)
    starts = Counter(round(line.box[0]) for line in lines)
    shared = [start for start, count in starts.items() if count > max(1, len(lines) / 20)]
    left = min(shared or starts)
    right = median(line.box[2] for line in widest)
    steps = [b.box[3] - a.box[3] for a, b in pairwise(lines) if a.page == b.page and 0 < b.box[3] - a.box[3] < 4 * em]
    return Measure(left, right, em, median(steps) if steps else 2 * em)


def median(numbers: Iterable[float]) -> float:
    """The one in the middle, or the mean of the two there."""
    ordered = sorted(numbers)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _blocks(items: Iterable[Line | Grid], measure: Measure) -> Iterator[Block]:
    held: list[Line] = []
    for item in items:
        if held and (isinstance(item, Grid) or _opens(held[-1], item, measure)):
            yield _paragraph(held)
            held = []
        if isinstance(item, Grid):
            yield item
        else:
            held.append(item)
    if held:
        yield _paragraph(held)


def _opens(before: Line, line: Line, measure: Measure) -> bool:
    """Whether this line opens a paragraph of its own."""
    if before.em and line.em and abs(before.em - line.em) > 0.12 * measure.em:
        return True
    if _centred(before, measure) and _centred(line, measure):  # a title on two lines
        return bool(HEADING.match(line.text)) or line.em < 1.15 * measure.em
    if before.page == line.page and line.box[3] - before.box[3] > 1.5 * measure.pitch:
        return True
    if line.box[0] > measure.left + 1.2 * measure.em:
        return True
    if HEADING.match(line.text) and before.text[-1] in SENTENCE_END:
        return True
    return before.box[2] + _first_word(line, measure) < measure.right - 0.6 * measure.em


def _centred(line: Line, measure: Measure) -> bool:
    left, right = line.box[0] - measure.left, measure.right - line.box[2]
    return left > measure.em and abs(left - right) < 2 * measure.em


def _first_word(line: Line, measure: Measure) -> float:
    """The width of what cannot be parted at the start of this line, and so may not have fitted on the line before."""
    word = _UNPARTED.match(line.text)
    return sum(1.0 if is_wide(character) else 0.5 for character in word.group()) * measure.em if word else 0


def _paragraph(held: Sequence[Line]) -> Paragraph:
    text = held[0].text
    for line in held[1:]:
        # Latin words are not broken at a line's end, so a line that ends in one ends in a space too.
        latin = text[-1].isascii() and text[-1].isalnum() and line.text[0].isascii() and line.text[0].isalnum()
        text += (" " if latin else "") + line.text
    text = text.replace(TAB, " ")
    first = next(groupby(held, key=lambda line: line.page))[0]
    return Paragraph(text, Locator(first, hull(line.box for line in held if line.page == first)))
