"""Pages about the service itself: how often its answers are right, and how far it is accessible."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

PATHS = ("/accuracy", "/accessibility")
HEADS = {"zh": ("题目类型", "答对", "比例", "区间"), "en": ("Kind of question", "Right", "Share", "Interval")}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def published() -> dict[str, Any]:
    """The last evaluation that was published with the program: its date, and the sets with their shares (evals/published.py)."""
    found: dict[str, Any] = json.loads(files("evals").joinpath("published.json").read_text("utf-8"))
    return found


def about(app: FastAPI) -> None:
    """Add the pages; `?lang=en` asks for English, else the browser's language decides, Chinese before all but English."""

    @app.get("/accuracy", response_class=HTMLResponse)
    def accuracy(request: Request, lang: str = "") -> str:
        """准确率：最近一次评测的结果。How often the answers are right."""
        language = _language(request, lang)
        return _shown("accuracy", language, run=published(), heads=HEADS[language])

    @app.get("/accessibility", response_class=HTMLResponse)
    def accessibility(request: Request, lang: str = "") -> str:
        """无障碍说明。How far the pages are accessible."""
        return _shown("accessibility", _language(request, lang))


def _language(request: Request, asked: str) -> str:
    wanted = asked or request.headers.get("accept-language", "")
    return "en" if wanted.lower().startswith("en") else "zh"


def _shown(name: str, language: str, **values: Any) -> str:
    return _TEMPLATES.get_template(f"{name}.html").render(here=f"/{name}", lang=language, english=language == "en", **values)
