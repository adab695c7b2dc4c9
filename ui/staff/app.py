"""The staff's routes, all together."""

from __future__ import annotations

from fastapi import FastAPI

from ui.evidence import Surroundings
from ui.staff import Staff
from ui.staff.drafts import drafts
from ui.staff.entrance import entrance
from ui.staff.figures import figures
from ui.staff.findings import findings
from ui.staff.library import library
from ui.staff.work import work


def for_staff(app: FastAPI, around: Surroundings, staff: Staff) -> None:
    """Add everything that only staff may see; the guard before the application lets nobody else through."""
    entrance(app, staff.door, staff.once)
    library(app, around.assistant)
    figures(app, around.assistant)
    findings(app, staff.archive)
    drafts(app, around.archive)
    if around.hearing:
        work(app, around.hearing)
