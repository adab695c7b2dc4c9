"""English words to what their forms share, so that a phrase is listed once: received, receives and receiving are receiv."""

from __future__ import annotations

import re
from functools import cache, lru_cache

_WORD = re.compile(r"[a-z]+")
_SHORTEST = 3
_DOUBLED = re.compile(r"(?P<one>[bdgmnprt])(?P=one)$")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text with every word cut to its stem; both a phrase and what was typed are cut alike.

    >>> folded("carried over"), folded("the penalties imposed"), folded("submitting licences")
    ('carry over', 'the penalty impos', 'submit licenc')
    """
    return _WORD.sub(lambda match: _stem(match[0]), text)


@cache
def _stem(word: str) -> str:
    if len(word) <= _SHORTEST:
        return word
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("eed", "eed")):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST and re.search("[aeiouy]", stem):
            return _DOUBLED.sub(r"\g<one>", stem).removesuffix("e")
    return word.removesuffix("e") if len(word) > _SHORTEST else word
