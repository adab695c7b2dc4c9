"""What stands below an answer on the page: formula, caveats, and every place it was taken from, as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby

from ingest.fact import Fact
from ingest.passage import Passage
from qa.answer import Answer, Caveat, Citation, Value
from ui.assistant import Answering, Keeping
from ui.heard import Hearing
from ui.printed_table import table_html
from ui.words import CAVEATS, EXACT, JOINED, PROPOSED, QUOTED, TABLES, labels, office_year, place

DRAWN = 12
"""So many tables are drawn; the places beyond are listed line by line."""


@dataclass(frozen=True)
class Surroundings:
    """What stands behind the faces; without `hearing` nothing that readers ask or say is kept."""

    assistant: Answering
    archive: Keeping
    hearing: Hearing | None = None

    def table(self, citation: Citation) -> tuple[Fact, ...]:
        """The whole printed table."""
        return self.assistant.printed_table(citation)

    def passage(self, citation: Citation) -> Passage | None:
        """The passage in which the quoted sentence stands; None where it spans several."""
        if (held := self.archive.report_of(citation.sha256)) is None or not citation.quote:
            return None
        return next((one.passage for one in self.archive.passages([held.key]) if citation.quote in one.passage.text), None)

    def forms(self) -> Mapping[str, str]:
        """The edition of the form by the file's hash."""
        return {held.document.sha256: held.form for held in self.assistant.reports()}


def lead_html(answer: Answer) -> str:
    """The text of the answer, its first line large, the figure in it larger; the rows of a list below."""
    first, *rest = answer.text.strip().splitlines() or [""]
    # The choices stand below as buttons.
    rest = [line for line in rest if not line.endswith(answer.choices)] if answer.choices else rest
    return f'<div class="answer {escape(answer.kind)}"><p class="lead">{_lead(first, answer.values)}</p>{_rows(rest, len(answer.values))}</div>'


def _lead(line: str, values: tuple[Value, ...]) -> str:
    shown = escape(line)
    if len(values) != 1:
        return shown
    figure = re.escape(escape(values[0].value)) + (f" ?{re.escape(escape(values[0].unit))}" if values[0].unit else "")
    # The whole figure with its unit, where it comes first: 26 is not marked inside 126 or 26.5, nor in the formula behind it.
    found = re.search(rf"(?<![\d.,-]){figure}(?![\d,]|\.\d)", shown)
    return f'{shown[: found.start()]}<strong class="figure">{found[0]}</strong>{shown[found.end() :]}' if found else shown


def _rows(lines: list[str], figures: int) -> str:
    if not lines:
        return ""
    parted = [re.split(r"：|: ", line, maxsplit=1) for line in lines]
    if figures < 2 or any(len(parts) != 2 for parts in parted):
        return f'<p class="more">{"<br>".join(map(escape, lines))}</p>'
    return f'<ul class="rows">{"".join(f"<li><span>{escape(name)}</span> <b>{escape(figure)}</b></li>" for name, figure in parted)}</ul>'


def answer_html(answer: Answer, around: Surroundings) -> str:
    """The evidence of an answer; nothing of it is unescaped."""
    parts = (_basis(answer), _source(answer, around.forms()), _caveats(answer.caveats), _places(answer, around))
    return f'<div class="evidence {escape(answer.kind)}">{"".join(parts)}</div>' if any(parts) else ""


def _basis(answer: Answer) -> str:
    """By whom the answer is: computed, quoted, or in words that a model has written."""
    if answer.written_by:
        return f'<p class="basis ai"><span aria-hidden="true">AI</span> {PROPOSED if answer.choices else JOINED}</p>'
    if answer.kind == "exact":
        return f'<p class="basis"><span aria-hidden="true">✓</span> {EXACT}</p>'
    if answer.kind == "narrative":
        return f'<p class="basis"><span aria-hidden="true">❝</span> {QUOTED}</p>'
    return ""


def _source(answer: Answer, forms: Mapping[str, str]) -> str:
    """One line: the formula (unless the text has it) or the printed row; then office, year and form."""
    if not answer.citations or answer.kind != "exact":
        return ""
    offices = list(dict.fromkeys(office_year(citation) for citation in answer.citations))
    whose = offices[0] if len(offices) == 1 else f"{offices[0]}等{len(offices)}份报告"
    editions = sorted({f"{form}年版格式" for citation in answer.citations if (form := forms.get(citation.sha256))})
    return f'<p class="source">{escape(" · ".join(part for part in (_how(answer), whose, "、".join(editions)) if part))}</p>'


