"""The pages of questions: Markdown that a person reads, and the table that test_questions runs.

A heading names the case; every `- ` below it is a way to ask (turns separated by ` / `), and `→` says what the last
turn must give: the kind, then the figures with their units. Indented lines after it say more:

    formula: 26 ÷ 81 = 32.10%            the arithmetic, word for word
    exact: 26/81                         the first figure as a fraction
    caveats: computed blank              which data caveats stand beside it; without this line there is none of them
    missing: 广州海关 2022, …             the office-years that no report states
    contains: 10289 | 接通率              what the text says; `lacks:` what it does not
    cites: 广州海关 2023                  the offices and years cited
    choices: 2024 | 2023                 what each choice names, in order
    known: …                             a defect that is known, in one sentence; remove the line when it is mended
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

PAGES = Path(__file__).parent / "questions"
DETAILS = ("formula", "exact", "caveats", "missing", "contains", "lacks", "cites", "choices", "known")

Figure = tuple[Decimal, str | None]


@dataclass
class Case:
    """One heading of a page."""

    name: str
    asked: list[tuple[str, ...]] = field(default_factory=list)
    kind: str = ""
    figures: tuple[Figure, ...] = ()
    details: dict[str, str] = field(default_factory=dict)

    def listed(self, detail: str, separator: str) -> list[str]:
        """The parts of a detail; none where the case does not state it."""
        return [part.strip() for part in self.details.get(detail, "").split(separator) if part.strip()]


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a result line.

    >>> figures("3119 件, 12.35 %, 2")
    ((Decimal('3119'), '件'), (Decimal('12.35'), '%'), (Decimal('2'), None))
    """
    found = [part.split() for part in text.split(",") if part.strip()]
    return tuple((Decimal(number), unit[0] if unit else None) for number, *unit in found)


def cases() -> Iterator[Case]:
    """Every case of every page, in order."""
    for page in sorted(PAGES.glob("*.md")):
        case: Case | None = None
        for line in page.read_text("utf-8").splitlines():
            if line.startswith("## "):
                case = Case(f"{page.stem}: {line.removeprefix('## ')}")
                yield case
            elif case is not None:
                _read(line, case)


def _read(line: str, case: Case) -> None:
    if line.startswith("- "):
        case.asked.append(tuple(line.removeprefix("- ").split(" / ")))
    elif line.startswith("→ "):
        case.kind, _, rest = line.removeprefix("→ ").partition(" ")
        case.figures = figures(rest)
    elif match := re.fullmatch(r" +(\w+): (.+)", line):
        assert match[1] in DETAILS, f"{case.name}: {match[1]}"
        case.details[match[1]] = match[2].strip()
