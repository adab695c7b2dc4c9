"""The ways in which portals and browsers write the same page: each changes how a report is carried, none what it states."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.document import Grid
from samples.figures import Print, SampleReport
from samples.redrawn import (
    as_divisions,
    in_sections,
    in_two_tables,
    numbered,
    remarked,
    reordered,
    repeated_header,
    spanning_to_the_end,
    titled_above,
    unmerged_groups,
    with_empty_cells,
)
from samples.web import Draw, drawn, page_of

_TEXT = re.compile(r">([^<>]+)(?=<)")
_VALUE = re.compile(r"(<td[^>]*>(?:<p>)?)([\d.,/]+)((?:</p>)?</td>)")


@dataclass(frozen=True, slots=True)
class Portal:
    """A way to publish: how tables are drawn, what is done to the page, and the bytes that it is saved as."""

    name: str
    draw: Draw = drawn
    edit: Callable[[str], str] = str
    save: Callable[[str], bytes] = str.encode

    def print(self, report: SampleReport, how: Print | None = None) -> bytes:
        """The report as this portal publishes it."""
        return self.save(self.edit(page_of(report, how or Print(), self.draw)))


def _declared(name: str) -> Callable[[str], str]:
    return lambda page: page.replace('<meta charset="utf-8">', f'<meta http-equiv="Content-Type" content="text/html; charset={name}">')


def _saved(encoding: str) -> Callable[[str], bytes]:
    return lambda page: page.encode(encoding)


def _in_article(page: str, change: Callable[[str], str]) -> str:
    head, body, rest = re.split(r"(?<=<article>)(.*)(?=</article>)", page, maxsplit=1, flags=re.DOTALL)
    return head + change(body) + rest


def _in_spans(page: str) -> str:
    def split(found: re.Match[str]) -> str:
        text = found[1]
        if not text.strip() or "&" in text:
            return found[0]
        pieces = [text[at : at + 2] for at in range(0, len(text), 2)]
        return ">" + "".join(f'<span lang="EN-US"><font face="宋体">{one}</font></span>' for one in pieces)

    return _in_article(page, lambda body: _TEXT.sub(split, body))


def _by_breaks(page: str) -> str:
    """Lines that only breaks part, each in a font of its own."""
    return _in_article(
        page, lambda body: re.sub(r"<p(?: class=\"section\")?>(.*?)</p>(?!</td>)", r'<font size="3">　　\1</font><br>', body)
    )


def _broken_labels(page: str) -> str:
    return re.sub(r"(<td[^>]*><p>[^<&\d]{2})([^<&]{2,})(</p>)", r"\1<br/>\2\3", page)


def _unclosed(page: str) -> str:
    return re.sub(r"</(?:td|tr|p|tbody)>", "", page)


def _in_capitals(page: str) -> str:
    return re.sub(r"</?[a-z0-9]+", lambda found: found[0].upper(), page)


def _by_word(page: str) -> str:
    head = "<!--[if gte mso 9]><xml><o:OfficeDocumentSettings></o:OfficeDocumentSettings></xml><![endif]--></head>"
    page = page.replace("</head>", head).replace(
        "<td", "<td width=64 valign=top style='border:solid windowtext 1.0pt;mso-border-alt:solid'"
    )
    page = re.sub(
        r"<p>(.*?)</p>",
        r"<p class=MsoNormal align=center style='mso-pagination:none'><span style='mso-bidi-font-size:0'>\1<o:p></o:p></span></p>",
        page,
    )
    return page.replace("</tbody>", "<![if !supportMisalignedColumns]><tr height=0><td width=1></td></tr><![endif]></tbody>")


def _padded(page: str) -> str:
    return _VALUE.sub(r"\1&nbsp;　\2&#12288;&ensp;\3", page)


def _wide(page: str) -> str:
    digits = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
    return _VALUE.sub(lambda found: found[1] + found[2].translate(digits) + found[3], page)


def _by_entities(page: str) -> str:
    return _TEXT.sub(
        lambda found: (
            ">" + "".join(f"&#{ord(one)};" if ord(one) > 0x2FFF or one.isdigit() else one for one in found[1])
            if "&" not in found[1]
            else found[0]
        ),
        page,
    )


def _below_metadata(page: str) -> str:
    names = ("名称", "索引号", "分类", "发布机构", "公开日期", "文号")
    cells = "".join(f"<tr><th>{name}</th><td>000014349/2024-0{place}</td></tr>" for place, name in enumerate(names))
    inner = "<title>云溪市人民政府</title><meta name='ColumnName' content='年报'>"
    return page.replace("<article>", f"<table class='xxgk'>{cells}</table><article>{inner}")


def _in_layout_tables(page: str) -> str:
    frame = "<table width=1000><tr><td width=200><a href='#'>左栏</a></td><td><table><tr><td>{}</td></tr></table></td></tr></table>"
    return _in_article(page, frame.format)


def _beside_hidden_copies(page: str) -> str:
    """The tables again with other numbers, as printers and small screens get them, hidden in three ways."""

    def copies(body: str) -> str:
        other = _VALUE.sub(r"\g<1>5\2\3", "".join(re.findall(r"<table>.*?</table>", body, re.DOTALL)))
        ways = ("style='display: none;'", "hidden", "aria-hidden='true'", "style='color:red;visibility:hidden'")
        return "".join(f"<div {way}>{other}</div>" for way in ways) + body

    return _in_article(page, copies)


def _commented(page: str) -> str:
    return re.sub(r"(<td[^>]*>)", r"<!-- <td>99</td> -->\1<!--[if !supportLists]-->", page)


def _by_title_of_window(page: str) -> str:
    return re.sub(r"<h1>.*?</h1>", "", page)


def _by_title_of_article(page: str) -> str:
    title = re.findall(r"<h1>(.*?)</h1>", page)[0]
    page = re.sub(r"<title>.*?</title>", f'<title>政务公开</title><meta name="ArticleTitle" content="{title}">', page)
    return re.sub(r"<h1>.*?</h1>", "", page)


def _by_script(page: str) -> str:
    def script(body: str) -> str:
        text = json.dumps(body, ensure_ascii=False).replace("</", "<\\/")
        return f"<div id='text'></div><script>var body = {text}; document.getElementById('text').innerHTML = body;</script>"

    return _in_article(page, script)


def _as_answer(page: str) -> str:
    title = re.findall(r"<h1>(.*?)</h1>", page)[0]
    body = re.findall(r"<article>(.*)</article>", page, re.DOTALL)[0]
    return json.dumps({"code": 0, "data": {"title": title, "content": body, "views": 12}}, ensure_ascii=True)


def _as_call(page: str) -> str:
    return f"jQuery1124_1700000000({_as_answer(page)});"


def _in_textarea(page: str) -> str:
    return _in_article(page, lambda body: f"<textarea style='display:none'>{body.replace('&', '&amp;').replace('<', '&lt;')}</textarea>")


def _in_heads(page: str) -> str:
    return re.sub(r"<td([^>]*)>((?:<p>)?[^\d<]+(?:</p>)?)</td>", r"<th\1>\2</th>", page)


def _all_in_one(page: str) -> str:
    """The three tables as one, the headings of the sections rows in it."""

    def one(body: str) -> str:
        parts = re.split(r"<table><tbody>|</tbody></table>", body)
        rows = [
            part if index % 2 else re.sub(r"<p[^>]*>(.*?)</p>\s*", r"<tr><td colspan=16>\1</td></tr>", part)
            for index, part in enumerate(parts)
        ]
        return f"{re.sub('</?(?:tr|td)[^>]*>', '', rows[0])}<table>{''.join(rows[1:-1])}</table>{parts[-1]}"

    return _in_article(page, one)


FAITHFUL = (
    Portal("gbk", edit=_declared("gb2312"), save=_saved("gb18030")),
    Portal("gbk, undeclared", edit=_declared(""), save=_saved("gb18030")),
    Portal("gbk, declared utf-8", save=_saved("gb18030")),
    Portal("gbk, declared latin", edit=_declared("iso-8859-1"), save=_saved("gb18030")),
    Portal("utf-8, declared gbk", edit=_declared("gbk")),
    Portal("utf-16", edit=_declared("utf-16"), save=_saved("utf-16")),
    Portal("utf-16 without mark", edit=_declared("utf-16"), save=_saved("utf-16-le")),
    Portal("spans", edit=_in_spans),
    Portal("breaks", edit=_by_breaks),
    Portal("labels in two lines", edit=_broken_labels),
    Portal("unclosed tags", edit=_unclosed),
    Portal("capitals", edit=_in_capitals),
    Portal("word", edit=_by_word),
    Portal("padded", edit=_padded),
    Portal("full-width digits", edit=_wide),
    Portal("entities", edit=_by_entities),
    Portal("metadata table", edit=_below_metadata),
    Portal("layout tables", edit=_in_layout_tables),
    Portal("hidden copies", edit=_beside_hidden_copies),
    Portal("comments", edit=_commented),
    Portal("title of window", edit=_by_title_of_window),
    Portal("title of article", edit=_by_title_of_article),
    Portal("script", edit=_by_script),
    Portal("answer", edit=_as_answer),
    Portal("answer in a call", edit=_as_call),
    Portal("textarea", edit=_in_textarea),
    Portal("heads", edit=_in_heads),
    Portal("one table", edit=_all_in_one),
    Portal("sections, foot first", draw=in_sections),
    Portal("row spans of 0", draw=spanning_to_the_end),
    Portal("two tables", draw=in_two_tables),
    Portal("header again", draw=repeated_header),
    Portal("remarks", draw=lambda grid: drawn(remarked(grid))),
    Portal("numbered rows", draw=lambda grid: drawn(numbered(grid))),
    Portal("columns reordered", draw=lambda grid: drawn(reordered(grid))),
    Portal("groups in every row", draw=lambda grid: drawn(unmerged_groups(grid))),
    Portal("caption", draw=titled_above),
    Portal("transposed", draw=lambda grid: drawn(_transposed(grid))),
)
"""Every number comes back from these."""

LYING = (
    Portal("empty cells for row spans", draw=lambda grid: drawn(with_empty_cells(grid))),
    Portal("divisions", draw=as_divisions),
)
"""From these each number comes back or is said to be unread."""


def _transposed(grid: Grid) -> Grid:
    """Tables three and four turned: what stood in rows stands in columns; table two as it is."""
    if any(cell.text.startswith("第二十条") for cell in grid.cells):
        return grid
    turned = (cell._replace(row=cell.column, column=cell.row, row_span=cell.column_span, column_span=cell.row_span) for cell in grid.cells)
    return Grid(tuple(sorted(turned, key=lambda cell: (cell.row, cell.column))))
