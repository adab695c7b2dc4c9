"""The picked figures as a file: a row for each report, and for each measure its figure, its unit and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ingest.held import HeldReport
from ui.export import Cell, as_csv, as_xlsx
from ui.render import citation_text
from ui.words import words

if TYPE_CHECKING:
    from ui.staff.figures import Column

NO_FIGURE = "无数字"
WRITERS: dict[str, Callable[[Iterable[tuple[Cell, ...]], Sequence[str]], bytes]] = {".xlsx": as_xlsx, ".csv": as_csv}
"""The kinds of files, by their ending."""


def table(rows: Iterable[HeldReport], columns: Sequence[Column]) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """The heads of the columns, and the rows."""
    heads = ("机关", "范围", "年度", *(f"{column.name}{part}" for column in columns for part in ("", "：单位", "：出处", "：回执")))
    return heads, [
        (row.key.agency, row.key.scope, row.key.year, *(cell for column in columns for cell in _cells(column, row))) for row in rows
    ]


def _cells(column: Column, row: HeldReport) -> tuple[Cell, ...]:
    value = column.figures.get(row.key)
    if value is None:
        return NO_FIGURE, None, None, None
    places = (citation_text(one, words("zh")) for one in column.answer.citations if one.sha256 == row.document.sha256)
    return Decimal(value.value), value.unit, "；".join(places), column.answer.receipt
