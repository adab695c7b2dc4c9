"""Phrases and what they stand for, looked up by how they begin: a question may be long, and most places in it begin none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TOKEN = re.compile(r"[a-z]+|.", re.DOTALL)
"""What a phrase is never cut within: a Latin word, any other character."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase may stand for: a kind (measure, head, operator, ...) and its key."""

    kind: str
    key: str


class Phrases(Mapping[str, Sense]):
    """Phrases with their senses."""

    def __init__(self, senses: Mapping[str, Sense]) -> None:
        self._senses = dict(senses)
        self._lengths: dict[str, set[int]] = {}
        for phrase in senses:
            tokens = TOKEN.findall(phrase)
            self._lengths.setdefault("".join(tokens[:2]), set()).add(len(tokens))

    def __getitem__(self, phrase: str) -> Sense:
        return self._senses[phrase]

    def __iter__(self) -> Iterator[str]:
        return iter(self._senses)

    def __len__(self) -> int:
        return len(self._senses)

    def lengths(self, first: str, second: str) -> set[int]:
        """How many tokens the phrases have that begin with these two, or are the first alone.

        >>> sorted(Phrases(dict.fromkeys(("撤", "撤销", "撤销申请", "不予"), Sense("own", "withdrawn"))).lengths("撤", "销"))
        [1, 2, 4]
        """
        return self._lengths.get(first, set()) | self._lengths.get(first + second, set())
