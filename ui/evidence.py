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
from ui.original import MOST_BOXES
from ui.printed_table import table_html
from ui.words import Words, labels, words_of

DRAWN = 12
"""So many tables are drawn; the places beyond are listed line by line."""
PICTURED = 2
"""Of so many tables the pages are shown at once; of more they wait to be opened."""


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
    return f'<div class="answer {escape(answer.kind)}"><p class="lead">{_lead(first, answer.values, words_of(answer))}</p>{_rows(rest, len(answer.values))}</div>'


def _lead(line: str, values: tuple[Value, ...], said: Words) -> str:
    shown = escape(line)
    if len(values) != 1:
        return shown
    unit = f" ?{re.escape(escape(values[0].unit))}" if values[0].unit and not (said.language == "en" and values[0].unit != "%") else ""
    figure = re.escape(escape(values[0].value)) + unit
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
    """The evidence of an answer, around it the language of the question; nothing of it is unescaped."""
    said = words_of(answer)
    parts = (_basis(answer, said), _source(answer, around.forms(), said), _caveats(answer.caveats, said), _places(answer, around, said))
    return f'<div class="evidence {escape(answer.kind)}">{"".join(parts)}</div>' if any(parts) else ""


def _basis(answer: Answer, said: Words) -> str:
    """By whom the answer is: computed, quoted, or in words that a model has written."""
    if answer.written_by:
        return f'<p class="basis ai"><span aria-hidden="true">AI</span> {said.say("proposed" if answer.choices else "joined")}</p>'
    if answer.kind == "exact":
        return f'<p class="basis"><span aria-hidden="true">✓</span> {said.say("exact")}</p>'
    if answer.kind == "narrative":
        return f'<p class="basis"><span aria-hidden="true">❝</span> {said.say("quoted")}</p>'
    return ""


def _source(answer: Answer, forms: Mapping[str, str], said: Words) -> str:
    """One line: the formula (unless the text has it) or the printed row; then office, year and form."""
    if not answer.citations or answer.kind != "exact":
        return ""
    offices = list(dict.fromkeys(said.office_year(citation) for citation in answer.citations))
    whose = offices[0] if len(offices) == 1 else said.say("of_several", first=offices[0], count=len(offices))
    editions = sorted({said.say("form", year=form) for citation in answer.citations if (form := forms.get(citation.sha256))})
    parts = (_how(answer, said), whose, said.say("comma").join(editions))
    return f'<p class="source">{escape(" · ".join(part for part in parts if part))}</p>'


def _how(answer: Answer, said: Words) -> str:
    if answer.formula:
        return "" if answer.formula in answer.text else said.say("formula", formula=answer.formula)
    return labels(answer.citations[0]) if len(answer.citations) == 1 else ""


def _caveats(caveats: Iterable[Caveat], said: Words) -> str:
    lines = "".join(
        f'<li class="{escape(caveat.kind)}"><span aria-hidden="true">⚠</span> <strong>{escape(said.caveats[caveat.kind])}</strong> {escape(caveat.text)}</li>'
        for caveat in caveats
    )
    return f'<ul class="caveats" aria-label="{escape(said.say("caveats_label"))}">{lines}</ul>' if lines else ""


def _places(answer: Answer, around: Surroundings, said: Words) -> str:
    if not answer.citations:
        return ""
    ordered = sorted(answer.citations, key=lambda citation: _first_mention(answer, citation))
    groups = [list(members) for _, members in groupby(ordered, key=_source_key)]
    pictured = len(groups) <= PICTURED
    drawn = "".join(_group(group, around, said, pictured) for group in groups[:DRAWN])
    listed = "".join(f"<li>{escape(_line(citation, said))}</li>" for group in groups[DRAWN:] for citation in group)
    more = said.say("more_places", count=sum(map(len, groups[DRAWN:])))
    rest = f"<details><summary>{more}</summary><ul>{listed}</ul></details>" if listed else ""
    summary = said.say("places", count=len(answer.citations))
    return f'<details class="places"{" open" if pictured else ""}><summary>{summary}</summary>{drawn}{rest}</details>'


