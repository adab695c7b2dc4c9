"""The numbers that Word shows before the paragraphs of a list and that stand nowhere in their text."""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.ooxml import Parts, W

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
            "ideographTraditionalDigital", "koreanCounting")  # fmt: skip
_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_UNSEEN = ("bullet", "none")
_DEEPEST_STYLE = 10


class Numbering:
    """Counts the paragraphs of every list in reading order."""

    def __init__(self, parts: Parts) -> None:
        self._styles = {} if parts.styles is None else {one.get(f"{W}styleId"): one for one in parts.styles.iter(f"{W}style")}
        roots = [] if parts.numbering is None else [parts.numbering]
        self._lists = {one.get(f"{W}numId"): one for root in roots for one in root.iter(f"{W}num")}
        self._abstract = {one.get(f"{W}abstractNumId"): one for root in roots for one in root.iter(f"{W}abstractNum")}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """What Word shows before this paragraph, '' before one that is in no list; counts the paragraph."""
        number, level = self._list_of(paragraph)
        drawn = self._lists.get(number)
        if number is None or drawn is None or not 0 <= level < _LEVELS:
            return ""
        kind = self._abstract_of(drawn, 0)
        if kind is None:
            return ""
        self._count(number, drawn, kind, level)
        counts = self._counts[kind.get(f"{W}abstractNumId")]
        shape = self._level(drawn, kind, level)
        if shape is None or _value(shape, "numFmt") in _UNSEEN:
            return ""
        return _PLACE.sub(lambda found: self._figure(drawn, kind, counts, int(found.group(1)) - 1), _value(shape, "lvlText"))

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and the level that a paragraph, or its style, says."""
        number, level = _list_in(paragraph.find(f"{W}pPr"))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        known = self._styles.get(style.get(f"{W}val")) if style is not None else None
        for _ in range(_DEEPEST_STYLE):
            if number is not None or known is None:
                break
            number, of_style = _list_in(known.find(f"{W}pPr"))
            level = of_style if level is None else level
            based = known.find(f"{W}basedOn")
            known = self._styles.get(based.get(f"{W}val")) if based is not None else None
        return (None if number == "0" else number), level or 0

    def _abstract_of(self, drawn: Any, depth: int) -> Any:
        """The definition of a list; one that only refers to a style is followed to it."""
        named = drawn.find(f"{W}abstractNumId")
        kind = self._abstract.get(named.get(f"{W}val")) if named is not None else None
        link = kind.find(f"{W}numStyleLink") if kind is not None else None
        style = self._styles.get(link.get(f"{W}val")) if link is not None else None
        other = self._lists.get(_list_in(style.find(f"{W}pPr"))[0]) if style is not None else None
        return kind if other is None or depth > _DEEPEST_STYLE else self._abstract_of(other, depth + 1)

    def _count(self, number: str, drawn: Any, kind: Any, level: int) -> None:
        counts = self._counts.setdefault(kind.get(f"{W}abstractNumId"), [None] * _LEVELS)
        for place in range(level + 1):
            override = drawn.find(f"{W}lvlOverride[@{W}ilvl='{place}']/{W}startOverride")
            if override is not None and (number, place) not in self._begun:
                counts[place] = _digits(override.get(f"{W}val", ""), 1) - (place == level)
            elif counts[place] is None:
                counts[place] = _start(self._level(drawn, kind, place)) - (place == level)
            self._begun.add((number, place))
        counts[level] = (counts[level] or 0) + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)

    def _level(self, drawn: Any, kind: Any, level: int) -> Any:
        own = drawn.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}lvl")
        return own if own is not None else kind.find(f"{W}lvl[@{W}ilvl='{level}']")

    def _figure(self, drawn: Any, kind: Any, counts: list[int | None], level: int) -> str:
        shape = self._level(drawn, kind, level)
        return figure(counts[level] or 0, _value(shape, "numFmt") if shape is not None else "decimal")


def figure(count: int, kind: str) -> str:
    """A number as Word writes it in a list of this kind (ECMA-376 17.18.59); digits where the kind is rare.

    >>> figure(12, "chineseCounting"), figure(3, "decimalEnclosedCircle"), figure(27, "lowerLetter"), figure(4, "upperRoman")
    ('十二', '③', 'aa', 'IV')
    """
    if kind.startswith(_CHINESE) and 0 < count < 100:
        return _chinese(count)
    if kind.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(ord("①") + count - 1)
    if kind.endswith("Letter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if kind.startswith("upper") else letter
    if kind.endswith("Roman") and 0 < count < 400:
        return _roman(count).upper() if kind.startswith("upper") else _roman(count)
    return f"{count:02}" if kind == "decimalZero" else str(count)


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text


def _list_in(properties: Any) -> tuple[str | None, int | None]:
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None, None
    number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    said = level.get(f"{W}val", "") if level is not None else ""
    return (number.get(f"{W}val") if number is not None else None), (_digits(said, 0) if said else None)


def _value(shape: Any, name: str) -> str:
    found = shape.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _start(shape: Any) -> int:
    return 1 if shape is None else _digits(_value(shape, "start"), 1)


def _digits(said: str, otherwise: int) -> int:
    return int(said) if said.isdecimal() and len(said) < 6 else otherwise
