"""What the model is told and how its words are examined, as data: one TOML file a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qa.linking.question import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The tasks, the marks and the vocabulary of one language; `join` is empty where quotations are not joined in it."""

    reword: str
    forms: list[str]
    join: str
    offered: str
    offered_mark: str
    joined: str
    joined_mark: str
    joining: list[str]
    guarded: list[str]
    numeral: str


@cache
def words_of(language: Language) -> Words:
    """The words of a language, read once."""
    return Words(**tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text("utf-8")))
