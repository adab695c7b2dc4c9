"""What a report can be held against: its form's identities, the form's lines, its own prose, and the other reports held beside it.

Each check is a function from what it needs to findings; a finding says what is printed and what it should agree with, and mends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.checks import narrative
from ingest.checks.identities import (
    Check,
    applicants_add_up,
    carried_in_plus_received,
    dispositions_add_up,
    outcomes_add_up,
)
from ingest.checks.lines import missing_columns, missing_lines, missing_tables, unplaced_rows
from ingest.checks.strokes import strokes_alike
from ingest.fact import Fact, Finding
from ingest.report import Report

__all__ = [
    "CHECKS",
    "applicants_add_up",
    "carried_in_plus_received",
    "check",
    "dispositions_add_up",
    "findings_of",
    "missing_columns",
    "missing_lines",
    "missing_tables",
    "outcomes_add_up",
    "strokes_alike",
    "unplaced_rows",
]

CHECKS: tuple[Check, ...] = (carried_in_plus_received, dispositions_add_up, applicants_add_up, outcomes_add_up)
_OF_FORM = (unplaced_rows, missing_tables, missing_columns)


def check(facts: Sequence[Fact]) -> tuple[Finding, ...]:
    """What contradicts the identities of the form, in the order of CHECKS."""
    return tuple(finding for one in CHECKS for finding in one(facts))


def findings_of(report: Report, facts: Sequence[Fact]) -> tuple[Finding, ...]:
    """Everything that a report contradicts by itself: the identities, the form's lines, its prose."""
    of_form = (finding for one in _OF_FORM for finding in one(report))
    return (
        *check(facts),
        *of_form,
        *missing_lines(report, facts),
        *strokes_alike(facts),
        *(finding for one in narrative.CHECKS for finding in one(report, facts)),
    )
