"""What people call things, as data: a folder of TOML files a language, and their loader."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from qa.lexicon.phrases import Phrases, Sense
from qa.lexicon.stems import folded
from qa.linking.question import Language, normal_form
from qa.linking.wording import Wording


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
    """How questions and reports word what only prose states; `amounts` are what a question for a figure says and the figure it wants."""

    same: dict[str, frozenset[str]]
    loose: dict[str, frozenset[str]]
    plain: frozenset[str]
    removal: tuple[str, ...]
    contact: frozenset[str]
    none: re.Pattern[str]
    kinds: frozenset[str]
    kind: re.Pattern[str]
    remedies: tuple[str, ...]
    year: str
    amounts: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


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
    implies: dict[str, tuple[str, ...]]
    people: frozenset[str]
    verdicts: frozenset[str]
    contested: frozenset[str]
    remaining: frozenset[str]
    others: frozenset[str]
    won_against: frozenset[str]
    part_first: bool
    quotients: frozenset[str]
    counters: str
    times: str
    definitions: frozenset[str]
    punctuation: str
    conjunctions: frozenset[str]
    ambiguous: dict[str, tuple[str, ...]]
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
    announced: str
    therefore: str
    light: frozenset[str]
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


# A phrase that stands in several tables takes the sense of the first of these that has it.
_SIMPLE = ("measures", "aspects", "applicants", "operators", "scopes", "explain", "contact")
_KIND = {
    "measures": "measure",
    "aspects": "aspect",
    "applicants": "applicant",
    "operators": "operator",
    "scopes": "scope",
    "explain": "explain",
    "contact": "contact",
}


def _english(phrase: str) -> str:
    return folded(normal_form(phrase))


def _entries(table: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    """Every phrase as it is written, with its sense."""
    for name, kind in (("own", "own"), ("heads", "head"), ("rates", "rate"), ("topics", "topic")):
        for key, entry in table[name].items():
            yield from ((phrase, Sense(kind, key)) for phrase in entry["phrases"])
    for name in _SIMPLE:
        for key, phrases in table[name].items():
            yield from ((phrase, Sense(_KIND[name], key)) for phrase in phrases)
    for key, phrases in table["leading"].items():
        yield from ((phrase, Sense("measure", key)) for phrase in phrases)
    yield from ((word, Sense("ambiguous", normal_form(word))) for word in table["ambiguous"])
    for word in (*table["function"]["words"], *table["function"]["framed"], *table["framing"]["words"], *table["places"]["words"]):
        yield word, Sense("function", word)
    yield from ((word, Sense("residue", word)) for word in table["elsewhere"]["words"])
    for key, entry in table["features"].items():
        yield from ((phrase, Sense("feature", key)) for phrase in entry["phrases"])


def _traits(table: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    """Every phrase that names a row of table three only together with others, with its sense."""
    for name, kind in (("outcomes", "outcome"), ("rows", "row"), ("reasons", "reason")):
        for key, phrases in table[name].items():
            yield from ((phrase, Sense(kind, key)) for phrase in phrases)
    yield from ((word, Sense("around", word)) for word in table["around"]["words"])


def _senses(entries: Iterable[tuple[str, Sense]], language: Language) -> dict[str, Sense]:
    form = normal_form if language == "zh" else _english
    senses: dict[str, Sense] = {}
    for phrase, sense in entries:
        if "{" not in phrase:
            senses.setdefault(form(phrase), sense)
    return senses


def _wordings(entries: Iterable[tuple[str, Sense]]) -> dict[str, tuple[tuple[Wording, Sense], ...]]:
    """The phrases with alternatives, under the characters that they may begin with."""
    under: dict[str, list[tuple[Wording, Sense]]] = {}
    for phrase, sense in entries:
        if "{" in phrase:
            wording = Wording.read(phrase)
            for opening in wording.openings():
                under.setdefault(opening, []).append((wording, sense))
    return {opening: tuple(found) for opening, found in under.items()}


def _folded(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(normal_form(phrase) for phrase in phrases) for key, phrases in table.items()}


def _alike(groups: list[list[str]]) -> dict[str, frozenset[str]]:
    """Each word with all that stand in a group with it."""
    alike: dict[str, frozenset[str]] = {}
    for group in groups:
        words = frozenset(map(normal_form, group))
        alike |= {word: alike.get(word, frozenset()) | words for word in words}
    return alike


def _prose(table: dict[str, Any]) -> Prose:
    amounts = tuple((re.compile(one["asks"]), re.compile(one["has"])) for one in table["amounts"])
    plain = frozenset(map(normal_form, table["plain"]))
    return Prose(
        same=_alike(table["same"]),
        loose=_alike(table["loose"]),
        plain=plain,
        removal=tuple(table["removal"]),
        contact=frozenset(table["contact"]),
        none=re.compile(table["none"]),
        kinds=frozenset(table["kinds"]),
        kind=re.compile(table["kind"].replace("{kind}", f"(?:{'|'.join(table['kinds'] or ['(?!)'])})")),
        remedies=tuple(table["remedies"]),
        year=table["year"],
        amounts=amounts,
    )


def _table(language: Language) -> dict[str, Any]:
    """The tables of all files of a language; no two files hold the same table."""
    texts = sorted(file.name for file in files(__name__).joinpath(language).iterdir() if file.name.endswith(".toml"))
    parts = [tomllib.loads(files(__name__).joinpath(language, name).read_text("utf-8")) for name in texts]
    return {name: entries for part in parts for name, entries in part.items()}


def _of_conversation(table: dict[str, Any]) -> dict[str, Any]:
    """What choices, refusals and contacts are told by."""
    return {
        "refusals": _folded(table["refusals"]),
        "ordinals": tuple(tuple(normal_form(word) for word in words) for words in table["choices"]["ordinals"]),
        "last": frozenset(map(normal_form, table["choices"]["last"])),
        "all_choices": frozenset(map(normal_form, table["choices"]["all"])),
        "yes": frozenset(map(normal_form, table["choices"]["yes"])),
        "middle": frozenset(map(normal_form, table["choices"]["middle"])),
        "newest": frozenset(map(normal_form, table["choices"]["newest"])),
        "oldest": frozenset(map(normal_form, table["choices"]["oldest"])),
        "around_choices": tuple(table["choices"]["around"]),
        "contact_patterns": table.get("contact_patterns", {}),
        "contact_unless": tuple(table["contact_unless"]["words"]),
        "definitions": frozenset(table["grammar"]["definitions"]),
    }


def _of_clauses(table: dict[str, Any]) -> dict[str, Any]:
    """What stands around and between what is asked."""
    return dict(
        **{name: tuple(table["clauses"][name]) for name in ("orders", "tampering", "claims", "narrowing", "framing", "askers", "persons")},
        people=frozenset(table["reviews"]["people"]),
        verdicts=frozenset(table["reviews"]["verdicts"]),
        contested=frozenset(table["reviews"]["contested"]),
        remaining=frozenset(table["reviews"]["remaining"]),
        others=frozenset(table["reviews"]["others"]),
        won_against=frozenset(table["reviews"]["won_against"]),
        punctuation=table["function"]["punctuation"],
        conjunctions=frozenset(table["function"]["conjunctions"]),
        loose=tuple(table["loose"]["words"]),
        announced=table["clauses"]["announced"],
        therefore=table["clauses"]["therefore"],
        light=frozenset(table["framing"]["light"]),
        frames=frozenset(word for word in map(normal_form, table["framing"]["words"]) if len(word) > 2),
    )


def _of_forms(table: dict[str, Any]) -> dict[str, Any]:
    """What is told by its form: years, numbers, references, offices."""
    return {
        "years": table["years"],
        "bounds": table["bounds"],
        "references": table["references"],
        "operator_patterns": table["operator_patterns"],
        "head_patterns": table["head_patterns"],
        "part_first": table["grammar"]["part_first"],
        "quotients": frozenset(table["grammar"]["quotients"]),
        "counters": table["grammar"]["counters"],
        "times": table["grammar"]["times"],
        "unlisted_agency": table["unlisted"]["agency"],
        "unlisted_tail": table["unlisted"]["tail"],
    }


@cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of a language, read once."""
    table = _table(language)
    return Lexicon(
        language=language,
        phrases=Phrases(_senses(_entries(table), language)),
        wordings=_wordings(_entries(table)),
        head_defaults={key: entry["default"] for key, entry in table["heads"].items()},
        own_contains={key: tuple(entry["label_contains"]) for key, entry in table["own"].items()},
        own_names={key: entry["name"] for key, entry in table["own"].items()},
        rates={key: Rate(entry["numerator"], entry["denominator"]) for key, entry in table["rates"].items()},
        features={key: Feature(tuple(entry["rows"]), entry["alone"]) for key, entry in table["features"].items()},
        leading=tuple(Wording.read(phrase) for phrases in table["leading"].values() for phrase in phrases),
        implies=_folded(table["implies"]),
        ambiguous={normal_form(word): tuple(measures) for word, measures in table["ambiguous"].items()},
        covers={outcome: tuple(measures) for outcome, measures in table["covers"].items()},
        topics={key: Topic(entry["section"], tuple(entry["heading"]), tuple(entry["unless"])) for key, entry in table["topics"].items()},
        prose=_prose(table["prose"]),
        **_of_conversation(table),
        **_of_clauses(table),
        **_of_forms(table),
    )


@cache
def with_traits(language: Language) -> Lexicon:
    """The lexicon with the words that name a row of table three only together with others: reasons, outcomes, what stands around them."""
    plain, table = lexicon(language), _table(language)
    wordings = _wordings(_traits(table))
    joined = {opening: (*plain.wordings.get(opening, ()), *wordings.get(opening, ())) for opening in {*plain.wordings, *wordings}}
    return replace(plain, phrases=Phrases({**_senses(_traits(table), language), **plain.phrases}), wordings=joined)
