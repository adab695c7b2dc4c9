"""A hash over all that was read from each report, so that a bit that turns over on the disk is found before it is an answer."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from sqlite3 import Connection
from typing import Any

_OF_REPORT = (
    """SELECT document, name, media_type, url, agency, scope, year, edition, title, form, contact, read_by, facts, unread, passages, findings
    FROM reports JOIN documents ON documents.sha256 = document WHERE id = ?""",
    """SELECT ordinal, measure, own_of, applicant, year, table_number, row_labels, column_labels, state, printed, value, unit,
    page, x0, top, x1, bottom, ocr FROM facts WHERE report = ? ORDER BY ordinal""",
    "SELECT ordinal, check_name, message, expected, found, facts FROM findings WHERE report = ? ORDER BY ordinal",
    "SELECT ordinal, id, section, headings, text, page, x0, top, x1, bottom, ocr FROM passages WHERE report = ? ORDER BY ordinal",
)
_SEALED = "SELECT reports.id, agency, year, document, seals.sha256 FROM reports LEFT JOIN seals ON seals.report = reports.id"
_BESIDE = ("across", "copies", "verdicts")
"""Tables that change without the reports that they are about."""
Execute = Callable[[str, tuple[int]], Iterable[Sequence[Any]]]
"""Runs a statement with its parameters, on a connection that reads or on one that writes."""


def seal(execute: Execute, report: int) -> str:
    """The SHA-256 over the rows of a report as they now stand."""
    found = hashlib.sha256()
    for statement in _OF_REPORT:
        for row in execute(statement, (report,)):
            found.update(f"{tuple(row)!r}\n".encode())
    return found.hexdigest()


def broken(connection: Connection) -> list[str]:
    """A sentence for each report, in any edition, whose rows are not those that were sealed; sqlite3.Error, UnicodeDecodeError."""
    for table in _BESIDE:
        deque(connection.execute(f"SELECT * FROM {table}"), maxlen=0)  # what cannot be read says so
    return [
        f"档案库中{agency}{year}年的报告（原件 {document}）与读入时不符；请用 nianbao restore 从备份恢复，或移除该报告后重新导入。"
        for report, agency, year, document, sealed in connection.execute(_SEALED).fetchall()
        if seal(connection.execute, report) != sealed
    ]
