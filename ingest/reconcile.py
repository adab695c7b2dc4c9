"""Two readings of the same PDF as one: what both read is kept, where they differ the identities decide or nobody does."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from ingest.checks import check
from ingest.document import Document, Grid, Layout
from ingest.errors import IngestError, NotAReport
from ingest.extract import extract_facts
from ingest.fact import Fact
from ingest.forms.measures import OWN
from ingest.labels import squeeze
from ingest.readers import read
from ingest.readers.ocr import is_recognised
from ingest.readers.pdf import read_pdf
from ingest.recognize import recognize
from ingest.report import PlacedCell, Report, Table
from ingest.tables.axes import FORMS

Address = tuple[str, str | None]

_READ_TWICE = 60
"""Pages of a PDF that is no report at first sight and may be one at the second; pdfplumber is the slower reader of the two."""

_SUBJECT = "信息公开"
_OTHER = "disposition.other"
_REPORT = "报告"
_YEAR = re.compile(r"20\d\d年")


def report_of_pdf(document: Document, content: bytes) -> Report:
    """The report in a PDF: by one reading where that leaves no doubt, else by two.

    What is no report at first sight is read again only if it is short and speaks of the subject at all. Raises IngestError.
    """
    layout = read(document, content)
    try:
        first = recognize(layout)
    except NotAReport as refusal:
        if is_recognised(layout) or not _speaks_of_it(layout):
            raise
        return _at_second_sight(document, content, refusal)
    _refuse_two(first)
    if is_recognised(layout) or not (is_doubtful(first) or _is_unruled(layout)):
        return first  # the other engine reads text, and a scan has none
    try:
        second = recognize(read_pdf(document, content, engine="pdfplumber"))
    except IngestError:
        return first
    return agreed(first, second)


def _refuse_two(report: Report) -> None:
    """Refuse two reports side by side, which some print to compare them: a line of such a page holds numbers of both years."""
    years = sorted(set(_YEAR.findall(report.title)))
    if len(years) > 1 and report.title.count(_REPORT) > 1:
        raise NotAReport(
            f"《{report.document.name}》看起来是两份年度报告并排印在一页上：应为一份年度报告，标题中找到{'、'.join(years)}。请分别提供每一份报告。"
        )


def _at_second_sight(document: Document, content: bytes, refusal: NotAReport) -> Report:
    try:
        return recognize(read_pdf(document, content, engine="pdfplumber"))
    except IngestError:
        raise refusal from None


def _speaks_of_it(layout: Layout) -> bool:
    printed = [part for block in layout.blocks for part in (block.cells if isinstance(block, Grid) else (block,))]
    return max(part.source.page or 0 for part in printed) <= _READ_TWICE and any(_SUBJECT in squeeze(part.text) for part in printed)


def _is_unruled(layout: Layout) -> bool:
    """Whether a table of it stands without lines: then only the places of its words say which column a number is in."""
    return any(isinstance(block, Grid) and block.ragged for block in layout.blocks)


def is_doubtful(report: Report) -> bool:
    """Whether a second reading could tell more: a cell unread, a row not placed or lost, or an identity that does not hold."""
    facts = extract_facts(report)
    return bool(
        any(fact.state == "unread" for fact in facts) or any(table.unplaced for table in report.tables) or check(facts) or _lacks(report)
    )


def _lacks(report: Report) -> bool:
    """Whether a line of the form is in no fact: a lost row counts as nothing in every identity."""
    held = {measure for measure, _ in _addresses(report)}
    if any(measure.startswith(f"{_OTHER}{OWN}") for measure in held):
        held.add(f"{_OTHER}.rest")  # customs offices print rows of their own in its place
    editions = [
        [{entry.measure for entry in form.table_two} for form in FORMS],
        [{line.measure for line in form.table_three} for form in FORMS],
        [{entry.measure for entry in form.table_four} for form in FORMS],
    ]
    return not all(any(measures <= held for measures in edition) for edition in editions)


def agreed(first: Report, second: Report) -> Report:
    """The first reading, with what only the second found; where they differ, the one whose sums hold, else unread."""
    if (first.agency, first.year) != (second.agency, second.year):
        return first
    tables = {table.number: table for table in second.tables}
    merged = [_merged(table, tables.pop(table.number, None), _sound(first), _sound(second)) for table in first.tables]
    merged += tables.values()
    form = second.form if _lacks(first) and not _lacks(second) else first.form
    return replace(first, form=form, tables=tuple(sorted(merged, key=lambda table: table.number)))


def _merged(first: Table, second: Table | None, *sound: frozenset[Address]) -> Table:
    """The cells of both readings of a table; a row that one of them places is no longer lost."""
    if second is None:
        return first
    other = {(cell.measure, cell.applicant): cell for cell in second.cells}
    cells = [_either(cell, other.pop((cell.measure, cell.applicant), None), *sound) for cell in first.cells]
    lost = first.unplaced if not other else tuple(row for row in first.unplaced if row in second.unplaced)
    return replace(first, cells=(*cells, *other.values()), unplaced=lost)


def _either(one: PlacedCell, other: PlacedCell | None, *sound: frozenset[Address]) -> PlacedCell:
    if other is None or (squeeze(one.text or "") == squeeze(other.text or "") and (one.text is None) == (other.text is None)):
        return one
    address = one.measure, one.applicant
    first, second = (address in some for some in sound)
    if first == second:
        return replace(one, text=None)
    return one if first else other


def _sound(report: Report) -> frozenset[Address]:
    """The addresses whose number the identities bear out: every term of their sum is read, and no sum of theirs fails.

    Table two has no sums, so nothing bears it out.
    """
    facts = extract_facts(report)
    doubtful = {_address(fact) for finding in check(facts) for fact in finding.facts}
    sums: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.table != 2:
            sums[fact.at.measure if fact.table == 3 else fact.at.measure.rpartition(".")[0]].append(fact)
    whole = (terms for terms in sums.values() if all(term.value is not None or term.state == "not_applicable" for term in terms))
    return frozenset(_address(fact) for terms in whole for fact in terms) - doubtful


def _address(fact: Fact) -> Address:
    return fact.at.measure, fact.at.applicant


def _addresses(report: Report) -> set[Address]:
    return {(cell.measure, cell.applicant) for table in report.tables for cell in table.cells}
