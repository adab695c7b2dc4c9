"""What a text must hold for a pattern to match in it: patterns of which it holds nothing are neither compiled nor tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise

_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|\{[^}]*\}|.", re.DOTALL)
_GROUP = re.compile(r"\((?:\?:)?(?!\?)([^()\[\]{}\\.^$*+]+)\)")
"""A group of words, in which single characters may be left out: (?:至少|最起?码)."""

_OPTIONAL = re.compile(r".\?")
_CLASS = re.compile(r"\[([^\\^-]+)\]")
_SIGNS = frozenset("()[]{}\\.^$*+?|")
_MAY_BE_LEFT_OUT = ("?", "*", "{")
"""How what follows begins where what stands before it may be left out."""


@cache
def needed(pattern: str) -> tuple[str, ...]:
    r"""Words, one of which stands in every text that the pattern matches; none where that cannot be told.

    >>> needed(r"(?:达到?了?|有)?(\d+)(?:及|或)?以上"), needed(r"(?:不先)?(?:至少|最起?码)有?(\d+)"), needed("[一二]个|两个")
    (('以上',), ('至少', '最'), ())
    """
    parts = list(_parts(pattern))
    if "|" in parts:
        return ()
    kept = [part for part, after in pairwise([*parts, ""]) if not after.startswith(_MAY_BE_LEFT_OUT)]
    found = [words for words in _of_parts(kept) if words]
    return max(found, key=lambda words: min(map(len, words)), default=())


def _parts(pattern: str) -> Iterator[str]:
    """The groups, classes, characters and quantifiers of which a pattern is made, one after the other."""
    part, depth = "", 0
    for token in _TOKEN.findall(pattern):
        depth += (token == "(") - (token == ")")
        part += token
        if depth == 0:
            yield part
            part = ""


def _of_parts(parts: list[str]) -> Iterator[tuple[str, ...]]:
    """What each part says, characters that stand side by side as one word."""
    for is_word, together in groupby(parts, _is_character):
        if is_word:
            yield ("".join(together),)
        else:
            yield from map(_alternatives, together)


def _is_character(part: str) -> bool:
    return len(part) == 1 and part not in _SIGNS


def _alternatives(part: str) -> tuple[str, ...]:
    """One of which the part says; none where it may say something else."""
    if (listed := _CLASS.fullmatch(part)) is not None:
        return tuple(listed[1])
    group = _GROUP.fullmatch(part)
    words = tuple(max(_OPTIONAL.split(word), key=len) for word in group[1].split("|")) if group is not None else ()
    return words if all(words) else ()
