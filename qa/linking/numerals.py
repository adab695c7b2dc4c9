"""Numbers of a question, whatever numerals they are written with: 1.5万, 两千一百, 二〇二三."""

from __future__ import annotations

from decimal import Decimal

from qa.errors import NotUnderstood
from qa.linking.forms import FORMS

_DIGITS: dict[str, int] = FORMS["digits"]
_TENS: dict[str, int] = FORMS["tens"]
_MYRIADS: dict[str, int] = FORMS["myriads"]
_ONE: str = FORMS["one"]
_TEN = next(word for word, number in _TENS.items() if number == 10)


_ENGLISH = {
    word: number
    for number, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=2)
}
_ENGLISH |= {
    word: 10 * number for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_ENGLISH |= {"one hundred": 100, "a hundred": 100, "two hundred": 200, "five hundred": 500, "one thousand": 1000, "a thousand": 1000}


def digits_of(text: str) -> str:
    """Chinese digits read one by one, as years are.

    >>> digits_of("二〇二三"), digits_of("二三"), digits_of("'22")
    ('2023', '23', '22')
    """
    return "".join(str(_DIGITS.get(character, character)) for character in text if character != "'")


def counted_by(text: str) -> int:
    """The number that an English word from two to twelve names; 0 for any other.

    >>> counted_by("four"), counted_by("for")
    (4, 0)
    """
    return _ENGLISH.get(text, 0)


def leading_digit(text: str) -> int:
    """The number that a word for several begins with; 0 where it begins with none.

    >>> leading_digit("两家"), leading_digit("five"), leading_digit("它们")
    (2, 5, 0)
    """
    return _DIGITS.get(text[0], 0) or counted_by(text)


def year_of(text: str) -> int:
    """The year that two or four digits name, those of this century.

    >>> year_of("二〇"), year_of("2019"), year_of("'24")
    (2020, 2019, 2024)
    """
    year = int(digits_of(text))
    return year if year > 99 else 2000 + year


def _below_100(text: str) -> int | None:
    """The number that 十 makes with at most one digit before and behind it, and they from 1 to 9; None for any other.

    >>> _below_100("十"), _below_100("二十三"), _below_100("零十"), _below_100("一百")
    (10, 23, None, None)
    """
    tens, ten, ones = text.partition(_TEN)
    before, behind = _DIGITS.get(tens or _ONE), _DIGITS.get(ones)
    if not (ten and before and (behind or not ones)):
        return None
    return 10 * before + (behind or 0)


def _whole(text: str) -> Decimal:
    """A Chinese numeral as it is spoken: 两千一百, 一万二. Raises NotUnderstood."""
    if not set(text) & (_TENS.keys() | _MYRIADS.keys()):
        return Decimal(digits_of(text))
    if (below := _below_100(text)) is not None:
        return Decimal(below)
    from cn2an import cn2an  # takes 0.3 s to import, and few questions spell a number of 100 or more

    first = _ONE if text[0] in _TENS | _MYRIADS else ""  # 过百: a hundred
    try:
        return Decimal(str(cn2an(first + text, "smart")))
    except (KeyError, ValueError) as error:  # no number that anybody says: 一十十, 零十一
        raise NotUnderstood(words=text) from error


def decimal_of(text: str) -> str:
    """A number of the question as a decimal string. Raises NotUnderstood where the numerals make none.

    >>> decimal_of("1.5"), decimal_of("1万"), decimal_of("二〇二三"), decimal_of("一万二"), decimal_of("1,846"), decimal_of("3.2万")
    ('1.5', '10000', '2023', '12000', '1846', '32000')
    """
    text = text.replace(",", "").replace(FORMS["counter"], "")
    if text in _ENGLISH:
        return str(_ENGLISH[text])
    arabic = text.rstrip("".join((*_TENS, *_MYRIADS)))
    if not arabic.replace(".", "", 1).isdecimal() or not arabic.isascii():
        return str(_whole(text))
    value = Decimal(arabic)
    for unit in text[len(arabic) :]:
        value *= {**_TENS, **_MYRIADS}[unit]
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
