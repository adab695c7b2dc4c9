"""The published reports at hand, printed again with their true figures as every carrier has them: every cell comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.reading import judged
from ingest.labels import normal
from ingest.pipeline import read_report
from samples import SampleReport, print_pdf
from samples.portals import FAITHFUL
from samples.sheet import Paper
from samples.shipped import SAMPLES
from samples.word_variants import WHOLE, print_variant

PUBLISHED = {("广州海关", 2023), ("福州海关", 2024), ("淮安市人民政府", 2024), ("洪泽区人民政府", 2023), ("上海市人民政府办公厅", 2019)}
REAL = {sample.report.agency: sample for sample in SAMPLES if (sample.report.agency, sample.report.year) in PUBLISHED}
PAPERS = (Paper(), Paper(rules="pieces"), Paper(turn=90), Paper(number="-{}-", inside=True))
each_report = pytest.mark.parametrize("agency", REAL)


def every_cell(report: SampleReport, name: str, content: bytes) -> None:
    reading = read_report(name, content)
    plain = [replace(fact, printed=normal(fact.printed)) for fact in reading.facts]  # one portal prints ２６ for 26
    assert judged(report, plain, reading.findings)["exact"] == len(report.figures)


def test_all_five_are_there() -> None:
    assert len(REAL) == len(PUBLISHED)


@each_report
def test_on_paper(agency: str) -> None:
    sample = REAL[agency]
    for paper in PAPERS:
        every_cell(sample.report, f"{agency}.pdf", print_pdf(sample.report, sample.how, paper))


@each_report
def test_on_every_portal(agency: str) -> None:
    sample = REAL[agency]
    for portal in FAITHFUL:
        every_cell(sample.report, f"{agency}.html", portal.print(sample.report, sample.how))


@each_report
def test_in_word(agency: str) -> None:
    sample = REAL[agency]
    for variant in WHOLE:
        every_cell(sample.report, f"{agency}.docx", print_variant(sample.report, variant, how=sample.how))
