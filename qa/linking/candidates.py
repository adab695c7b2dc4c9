"""What may stand at each place of a question: years and numbers by their form, names and phrases by lookup, wordings by their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from qa.lexicon import Lexicon, lexicon
from qa.lexicon.phrases import TOKEN, Phrases, Sense
from qa.linking.mention import Mention
from qa.linking.names import Names
from qa.linking.needed import needed
from qa.linking.question import Language, has_chinese

_PIECES = ("four", "two", "dash")
_KINDS = ("between", "number", "money", "percent", "over", "under", "at_least", "at_most", "top", "bottom", "nth", "nth_last")
_NUMBER_KINDS = {
    "over": "over_number",
    "under": "under_number",
    "at_least": "at_least_number",
    "at_most": "at_most_number",
    "between": "between_numbers",
}

_LETTER = re.compile("[a-z]")

_SHARED = frozenset({"measure", "own", "head", "aspect", "applicant", "operator", "function", "scope"})
"""What a word of the other language may stand for: Guangzhou Customs 2023年 withdrawn 多少件."""


def _filled(pattern: str, pieces: Mapping[str, str]) -> str:
    """The pattern with its named pieces put in: {four} a year of four digits, {number} a number."""
    for name, piece in pieces.items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    return pattern


@cache
def _patterns(language: Language) -> tuple[tuple[str, str, str], ...]:
    """What is recognized by its form and not by a list: years, spans of years, numbers, families of operators; kind, key, pattern."""
    words = lexicon(language)
    years, bounds = words.years, words.bounds
    pieces = {name: years.get(name, "") for name in _PIECES}
    pieces |= {"number": f"(?:{bounds.get('numeral', '')})", "case": bounds.get("case", ""), "unit": bounds.get("unit", "")}
    named = [("year_span", years["span"]), ("year_list", years["list"]), ("year", years["single"]), ("short_year", years["short"])]
    named += [("recent_years", years["recent"]), ("counted_years", years["counted"]), ("carried", years.get("carried", ()))]
    named += [("brought", years.get("brought", ()))]
    named += [(_NUMBER_KINDS.get(kind, kind), bounds[kind] if isinstance(bounds[kind], list) else [bounds[kind]]) for kind in _KINDS]
    forms = [("operator", key, pattern) for key, patterns in words.operator_patterns.items() for pattern in patterns]
    forms += [("head", key, pattern) for key, patterns in words.head_patterns.items() for pattern in patterns]
    forms += [("measure", key, pattern) for key, patterns in words.row_patterns.items() for pattern in patterns]
    forms += [(kind, "", pattern) for kind, patterns in named for pattern in patterns]
    forms += [(f"ref_{kind}", "", pattern) for kind, patterns in words.references.items() for pattern in patterns]
    return tuple((kind, key, _filled(pattern, pieces)) for kind, key, pattern in forms)


def _patterns_for(text: str, language: Language) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Those that may match in a text: to compile all takes a tenth of a second, and most questions need ten."""
    possible = ((kind, key, pattern) for kind, key, pattern in _patterns(language) if _may_match(pattern, text))
    return tuple((kind, key, _compiled(pattern)) for kind, key, pattern in possible)


def _may_match(pattern: str, text: str) -> bool:
    words = needed(pattern)
    return not words or any(word in text for word in words)


_compiled = cache(re.compile)


@cache
def _years(language: Language) -> Phrases:
    tables = (("relative_year", "relative"), ("shift_year", "shift"))
    years = lexicon(language).years
    return Phrases({phrase: Sense(kind, offset) for kind, name in tables for offset, phrases in years[name].items() for phrase in phrases})


def _weight(mention: Mention) -> tuple[int, bool]:
    """The longest match is taken; of two of one length the one that means something."""
    return len(mention.text), mention.kind != "function"