def _source_key(citation: Citation) -> tuple[str, int | None]:
    return citation.sha256, citation.table


def _first_mention(answer: Answer, citation: Citation) -> int:
    return next(index for index, other in enumerate(answer.citations) if _source_key(other) == _source_key(citation))


def _group(citations: list[Citation], around: Surroundings, said: Words, pictured: bool) -> str:
    first = citations[0]
    if first.table is None:
        return "".join(_quotation(citation, around.passage(citation), said, pictured) for citation in citations)
    facts = around.table(first)
    hits = frozenset((citation.row or (), citation.column or ()) for citation in citations)
    return _beside(table_html(_caption(citations, said), facts, hits, said) + _origin(first, said), _pictures(citations, said, pictured))


def _beside(printed: str, picture: str) -> str:
    """What is printed as text, and where there is one the picture of its page: side by side where there is room."""
    return f'<div class="place">{f"<div>{printed}</div>{picture}" if picture else printed}</div>'


def _caption(citations: list[Citation], said: Words) -> str:
    first = citations[0]
    pages = sorted({citation.page for citation in citations if citation.page})
    on_page = said.say("page", pages=said.say("comma").join(map(str, pages))) if pages else ""
    scanned = said.caveats["ocr"] if any(citation.ocr for citation in citations) else ""
    return " · ".join(part for part in (said.office_year(first), said.tables[first.table or 0], on_page, scanned) if part)


def _quotation(citation: Citation, passage: Passage | None, said: Words, pictured: bool) -> str:
    quote = escape(citation.quote or "")
    shown = escape(passage.text).replace(quote, f"<mark>{quote}</mark>", 1) if passage and quote else f"<mark>{quote}</mark>"
    heads = " › ".join((said.place(citation), *(passage.headings if passage else ())))
    caption = f"<figcaption>{escape(f'{said.office_year(citation)} · {heads}')}</figcaption>"
    quoted = f'{caption}<blockquote lang="zh-CN">{shown}</blockquote>{_origin(citation, said)}'
    return f'<figure class="quote">{_beside(quoted, _pictures([citation], said, pictured))}</figure>'


def _origin(citation: Citation, said: Words) -> str:
    """The file, as a link where it was published."""
    name = escape(citation.document)
    if citation.url is not None and citation.url.startswith(("https://", "http://")):
        name = f'<a href="{escape(citation.url)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    return f'<p class="origin">{said.say("document")}{name}</p>'


def _pictures(citations: list[Citation], said: Words, opened: bool) -> str:
    """Each page that is cited with a box around every cell of it, where the source has pages."""
    pages = sorted({citation.page for citation in citations if citation.page is not None})
    drawn = "".join(_picture(page, [one for one in citations if one.page == page], said, opened) for page in pages)
    return f"<div>{drawn}</div>" if drawn else ""


def _picture(page: int, citations: list[Citation], said: Words, opened: bool) -> str:
    cells = dict.fromkeys(citation.box for citation in citations if citation.box)
    box = "&amp;".join(f"box={edge:.1f}" for cell in list(cells)[:MOST_BOXES] for edge in cell)
    source = f"/originals/{escape(citations[0].sha256)}/{page}.png{'?' if box else ''}{box}"
    title = escape(said.say("picture", report=said.office_year(citations[0]), page=page))
    summary = said.say("original_page", page=page)
    image = f'<a href="{source}" target="_blank" title="{escape(said.say("open_picture"))}"><img loading="lazy" src="{source}" alt="{title}"></a>'
    return f'<details class="original"{" open" if opened else ""}><summary>{summary}</summary>{image}</details>'


def _line(citation: Citation, said: Words) -> str:
    shown = citation.printed if citation.quote is None else citation.quote
    return f"{said.office_year(citation)} {said.place(citation)} {labels(citation)}{said.say('colon')}{shown or ''}"
