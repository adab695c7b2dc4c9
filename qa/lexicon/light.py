"""Light words: what carries no condition wherever it stands alone, so that the figure asked for is the same without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa.linking.forms import FORMS

_FORMS = (("verbs", "endings"), ("verbs", "passing"), ("requested", "passing"), ("clear_verbs", "clear_endings"))
"""Which verbs take which endings."""

_JOINTS = tuple(FORMS["joints"])
"""What stands between a verb and itself: 问问, 问一问, 问了问."""

_LONGEST_VERB = 2

_BESIDE = ("after", "counters", "filed", "ended")
"""What is light only beside a certain word."""


@dataclass(frozen=True, slots=True)
class Light:
    """The words themselves, the verbs with the endings that they take, what only completes a known word before it, what is counted with."""

    words: frozenset[str]
    forms: tuple[tuple[frozenset[str], frozenset[str]], ...]
    after: frozenset[str]
    counters: frozenset[str]
    filed: frozenset[str]
    ended: frozenset[str]

    @classmethod
    def read(cls, table: Mapping[str, str]) -> Light:
        """The light words of a language: classes of words parted by white space, some of which only make forms."""
        named = {name: frozenset(text.split()) for name, text in table.items()}
        forms = tuple((named.get(verbs, frozenset()), named.get(endings, frozenset())) for verbs, endings in _FORMS)
        apart = {*_BESIDE, *(name for pair in _FORMS for name in pair)}
        words = frozenset().union(*(words for name, words in named.items() if name not in apart))
        return cls(words, forms, *(named.get(name, frozenset()) for name in _BESIDE))

    def __contains__(self, text: str) -> bool:
        """Whether it is one of the words, or a verb doubled or with an ending: 琢磨琢磨, 问一问, 弄清楚."""
        return text in self.words or any(self._is_form(text[:length], text[length:]) for length in range(1, _LONGEST_VERB + 1))

    def _is_form(self, verb: str, rest: str) -> bool:
        taken = [endings for verbs, endings in self.forms if verb in verbs]
        if not taken or not rest:
            return False
        ends = {rest.removeprefix(joint + verb) for joint in _JOINTS}
        return "" in ends or any(end in endings for endings in taken for end in ends)
