"""Personal data in what people type, masked before it reaches the disk: numbers of persons, telephones, mails, number plates, cards."""

from __future__ import annotations

import re

MASK = "〔已隐去〕"

_GAP = r"[\s\-－—.·]?"
_D = r"[\d０-９]"
_PLATE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[a-z0-9_.+\-]+\s?[@＠]\s?[a-z0-9\-]+(?:\s?[.．。]\s?[a-z0-9\-]+)+",  # before the numbers that a mail address may hold
        rf"(?<!{_D})[1-9１-９](?:{_GAP}{_D}){{16}}{_GAP}[\dXx０-９Ｘｘ](?!{_D})",  # identity number, GB 11643-1999
        rf"(?<!{_D})(?:{_D}{_GAP}){{15,18}}{_D}(?!{_D})",  # bank card, GB/T 14504
        rf"(?<!{_D})[1-9１-９](?:{_GAP}{_D}){{14}}(?!{_D})",  # identity number of fifteen digits
        rf"(?<!{_D})(?:(?:\+|00)?86{_GAP})?[1１][3-9３-９](?:{_GAP}{_D}){{9}}(?!{_D})",  # mobile telephone
        rf"(?<!{_D})(?:[(（][0０]{_D}{{2,3}}[)）]|[0０]{_D}{{2,3}}){_GAP}{_D}{{7,8}}(?!{_D})",  # telephone with its area code
        rf"[{_PLATE}]\s?[A-Z]{_GAP}(?:[A-Z0-9]{{5,6}}|[A-Z0-9]{{4}}[挂学警港澳])(?![A-Z0-9])",  # number plate, GA 36-2018
        r"(?<![A-Z0-9])[EGDSPH][A-Z]?\d{7,8}(?!\d)",  # passport, travel permit
    )
)


def masked(text: str) -> str:
    """The text without personal data.

    >>> masked("我叫张三，电话138 0013 8000，身份证11010519491231002X")
    '我叫张三，电话〔已隐去〕，身份证〔已隐去〕'
    >>> masked("淮安市2024年行政处罚3985758件，罚没7730.28万元")
    '淮安市2024年行政处罚3985758件，罚没7730.28万元'
    """
    for pattern in _PATTERNS:
        text = pattern.sub(MASK, text)
    return text
