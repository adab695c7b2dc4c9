"""The chat in a page of somebody else: the script that puts it there as a frame, and who may frame it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from fastapi import FastAPI, Response

SCRIPT = Path(__file__).with_name("embed.js")
_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:(\d+|\*))?", re.ASCII)


def parents(named: Iterable[str]) -> tuple[str, ...]:
    """The origins among these words: what else was written could change the policy it is put into."""
    return tuple(word for word in named if _ORIGIN.fullmatch(word))


def embedding(app: FastAPI) -> None:
    """Add the script."""

    @app.get("/embed.js", include_in_schema=False)
    def script() -> Response:
        return Response(SCRIPT.read_bytes(), media_type="text/javascript; charset=utf-8")
