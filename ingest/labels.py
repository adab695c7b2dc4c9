"""Printed labels reduced to what must agree: width, white space, punctuation, script and numbering folded away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC
from rapidfuzz import fuzz

_TO_SIMPLIFIED = OpenCC("t2s")
_PINYIN = re.compile(r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹ]+\)", re.IGNORECASE)
_NUMBER = re.compile(
    r"""(?P<part>\(?[一二三四五六七八九十]{1,3}(?:\)[、.]?|[、.,]))   # 一、 (一) 一)
      | (?P<item>\(?\d{1,2}(?:\)[、.]?|[、.,:]|(?=[^\d.,%年月日件条项个]))) # 1. 1、 (1)
    """,
    re.VERBOSE,
)

SIMILAR = 75.0
"""The least likeness of a damaged label to its line: 其他法律行政止公开 (hongze_2023) has 86 per cent."""

MARGIN = 12.0
"""How much likelier the best line must be than the second: 本年新 is as like 本年新制作数量 as 本年新公开数量."""


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label: its number without brackets and stops ('' where it has none) and its folded words."""

    number: str
    words: str


def squeeze(text: str) -> str:
    """The text as printed with all white space removed."""
    return "".join(text.split())


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """The text squeezed, with full-width letters, digits, brackets, colons and commas made half-width."""
    return squeeze(unicodedata.normalize("NFKC", text))


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


@lru_cache(maxsize=8192)
def label_of(text: str) -> Label:
    """The number and the folded words of a printed label.

    >>> label_of("2. 其他法律 行政法规禁止公开")
    Label(number='2', words='其他法律行政法规禁止公开')
    >>> label_of("（一）予以公开").words, label_of("開(kāi)支").words
    ('予以公开', '开支')
    """
    plain = simplified(normal(text))
    found = _NUMBER.match(plain)
    number = "".join(filter(_is_word, found.group())) if found else ""
    words = plain[found.end() :] if found else plain
    return Label(number, "".join(filter(_is_word, words)))


def fold(text: str) -> str:
    """The folded words of a printed label, without its number."""
    return label_of(text).words


def closest(words: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that these damaged words can only be; None where none or several are near.

    A cut label is part of one candidate; lost or changed characters leave a likeness above `SIMILAR` that no
    second candidate comes near.
    """
    known = tuple(dict.fromkeys(candidates))
    if len(words) < 4:
        return None
    holding = [one for one in known if words in one and len(words) * 4 >= len(one)]
    if len(holding) == 1:
        return holding[0]
    scored = sorted(((fuzz.ratio(words, one), one) for one in known), reverse=True)
    second = scored[1][0] if len(scored) > 1 else 0.0
    return scored[0][1] if scored and scored[0][0] >= SIMILAR and scored[0][0] - second >= MARGIN else None


def as_printed(printed: str, *labels: str) -> str:
    """The printed label where it is one of these but for width and white space, else the first of these."""
    return squeeze(printed) if normal(printed) in map(normal, labels) else labels[0]


def simplified(text: str) -> str:
    """The text in simplified characters, pinyin in brackets left out."""
    return str(_TO_SIMPLIFIED.convert(_PINYIN.sub("", text)))
