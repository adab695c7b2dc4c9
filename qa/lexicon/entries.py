"""What a lexicon holds: phrases with their senses, and beside them what rules ask for by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa.lexicon.light import Light
from qa.lexicon.phrases import Phrases, Sense
from qa.lexicon.stems import folded
from qa.lexicon.wording import Wording
from qa.linking.question import Language


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that people name by one word."""

    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that whole passages treat: their section, what their headings contain and must not contain."""

    section: int
    heading: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """What a word tells of a row of table three: the rows and groups it leaves open, and the one that it names alone."""

    rows: tuple[str, ...]
    alone: str


@dataclass(frozen=True, slots=True)
class Prose:
    """How questions and reports word what only prose states; `amounts` are what a question for a figure says and the figure it wants.

    What is a pattern is compiled where it is used: a question about tables needs none.
    """

    same: dict[str, frozenset[str]]
    loose: dict[str, frozenset[str]]
    plain: frozenset[str]
    removal: tuple[str, ...]
    contact: frozenset[str]
    none: str
    kinds: frozenset[str]
    kind: str
    remedies: tuple[str, ...]
    plans: str
    what: str
    year: str
    amounts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language: phrases with their senses, wordings by how they begin, and the patterns and defaults that are no phrases."""

    language: Language
    phrases: Phrases
    wordings: dict[str, tuple[tuple[Wording, Sense], ...]]
    head_defaults: dict[str, str]
    own_contains: dict[str, tuple[str, ...]]
    own_names: dict[str, str]
    rates: dict[str, Rate]
    features: dict[str, Feature]
    refusals: dict[str, tuple[str, ...]]
    ordinals: tuple[tuple[str, ...], ...]
    last: frozenset[str]
    all_choices: frozenset[str]
    yes: frozenset[str]
    middle: frozenset[str]
    newest: frozenset[str]
    oldest: frozenset[str]
    around_choices: tuple[str, ...]
    contact_patterns: dict[str, str]
    contact_unless: tuple[str, ...]
    years: dict[str, Any]
    bounds: dict[str, Any]
    references: dict[str, list[str]]
    leading: tuple[Wording, ...]
    operator_patterns: dict[str, list[str]]
    head_patterns: dict[str, list[str]]
    row_patterns: dict[str, list[str]]
    implies: dict[str, tuple[str, ...]]
    people: frozenset[str]
    verdicts: frozenset[str]
    contested: frozenset[str]
    remaining: frozenset[str]
    concluded: tuple[str, ...]
    others: frozenset[str]
    won_against: frozenset[str]
    part_first: bool
    quotients: frozenset[str]
    counters: str
    times: str
    definitions: frozenset[str]
    negations: tuple[str, ...]
    punctuation: str
    conjunctions: frozenset[str]
    ambiguous: dict[str, tuple[str, ...]]
    listed: dict[str, str]
    covers: dict[str, tuple[str, ...]]
    loose: tuple[str, ...]
    unlisted_agency: str
    unlisted_tail: str
    topics: dict[str, Topic]
    orders: tuple[str, ...]
    tampering: tuple[str, ...]
    claims: tuple[str, ...]
    narrowing: tuple[str, ...]
    framing: tuple[str, ...]
    askers: tuple[str, ...]
    persons: tuple[str, ...]
    told: tuple[str, ...]
    announced: str
    therefore: str
    light: Light
    frames: frozenset[str]
    prose: Prose

    def sense(self, text: str) -> Sense | None:
        """What a stretch of a question stands for; in English whatever form its words have."""
        return self.phrases.get(folded(text) if self.language == "en" else text)

    def lengths(self, first: str, second: str) -> set[int]:
        """How many tokens the phrases have that begin with these two words or characters."""
        return self.phrases.lengths(folded(first), folded(second)) if self.language == "en" else self.phrases.lengths(first, second)

    def only_leads(self, text: str) -> bool:
        """Whether a phrase of a measure leads to another one that stands beside it: 提出的, 答复."""
        return any(wording.longest(text, 0) == len(text) for wording in self.leading)
