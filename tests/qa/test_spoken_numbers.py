"""Numbers spelled with 十: the commonest are read without the library that reads all, and as it reads them."""

from __future__ import annotations

import subprocess
import sys
from itertools import product

import pytest
from cn2an import an2cn

from qa.errors import NotUnderstood
from qa.linking.numerals import decimal_of


@pytest.mark.parametrize("number", range(10, 1200, 7))
def test_a_number_is_read_as_it_is_spoken(number: int) -> None:
    assert decimal_of(an2cn(str(number), "low")) == str(number)


def test_every_number_from_ten_to_ninety_nine() -> None:
    digits = "一二三四五六七八九"
    spelled = {f"{tens}十{ones}": f"{at}{end}" for (at, tens), (end, ones) in product(enumerate(digits, 1), enumerate(["", *digits]))}
    assert {text: decimal_of(text) for text in spelled} == spelled
    assert [decimal_of(f"十{ones}") for ones in ("", *digits)] == [str(number) for number in range(10, 20)]


@pytest.mark.parametrize("text", ["零十一", "一十十"])
def test_what_nobody_says_is_no_number(text: str) -> None:
    with pytest.raises(NotUnderstood):
        decimal_of(text)


def test_the_library_is_not_waited_for_below_a_hundred() -> None:
    code = "import sys; from qa.linking.numerals import decimal_of; print(decimal_of('二十三'), 'cn2an' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said.split() == ["23", "False"]
