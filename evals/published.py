"""The evaluation that is published with the program: every shipped set over the sample reports, for the page 准确率 and evals/README.md.

`python -m evals.published DATA_DIR` asks all questions of what is held there (`make scoreboard`: the sample reports) and writes both.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tqdm import tqdm

from evals.metrics import share
from evals.run import replies
from evals.scoreboard import Reply
from evals.subject import Subject

HERE = Path(__file__).parent
JSON, README = HERE / "published.json", HERE / "README.md"
ASIDE = "held_out.jsonl"
"""The set that nobody who writes rules reads: of it only totals are shown."""
NAMES = {
    "open": {"zh": "编写程序时用过的题目", "en": "Questions used while the program was written"},
    "aside": {"zh": "封存未读的题目", "en": "Questions put aside, never read"},
}
ROWS = {
    "exact_accuracy": {"zh": "数字题", "en": "Figures"},
    "narrative_accuracy": {"zh": "引文题", "en": "Quotations"},
    "clarification_accuracy": {"zh": "须反问的题", "en": "Questions to be asked back"},
    "abstention_recall": {"zh": "报告没有写明的题", "en": "What no report states"},
    "citation_accuracy": {"zh": "出处", "en": "Places cited"},
    "citations_hold": {"zh": "出处与原件相符", "en": "Cited places opened again in the original"},
    "receipts_hold": {"zh": "回执重算相同", "en": "Computations done again"},
    "wrong_numbers": {"zh": "给出错误数字（越少越好）", "en": "Wrong numbers given (less is better)"},
}
MARKS = "<!-- scoreboard -->", "<!-- /scoreboard -->"


def of_set(name: str, given: Sequence[Reply]) -> dict[str, Any]:
    """A set with its shares, as the page shows it."""
    shares = {key: share((reply.report, reply.scores[key]) for reply in given).to_json() for key in ROWS}
    return {"name": NAMES[name], "n": len(given), "rows": [{"name": ROWS[key], **one} for key, one in shares.items() if one["n"]]}


def markdown(run: dict[str, Any]) -> Iterator[str]:
    """The sets as tables."""
    yield f"Measured on {run['date']}, over the twelve sample reports."
    for one in run["sets"]:
        yield f"\n{one['name']['en']}, {one['n']} questions:\n\n| | right | share | 95 % interval | by report |\n|---|---|---|---|---|"
        for row in one["rows"]:
            low, high = row["interval"]
            least, most = row["clustered"]
            shown = f"{low:.1%} to {high:.1%} | {least:.1%} to {most:.1%}"
            yield f"| {row['name']['en']} | {row['count']} of {row['n']} | {row['value']:.1%} | {shown} |"


def between(text: str, marks: tuple[str, str], lines: Iterable[str]) -> str:
    """The document with these lines between its marks."""
    begin, end = map(re.escape, marks)
    return re.sub(f"{begin}.*{end}", lambda _: "\n".join((marks[0], *lines, marks[1])), text, flags=re.DOTALL)


def main() -> None:
    """Ask every shipped question and write what came of it."""
    subject = Subject.open(Path(sys.argv[1]))
    sets: dict[str, list[Reply]] = {"open": [], "aside": []}
    for path in tqdm(sorted((HERE / "examples").glob("*.jsonl")), unit="set"):
        sets["aside" if path.name == ASIDE else "open"] += replies(subject, path)
    run = {"date": date.today().isoformat(), "sets": [of_set(name, given) for name, given in sets.items()]}
    JSON.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", "utf-8")
    README.write_text(between(README.read_text("utf-8"), MARKS, markdown(run)), "utf-8")
    sys.stdout.write("\n".join(markdown(run)) + "\n")


if __name__ == "__main__":
    main()
