"""The box on the picture of a page stands around the cell that was read: for every cell of the sample PDFs and of the real ones."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image, ImageChops

from ingest.document import Box
from ingest.fact import Fact
from ingest.pipeline import read_report
from ui.original import MARGIN, SCALE, Pages

ROOT = Path(__file__).resolve().parents[2]
SAMPLES, REPORTS = ROOT / "samples" / "reports", ROOT.parent / "shared" / "reports"
SLACK = 0.5
"""Points by which a character may reach over the line of its cell."""


def _text_under(page: pdfplumber.page.Page, box: Box) -> str:
    x0, top, x1, bottom = box
    under = [
        one
        for one in page.chars
        if x0 - SLACK <= (one["x0"] + one["x1"]) / 2 <= x1 + SLACK and top - SLACK <= (one["top"] + one["bottom"]) / 2 <= bottom + SLACK
    ]
    return _plain("".join(one["text"] for one in sorted(under, key=lambda one: (round(one["top"]), one["x0"]))))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _ink_under(picture: Image.Image, box: Box) -> bool:
    """Whether anything dark stands within a box, its lines left out."""
    inner = (box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2)
    return bool(picture.crop(tuple(round(edge * SCALE) for edge in inner)).convert("L").point(lambda shade: shade < 128).getbbox())


def _check(path: Path) -> int:
    content = path.read_bytes()
    facts = read_report(path.name, content).facts
    pages = Pages(lambda _: content)
    drawn = {page: Image.open(io.BytesIO(pages.png("", page, ()))) for page in {fact.source.page for fact in facts} if page}
    with pdfplumber.open(io.BytesIO(content)) as document:
        wrong = [fact for fact in facts if not _is_boxed(fact, document, drawn)]
    assert wrong == []
    return len(facts)


def _is_boxed(fact: Fact, document: pdfplumber.PDF, drawn: dict[int, Image.Image]) -> bool:
    page, box = fact.source.page, fact.source.box
    if page is None or box is None:
        return False
    printed = _plain(fact.printed)
    return _text_under(document.pages[page - 1], box) == printed and _ink_under(drawn[page], box) == bool(printed)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_every_cell_of_a_sample_is_under_its_box(path: Path) -> None:
    assert _check(path) >= 186


@pytest.mark.skipif(not REPORTS.is_dir(), reason="真实年报不在检出目录旁的 shared/reports 中")
@pytest.mark.parametrize("name", ["hongze_2023.pdf", "huaian_2024.pdf"])
def test_every_cell_of_a_real_report_is_under_its_box(name: str) -> None:
    assert _check(REPORTS / name) >= 186


def test_the_frame_is_drawn_around_that_box_and_hides_nothing_in_it() -> None:
    content = (SAMPLES / "广州海关2023.pdf").read_bytes()
    fact = next(
        fact for fact in read_report("广州海关2023.pdf", content).facts if "撤销" in fact.at.measure and fact.at.applicant == "total"
    )
    assert fact.source.page is not None
    assert fact.source.box is not None
    pages = Pages(lambda _: content)
    plain, framed = (Image.open(io.BytesIO(pages.png("", fact.source.page, boxes))) for boxes in ((), (fact.source.box,)))
    x0, top, x1, bottom = ImageChops.difference(plain, framed).getbbox()
    cell = tuple(edge * SCALE for edge in fact.source.box)
    assert all(0 < outer <= 3 * MARGIN for outer in (cell[0] - x0, cell[1] - top, x1 - cell[2], bottom - cell[3]))
    inside = tuple(map(round, cell))
    assert ImageChops.difference(plain.crop(inside), framed.crop(inside)).getbbox() is None


def test_every_cell_of_a_sum_is_framed() -> None:
    content = (SAMPLES / "广州海关2023.pdf").read_bytes()
    facts = read_report("广州海关2023.pdf", content).facts
    boxes = tuple(fact.source.box for fact in facts if fact.at.measure.startswith("disposition.refused.") and fact.at.applicant == "total")
    pages = Pages(lambda _: content)
    plain, framed = (Image.open(io.BytesIO(pages.png("", 2, drawn))) for drawn in ((), boxes))
    changed = ImageChops.difference(plain, framed)
    edges = [tuple(round(edge * SCALE) for edge in (x0 - 2 * MARGIN, top, x0, bottom)) for x0, top, _, bottom in boxes]
    assert [bool(changed.crop(edge).getbbox()) for edge in edges] == [True] * 8
