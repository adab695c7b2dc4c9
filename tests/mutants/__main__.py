"""`make mutants`: change the core in one place at a time and count the changes that no test notices; `python -m tests.mutants [COUNT [SUBJECT...]]`."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from tests.mutants.changes import Change, changes
from tests.mutants.subjects import ROOT, SUBJECTS
from tests.mutants.trial import is_noticed

COUNT = 60
FLOOR = 90


def drawn(name: str, count: int) -> list[tuple[Path, int, Change]]:
    """So many changes of a subject, the same in every run; all of them where there are no more."""
    all_of = [(file, index, change) for file in SUBJECTS[name].files() for index, change in enumerate(changes(file.read_text("utf-8")))]
    return all_of if len(all_of) <= count else sorted(Random(name).sample(all_of, count), key=lambda one: one[:2])


def noticed(name: str, count: int) -> bool:
    """Try them, print those that no test notices; whether enough of them were noticed."""
    tests, tried, missed = SUBJECTS[name].tests, drawn(name, count), 0
    if is_noticed(ROOT, None, tests):
        print(f"{name}: its tests fail without any change")
        return False
    for file, index, change in tried:
        if not is_noticed(file, index, tests):
            missed += 1
            print(f"  {file.relative_to(ROOT)}:{change.line}  {change.before}  →  {change.after}", flush=True)
    share = 100 * (len(tried) - missed) / len(tried)
    print(f"{name:12} {len(tried):4} changes, {missed:3} unnoticed, {share:5.1f} % noticed", flush=True)
    return share >= FLOOR


def main(arguments: list[str]) -> int:
    """The status of the program: 1 where a subject falls below the floor. Raises SystemExit for a subject that there is not."""
    count, names = int(arguments[0]) if arguments else COUNT, arguments[1:] or list(SUBJECTS)
    if unknown := set(names) - set(SUBJECTS):
        raise SystemExit(f"no such subject: {', '.join(unknown)}; there are {', '.join(SUBJECTS)}")
    enough = [noticed(name, count) for name in names]  # all are tried, also behind one that falls below
    return int(not all(enough))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
