"""The export: every fact with its place, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from ingest.fact import Fact
from ingest.held import HeldReport
from tests.ui.scripted import FACTS, HELD
from ui.export import COLUMNS, UnknownKind, export

HOSTILE = replace(FACTS[0], row=('=HYPERLINK("http://x")',), printed="-3", value=Decimal("-3"))
PAIRS: Iterable[tuple[HeldReport, Fact]] = [(HELD, FACTS[-1]), (HELD, HOSTILE)]


def test_csv_opens_in_excel_as_utf8_and_runs_no_formula(tmp_path: Path) -> None:
    assert export(tmp_path / "a.csv", PAIRS) == 2
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    first, hostile = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (first["agency"], first["row"], first["value"], first["page"]) == (
        "示例海关",
        "三、本年度办理结果/(六)其他处理/4.申请人撤销申请",
        "26",
        "5",
    )
    assert (hostile["row"], hostile["printed"], hostile["value"]) == ('\'=HYPERLINK("http://x")', "'-3", "-3")


def test_xlsx_holds_numbers_as_numbers_and_no_formula(tmp_path: Path) -> None:
    export(tmp_path / "a.xlsx", PAIRS)
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert rows[1][COLUMNS.index("value")].value == 26
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert rows[2][COLUMNS.index("row")].value == '\'=HYPERLINK("http://x")'


def test_parquet_keeps_the_decimal_string(tmp_path: Path) -> None:
    export(tmp_path / "a.parquet", PAIRS)
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.column_names == list(COLUMNS)
    assert table.column("value").to_pylist() == ["26", "-3"]


def test_an_empty_archive_exports_the_header(tmp_path: Path) -> None:
    for kind in (".csv", ".xlsx", ".parquet"):
        assert export(tmp_path / f"leer{kind}", []) == 0
    assert parquet.read_table(tmp_path / "leer.parquet").num_rows == 0


def test_an_unknown_ending_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownKind, match=r"应以 \.csv、\.xlsx、\.parquet 结尾"):
        export(tmp_path / "a.doc", PAIRS)
    assert list(tmp_path.iterdir()) == []
