"""Whom a reader may turn to: how the office whose reports these are is reached, in the words of its newest report."""

from __future__ import annotations

from fastapi import FastAPI

from ui.assistant import Answering
from ui.records import Record

NOBODY: Record = {"agency": None, "year": None, "quote": None}


def contact(app: FastAPI, assistant: Answering) -> None:
    """Add the route."""

    @app.get("/api/contact")
    def shown(agency: str = "") -> Record:
        """机关的联系方式，摘自其最近一年的报告；不写机关时，库中只有一个机关才有。How an office is reached, quoted from its newest report."""
        return contact_of(assistant, agency)


def contact_of(assistant: Answering, agency: str = "") -> Record:
    """Office, year and sentence of the contact of this office, or of the only one held; all None where no one office is meant or none says so."""
    held = [one for one in assistant.reports() if agency in ("", one.key.agency)]
    if len({one.key.agency for one in held}) != 1:
        return NOBODY
    newest = max(held, key=lambda one: one.key.year)
    return {"agency": newest.key.agency, "year": newest.key.year, "quote": newest.contact} if newest.contact else NOBODY
