"""For staff: the page of what is held and where it contradicts itself, and the export of all facts."""

from __future__ import annotations

from html import escape

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from ingest.held import HeldReport
from ui.assistant import Answering
from ui.export import WRITERS, exported

HEADS = ("机关", "范围", "年度", "格式", "数字", "未识别", "前后矛盾", "文件")


def library(app: FastAPI, assistant: Answering) -> None:
    """Add the staff's page and the export to the application."""

    @app.get("/library")
    def held() -> HTMLResponse:
        return HTMLResponse(library_html(assistant.reports()))

    @app.get("/library/facts{suffix}")
    def download(suffix: str) -> Response:
        if suffix not in WRITERS:
            raise HTTPException(404, f"可导出的格式：{'、'.join(WRITERS)}。")
        headers = {"content-disposition": f'attachment; filename="nianbao{suffix}"'}
        return Response(WRITERS[suffix](list(exported(assistant.facts()))), media_type="application/octet-stream", headers=headers)


def library_html(reports: tuple[HeldReport, ...]) -> str:
    """The whole page; what contradicts itself is marked."""
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    links = " · ".join(f'<a href="/library/facts{suffix}">导出{suffix}</a>' for suffix in WRITERS)
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>在库报告</title><style>:root{color-scheme:light dark}body{font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;'
        "max-width:72rem;margin:2rem auto;padding:0 1rem}div{overflow-x:auto}table{border-collapse:collapse;width:100%}"
        "th,td{padding:.45rem .6rem;border-bottom:1px solid #8886;text-align:left}td.n{text-align:right}.warn{color:#b3261e;font-weight:600}</style>"
        f'<h1>在库报告（{len(reports)}份）</h1><p><a href="/">返回问答</a> · {links}</p>'
        f'<div role="region" tabindex="0" aria-label="在库报告"><table><thead><tr>{head}</tr></thead><tbody>{"".join(map(_row, reports))}</tbody></table></div></html>'
    )


def _row(held: HeldReport) -> str:
    key = held.key
    figures = "".join(
        f'<td class="n{" warn" if count and warns else ""}">{count}</td>'
        for count, warns in ((held.facts, False), (held.unread, True), (held.findings, True))
    )
    return f"<tr><td>{escape(key.agency)}</td><td>{escape(key.scope or '')}</td><td>{key.year}</td><td>{escape(held.form)}年版</td>{figures}<td>{escape(held.document.name)}</td></tr>"
