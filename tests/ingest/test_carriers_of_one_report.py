"""One report in four carriers is one edition, in whatever order they come and however often the folder is read."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from ingest.pipeline import read_report
from ingest.stores.archive import Archive
from samples import Print, invent, print_docx, print_html, print_pdf, print_text

REPORT = invent(Random(8))
CARRIERS = {
    "年报.pdf": print_pdf(REPORT, Print()),
    "年报.html": print_html(REPORT, Print()),
    "年报.docx": print_docx(REPORT, Print()),
    "年报.md": print_text(REPORT, "mdpipe").encode(),
}


@pytest.mark.parametrize("order", [tuple(CARRIERS), tuple(reversed(CARRIERS))], ids=["pdf first", "text first"])
def test_four_carriers_are_one_edition(tmp_path: Path, order: tuple[str, ...]) -> None:
    archive = Archive.open(tmp_path)
    first = [archive.write(read_report(name, CARRIERS[name]), CARRIERS[name]) for name in order]
    before = archive.fingerprint()
    again = [archive.write(read_report(name, CARRIERS[name]), CARRIERS[name]) for name in order]
    assert (first, again) == (["added", "unchanged", "unchanged", "unchanged"], ["unchanged"] * 4)
    (held,) = archive.reports()
    assert (held.document.name, archive.copies(held)) == (order[0], tuple(sorted(order[1:])))
    assert archive.fingerprint() == before
    archive.close()
