"""The archive's tables as the newest migration leaves them, for the statements of archive.py."""

from __future__ import annotations

from sqlalchemy import Column, ColumnElement, Float, ForeignKey, Integer, MetaData, Table, Text, and_, literal_column

from ingest.held import ReportKey

METADATA = MetaData()


def _report() -> Column[int]:
    return Column("report", Integer, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)


def _ordinal() -> Column[int]:
    return Column("ordinal", Integer, primary_key=True, autoincrement=False)


def _locator() -> tuple[Column[int], *tuple[Column[float], ...], Column[int]]:
    edges = (Column(name, Float) for name in ("x0", "top", "x1", "bottom"))
    return (Column("page", Integer), *edges, Column("ocr", Integer, nullable=False))


DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("url", Text),
)
# One row an edition: of those with the same agency, scope and year exactly one is current.
REPORTS = Table(
    "reports",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document", Text, ForeignKey("documents.sha256"), nullable=False, unique=True),
    Column("agency", Text, nullable=False),
    Column("scope", Text),
    Column("year", Integer, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("current", Integer, nullable=False),
    Column("read_by", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("contact", Text),
    Column("facts", Integer, nullable=False),
    Column("unread", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
)
# `year` is that of the report; `own_of` is the measure under which an agency's own row stands; value is the text of a decimal.
FACTS = Table(
    "facts",
    METADATA,
    _report(),
    _ordinal(),
    Column("measure", Text, nullable=False),
    Column("own_of", Text),
    Column("applicant", Text),
    Column("year", Integer, nullable=False),
    Column("table_number", Integer, nullable=False),
    Column("row_labels", Text, nullable=False),
    Column("column_labels", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("printed", Text, nullable=False),
    Column("value", Text),
    Column("unit", Text),
    *_locator(),
)
FINDINGS = Table(
    "findings",
    METADATA,
    _report(),
    _ordinal(),
    Column("check_name", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("found", Text, nullable=False),
    Column("facts", Text, nullable=False),
)
PASSAGES = Table(
    "passages",
    METADATA,
    _report(),
    _ordinal(),
    Column("id", Text, nullable=False, unique=True),
    Column("section", Integer, nullable=False),
    Column("headings", Text, nullable=False),
    Column("text", Text, nullable=False),
    *_locator(),
)
SEALS = Table("seals", METADATA, _report(), Column("sha256", Text, nullable=False))
RECEIPTS = Table("receipts", METADATA, Column("id", Text, primary_key=True), Column("body", Text, nullable=False))
# What a report contradicts in another: `facts` are pairs of a report and an ordinal; `other` is set where they name facts of it.
ACROSS = Table(
    "across",
    METADATA,
    _report(),
    _ordinal(),
    Column("other", Integer, ForeignKey("reports.id", ondelete="CASCADE")),
    Column("check_name", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("found", Text, nullable=False),
    Column("facts", Text, nullable=False),
)
# A document that prints an edition once more, in another file; its bytes are not kept.
COPIES = Table(
    "copies",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("report", Integer, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("read_by", Integer, nullable=False),
)
# One row; its number rises with every change of a row of REPORTS.
REVISION = Table("revision", METADATA, Column("id", Integer, primary_key=True), Column("number", Integer, nullable=False))
# By the finding's own id and no report's row: it outlives every reading.
VERDICTS = Table(
    "verdicts",
    METADATA,
    Column("finding", Text, primary_key=True),
    Column("judgement", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("person", Text),
    Column("given", Text, nullable=False),
    Column("about", Text, nullable=False),
)

# What readers said of answers: they outlive the reports that they are about. `turns` are questions, one a line.
FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", Integer, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("turns", "kind", "reply")),
    Column("receipt", Text),
    Column("useful", Integer, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("remark", "given")),
    Column("done", Text),
)
UNANSWERED = Table(
    "unanswered",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("question", Text, nullable=False, unique=True),
    Column("reason", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("last", Text, nullable=False),
    Column("done", Text),
)

# Hashes only: neither a password nor the token of a session can be read from here.
ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("password", Text, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("blocked", Text),
)
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("expires", Text, nullable=False),
)


CURRENT: ColumnElement[bool] = REPORTS.c.current == literal_column("1")
"""That a row of REPORTS is a current edition; written out, for an index of these alone serves no statement with a parameter here."""


def of_key(key: ReportKey) -> ColumnElement[bool]:
    """That a row of REPORTS is an edition of this report."""
    return and_(REPORTS.c.agency == key.agency, REPORTS.c.scope.is_not_distinct_from(key.scope), REPORTS.c.year == key.year)