def _how(answer: Answer) -> str:
    if answer.formula:
        return "" if answer.formula in answer.text else f"算式：{answer.formula}"
    return labels(answer.citations[0]) if len(answer.citations) == 1 else ""


def _caveats(caveats: Iterable[Caveat]) -> str:
    lines = "".join(
        f'<li class="{escape(caveat.kind)}"><span aria-hidden="true">⚠</span> <strong>{escape(CAVEATS[caveat.kind])}</strong> {escape(caveat.text)}</li>'
        for caveat in caveats
    )
    return f'<ul class="caveats" aria-label="注意事项">{lines}</ul>' if lines else ""


def _places(answer: Answer, around: Surroundings) -> str:
    if not answer.citations:
        return ""
    ordered = sorted(answer.citations, key=lambda citation: _first_mention(answer, citation))
    groups = [list(members) for _, members in groupby(ordered, key=_source_key)]
    drawn = "".join(_group(group, around) for group in groups[:DRAWN])
    listed = "".join(f"<li>{escape(_line(citation))}</li>" for group in groups[DRAWN:] for citation in group)
    rest = f"<details><summary>其余{sum(map(len, groups[DRAWN:]))}处</summary><ul>{listed}</ul></details>" if listed else ""
    opened = " open" if len(groups) <= 2 else ""
    return f'<details class="places"{opened}><summary>原文依据（{len(answer.citations)}处）</summary>{drawn}{rest}</details>'


def _source_key(citation: Citation) -> tuple[str, int | None]:
    return citation.sha256, citation.table


def _first_mention(answer: Answer, citation: Citation) -> int:
    return next(index for index, other in enumerate(answer.citations) if _source_key(other) == _source_key(citation))


def _group(citations: list[Citation], around: Surroundings) -> str:
    first = citations[0]
    if first.table is None:
        return "".join(_quotation(citation, around.passage(citation)) for citation in citations)
    facts = around.table(first)
    hits = frozenset((citation.row or (), citation.column or ()) for citation in citations)
    return table_html(_caption(citations), facts, hits) + _origin(first)


def _caption(citations: list[Citation]) -> str:
    first = citations[0]
    pages = sorted({citation.page for citation in citations if citation.page})
    on_page = f"第{'、'.join(map(str, pages))}页" if pages else ""
    scanned = CAVEATS["ocr"] if any(citation.ocr for citation in citations) else ""
    return " · ".join(part for part in (office_year(first), TABLES[first.table or 0], on_page, scanned) if part)


def _quotation(citation: Citation, passage: Passage | None) -> str:
    quote = escape(citation.quote or "")
    shown = escape(passage.text).replace(quote, f"<mark>{quote}</mark>", 1) if passage and quote else f"<mark>{quote}</mark>"
    heads = " › ".join((place(citation), *(passage.headings if passage else ())))
    caption = f"<figcaption>{escape(f'{office_year(citation)} · {heads}')}</figcaption>"
    return f'<figure class="quote">{caption}<blockquote>{shown}</blockquote>{_picture(citation)}</figure>'


def _origin(citation: Citation) -> str:
    """The file, as a link where it was published; where it has pages, the page with a box around the first cell."""
    name = escape(citation.document)
    if citation.url is not None and citation.url.startswith(("https://", "http://")):
        name = f'<a href="{escape(citation.url)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    return f'<p class="origin">文件：{name}</p>{_picture(citation)}'


def _picture(citation: Citation) -> str:
    if citation.page is None:
        return ""
    box = "&amp;".join(f"box={edge:.1f}" for edge in citation.box or ())
    source = f"/originals/{escape(citation.sha256)}/{citation.page}.png{'?' if box else ''}{box}"
    title = escape(f"{office_year(citation)}报告第{citation.page}页")
    return f'<details class="original"><summary>查看原件第{citation.page}页</summary><img loading="lazy" src="{source}" alt="{title}，答案处以红框标出"></details>'


def _line(citation: Citation) -> str:
    shown = citation.printed if citation.quote is None else citation.quote
    return f"{office_year(citation)} {place(citation)} {labels(citation)}：{shown or ''}"
