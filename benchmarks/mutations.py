"""Ways in which a file comes to harm: bytes flipped, cut off, parts lost, doubled and swapped; each takes its randomness from outside."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random

Mutation = Callable[[Random, str], str]

_TAG = re.compile(r"<[^<>]*>")
_CELL_VALUE = re.compile(r"(?<=>)\d+(?:\.\d+)?(?=<)|(?<=\t)\d+(?:\.\d+)?(?=\t)|(?<=\n)\d+(?:\.\d+)?(?=\n)")
_OPERATOR = re.compile(r"[^\n]*(?:Tj|TJ|re|l|m|Tm|Td|cm|S|f)\b[^\n]*\n")
_SHOWN = re.compile(r"<[0-9A-Fa-f]+>|\([^()]*\)(?= Tj)")
_CONTENT = re.compile(rb"/ASCII85Decode /FlateDecode \] /Length (?P<length>\d+)\s*>>\s*stream\r?\n(?P<data>.*?)endstream", re.DOTALL)


def flip_bytes(random: Random, content: bytes) -> bytes:
    """One to eight bytes replaced; a digit never by a digit, which would be a misprint that the file now states."""
    damaged = bytearray(content)
    for _ in range(random.randint(1, 8)):
        place, byte = random.randrange(len(damaged)), random.randrange(256)
        if not (chr(damaged[place]).isdecimal() and chr(byte).isdecimal()):
            damaged[place] = byte
    return bytes(damaged)


def cut_off(random: Random, content: bytes) -> bytes:
    """The beginning of the file."""
    return content[: random.randint(1, len(content) - 1)]


def lose_bytes(random: Random, content: bytes) -> bytes:
    """The file without a run of bytes."""
    start = random.randrange(len(content))
    return content[:start] + content[start + random.randint(1, 400) :]


def lose_span(random: Random, text: str) -> str:
    """The text without a run of characters."""
    start = random.randrange(max(1, len(text)))
    return text[:start] + text[start + random.randint(1, 120) :]


def double_span(random: Random, text: str) -> str:
    """The text with a run of characters twice."""
    start = random.randrange(max(1, len(text)))
    end = start + random.randint(1, 120)
    return text[:end] + text[start:]


def lose_tag(random: Random, text: str) -> str:
    """The text without one tag."""
    return _without(random, text, _TAG)


def double_tag(random: Random, text: str) -> str:
    """The text with one tag twice."""
    found = _any(random, text, _TAG)
    return text if found is None else text[: found.end()] + found.group() + text[found.end() :]


def swap_values(random: Random, text: str) -> str:
    """The text with the values of two cells in each other's place."""
    return _swapped(random, text, _CELL_VALUE)


def lose_line(random: Random, text: str) -> str:
    """The text without one line."""
    lines = text.splitlines(keepends=True)
    del lines[random.randrange(len(lines))]
    return "".join(lines)


def double_line(random: Random, text: str) -> str:
    """The text with one line twice, maybe elsewhere."""
    lines = text.splitlines(keepends=True)
    lines.insert(random.randrange(len(lines)), random.choice(lines))
    return "".join(lines)


def join_lines(random: Random, text: str) -> str:
    """The text with one line end lost."""
    return _without(random, text, re.compile(r"\n+"))


def lose_operator(random: Random, text: str) -> str:
    """A page's content without one drawing or text operator."""
    return _without(random, text, _OPERATOR)


def swap_shown(random: Random, text: str) -> str:
    """A page's content with two shown strings in each other's place."""
    return _swapped(random, text, _SHOWN)


BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (flip_bytes, cut_off, lose_bytes)
MARKUP: tuple[Mutation, ...] = (lose_span, double_span, lose_tag, double_tag, swap_values)
LINES: tuple[Mutation, ...] = (lose_span, double_span, lose_line, double_line, join_lines, swap_values)
CONTENT: tuple[Mutation, ...] = (lose_operator, lose_operator, swap_shown, lose_span)


def in_docx(random: Random, content: bytes, mutation: Mutation) -> bytes:
    """The Word file with the mutation done to its document part."""
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(damaged, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutation(random, part.decode()) if name == "word/document.xml" else part)
    return damaged.getvalue()


def in_pdf(random: Random, content: bytes, mutation: Mutation) -> bytes:
    """The PDF with the mutation done to the content of one page; what grows moves the rest, and readers rebuild the table of objects."""
    chosen = random.choice([found for found in _CONTENT.finditer(content) if b"BT" in _plain(found["data"])])
    packed = base64.a85encode(zlib.compress(mutation(random, _plain(chosen["data"]).decode("latin-1")).encode("latin-1")), adobe=True)[2:]
    length = str(max(len(packed), len(chosen["data"]))).encode()
    return b"".join(
        (content[: chosen.start("length")], length, content[chosen.end("length") : chosen.start("data")], packed.ljust(len(chosen["data"])), content[chosen.end("data") :])
    )  # fmt: skip


def _plain(data: bytes) -> bytes:
    return zlib.decompress(base64.a85decode(b"<~" + data.strip(), adobe=True))


def _any(random: Random, text: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return random.choice(found) if found else None


def _without(random: Random, text: str, pattern: re.Pattern[str]) -> str:
    found = _any(random, text, pattern)
    return text if found is None else text[: found.start()] + text[found.end() :]


def _swapped(random: Random, text: str, pattern: re.Pattern[str]) -> str:
    found = list(pattern.finditer(text))
    if len(found) < 2:
        return text
    one, other = sorted(random.sample(found, 2), key=lambda match: match.start())
    return text[: one.start()] + other.group() + text[one.end() : other.start()] + one.group() + text[other.end() :]
