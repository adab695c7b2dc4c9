"""Damaged PDF copies of reports whose figures are known: every number is the true one, or unread, or stands in a finding."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import IngestError
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.pipeline import read_report
from ingest.reading import Reading
from samples import Print, SampleReport, invent, print_pdf
from samples.sheet import Paper

PAPERS = (Paper(), Paper(), Paper(rules="pieces"), Paper(rules="slivers"), Paper(rules="none"), Paper(rules="across"), Paper(turn=90))
_MOST = 6
"""Things deleted or moved in one copy."""


class Copy(NamedTuple):
    """A damaged copy, what was done to it, and the report that it was printed from."""

    report: SampleReport
    content: bytes
    damage: str


def copies(count: int, seed: int = 0) -> Iterator[Copy]:
    """So many damaged copies; the same seed gives the same."""
    for number in range(count):
        random = Random(f"{seed} {number}")
        form = random.choice((FORM_2021, FORM_2019))
        report = invent(random, form, zeros=random.choice((("0",), ("0", None))))
        content = print_pdf(report, Print(repeat_header=random.random() < 0.3), random.choice(PAPERS))
        name = random.choice(sorted(DAMAGES))
        yield Copy(report, DAMAGES[name](content, random), name)


def _on_pages(content: bytes, harm: Callable[[pypdfium2.PdfDocument], None]) -> bytes:
    opened = pypdfium2.PdfDocument(content)
    harm(opened)
    written = io.BytesIO()
    opened.save(written)
    opened.close()
    return written.getvalue()


def _objects(content: bytes, random: Random, kind: int, harm: Callable[[pypdfium2.PdfPage, pypdfium2.PdfObject], None]) -> bytes:
    """The document with some objects of one kind harmed on one page."""

    def at_random(opened: pypdfium2.PdfDocument) -> None:
        page = opened[random.randrange(len(opened))]
        found = list(page.get_objects(filter=[kind]))
        for one in random.sample(found, min(len(found), random.randint(1, _MOST))):
            harm(page, one)
        page.gen_content()
        page.close()

    return _on_pages(content, at_random)


def _without_text(content: bytes, random: Random) -> bytes:
    return _objects(content, random, pdfium.FPDF_PAGEOBJ_TEXT, lambda page, one: page.remove_obj(one))


def _without_lines(content: bytes, random: Random) -> bytes:
    return _objects(content, random, pdfium.FPDF_PAGEOBJ_PATH, lambda page, one: page.remove_obj(one))


def _shifted(content: bytes, random: Random, kind: int) -> bytes:
    def shift(_: pypdfium2.PdfPage, one: pypdfium2.PdfObject) -> None:
        across, down = random.choice(((30, 0), (-36, 0), (36, 0), (0, 20), (0, -20), (9, 4), (-15, -9), (3, 0), (0, 5)))
        pdfium.FPDFPageObj_Transform(one.raw, 1, 0, 0, 1, across, down)

    return _objects(content, random, kind, shift)


def _without_page(content: bytes, random: Random) -> bytes:
    return _on_pages(content, lambda opened: opened.del_page(random.randrange(len(opened))))


def _page_twice(content: bytes, random: Random) -> bytes:
    def double(opened: pypdfium2.PdfDocument) -> None:
        opened.import_pages(pypdfium2.PdfDocument(content), [random.randrange(len(opened))], random.randrange(len(opened)))

    return _on_pages(content, double)


def _in_disorder(content: bytes, random: Random) -> bytes:
    order = list(range(len(pypdfium2.PdfDocument(content))))
    random.shuffle(order)
    written = io.BytesIO()
    opened = pypdfium2.PdfDocument.new()
    opened.import_pages(pypdfium2.PdfDocument(content), order)
    opened.save(written)
    return written.getvalue()


def _cut_off(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(100, len(content))]


def _flipped(content: bytes, random: Random) -> bytes:
    harmed = bytearray(content)
    for _ in range(random.randint(1, 40)):
        harmed[random.randrange(len(harmed))] = random.randrange(256)
    return bytes(harmed)


DAMAGES: dict[str, Callable[[bytes, Random], bytes]] = {
    "text deleted": _without_text,
    "lines deleted": _without_lines,
    "text shifted": lambda content, random: _shifted(content, random, pdfium.FPDF_PAGEOBJ_TEXT),
    "lines shifted": lambda content, random: _shifted(content, random, pdfium.FPDF_PAGEOBJ_PATH),
    "a page lost": _without_page,
    "a page twice": _page_twice,
    "pages in disorder": _in_disorder,
    "cut off": _cut_off,
    "bytes flipped": _flipped,
}


def silently_wrong(report: SampleReport, reading: Reading) -> tuple[str, ...]:
    """Every number that is not the report's, though it is given as read and stands in no finding; a blank is no number."""
    found = {fact for finding in reading.findings for fact in finding.facts}
    return tuple(
        f"{fact.at.measure}/{fact.at.applicant}: {report.figures.get((fact.at.measure, fact.at.applicant))} read as {fact.printed}"
        for fact in reading.facts
        if fact.state == "number" and fact not in found and fact.printed != report.figures.get((fact.at.measure, fact.at.applicant))
    )


def pdf_damage(count: int, seed: int = 0) -> int:
    """Read so many damaged copies, print what became of them and how many numbers are silently wrong; gives that number."""
    endings: Counter[str] = Counter()
    wrong = 0
    for number, copy in enumerate(copies(count, seed)):
        try:
            reading = read_report(f"{copy.report.title}.pdf", copy.content)
        except IngestError as error:
            endings[f"{copy.damage}: {type(error).__name__}"] += 1
            continue
        endings[f"{copy.damage}: read"] += 1
        for line in silently_wrong(copy.report, reading):
            wrong += 1
            print(f"  WRONG copy {number} ({copy.damage}): {line}")
    print(f"damaged PDF copies: {count}, numbers silently wrong: {wrong}")
    print("\n".join(f"  {count:6}  {name}" for name, count in sorted(endings.items())))
    return wrong
