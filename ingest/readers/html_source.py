"""The page that a script, a program's answer or an escaped copy carries, where the source itself shows no table."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

_TABLE = re.compile(r"<t(?:able|body|r|d)\b", re.IGNORECASE)
_ESCAPED_TABLE = re.compile(r"(?:<|\\u003[cC]|\\x3[cC]|&lt;)(?:table|tbody|tr|td)\b", re.IGNORECASE)
_CELLS = ("<td", "<TD", "<th", "u003ctd", "u003Ctd", "x3ctd", "x3Ctd", "&lt;td")
_SCRIPT = re.compile(r"<(script|textarea|template|xmp|noscript)\b[^>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ANSWER = re.compile(r"\s*(?:/\*.*?\*/\s*)?(?:try\s*\{\s*)?[\w$.]*\s*\(?\s*([\[{].*[\]}])\s*\)?\s*;?[^\]}]*", re.DOTALL)
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"' + r"|'((?:[^'\\\n]|\\.)*)'" + r"|`((?:[^`\\]|\\.)*)`", re.DOTALL)
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|.)", re.DOTALL)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " ", "v": " ", "0": "", "\n": "", "\r\n": ""}
_STARTS = re.compile(r"\s*(?:[\[{]|(?:/\*.*?\*/\s*)?[\w$.]+\s*\(\s*[\[{]|(?:var|let|const)\s|document\.write|[\w$.]+\s*=)", re.DOTALL)
_TITLES = ("title", "articletitle", "subject", "name", "headtitle")


def is_carried(text: str) -> bool:
    """Whether a file that is no page itself is a program's answer or a script with a page of tables in it."""
    return _STARTS.match(text) is not None and _ESCAPED_TABLE.search(text) is not None


def carried_by(text: str) -> str:
    """The page of tables that a program's answer, the strings of a script or an escaped copy hold; empty where there is none."""
    outside = _SCRIPT.sub("", _COMMENT.sub("", text)) if "<" in text and not _STARTS.match(text) else ""
    return next(filter(_TABLE.search, _carried(text, outside)), "")


def cells_written(text: str) -> int:
    """How many table cells the source writes in any way, escaped or in a script too."""
    return sum(map(text.count, _CELLS))


def _carried(text: str, outside: str) -> Iterator[str]:
    """What the text carries: a program's answer, the strings of a script, an escaped page; each followed by what stands around it."""
    yield _of_answer(text)
    inner = [found[2] for found in _SCRIPT.finditer(text)] or [text]
    strings = "".join(one for script in inner for one in _strings(script) if "<" in one)
    yield _with_page(outside, strings)
    yield _with_page(outside, "".join(html.unescape(one) for one in inner if "&lt;" in one or "<t" in one))
    yield html.unescape(text) if "&lt;t" in text else ""


def _with_page(outside: str, inner: str) -> str:
    return inner if not inner or "<" not in outside else f"{outside}<body>{inner}"


def _of_answer(text: str) -> str:
    """The pages in a JSON answer, wrapped into a call or not: the texts with tables, below the titles beside them."""
    found = _ANSWER.fullmatch(text.strip().lstrip("\ufeff"))
    if found is None:
        return ""
    try:
        answer = json.loads(found[1], strict=False)
    except (ValueError, RecursionError):
        return ""
    return "\n".join(_pages(answer, 0))


def _pages(answer: object, depth: int) -> Iterator[str]:
    if depth > 20:
        return
    if isinstance(answer, str) and _ESCAPED_TABLE.search(answer):
        yield _whole(answer if _TABLE.search(answer) else html.unescape(answer))
    elif isinstance(answer, list):
        for one in answer:
            yield from _pages(one, depth + 1)
    elif isinstance(answer, dict):
        held = list(answer.values())
        pages = [page for one in held for page in _pages(one, depth + 1)]
        titles = [one for name, one in answer.items() if isinstance(one, str) and name.lower() in _TITLES and not _TABLE.search(one)]
        yield from [f"<p>{html.escape(html.unescape(title))}</p>" for title in titles if pages]
        yield from pages


def _strings(script: str) -> Iterator[str]:
    """The texts that a script writes, its escapes undone."""
    for found in _STRING.finditer(script):
        yield _whole(_ESCAPE.sub(_unescaped, next(one for one in found.groups() if one is not None)))


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) > 1 and code[0] in "ux":
        number = int(code[1:].strip("{}"), 16)
        return chr(number) if number <= 0x10FFFF else ""
    return _SHORT.get(code, code)


def _whole(text: str) -> str:
    """The text, characters beyond the basic plane put together from the halves that scripts write."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
