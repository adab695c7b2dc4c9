"""From the tables of a language to phrases with their senses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from qa.lexicon.phrases import Sense
from qa.lexicon.stems import folded
from qa.lexicon.wording import Wording
from qa.linking.question import Language

_KINDS = {
    "measures": "measure",
    "aspects": "aspect",
    "applicants": "applicant",
    "operators": "operator",
    "scopes": "scope",
    "explain": "explain",
    "contact": "contact",
}
"""Tables that list phrases under keys, and the kind of their senses; a phrase of several tables takes that of the first."""


def entries(table: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    """Every phrase as it is written, with its sense."""
    for name, kind in (("own", "own"), ("heads", "head"), ("rates", "rate"), ("topics", "topic")):
        for key, entry in table[name].items():
            yield from ((phrase, Sense(kind, key)) for phrase in entry["phrases"])
    for name, kind in _KINDS.items():
        for key, phrases in table[name].items():
            yield from ((phrase, Sense(kind, key)) for phrase in phrases)
    for key, phrases in table["leading"].items():
        yield from ((phrase, Sense("measure", key)) for phrase in phrases)
    yield from ((word, Sense("ambiguous", word)) for word in table["ambiguous"])
    for word in (*table["function"]["words"], *table["function"]["framed"], *table["framing"]["words"], *table["places"]["words"]):
        yield word, Sense("function", word)
    yield from ((word, Sense("residue", word)) for word in table["elsewhere"]["words"])
    for key, entry in table["features"].items():
        yield from ((phrase, Sense("feature", key)) for phrase in entry["phrases"])


def traits(table: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    """Every phrase that names a row of table three only together with others, with its sense."""
    for name, kind in (("outcomes", "outcome"), ("rows", "row"), ("reasons", "reason")):
        for key, phrases in table[name].items():
            yield from ((phrase, Sense(kind, key)) for phrase in phrases)
    yield from ((word, Sense("around", word)) for word in table["around"]["words"])


def senses(entries: Iterable[tuple[str, Sense]], language: Language) -> dict[str, Sense]:
    """The sense of each phrase, of two the first; in English of its stems."""
    form = str if language == "zh" else folded
    found: dict[str, Sense] = {}
    for phrase, sense in entries:
        if "{" not in phrase:
            found.setdefault(form(phrase), sense)
    return found


def wordings_under(entries: Iterable[tuple[str, Sense]]) -> dict[str, tuple[tuple[Wording, Sense], ...]]:
    """The phrases with alternatives, under the characters that they may begin with."""
    under: dict[str, list[tuple[Wording, Sense]]] = {}
    for phrase, sense in entries:
        if "{" in phrase:
            wording = Wording.read(phrase)
            for opening in wording.openings():
                under.setdefault(opening, []).append((wording, sense))
    return {opening: tuple(found) for opening, found in under.items()}
