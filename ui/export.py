"""All facts with their citations as a table for other programs: CSV, Excel or Parquet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from ingest.fact import Fact
from ingest.held import HeldReport

COLUMNS = (
    "agency", "scope", "year", "form", "table", "row", "column", "state", "printed", "value", "unit",
    "document", "url", "sha256", "page", "x0", "top", "x1", "bottom", "ocr",
)  # fmt: skip
FIGURES = frozenset({"value", "数值"})
"""The columns that hold figures."""
Cell = str | int | float | Decimal | None
Facts = Iterable[tuple[HeldReport, Fact]]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell of text that begins so is run as a formula by spreadsheet programs."""


class UnknownKind(Exception):
    """The ending of the path names no kind of table."""


class NothingToWrite(Exception):
    """What was to be written is not held."""


def export(path: Path, facts: Facts) -> int:
    """Write the facts to the path, replacing it when whole; returns how many. Raises UnknownKind, OSError."""
    kind = path.suffix.lower()
    if kind not in WRITERS:
        raise UnknownKind(f"不认识的导出格式“{path.suffix or path.name}”：应以 {'、'.join(WRITERS)} 结尾。")
    rows = list(exported(facts))
    put(path, WRITERS[kind](rows))
    return len(rows)


def put(path: Path, content: bytes) -> None:
    """Write the file, replacing it when whole. Raises OSError."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    partial.replace(path)


def exported(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    """One row a fact, in the order of COLUMNS; the figure as a decimal string, labels joined by /, `ocr` as 1 or 0."""
    for held, fact in facts:
        box = fact.source.box or (None, None, None, None)
        value = None if fact.value is None else format(fact.value, "f")
        yield (
            fact.at.agency, fact.at.scope, fact.at.year, held.form, fact.table, "/".join(fact.row), "/".join(fact.column), fact.state, fact.printed, value,
            fact.unit, held.document.name, held.document.url, held.document.sha256, fact.source.page, *box, int(fact.source.ocr),
        )  # fmt: skip


def defused(cell: Cell) -> Cell:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _safe(row: tuple[Cell, ...], columns: Sequence[str]) -> list[Cell]:
    """The row with its texts defused; a figure, negative or not, stays a figure."""
    return [cell if column in FIGURES and _is_figure(cell) else defused(cell) for column, cell in zip(columns, row, strict=True)]


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell, str) and re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def as_csv(rows: Iterable[tuple[Cell, ...]], columns: Sequence[str] = COLUMNS) -> bytes:
    """CSV with the byte order mark by which Excel knows UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(_safe(row, columns) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[tuple[Cell, ...]], columns: Sequence[str] = COLUMNS) -> bytes:
    """A workbook whose cells are text or numbers, never formulas."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("facts")
    sheet.freeze_panes = "A2"
    sheet.append(columns)
    for row in rows:
        sheet.append([_number(cell) if column in FIGURES else cell for column, cell in zip(columns, _safe(row, columns), strict=True)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _number(cell: Cell) -> Cell:
    return Decimal(str(cell)) if _is_figure(cell) else cell


def as_parquet(rows: list[tuple[Cell, ...]]) -> bytes:
    """A Parquet file; figures stay decimal strings, exact."""
    import pyarrow as pa
    from pyarrow import parquet

    numbers = {
        "year": pa.int32(),
        "table": pa.int8(),
        "page": pa.int32(),
        **dict.fromkeys(("x0", "top", "x1", "bottom"), pa.float64()),
        "ocr": pa.int8(),
    }
    schema = pa.schema([(name, numbers.get(name, pa.string())) for name in COLUMNS])
    file = io.BytesIO()
    parquet.write_table(pa.table([list(column) for column in zip(*rows, strict=True)] or [[] for _ in COLUMNS], schema=schema), file)
    return file.getvalue()


WRITERS: dict[str, Callable[[list[tuple[Cell, ...]]], bytes]] = {".csv": as_csv, ".xlsx": as_xlsx, ".parquet": as_parquet}
