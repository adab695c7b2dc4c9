"""Whether the text of a PDF is as it was written: every packed stream carries a checksum that viewers do not look at."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 600
"""Bytes before a stream in which its dictionary stands."""

_NO_TEXT = re.compile(rb"/Image\b|/Length1\b|/CIDFontType0C\b|/Type1C\b|/OpenType\b|/DCTDecode\b|/JPXDecode\b|/ICCBased\b|/Metadata\b")
_ASCII = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_LARGEST = 1 << 26
"""Bytes of a stream unpacked: what is larger is no page of text."""


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
    try:
        return base64.a85decode(content[start:end]) if end > 0 else b""
    except ValueError:
        return b"\x78\x9c\xff"  # letters that no program writes: a stream that does not unpack


def _unpacks(packed: bytes) -> bool:
    if len(packed) < 2 or packed[0] & 15 != 8 or (packed[0] * 256 + packed[1]) % 31:
        return True  # not packed so, or locked
    try:
        zlib.decompressobj().decompress(packed, _LARGEST)
    except zlib.error:
        return False
    return True
