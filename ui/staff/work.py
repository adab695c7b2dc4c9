"""The work list: what readers said of answers, and what they asked in vain."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from ui.heard import Hearing, now
from ui.staff.page import page

REASONS = {
    "not_understood": "没有看懂", "not_reported": "未收录该报告", "not_on_form": "报告没有这一项", "blank": "格内空白", "not_applicable": "不适用",
    "unread": "未能识读", "not_comparable": "不可比", "undefined": "无法计算", "nothing_left": "没有符合条件的", "personal": "个案", "advice": "求建议",
    "forecast": "求预测", "opinion": "求评价",
}  # fmt: skip


def work(app: FastAPI, hearing: Hearing) -> None:
    """Add the page to the application."""

    @app.get("/heard")
    def heard(request: Request) -> Response:
        return page(request, "heard", feedback=hearing.feedback(), unanswered=hearing.open_questions(), REASONS=REASONS)

    @app.post("/heard/{kind}/{id}")
    def settle(kind: Literal["feedback", "unanswered"], id: int, done: Annotated[int, Form()]) -> Response:
        if not hearing.settle(kind, id, now() if done else None):
            raise HTTPException(404, "没有这一条，可能已过保存期限。")
        return RedirectResponse("/heard", 303)
