"""Mention: a stretch of a question and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the question and what it stands for."""

    kind: str
    key: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the stretch ends, in the normal form."""
        return self.start + len(self.text)


def operators_of(mentions: tuple[Mention, ...]) -> frozenset[str]:
    """The keys of the operators among the mentions."""
    return frozenset(mention.key for mention in mentions if mention.kind == "operator")
