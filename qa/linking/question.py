"""Question: the text as asked, its language and the form in which words are looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

from qa.linking.cleaning import cleaned
from qa.linking.forms import FORMS

Language = Literal["zh", "en"]


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


_LOOSE = re.compile(r"(?<![a-z]) | (?![a-z0-9])")
"""White space that parts no Latin words: all of it in Chinese."""

_APART = re.compile(r"(?<=\d) (?=\d)")
"""White space that parts two numbers, which would else be one: 22 23 24这三年."""

_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_ASKED = re.compile(FORMS["asked"])
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _language(text: str) -> Language:
    """Chinese where it is asked in Chinese, if of Guangzhou Customs; English where it is asked in English, if of 广州海关 or 行政复议; else Chinese."""
    chinese, latin = len(_CHINESE.findall(text)), len(_LATIN_WORD.findall(text))
    return "en" if latin and not _ASKED.search(text) and chinese <= _TO_A_WORD * latin else "zh"


_TO_A_WORD = 2
"""Chinese characters that say as much as an English word."""


@cache
def _simplifier() -> _Converter:
    from opencc import OpenCC  # costs 50 ms, which only a question with Chinese characters pays

    converter: _Converter = OpenCC("t2s")
    return converter


_SPELLING: dict[str, str] = FORMS["spelling"]
_MISSPELT = re.compile("|".join(map(re.escape, _SPELLING)))
_QUOTES = str.maketrans("「」『』", "“”“”")


def has_chinese(text: str) -> bool:
    """Whether any Chinese character stands in the text."""
    return _CHINESE.search(text) is not None


def normal_form(text: str) -> str:
    """The text with widths, letter case, traditional characters and quotation marks, white space and known misspellings folded.

    >>> normal_form("廣州海關２０２３年 収到")
    '广州海关2023年収到'
    >>> normal_form("請問行政覆議")
    '请问行政复议'
    >>> normal_form("How  many at Huai'an?"), normal_form("Guangzhou Customs 2023 年")
    ("how many at huai'an?", 'guangzhou customs 2023年')
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).lower().replace("’", "'").split())
    if not has_chinese(folded):
        return folded
    folded = _APART.sub(",", folded)
    return _spelt(_LOOSE.sub("", _simplifier().convert(folded).translate(_QUOTES)))


def _spelt(text: str) -> str:
    """The text with what an input method makes of the words of the form put right."""
    return _MISSPELT.sub(lambda found: _SPELLING[found[0]], text)


def normal_forms(texts: Sequence[str]) -> list[str]:
    """Each text as questions are folded: many Chinese names in one go, for to call the simplifier takes longer than it does.

    >>> normal_forms(["廣州海關", "Huai'an", "福州海关 "])
    ['广州海关', "huai'an", '福州海关']
    """
    chinese = [text for text in texts if has_chinese(text) and _BETWEEN not in text]
    folded = dict(zip(chinese, normal_form(_BETWEEN.join(chinese)).split(_BETWEEN), strict=True)) if chinese else {}
    return [folded.get(text) or normal_form(text) for text in texts]


_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: `text` as typed, `normal` for look-ups, the language of its answer."""

    text: str
    normal: str
    language: Language

    @classmethod
    def read(cls, text: str) -> Question:
        """The question in a text, in the language that most of it is written in."""
        text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character
        said = cleaned(text)
        return cls(text.strip(), normal_form(said), _language(said))
