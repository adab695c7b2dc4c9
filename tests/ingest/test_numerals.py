"""A printed numeral is read exactly or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import Numeral, parse_numeral

WIDE = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("0", "0", None),
        ("  0", "0", None),
        ("11398889", "11398889", None),
        ("59237.2449", "59237.2449", None),
        ("0.50", "0.50", None),
        ("3,001件", "3001", "件"),
        ("3，001", "3001", None),
        ("1 288", "1288", None),
        ("１２，３４５．６０", "12345.60", None),
        ("251000元", "251000", "元"),
        ("52.15万元", "52.15", "万元"),
        ("26(件)", "26", "件"),
        ("26（单位：件）", "26", "件"),
        ("减4", "-4", None),
        ("增3", "3", None),
        ("减少2项", "-2", "项"),
        ("－4", "-4", None),
        ("−4", "-4", None),
        ("+7", "7", None),
        ("减0", "0", None),
        ("22（其中修订16件）", "22", None),
        ("55\n（含自然失效 29 件）", "55", None),
        ("32.1%", "32.1", "%"),
    ],
)
def test_a_number_has_the_value_that_is_printed(printed: str, value: str, unit: str | None) -> None:
    assert parse_numeral(printed) == Numeral("number", Decimal(value), unit)
    assert str(parse_numeral(printed).value) == value


@pytest.mark.parametrize("printed", ["", " ", "\u3000", "\xa0", "\n", "\u200b"])
def test_nothing_printed_is_blank_and_not_zero(printed: str) -> None:
    assert parse_numeral(printed) == Numeral("blank")


@pytest.mark.parametrize("printed", ["/", "／", "//", "\\", "-", "－", "—", "——", "–", "N/A", "不适用"])
def test_a_slash_or_a_dash_is_not_applicable(printed: str) -> None:
    assert parse_numeral(printed) == Numeral("not_applicable")


@pytest.mark.parametrize(
    "printed",
    [
        "约30", "30余", "30多件", "30件以上", "5500余条", "无", "没有", "三", "①", "²", "٣", "1٣", "(5)", "1 2", "10/2", "3-5", "1,23", "1,2345",
        "1,234,5", "11398\n889", "007", "00", ".5", "5.", "减-4", "4-", "O", "3001\ufffd", "12（其中", "见附件", "2023年", "- 3 -",
    ],
)  # fmt: skip
def test_what_is_no_plain_number_is_unread(printed: str) -> None:
    assert parse_numeral(printed) == Numeral("unread")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(["", "件", "万元"]), st.booleans())
def test_thousands_marks_and_wide_digits_change_no_value(value: Decimal, unit: str, wide: bool) -> None:
    printed = f"{value:,}".translate(WIDE) if wide else f"{value:,}"
    assert parse_numeral(printed + unit) == Numeral("number", value, unit or None)


@given(st.text(max_size=12))
def test_any_text_is_read_or_said_to_be_unread(text: str) -> None:
    numeral = parse_numeral(text)
    assert (numeral.value is not None) == (numeral.state == "number")
