"""For staff: the page where a draft is dropped and its contradictions are listed; nothing of the draft is kept or logged."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import PurePath
from typing import Annotated

from fastapi import FastAPI, File, UploadFile
from fastapi.responses import HTMLResponse

from ui.checked import HEADS, cells, checked_csv, items
from ui.checking import Beside, check_file
from ui.limits import LARGEST_DRAFT
from ui.records import Record

ACCEPTED = ".pdf,.html,.htm,.docx,.doc,.txt,.md"
_STYLE = (
    ':root{color-scheme:light dark}body{font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:64rem;margin:2rem auto;'
    "padding:0 1rem}label{display:block;font-weight:600}input[type=file]{box-sizing:border-box;width:100%;padding:2.2rem 1rem;margin:.5rem 0 1rem;"
    "border:2px dashed #8889;border-radius:12px;font:inherit;cursor:pointer}input[type=file]:focus-visible,button:focus-visible,a:focus-visible"
    "{outline:3px solid #1d4ed8;outline-offset:2px}button{font:inherit;font-weight:600;padding:.6rem 1.4rem;border:0;border-radius:8px;background:#1d4ed8;"
    "color:#fff;cursor:pointer}button:disabled{opacity:.6}.bad{color:#b3261e;font-weight:600}.good{color:#146c2e;font-weight:600}"
    "@media(prefers-color-scheme:dark){.bad{color:#ffb4ab}.good{color:#7fdc96}}table{border-collapse:collapse;width:100%}"
    "th,td{padding:.5rem .6rem;border-bottom:1px solid #8886;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{white-space:nowrap}form{margin-top:1.5rem}"
    "@media(max-width:40rem){thead{position:absolute;clip-path:inset(50%)}tr{display:block;border-bottom:2px solid #8886;padding:.6rem 0}"
    "td{display:block;border:0;padding:.1rem 0}td:empty{display:none}td[data-head]::before{content:attr(data-head) '：';font-weight:600}}"
)
_SCRIPT = (
    "const form=document.querySelector('form'),file=form.elements.draft,told=document.getElementById('told'),button=form.querySelector('button');"
    f"const largest={LARGEST_DRAFT};"
    "form.addEventListener('submit',event=>{const chosen=file.files[0];"
    "if(chosen&&chosen.size>largest-4096){event.preventDefault();told.className='bad';"
    "told.textContent='文件太大：最多'+largest/1048576+' MB，实际'+(chosen.size/1048576).toFixed(1)+' MB。请只提供年度报告本身。';return}"
    "button.disabled=true;const started=Date.now();told.className='';"
    "const tell=()=>{told.textContent='正在读取和核对《'+chosen.name+'》，已用'+Math.round((Date.now()-started)/1000)+'秒……'};tell();setInterval(tell,1000)});"
    "addEventListener('pageshow',()=>{button.disabled=false});"
)
_FORM = (
    '<form method="post" enctype="multipart/form-data"><label for="draft">报告或草稿（PDF、网页、Word 或文本，最多 '
    f'{LARGEST_DRAFT // 1024 // 1024} MB），可以拖到框里</label><input id="draft" name="draft" type="file" required accept="{ACCEPTED}">'
    '<button>核对</button> <span id="told" role="status" aria-live="polite"></span></form>'
)


def drafts(app: FastAPI, held: Beside) -> None:
    """Add the page to the application; a draft is compared with the reports held."""

    @app.get("/check")
    def empty() -> HTMLResponse:
        return _page("")

    @app.post("/check")
    def check(draft: Annotated[UploadFile | None, File()] = None) -> HTMLResponse:
        if draft is None or not draft.filename:
            return _page('<p class="bad" role="alert">请先选择一个文件，再按“核对”。</p>', 422)
        name = PurePath(draft.filename.replace("\\", "/")).name
        return _page(result_html(check_file(name, draft.file.read(), held)))


def result_html(record: Record) -> str:
    """What was found, as a summary and a table, with the table for download in the page itself."""
    name = escape(record["source"])
    if record["error"]:
        return f'<section><h2>《{name}》</h2><p class="bad" role="alert">{escape(record["error"])}</p></section>'
    scope = f"（{escape(record['scope'])}）" if record["scope"] else ""
    head = f"{escape(record['agency'])}{scope}{record['year']}年，读到{record['facts']}个数字"
    found = items(record)
    if not found:
        return f'<section><h2>《{name}》</h2><p>{head}。</p><p class="good">未发现前后矛盾。</p></section>'
    return (
        f'<section><h2>《{name}》</h2><p>{head}。<span class="bad">{len(found)}处需要核对</span>，按修改的先后列出。{_download(record)}</p>'
        f"{_table([(str(number), *cells(item)) for number, item in enumerate(found, start=1)])}</section>"
    )


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    """The rows under their heads; columns in which nothing stands are left out."""
    used = [column for column in range(len(HEADS)) if any(row[column] for row in rows)]
    head = "".join(f'<th scope="col">{HEADS[column]}</th>' for column in used)
    body = "".join(f"<tr>{''.join(_cell(HEADS[column], row[column]) for column in used)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(head: str, text: str) -> str:
    return f'<td data-head="{head}">{escape(text)}</td>' if text else "<td></td>"


def _download(record: Record) -> str:
    content = b64encode(checked_csv(record).encode()).decode()
    name = escape(f"核对_{PurePath(record['source']).stem}.csv")
    return f' <a download="{name}" href="data:text/csv;charset=utf-8;base64,{content}">下载清单（CSV）</a>'


def _page(result: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>核对年报草稿</title><style>{_STYLE}</style><h1>核对年报草稿</h1><p><a href="/">返回问答</a> · '
        f"文件只在读取时使用，不入库、不保存，也不记入日志。</p>{result}{_FORM}<script>{_SCRIPT}</script></html>",
        status,
        {"cache-control": "no-store"},
    )
