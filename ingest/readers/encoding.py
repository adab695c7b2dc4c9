"""Bytes of a text file to text, whatever encoding Chinese publishers chose."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
# GB18030 contains GB2312 and GBK, and pages that declare these use its further characters.
_NAMES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
_CHINESE = "gb18030"
# In these any bytes are text: a page in Chinese that declares one of them never is.
_WESTERN = frozenset(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii", "iso-8859-15"))
_PART = 4096
_MOST_DAMAGED = 200
"""One byte in so many characters: a file with more of them is in another encoding."""

# How ，：（ and 。、《 begin where UTF-8 was read as GBK: two characters that no report writes.
_READ_AS_GBK = "锛銆"
_MARKS_OF_PROSE = "，：。、"
# How any Chinese looks where it was read as Latin.
_READ_AS_LATIN = re.compile("[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_HAN = re.compile("[\u4e00-\u9fff]")
_FEW = 8


def decode(content: bytes) -> str | None:
    """The text by its byte order mark, as UTF-8, as declared in the file, or as GB18030; None where none of these fits.

    UTF-8 goes before the declaration: Chinese in another encoding is practically never valid UTF-8, while pages that were
    converted keep their old declaration. Text that was once read in a wrong encoding and saved so is read back where that
    is certain: where it is whole in the right one and gives the same bytes again.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            text = _decoded(content[len(mark) :] if name == "utf-8" else content, name)
            return text if text is None else righted(text)
    text = next((text for name in _guesses(content) if (text := _decoded(content, name)) is not None), None) or _damaged(content)
    return text if text is None else righted(text)


def _guesses(content: bytes) -> Iterator[str]:
    if b"\0" in content[:_PART]:
        yield "utf-16-le" if content[1:_PART:2].count(0) >= content[:_PART:2].count(0) else "utf-16-be"
    yield "utf-8"
    declared = _DECLARED.search(content[:_PART])
    if declared is not None and (name := declared.group(1).decode().lower()) not in _WESTERN:
        yield _NAMES.get(name, name)
    yield _CHINESE


def _decoded(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _damaged(content: bytes) -> str | None:
    """The text of a file in which single bytes are broken, each shown as U+FFFD; None where too many are."""
    for name in ("utf-8", _CHINESE):
        text = content.decode(name, "replace")
        if _HAN.search(text) and text.count("\ufffd") * _MOST_DAMAGED <= len(text) + _MOST_DAMAGED:
            return text
    return None


def righted(text: str) -> str:
    """The text, or what it was before it was read in the wrong encoding, where all of it goes back and forth without loss."""
    if is_garbled(text):
        return _reread(text, _CHINESE, "utf-8") or text
    if not _HAN.search(text) and len(_READ_AS_LATIN.findall(text[:_PART])) > _FEW:
        ways = (("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", _CHINESE), ("cp1252", _CHINESE))
        return next((found for wrong, right in ways if (found := _reread(text, wrong, right)) and _HAN.search(found)), text)
    return text


def is_garbled(text: str) -> bool:
    """Whether the text reads as UTF-8 that was taken for GBK."""
    if not any(mark in text for mark in _READ_AS_GBK):
        return False
    return sum(map(text.count, _READ_AS_GBK)) > max(_FEW, sum(map(text.count, _MARKS_OF_PROSE)))


def _reread(text: str, wrong: str, right: str) -> str | None:
    try:
        content = text.encode(wrong)
        found = content.decode(right)
        return found if found.encode(right).decode(wrong) == text else None
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
