"""Bytes of a text file to text, whatever encoding Chinese publishers chose."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
# GB18030 contains GB2312 and GBK, and pages that declare these use its further characters.
_NAMES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}


def decode(content: bytes) -> str | None:
    """The text by its byte order mark, as UTF-8, as declared in the file, or as GB18030; None where none of these fits.

    UTF-8 goes before the declaration: Chinese in another encoding is practically never valid UTF-8, while pages that were
    converted keep their old declaration.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :] if name == "utf-8" else content, name)
    declared = _DECLARED.search(content[:4096])
    names = ["utf-8", *([declared.group(1).decode().lower()] if declared else []), "gb18030"]
    texts = (_decoded(content, _NAMES.get(name, name)) for name in names)
    return next((text for text in texts if text is not None), None)


def _decoded(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
