"""Where lines of the form are lost, the numbers that may be theirs stand in the finding that says so."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from ingest.checks import findings_of
from ingest.extract import extract_facts
from ingest.recognize import recognize
from samples import invent
from tests.ingest.layouts import a_layout


def test_the_row_before_a_lost_line_and_a_row_that_does_not_add_up_are_told_with_the_gap() -> None:
    report = invent(Random(4))
    figures = {**report.figures, ("requests.received", "total"): None}
    lost = "disposition.refused.third_party"
    kept = tuple(line for line in report.lines if line.measure != lost)
    before = report.lines[[line.measure for line in report.lines].index(lost) - 1].measure
    read = recognize(a_layout(replace(report, lines=kept, figures=figures)))
    (gap,) = [finding for finding in findings_of(read, extract_facts(read)) if finding.check == "line_missing"]
    assert {fact.at.measure for fact in gap.facts} == {before, "requests.received"}
    assert len(gap.facts) == 14
