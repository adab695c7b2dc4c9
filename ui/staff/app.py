"""The staff's routes, all together."""

from __future__ import annotations

from fastapi import FastAPI

from ui.evidence import Surroundings
from ui.staff import Staff
from ui.staff.drafts import drafts
from ui.staff.entrance import entrance
from ui.staff.evaluations import evaluations
from ui.staff.figures import figures
from ui.staff.findings import findings
from ui.staff.intake import intake
from ui.staff.jobs import Jobs
from ui.staff.library import holdings, library
from ui.staff.work import work


def for_staff(app: FastAPI, around: Surroundings, staff: Staff) -> None:
    """Add everything that only staff may see; the guard before the application lets nobody else through."""
    jobs = Jobs()
    entrance(app, staff.door, staff.once)
    library(app, around.assistant)
    holdings(app, staff.archive, staff.settings, jobs)
    intake(app, staff.archive, staff.settings, jobs)
    figures(app, around.assistant)
    findings(app, staff.archive)
    drafts(app, around.archive)
    evaluations(app, around.assistant, staff, jobs)
    if around.hearing:
        work(app, around.hearing)