class Candidates:
    """The mentions that may begin at each place of a text, found once and only where they are asked for.

    `names` are the agencies and rows that the catalog adds; `without` is a kind of mentions that is not looked for.
    """

    def __init__(self, text: str, names: Names | None, words: Lexicon, without: str = "") -> None:
        self.text = text
        self.names = names
        self.words = words
        self.without = without
        self._cuts = [0, *(token.end() for token in TOKEN.finditer(text))]
        self._place = {cut: place for place, cut in enumerate(self._cuts)}
        self._patterns = _patterns_for(text, words.language)
        self._formed = frozenset(place for _, _, pattern in self._patterns for place in _places(pattern, text))
        self._mixed = bool(_LETTER.search(text)) if words.language == "zh" else has_chinese(text)
        self._found: dict[int, tuple[Mention, ...]] = {}

    def at(self, start: int) -> tuple[Mention, ...]:
        """The mentions that may begin here, the weightiest first."""
        if (found := self._found.get(start)) is None:
            found = self._found[start] = tuple(sorted(self._all(start), key=_weight, reverse=True))
        return found

    def unknown(self, start: int) -> Mention:
        """The character here, for want of anything known."""
        character = self.text[start]
        return Mention("punctuation" if character in self.words.punctuation else "residue", character, character, start)

    def _all(self, start: int) -> Iterator[Mention]:
        if start in self._formed:
            yield from self._by_form(start)
        if start in self._place:
            yield from self._by_phrase(start)
            yield from self._by_wording(start)

    def _by_form(self, start: int) -> Iterator[Mention]:
        for kind, key, pattern in self._patterns:
            if (match := pattern.match(self.text, start)) and match.group(0):
                yield Mention(kind, key or "-".join(group for group in match.groups() if group is not None), match.group(0), start)

    def _by_phrase(self, start: int) -> Iterator[Mention]:
        place = self._place[start]
        first, second = (self.text[slice(*self._cuts[at : at + 2])] if at + 1 < len(self._cuts) else "" for at in (place, place + 1))
        for length in sorted(self._lengths(first, second), reverse=True):
            if place + length < len(self._cuts):
                piece = self.text[start : self._cuts[place + length]]
                if (sense := self._sense(piece)) is not None and sense.kind != self.without:
                    yield Mention(sense.kind, sense.key, piece, start)

    def _lengths(self, first: str, second: str) -> set[int]:
        """How many tokens a phrase that begins so may have."""
        lengths = _years(self.words.language).lengths(first, second) | self.words.lengths(first, second)
        if self.names is not None:
            lengths |= self.names.lengths(first, second)
        return lengths | self._other.lengths(first, second) if self._mixed else lengths

    @property
    def _other(self) -> Lexicon:
        return lexicon("en" if self.words.language == "zh" else "zh")

    def _sense(self, piece: str) -> Sense | None:
        """What the language of the question makes of a piece; what the other one does where it is written in the other script."""
        named = self.names.get(piece) if self.names is not None else None
        if (sense := named or _years(self.words.language).get(piece) or self.words.sense(piece)) is not None:
            return sense
        # A number is no reason to read the words of another language.
        foreign = self._mixed and (_LETTER.search(piece) and not has_chinese(piece) if self.words.language == "zh" else has_chinese(piece))
        other = self._other.sense(piece) if foreign else None
        return other if other is not None and other.kind in _SHARED else None

    def _by_wording(self, start: int) -> Iterator[Mention]:
        for opening in (self.text[start : start + 2], self.text[start]):
            for wording, sense in self.words.wordings.get(opening, ()):
                length = wording.longest(self.text, start) if sense.kind != self.without else 0
                if length and start + length in self._place:
                    yield Mention(sense.kind, sense.key, self.text[start : start + length], start)


def _places(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Where a pattern matches, overlapping matches too."""
    match = pattern.search(text)
    while match is not None:
        yield match.start()
        match = pattern.search(text, match.start() + 1)
