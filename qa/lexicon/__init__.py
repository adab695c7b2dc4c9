"""What people call things, as data: a folder of TOML files a language, and their loader.

Words and phrases are written in the form in which questions are looked up (`normal_form`): to fold seven thousand of them
anew took every process a tenth of a second.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from qa.lexicon.entries import Feature, Lexicon, Prose, Rate, Topic
from qa.lexicon.light import Light
from qa.lexicon.phrases import Phrases
from qa.lexicon.senses import entries, senses, traits, wordings_under
from qa.lexicon.wording import Wording
from qa.linking.question import Language

__all__ = ["Lexicon", "Prose", "Topic", "lexicon", "with_traits"]


def _tuples(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(phrases) for key, phrases in table.items()}


def _alike(groups: list[list[str]]) -> dict[str, frozenset[str]]:
    """Each word with all that stand in a group with it."""
    alike: dict[str, frozenset[str]] = {}
    for group in groups:
        words = frozenset(group)
        alike |= {word: alike.get(word, frozenset()) | words for word in words}
    return alike


def _prose(table: dict[str, Any]) -> Prose:
    return Prose(
        same=_alike(table["same"]),
        loose=_alike(table["loose"]),
        plain=frozenset(table["plain"]),
        removal=tuple(table["removal"]),
        contact=frozenset(table["contact"]),
        none=table["none"],
        kinds=frozenset(table["kinds"]),
        kind=table["kind"].replace("{kind}", f"(?:{'|'.join(table['kinds'] or ['(?!)'])})"),
        remedies=tuple(table["remedies"]),
        plans=table["plans"],
        what=table["what"],
        year=table["year"],
        amounts=tuple((one["asks"], one["has"]) for one in table["amounts"]),
    )


@cache
def _table(language: Language) -> dict[str, Any]:
    """The tables of all files of a language; no two files hold the same table."""
    texts = sorted(file.name for file in files(__name__).joinpath(language).iterdir() if file.name.endswith(".toml"))
    parts = [tomllib.loads(files(__name__).joinpath(language, name).read_text("utf-8")) for name in texts]
    return {name: entries for part in parts for name, entries in part.items()}


def _of_conversation(table: dict[str, Any]) -> dict[str, Any]:
    """What choices, refusals and contacts are told by."""
    return {
        "refusals": _tuples(table["refusals"]),
        "ordinals": tuple(map(tuple, table["choices"]["ordinals"])),
        "last": frozenset(table["choices"]["last"]),
        "all_choices": frozenset(table["choices"]["all"]),
        "yes": frozenset(table["choices"]["yes"]),
        "middle": frozenset(table["choices"]["middle"]),
        "newest": frozenset(table["choices"]["newest"]),
        "oldest": frozenset(table["choices"]["oldest"]),
        "around_choices": tuple(table["choices"]["around"]),
        "contact_patterns": table.get("contact_patterns", {}),
        "contact_unless": tuple(table["contact_unless"]["words"]),
        "definitions": frozenset(table["grammar"]["definitions"]),
        "negations": tuple(table["grammar"]["negations"]),
    }


def _of_clauses(table: dict[str, Any]) -> dict[str, Any]:
    """What stands around and between what is asked."""
    return dict(
        **{
            name: tuple(table["clauses"][name])
            for name in ("orders", "tampering", "claims", "narrowing", "framing", "askers", "persons", "told")
        },
        people=frozenset(table["reviews"]["people"]),
        verdicts=frozenset(table["reviews"]["verdicts"]),
        contested=frozenset(table["reviews"]["contested"]),
        remaining=frozenset(table["reviews"]["remaining"]),
        concluded=tuple(table["reviews"]["concluded"]),
        others=frozenset(table["reviews"]["others"]),
        won_against=frozenset(table["reviews"]["won_against"]),
        punctuation=table["function"]["punctuation"],
        conjunctions=frozenset(table["function"]["conjunctions"]),
        loose=tuple(table["loose"]["words"]),
        announced=table["clauses"]["announced"],
        therefore=table["clauses"]["therefore"],
        light=Light.read(table["light"]),
        frames=frozenset(word for word in table["framing"]["words"] if len(word) > 2),
    )


def _of_forms(table: dict[str, Any]) -> dict[str, Any]:
    """What is told by its form: years, numbers, references, offices."""
    return {
        "years": table["years"],
        "bounds": table["bounds"],
        "references": table["references"],
        "operator_patterns": table["operator_patterns"],
        "head_patterns": table["head_patterns"],
        "row_patterns": table["row_patterns"],
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
        phrases=Phrases(senses(entries(table), language)),
        wordings=wordings_under(entries(table)),
        head_defaults={key: entry["default"] for key, entry in table["heads"].items()},
        own_contains={key: tuple(entry["label_contains"]) for key, entry in table["own"].items()},
        own_names={key: entry["name"] for key, entry in table["own"].items()},
        rates={key: Rate(entry["numerator"], entry["denominator"]) for key, entry in table["rates"].items()},
        features={key: Feature(tuple(entry["rows"]), entry["alone"]) for key, entry in table["features"].items()},
        leading=tuple(Wording.read(phrase) for phrases in table["leading"].values() for phrase in phrases),
        implies=_tuples(table["implies"]),
        ambiguous={word: tuple(measures) for word, measures in table["ambiguous"].items()},
        listed={word: measure for measure, words in table.get("listed", {}).items() for word in words},
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
    wordings = wordings_under(traits(table))
    joined = {opening: (*plain.wordings.get(opening, ()), *wordings.get(opening, ())) for opening in {*plain.wordings, *wordings}}
    return replace(plain, phrases=Phrases({**senses(traits(table), language), **plain.phrases}), wordings=joined)
