"""What stands between a printed cell and a figure in an answer, and the tests that say what it does."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Subject(NamedTuple):
    """Modules of the program and the test files that belong to them."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]

    def files(self) -> list[Path]:
        """The source files, in the order of their names."""
        return sorted(file for pattern in self.sources for file in ROOT.glob(pattern))


SUBJECTS = {
    "numerals": Subject(("ingest/numerals.py",), ("ingest/numerals.py", "tests/ingest/test_numerals.py")),
    "forms": Subject(("ingest/forms/*.py",), ("tests/ingest/test_forms.py",)),
    "recognize": Subject(
        ("ingest/recognize.py", "ingest/sections.py"),
        ("tests/ingest/test_sections.py", "tests/ingest/test_recognize.py", "tests/ingest/test_titles.py"),
    ),
    "extract": Subject(("ingest/extract.py",), ("tests/ingest/test_extract.py",)),
    "checks": Subject(
        ("ingest/checks/*.py",),
        (
            "tests/ingest/test_checks.py",
            "tests/ingest/test_checks_lines.py",
            "tests/ingest/test_at_risk.py",
            "tests/ingest/test_sums.py",
            "tests/ingest/test_across.py",
            "tests/ingest/test_narrative.py",
        ),
    ),
    "execute": Subject(
        ("qa/computing/execute.py", "qa/computing/lookup.py", "qa/computing/quantity.py", "qa/computing/tally.py"),
        ("tests/qa/test_execute.py",),
    ),
    "gate": Subject(("qa/composing/gate.py",), ("qa/composing/gate.py", "tests/qa/test_gate.py")),
    "generations": Subject(("ingest/stores/generations.py",), ("tests/ingest/test_generations.py",)),
}
