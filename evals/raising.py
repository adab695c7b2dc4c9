"""`python -m evals.raising DATA_DIR` (`make floors`) asks every shipped set, and raises the floors of what has become better.

Nothing is lowered. Where the examples or the documents are others than before, the floors of that set begin anew, which is said.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.floors import FLOORS, judged, raised, read, told
from evals.run import run
from evals.subject import Subject

EXAMPLES = Path(__file__).with_name("examples")
UNREAD = "held_out.jsonl"
"""The set that nobody who writes rules reads has no floors: they would be an invitation to look."""


def main() -> int:
    """Write evals/floors.json; 1 where a score is below its floor, which stays."""
    subject, kept = Subject.open(Path(sys.argv[1])), read(FLOORS)
    status = 0
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        if path.name == UNREAD:
            continue
        board = run(subject, path)
        before = kept.get(path.name, {})
        kept[path.name] = raised(before, board)
        judgement = judged(board, kept)
        status = status or int(bool(judgement.below))
        sys.stdout.write("".join(f"{line}\n" for line in (path.name, *_told(before, kept[path.name]), *told(judgement))))
    FLOORS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return status


def _told(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    if before and before["fingerprint"] != now["fingerprint"]:
        yield "题目或报告与以前的不同，下限从头定起。"
        return
    for name, floor in now["floors"].items():
        if (was := before.get("floors", {}).get(name, "—")) != floor:
            yield f"\t{name}\t{was} → {floor}"


if __name__ == "__main__":
    raise SystemExit(main())
