"""What the program says, as data: one TOML file a language, every sentence with named places to fill."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.agencies import Agency
from ingest.forms.measures import APPLICANTS, MEASURES, OWN
from qa.lexicon import lexicon
from qa.linking.question import Language


@dataclass(frozen=True, slots=True)
class Messages:
    """The sentences of one language."""

    language: Language
    sentences: dict[str, str]
    own_names: dict[str, str]
    own_contains: dict[str, tuple[str, ...]]

    def text(self, sentence: str, /, **parts: str) -> str:
        """The sentence of this name with its places filled."""
        return self.sentences[sentence].format(**parts)

    def agency(self, agency: Agency) -> str:
        """The agency's name in this language, where it has one."""
        return agency.name if self.language == "zh" else agency.english or agency.name

    def measure(self, measure: str) -> str:
        """The measure's name; an agency's own row keeps the label it is printed with."""
        if OWN in measure:
            label = measure.split(OWN, 1)[1]
            return label if self.language == "zh" else f"{self._concept(label)} ({label})"
        if measure.startswith("own."):
            return self.own_names[measure.removeprefix("own.")]
        found = MEASURES[measure]
        return found.name if self.language == "zh" else found.english

    def _concept(self, label: str) -> str:
        """What the label of an agency's own row means in this language, where the lexicon knows it."""
        found = (self.own_names[concept] for concept, words in self.own_contains.items() if any(word in label for word in words))
        return next(found, self.text("own_row"))

    def applicant(self, applicant: str) -> str:
        """The applicants' name."""
        found = APPLICANTS[applicant]
        return found.name if self.language == "zh" else found.english

    def scope(self, scope: str) -> str:
        """What a report covers, behind the name of its office."""
        return self.text("scope", scope=self.sentences.get(f"scope_{scope}", scope))

    def unit(self, unit: str | None) -> str:
        """The unit as it follows a number; nothing where none is stated."""
        return self.sentences.get(f"unit_{unit}", unit or "")


@cache
def messages(language: Language) -> Messages:
    """The messages of a language, read once."""
    sentences = tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text("utf-8"))
    return Messages(language, sentences, lexicon(language).own_names, lexicon(language).own_contains)
