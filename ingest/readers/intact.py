"""Whether the text of a PDF is as it was written: every packed stream carries a checksum that viewers do not look at."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 600
"""Bytes before a stream in which its dictionary stands."""

_NO_TEXT = re.compile(rb"/Image\b|/Length1\b|/CIDFontType0C\b|/Type1C\b|/OpenType\b|/DCTDecode\b|/JPXDecode\b|/ICCBased\b|/Metadata\b")
_ASCII = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_LARGEST = 1 << 26
"""Bytes of a stream unpacked: what is larger is no page of text."""

_PART = 1 << 16
_WORDS = 4096
"""Bytes unpacked, and words read, at a time."""

_LETTERS = bytes(range(33, 118))
_VALUES = bytes(max(0, code - 33) for code in range(256))
_BLANKS = b" \t\n\r\v\f\0"
_UNREADABLE = b"\x78\x9c\xff"
"""A stream that does not unpack."""


def is_intact(content: bytes) -> bool:
    """Whether no stream that may hold text has changed since it was packed; pictures and the shapes of fonts are not asked.

    A stream that ends too early is no proof: some programs leave the checksum out.
    """
    return all(_unpacks(packed) for packed in _packed(content))


def _packed(content: bytes) -> Iterator[bytes]:
    """The packed streams, each with what follows it in the file."""
    before = 0
    for found in _STREAM.finditer(content):
        start, end = found.span()
        if content[max(0, start - 3) : start] == b"end":
            before = end
            continue
        dictionary = content[max(before, start - _DICTIONARY) : start]
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        if not _NO_TEXT.search(dictionary):
            yield _binary(content, end) if _ASCII.search(dictionary) else content[end : _end(content, end)]


def _end(content: bytes, start: int) -> int:
    end = content.find(b"endstream", start)
    return end if end > 0 else len(content)


def _binary(content: bytes, start: int) -> bytes:
    """A stream written in letters (ASCII85) as bytes; nothing where it is not such letters."""
    end = content.find(b"~>", start, _end(content, start))
    letters = content[start:end].translate(None, _BLANKS).replace(b"z", b"!!!!!") if end > 0 else b""
    if letters.translate(None, _LETTERS):
        return _UNREADABLE
    padding = -len(letters) % 5
    values = (letters + b"u" * padding).translate(_VALUES)
    try:
        words = b"".join(_words(values[place : place + 5 * _WORDS]) for place in range(0, len(values), 5 * _WORDS))
    except struct.error:
        return _UNREADABLE  # larger than a word: no program writes it
    return words[: len(words) - padding]


def _words(values: bytes) -> bytes:
    """Four bytes for every five values; not by `base64`, which takes four times as long."""
    fives = zip(*[iter(values)] * 5, strict=True)
    return struct.pack(f">{len(values) // 5}I", *[(((a * 85 + b) * 85 + c) * 85 + d) * 85 + e for a, b, c, d, e in fives])


def _unpacks(packed: bytes) -> bool:
    if len(packed) < 2 or packed[0] & 15 != 8 or (packed[0] * 256 + packed[1]) % 31:
        return True  # not packed so, or locked
    unpacker, left = zlib.decompressobj(), _LARGEST
    try:
        while packed and left > 0:
            left -= len(unpacker.decompress(packed, _PART)) or left
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return False
    return True
