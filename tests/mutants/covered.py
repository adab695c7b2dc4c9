"""`make coverage`: run the tests of each part of the core by themselves, and name the branches of it that they never take."""

from __future__ import annotations

import multiprocessing
import os
import sys

import coverage
import pytest

from tests.mutants.subjects import ROOT, SUBJECTS
from tests.mutants.trial import HOW

NEVER = r"case _:\n *assert_never"
"""What a type checker proves never to come."""


def _cover(name: str) -> None:
    subject = SUBJECTS[name]
    os.environ |= {"CI": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    measured = coverage.Coverage(data_file=None, branch=True, include=[str(file) for file in subject.files()])
    measured.exclude(NEVER)
    with measured.collect():
        failed = pytest.main([*HOW, f"--rootdir={ROOT}", *(str(ROOT / test) for test in subject.tests)])
    share = measured.report(show_missing=True, skip_covered=True)
    print(f"{name}: {share:.1f} % of lines and branches\n", flush=True)
    sys.exit(bool(failed) or share < 100)


def main() -> int:
    """The status of the program: 1 where a branch is never taken, or a test fails."""
    processes = multiprocessing.get_context("spawn")
    codes = []
    for name in SUBJECTS:
        process = processes.Process(target=_cover, args=(name,))
        process.start()
        process.join()
        codes.append(process.exitcode)
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
