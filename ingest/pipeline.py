"""The arrows in order: a file is identified, read, recognized, extracted, checked and split."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.checks import findings_of
from ingest.document import Document
from ingest.errors import UnreadableDocument
from ingest.extract import extract_facts
from ingest.found import LARGEST, content_of, too_large
from ingest.readers import identify, read
from ingest.readers.media import DOCX, HTML, MARKDOWN, PDF, TEXT
from ingest.readers.size import MOST_PAGES, page_count, refuse_large_word, refuse_many_lines, refuse_many_rows
from ingest.reading import Reading
from ingest.recognize import recognize
from ingest.reconcile import report_of_pdf
from ingest.report import Report
from ingest.split import split

_REFUSE = {DOCX: refuse_large_word, HTML: refuse_many_rows, TEXT: refuse_many_lines, MARKDOWN: refuse_many_lines}


def read_report(source: Path | str, content: bytes | None = None, url: str | None = None) -> Reading:
    """Everything that the document states; its bytes are read from the path unless they are given. Raises IngestError."""
    path = Path(source)
    given = content_of(path) if content is None else content
    if len(given) > LARGEST:
        raise UnreadableDocument(too_large(path.name, len(given)))
    document = Document(hashlib.sha256(given).hexdigest(), path.name, identify(path.name, given), url)
    if (refuse := _REFUSE.get(document.media_type)) is not None:
        refuse(document, given)
    report = _of_pdf(document, given) if document.media_type == PDF else recognize(read(document, given))
    facts = extract_facts(report)
    return Reading(report, facts, findings_of(report, facts), split(report))


def _of_pdf(document: Document, content: bytes) -> Report:
    if (pages := page_count(content)) > MOST_PAGES:
        raise UnreadableDocument(f"《{document.name}》太长：最多 {MOST_PAGES} 页，实际 {pages} 页。请只提供年度报告本身。")
    return report_of_pdf(document, content)
