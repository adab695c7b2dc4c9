"""Prints a sample report as a page of a government portal, with everything that stands around it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ingest.document import Cell, Grid
from samples.blocks import Level, StatutoryTable, Words, blocks
from samples.figures import Print, SampleReport

Draw = Callable[[Grid], str]
"""How a grid becomes the source of a table."""

_TAGS = {Level.TITLE: "h1", Level.SECTION: "p", Level.PART: "p", Level.BODY: "p"}
_STYLE = """body{margin:0;font:16px/1.8 serif}header,footer{background:#e8eef7;padding:12px 8%}nav a{margin-right:2em}
main{max-width:980px;margin:1em auto}h1{text-align:center;font-size:24px}.meta,.share,.path{color:#666;font-size:14px}
table{border-collapse:collapse;width:100%;margin:1em 0}td{border:1px solid #555;padding:2px 6px;font-size:14px;text-align:center}
.section{font-weight:bold}p{text-indent:2em}td p{text-indent:0;margin:0}"""


def _cell(cell: Cell) -> str:
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    columns = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<td{rows}{columns}><p>{escape(cell.text, quote=False) or '&nbsp;'}</p></td>"


def drawn(grid: Grid) -> str:
    """A grid as a table, its merged cells as spans."""
    rows = ("".join(_cell(cell) for cell in grid.row(row) if cell.row == row) for row in range(grid.height))
    return "<table><tbody>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</tbody></table>"


def _block(block: Words | StatutoryTable, draw: Draw = drawn) -> str:
    if isinstance(block, StatutoryTable):
        return draw(block.grid)
    kind = ' class="section"' if block.level is Level.SECTION else ""
    tag = _TAGS[block.level]
    return f"<{tag}{kind}>{escape(block.text, quote=False)}</{tag}>"


def _before(report: SampleReport) -> str:
    return f"""<header><strong>{report.agency}</strong>
<nav><a href="#">首页</a><a href="#">机构概况</a><a href="#">政府信息公开</a><a href="#">办事服务</a><a href="#">互动交流</a></nav></header>
<main><div class="path">您的位置：首页 &gt; 政府信息公开 &gt; 政府信息公开年报</div>"""


def _after(report: SampleReport) -> str:
    return f"""<p>附件：<a href="#">{escape(report.title, quote=False)}.pdf</a></p>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a> | 浏览次数：1024 | <a href="#">打印本页</a> <a href="#">关闭</a></div></main>
<footer><p>关于我们 | 网站地图 | 无障碍浏览 | 使用帮助</p>
<p>主办单位：{report.agency} 值班电话：010-00000000 网站标识码：0000000000（示例）</p></footer>"""


def print_html(report: SampleReport, how: Print | None = None) -> bytes:
    """The report as a page in UTF-8: navigation, path, the date of publication in the next year, attachment, footer."""
    return page_of(report, how or Print()).encode()


def page_of(report: SampleReport, how: Print, draw: Draw = drawn) -> str:
    """The same page as text, every table drawn as `draw` says."""
    title, *rest = blocks(report, how)
    body = "\n".join(_block(block, draw) for block in rest)
    meta = f'<div class="meta">发布日期：{report.year + 1}-01-26 来源：{report.agency} 字体：【大 中 小】</div>'
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{escape(report.title, quote=False)}</title>
<style>{_STYLE}</style></head>
<body>
{_before(report)}
{_block(title)}
{meta}
<article>
{body}
</article>
{_after(report)}
</body>
</html>
"""
