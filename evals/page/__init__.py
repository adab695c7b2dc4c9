"""The page of a run, for a person: one file that runs and loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.page import drawing
from evals.page.content import failures, groups, quality, totals
from evals.page.words import ANSWERS, METRICS
from evals.scoreboard import NAMES, Reply, Scoreboard

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_TEMPLATES.globals |= {"NAMES": NAMES, "METRICS": METRICS, "ANSWERS": ANSWERS}


def page(board: Scoreboard, replies: Sequence[Reply]) -> str:
    """Totals, groups, what is answered at what risk, times, and every failure; the same for the same run but for times and date."""
    return _TEMPLATES.get_template("run.html").render(
        board=board,
        date=date.today().isoformat(),
        totals=totals(board),
        groups=groups(replies),
        risks=drawing.risks(quality(replies)),
        times=drawing.times([reply.answer.milliseconds for reply in replies]),
        failures=failures(replies),
    )
