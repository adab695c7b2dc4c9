"""The tables of GLOSSARY.md that the program itself knows; `python -m tests.glossary` writes them there."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.forms.measures import APPLICANTS, MEASURES

PAGE = Path(__file__).parents[1] / "GLOSSARY.md"
MARKS = re.compile(r"(?<=<!-- measures -->\n).*(?=<!-- end of measures -->)", re.DOTALL)


def tables() -> str:
    """The measures and the applicants as two Markdown tables."""
    measures = (f"| `{one.id}` | {one.english} | {one.name} | {one.unit or ''} |" for one in MEASURES.values())
    applicants = (f"| `{one.id}` | {one.english} | {one.name} |" for one in APPLICANTS.values())
    lines = ("", "| measure | in English | in Chinese | unit |", "|---|---|---|---|", *measures, "")
    more = ("| applicant | in English | in Chinese |", "|---|---|---|", *applicants, "")
    return "\n".join((*lines, *more, ""))


def page() -> str:
    """GLOSSARY.md as it ought to be."""
    return MARKS.sub(lambda _: tables(), PAGE.read_text("utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
