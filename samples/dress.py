"""What mirrors do to the text of a whole page: junk against copying, pinyin, traditional characters, lost indents, other words."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from opencc import OpenCC

Dress = Callable[[str, Random], str]

_PINYIN = {
    "开": "開(kāi)", "报": "報(bào)", "务": "務(wù)", "总": "總(zǒng)", "计": "計(jì)", "维": "維(wéi)", "请": "請(qǐng)", "业": "業(yè)",
    "处": "處(chǔ)", "结": "結(jié)", "机": "機(jī)", "构": "構(gòu)", "标": "標(biāo)", "况": "況(kuàng)", "类": "類(lèi)", "规": "規(guī)",
}  # fmt: skip
_SPAM = {"政府公报": "即时比分公报", "人民政府办公室": "德赢VWIN办公室", "公开指南": "pa凯发国际登录首页指南"}


def _traditional(text: str, _: Random) -> str:
    return str(OpenCC("s2t").convert(text))


def _pinyin(text: str, _: Random) -> str:
    return "".join(_PINYIN.get(character, character) for character in text)


def _question_marks(text: str, _: Random) -> str:
    return re.sub(r"(?m)^(?=[^\n|\d])", "??", text)


def _wide_indent(text: str, _: Random) -> str:
    return re.sub(r"(?m)^(?=[^\n|\d])", "\u3000\u3000", text)


def _spam(text: str, _: Random) -> str:
    for word, other in _SPAM.items():
        text = text.replace(word, other)
    return f"pa凯发国际登录首页\n\n{text}"


def junk(random: Random) -> str:
    """What forum software hides behind lines so that copied text is spoiled: a mark or figure, a blank, a letter or mark, over and over."""
    return "".join(f"{chr(random.randint(32, 59))} {chr(random.randint(63, 126))}" for _ in range(random.randint(5, 12)))


def _junk_between(text: str, random: Random) -> str:
    """Junk on lines of its own between the cells."""
    lines = text.split("\n")
    return "\n".join(f"{line}\n{junk(random)}" if line and random.random() < 0.3 else line for line in lines)


def _junk_behind(text: str, random: Random) -> str:
    """Junk right behind what stands on a line, words or figures, and inside the title."""
    lines = text.split("\n")
    lines[0] = f"{lines[0][:8]}{junk(random)}{lines[0][8:]}"
    return "\n".join(f"{line}{junk(random)}" if line and random.random() < 0.3 else line for line in lines)


DRESSES: dict[str, Dress] = {
    "trad": _traditional,
    "pinyin": _pinyin,
    "indent": _question_marks,
    "wide": _wide_indent,
    "spam": _spam,
    "noise": _junk_between,
    "noisy": _junk_behind,
}
"""Dresses by name; a page in any of them still states the figures that it stated before."""
