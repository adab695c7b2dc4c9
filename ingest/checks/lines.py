"""The form's lines against those that were read: rows that no label places, and tables, rows and columns that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.checks.identities import by_address, is_confirmed
from ingest.fact import Fact, Finding
from ingest.forms import Entry, Form
from ingest.forms.measures import MEASURES, OWN
from ingest.report import Report, Table
from ingest.tables.axes import FORMS

TABLES = {2: "表二", 3: "表三", 4: "表四"}
_WHERE = "请对照原文：原文印有的，是没有读出；原文没有的，请按法定格式补上。"


def unplaced_rows(report: Report) -> Iterator[Finding]:
    """A finding for every row with values that no label of the form places; such rows move nothing and are in no fact."""
    for table in report.tables:
        for row in table.unplaced:
            printed = " ".join(filter(None, row))
            message = f"{TABLES[table.number]}有一行无法归入法定格式，未采用其中的数字：“{printed}”。请对照原文核实这一行的名称。"
            yield Finding("row_not_placed", message, "法定格式中的行", printed, ())


def missing_tables(report: Report) -> Iterator[Finding]:
    """A finding for each of the three tables of which nothing was read."""
    held = {table.number for table in report.tables}
    for number, name in TABLES.items():
        if number not in held:
            yield Finding("table_missing", f"没有读到{name}。{_WHERE}", name, "", ())


def missing_lines(report: Report, facts: Sequence[Fact] = ()) -> Iterator[Finding]:
    """A finding for each table that lacks lines of its form (in tables two and four: cells), all of them named in it.

    It stands with the facts that may have come from a lost line: those printed before a gap, and rows that do not add up to
    a printed total.
    """
    for table in report.tables:
        form, held = _form(table), {cell.measure for cell in table.cells}
        lost = dict(_lines_of_three(form, held) if table.number == 3 else _entries(form, table.number, held))
        doubtful = {*_before(lost, held, form, table.number), *(_unconfirmed(facts) if lost and table.number == 3 else ())}
        at_risk = tuple(fact for fact in facts if fact.table == table.number and fact.at.measure in doubtful and fact.state != "unread")
        yield from _missing("line_missing", table.number, "行" if table.number == 3 else "格", tuple(lost.values()), at_risk)


def _before(lost: Iterable[str], held: set[str], form: Form, table: int) -> Iterator[str]:
    """The lines that were read last before each lost one, in the order of the form; in table two with the other cells of their row."""
    entries = {2: form.table_two, 4: form.table_four}
    order = [line.measure for line in form.table_three] if table == 3 else [entry.measure for entry in entries[table]]
    for measure in lost:
        for last in [one for one in order[: order.index(measure)] if one in held][-1:]:
            row = last.rpartition(".")[0]
            yield from [one for one in held if one.rpartition(".")[0] == row] if table == 2 else [last]


def _unconfirmed(facts: Sequence[Fact]) -> set[str]:
    """The rows of table three whose cells do not all add up to a printed total."""
    held = by_address(facts)
    measures = {fact.at.measure for fact in facts if fact.table == 3}
    return {measure for measure in measures if not is_confirmed(held, measure)}


def missing_columns(report: Report) -> Iterator[Finding]:
    """A finding where table three lacks columns of the form, all of them named in it."""
    for table in report.tables:
        if table.number == 3 and table.cells:
            held = {cell.applicant for cell in table.cells}
            lost = (column.labels[-1] for column in _form(table).columns if column.applicant not in held)
            yield from _missing("column_missing", 3, "列", tuple(lost), ())


def _missing(check: str, table: int, what: str, lost: tuple[str, ...], facts: tuple[Fact, ...]) -> Iterator[Finding]:
    if lost:
        names = "、".join(f"“{name}”" for name in lost)
        yield Finding(check, f"{TABLES[table]}没有读到法定格式中的{len(lost)}{what}：{names}。{_WHERE}", "、".join(lost), "", facts)


def _form(table: Table) -> Form:
    return next(form for form in FORMS if form.id == table.form)


def _lines_of_three(form: Form, held: set[str]) -> Iterator[tuple[str, str]]:
    for line in form.table_three:
        if not _is_shown(line.measure, held):
            yield line.measure, line.labels[-1]


def _is_shown(measure: str, held: set[str]) -> bool:
    """Whether a line stands there, as one or in its parts, or a line that stands for its whole group; own rows may replace the group's last."""
    group = measure.rpartition(".")[0]
    parts = MEASURES[group].parts if group in MEASURES else ()
    replaced = bool(parts) and measure == parts[-1] and any(one.startswith(f"{group}{OWN}") for one in held)
    return replaced or group in held or any(one == measure or one.startswith(f"{measure}.") for one in held)


def _entries(form: Form, table: int, held: set[str]) -> Iterator[tuple[str, str]]:
    """The cells of table two or four that are not there; a row under the other edition's columns lacks none of this one's."""
    for row, entries in _rows(form, table):
        absent = [entry for entry in entries if entry.measure not in held]
        subject = {entry.measure.rpartition(".")[0] for entry in entries}
        otherwise = len(absent) == len(entries) and any(one.rpartition(".")[0] in subject for one in held)
        if not otherwise:
            yield from ((entry.measure, "".join((row, *entry.column))) for entry in absent)


def _rows(form: Form, table: int) -> Iterable[tuple[str, tuple[Entry, ...]]]:
    entries = form.table_two if table == 2 else form.table_four
    rows = dict.fromkeys(entry.row[-1] if entry.row else "" for entry in entries)
    return ((row, tuple(entry for entry in entries if (entry.row[-1] if entry.row else "") == row)) for row in rows)
