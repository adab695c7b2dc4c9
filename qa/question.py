"""Question: the text as asked, its language and the form in which words are looked up."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

Language = Literal["zh", "en"]


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _simplifier() -> _Converter:
    from opencc import OpenCC  # costs 50 ms, which only a question with Chinese characters pays

    converter: _Converter = OpenCC("t2s")
    return converter


def has_chinese(text: str) -> bool:
    """Whether any Chinese character stands in the text."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def normal_form(text: str) -> str:
    """The text with widths, letter case, traditional characters and white space folded.

    >>> normal_form("廣州海關２０２３年 収到")
    '广州海关2023年収到'
    >>> normal_form("How  many at Huai'an?")
    "how many at huai'an?"
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).lower().replace("’", "'").split())
    if not has_chinese(folded):
        return folded
    return "".join(_simplifier().convert(folded).split())


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: `text` as typed, `normal` for look-ups, the language of its answer."""

    text: str
    normal: str
    language: Language

    @classmethod
    def read(cls, text: str) -> Question:
        """The question in a text; English is what holds no Chinese character."""
        text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character
        return cls(text.strip(), normal_form(text), "zh" if has_chinese(text) else "en")
