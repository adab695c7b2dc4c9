"""What an http(s) address leads to: one report, or the reports that a list page names, each as bytes with its address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.confined import read_confined
from ingest.errors import IngestError, NotAReport, Unreachable
from ingest.found import Found
from ingest.outcome import Outcome
from ingest.readers import identify
from ingest.readers.html_links import Leads, leads_of
from ingest.readers.media import HTML
from ingest.web.addresses import absolute
from ingest.web.fetch import Fetched, Way, fetch
from ingest.web.links import Lead, files_in, foreign_reports, leads_within, name_of, names_a_report, reports_in

MOST = 100
"""Links followed from one address: a list page of an office names a dozen reports, one of a province a hundred."""

_STATUTORY = {2, 3, 4}
_LARGEST_PAGE = 20 * 1024 * 1024
"""Bytes of a page whose links are looked at; the largest real report has a few million."""

_ONLY_A_REFRESH = 5_000
"""Bytes: a page that is there to lead to another one holds no more."""


def found_at(address: str, *, local: bool = False, way: Way | None = None) -> Iterator[Found | Outcome]:
    """Every document that an address leads to, each fetched when it is asked for.

    A file is given as it is. A page that is a report with all its tables is given alone: its attachments repeat it. Any other page
    gives its attachments, or the reports of the same site that it links to, one level deep, with theirs. What cannot be had is a
    failed outcome with one sentence. Addresses of the local network are refused unless `local`; `way` replaces the limits.
    """
    return _Visit(way or Way(local=local)).start(address)


@dataclass(frozen=True, slots=True)
class _Page:
    """A document and, where it is a page, its links and what it has of the statutory tables (None: no report)."""

    found: Found
    leads: Leads | None = None
    tables: frozenset[int] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing but this document is wanted of it: a file, or a report with all its tables."""
        return self.leads is None or (self.tables is not None and self.tables >= _STATUTORY)


@dataclass(frozen=True, slots=True)
class _Visit:
    """One address being read: what was given already is not given again."""

    way: Way
    given: set[str] = field(default_factory=set)

    def start(self, address: str) -> Iterator[Found | Outcome]:
        try:
            page = self._page(address)
        except Unreachable as error:
            yield Outcome(address, "failed", error=str(error))
            return
        if page.leads is None or page.is_whole:
            yield page.found
            return
        leads = leads_within(page.found.source, page.leads)
        if page.tables is not None or names_a_report(page.leads.title):
            yield from self._with_files(page, files_in(leads))
        else:
            yield from self._listed(page, page.leads, reports_in(leads) or files_in(leads))

    def _listed(self, page: _Page, found: Leads, leads: Sequence[Lead]) -> Iterator[Found | Outcome]:
        if not leads:
            yield Outcome(page.found.source, "failed", error=_nothing_found(page, found))
        for lead in leads[:MOST]:
            try:
                linked = self._page(lead.url, lead.words)
            except Unreachable as error:
                yield Outcome(lead.url, "failed", error=str(error))
                continue
            yield from self._linked(linked)
        if len(leads) > MOST:
            rest = (
                f"{page.found.source} 还有 {len(leads) - MOST} 个链接没有读取：一个网址最多读取 {MOST} 份报告。请分别给出其余报告的网址。"
            )
            yield Outcome(page.found.source, "failed", error=rest)

    def _linked(self, page: _Page) -> Iterator[Found | Outcome]:
        if page.leads is None or page.is_whole:
            yield from self._once(page.found)
        else:
            yield from self._with_files(page, files_in(leads_within(page.found.source, page.leads)))

    def _with_files(self, page: _Page, leads: Sequence[Lead]) -> Iterator[Found | Outcome]:
        """The attachments of a report's page; the page itself only where none of them is a report."""
        reports = False
        for lead in leads[:MOST]:
            try:
                attached = self._page(lead.url, lead.words).found
            except Unreachable as error:
                yield Outcome(lead.url, "failed", error=str(error))
                continue
            reports = reports or page.tables is None or _tables(attached) is not None
            yield from self._once(attached)
        if not reports:
            yield from self._once(page.found)

    def _once(self, found: Found) -> Iterator[Found]:
        sha256 = hashlib.sha256(found.content).hexdigest()
        if sha256 not in self.given:
            self.given.add(sha256)
            yield found

    def _page(self, address: str, words: str = "") -> _Page:
        """The document at an address, a page that only leads to another one replaced by that; raises Unreachable."""
        fetched = fetch(address, self.way)
        leads = _leads(fetched)
        if leads is not None and leads.refresh and len(fetched.content) < _ONLY_A_REFRESH:
            fetched = fetch(absolute(fetched.url, leads.refresh), self.way)
            leads = _leads(fetched)
        found = Found(fetched.url, name_of(fetched, leads.title if leads else None, words), fetched.content, fetched.url)
        return _Page(found) if leads is None else _Page(found, leads, _tables(found))


def _leads(fetched: Fetched) -> Leads | None:
    """The links of a page; None where the bytes are those of another kind of file, or more than a page has."""
    try:
        is_page = len(fetched.content) <= _LARGEST_PAGE and identify(fetched.url, fetched.content) == HTML
        return leads_of(fetched.content) if is_page else None
    except IngestError:
        return None


def _tables(found: Found) -> frozenset[int] | None:
    """The numbers of the statutory tables that a document shows; None where it is no report."""
    try:
        reading = read_confined(found.name, found.content, found.url)
        return frozenset(table.number for table in reading.report.tables)
    except NotAReport:
        return None
    except IngestError:
        return frozenset()


def _nothing_found(page: _Page, found: Leads) -> str:
    foreign = foreign_reports(page.found.source, found)
    elsewhere = f"，指向其他网站的 {foreign} 个年报链接没有读取" if foreign else ""
    return (
        f"{page.found.source} 既不是一份年度报告，也没有本网站的年度报告链接或附件{elsewhere}；"
        "由脚本生成的链接程序看不到。请给出报告本身的网址，或用浏览器下载后导入文件。"
    )
