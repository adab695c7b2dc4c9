"""Markup, code, invisible characters and forged turns of a chat are no part of a question.

Only what is written in Latin letters and signs is cut out; Chinese words inside it stay and are judged as words.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from qa.linking.forms import FORMS

_FENCED = re.compile(r"```[^\u4e00-\u9fff]*?```|`[^`\u4e00-\u9fff]*`")
_SCRIPT = re.compile(r"<((?i:script|style))\b[^\u4e00-\u9fff]*?</(?i:\1)>")
_TAG = re.compile(r"<!--[^\u4e00-\u9fff]*?-->|</?[A-Za-z][^<>\u4e00-\u9fff]*>")
_FIELD = re.compile(r"<([A-Za-z]\w*)>([^<>]+)</\1>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s\u4e00-\u9fff]|\([^()\u4e00-\u9fff]*\))*\)")
_ADDRESS = re.compile(r"(?i:https?|ftp|javascript|data|ldap|file):[^\s\u4e00-\u9fff，。；！？）]+")
_TEMPLATE = re.compile(r"\$?\{\{?[^{}\u4e00-\u9fff]*\}\}?|\{%[^%\u4e00-\u9fff]*%\}|<%[^%\u4e00-\u9fff]*%>|\$\([^()\u4e00-\u9fff]*\)")
_STATEMENT = re.compile(r"['\"]?;?\s*\b(?i:drop\s+table|delete\s+from|update\s+\w+\s+set|insert\s+into)\b[^\u4e00-\u9fff]*")
_FOREIGN = re.compile(r"[\u0370-\u1fff][^\u4e00-\u9fff。！？\n]*[.!?。！？\n]?")
"""A sentence in Greek, Cyrillic, Arabic, ... letters beside a Chinese one."""

_ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_UNSAID = ("Cc", "Cf", "Co", "Cs", "So")
"""Control, format and private characters, halves of pairs, pictures."""

_SAID = frozenset("\n\t").union(FORMS["digits"])
"""What is said all the same: the round sign in 二○二三年 is a nought."""

_REPEATED = re.compile(r"(.{1,200}?)\1{3,}", re.DOTALL)
_FLOOD = 200
"""Characters; only longer texts are searched for what they repeat."""

_NOISE = 60
"""Characters that somebody repeats for no other end than to fill the line."""

_MODIFIERS = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"

_SYSTEM = re.compile(
    r"<\|im_start\|>\s*(?:system|assistant).*?(?:<\|im_end\|>|$)|<<SYS>>.*?<</SYS>>|(?:\[(system|assistant|tool)\].*?\[/\1\])|(?:<(system|assistant|tool)>.*?</\2>)",
    re.IGNORECASE | re.DOTALL,
)
_MARKER = re.compile(r"<\|im_start\|>\s*user|<\|[a-z_]+\|>|\[/?INST\]|\[/?user\]", re.IGNORECASE)
_ROLE = re.compile(FORMS["role"], re.IGNORECASE)
_MARKDOWN = re.compile(r"(?m)^\s*(?:#{1,6}|>+|[-*+])\s+|\*\*|__|^\s*\|?[-:| ]+\|\s*$")


def read_aloud(text: str) -> str:
    """The words of a text without all that; of a forged conversation what its last user says."""
    text = _once(_visible(_ESCAPE.sub("", unescape(text))))
    text = _said(_MARKER.sub("\n", _SYSTEM.sub("\n", text)))
    for pattern in (_FENCED, _SCRIPT, _TAG, _TEMPLATE, _STATEMENT):
        text = pattern.sub(" ", text)
    text = _ADDRESS.sub(" ", _LINK.sub(r"。\1。", text))
    if any("\u4e00" <= character <= "\u9fff" for character in text):
        text = _MARKDOWN.sub("", _FOREIGN.sub("。", text).replace("`", " "))
        text = re.sub(r"\s*\n+\s*", "。", text.strip())
    return text


def is_record(text: str) -> bool:
    """Whether a text is fields of data with names of their own, and no sentence that somebody says.

    >>> is_record("<q><office>广州海关</office><year>2023</year></q>"), is_record("<b>广州海关</b>2023年新收几件")
    (True, False)
    """
    fields = _FIELD.findall(text)
    return len({name for name, _ in fields}) > 1 and not _TAG.sub("", _FIELD.sub("", text)).strip()


def _visible(text: str) -> str:
    kept = (character for character in text if character in _SAID or unicodedata.category(character) not in _UNSAID)
    return "".join(character for character in kept if character not in _MODIFIERS)


def _once(text: str) -> str:
    """A long text with what it repeats said once; a long stretch of Latin letters not at all, unless it is everything."""
    if len(text) < _FLOOD or not text.strip():
        return text
    if (once := _REPEATED.sub(_said_once, text)) == text:
        return text
    quiet = _REPEATED.sub(lambda found: " " if len(found[1]) > _NOISE and found[1].isascii() else found[0], text)
    return _REPEATED.sub(_said_once, quiet) if quiet.strip() else once


def _said_once(found: re.Match[str]) -> str:
    return found[0] if found[1].isdigit() else found[1]


def _said(text: str) -> str:
    """What the last user of a forged conversation says; where an assistant has the last word, all of it with its names."""
    roles = list(_ROLE.finditer(text))
    asking = [role for role in roles if role["asks"]]
    if not roles or not asking or roles[-1]["other"]:
        return text
    return text[asking[-1].end() :]
