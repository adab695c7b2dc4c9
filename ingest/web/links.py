"""Which links of a page lead to annual reports, and under which name what they lead to is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.errors import Unreachable
from ingest.readers.html_links import Leads, Link
from ingest.web.addresses import absolute, same_site
from ingest.web.fetch import Fetched, last_part

_FORMATS = ("docx", "pdf", "docm", "doc", "wps", "rtf", "zip")
"""Of two files with the same words the first in this order is read: Word says most exactly which cell is which."""

_FILE = re.compile(rf"\.({'|'.join(_FORMATS)})$", re.I)
_IN_QUERY = re.compile(rf"\.({'|'.join(_FORMATS)})(?:&|$)", re.I)
_YEAR = re.compile(r"20\d\d|二[〇○零0][一二三四五六七八九〇○零]{2}")
_REPORT = re.compile(r"年报|年度报告|信息公开[^，。]{0,12}报告")
_DISCLOSURE = re.compile(r"信息公开|政务公开")
_DRESS = re.compile(r"^附件\d*[：:]?|[（(](?:pdf|word|docx?)(?:版|格式)?[）)]|(?:pdf|word|docx?)版?|下载|点击|查看|[.\s]", re.I)
_UNFIT = re.compile(r"[\\/:*?\"<>|\s\x00-\x1f]+")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Lead:
    """A link of the same site: its complete address, its words, and the ending of the file that it promises ('' for a page)."""

    url: str
    words: str
    entry: str
    ending: str

    @property
    def names_a_report(self) -> bool:
        """Whether its words, or those of its list entry, name an annual report with its year."""
        return any(names_a_report(words) for words in (self.words, self.entry, last_part(self.url) if self.ending else ""))

    @property
    def names_disclosure(self) -> bool:
        """Whether the report that it names is one on open government information."""
        return bool(_DISCLOSURE.search(self.words + self.entry))


def names_a_report(words: str) -> bool:
    """Whether these words name an annual report with its year."""
    return bool(_YEAR.search(words) and _REPORT.search(words))


def leads_within(page: str, found: Leads) -> tuple[Lead, ...]:
    """The links of a page that stay on its site, each address once, in order."""
    complete = {lead.url: lead for lead in reversed(tuple(_complete(page, found)))}
    return tuple(lead for lead in reversed(complete.values()) if same_site(page, lead.url) and lead.url != page)


def foreign_reports(page: str, found: Leads) -> int:
    """How many links to annual reports leave the site."""
    return sum(lead.names_a_report and not same_site(page, lead.url) for lead in _complete(page, found))


def files_in(leads: Iterable[Lead]) -> tuple[Lead, ...]:
    """The files among the links: those that name an annual report where any does, else all; one of each name."""
    files = [lead for lead in leads if lead.ending]
    return _one_of_each([lead for lead in files if lead.names_a_report] or files)


def reports_in(leads: Iterable[Lead]) -> tuple[Lead, ...]:
    """The pages and files that name an annual report; where some name one on open government information, only these."""
    named = [lead for lead in leads if lead.names_a_report]
    return _one_of_each([lead for lead in named if lead.names_disclosure] or named)


def name_of(fetched: Fetched, title: str | None, words: str = "") -> str:
    """The name that says most: a page's title; a file's words in the link where they name a report, else what the server calls it."""
    last = last_part(fetched.url) or urlsplit(fetched.url).hostname or ""
    if title is not None:
        return _fit(title or words or last)
    given = fetched.name or last
    ending = _FILE.search(given)
    if names_a_report(words):
        return _fit(_FILE.sub("", words)) + (ending.group().lower() if ending else "")
    return _fit(given)


def _complete(page: str, found: Leads) -> Iterator[Lead]:
    for link in found.links:
        try:
            url = absolute(absolute(page, found.base), link.href, found.encoding)
        except Unreachable:  # a link that no browser could follow either
            continue
        yield Lead(url, link.text, link.entry, _ending(url, link))


def _ending(url: str, link: Link) -> str:
    parts = urlsplit(url)
    ending = _FILE.search(parts.path) or _IN_QUERY.search(parts.query) or _FILE.search(link.text)
    return ending.group(1).lower() if ending else ""


def _one_of_each(leads: Iterable[Lead]) -> tuple[Lead, ...]:
    """The leads without the second file of the same words: the same report as PDF and as Word is one report."""
    best: dict[str, Lead] = {}
    for lead in leads:
        words = _DRESS.sub("", _FILE.sub("", lead.words))
        key = words if lead.ending and names_a_report(words) else lead.url
        if key not in best or _FORMATS.index(lead.ending) < _FORMATS.index(best[key].ending):
            best[key] = lead
    return tuple(best.values())


def _fit(name: str) -> str:
    return _UNFIT.sub(" ", name).strip()[:_LONGEST_NAME]
