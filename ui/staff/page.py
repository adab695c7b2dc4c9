"""A page of the staff: a template with values, every one of them escaped."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ui.render import citation_text
from ui.staff.guard import PERSON
from ui.words import words

HERE = Path(__file__).parent
PAGES = (
    ("/library", "在库报告"),
    ("/intake", "添加报告"),
    ("/figures", "数据表"),
    ("/findings", "核对发现"),
    ("/check", "核对草稿"),
    ("/heard", "反馈与未答问题"),
    ("/evals", "评测"),
)
_TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_TEMPLATES.globals |= {"PAGES": PAGES, "CITED": partial(citation_text, said=words("zh"))}


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of this template; it is not kept by browsers, as it is for one person."""
    shown = _TEMPLATES.get_template(f"{name}.html").render(person=request.scope.get(PERSON), here=request.url.path, **values)
    return HTMLResponse(shown, status, {"cache-control": "no-store"})
