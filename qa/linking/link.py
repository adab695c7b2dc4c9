"""Words to ids: the question cut into mentions of agencies, years, measures, operators, and residue.

Longest match wins at every place. What no entry covers is residue; it is never thrown away silently,
because a condition that was not understood would make the number wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from qa.lexicon import Lexicon, Sense, lexicon
from qa.linking.question import Language, Question, has_chinese

_LONGEST = 120
"""Characters: the longest name of a listed agency has 82, of an agency's own row 20."""


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


_PIECES = ("four", "two", "dash")
_KINDS = ("between", "number", "money", "percent", "at_least", "at_most", "top", "bottom", "nth", "nth_last")
_NUMBER_KINDS = {"at_least": "at_least_number", "at_most": "at_most_number", "between": "between_numbers"}


def _filled(pattern: str, pieces: Mapping[str, str]) -> str:
    """The pattern with its named pieces put in: {four} a year of four digits, {number} a number."""
    for name, piece in pieces.items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    return pattern


@cache
def _patterns(language: Language) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """What is recognized by its form and not by a list: years, spans of years, numbers, families of operators; kind, key, pattern."""
    words = lexicon(language)
    years, bounds = words.years, words.bounds
    pieces = {name: years.get(name, "") for name in _PIECES}
    pieces |= {"number": f"(?:{bounds.get('numeral', '')})", "case": bounds.get("case", ""), "unit": bounds.get("unit", "")}
    named = [("year_span", years["span"]), ("year_list", years["list"]), ("year", years["single"]), ("short_year", years["short"])]
    named += [("recent_years", years["recent"]), ("counted_years", years["counted"])]
    named += [(_NUMBER_KINDS.get(kind, kind), bounds[kind] if isinstance(bounds[kind], list) else [bounds[kind]]) for kind in _KINDS]
    forms = [("operator", key, pattern) for key, patterns in words.operator_patterns.items() for pattern in patterns]
    forms += [("head", key, pattern) for key, patterns in words.head_patterns.items() for pattern in patterns]
    forms += [(kind, "", pattern) for kind, patterns in named for pattern in patterns]
    forms += [(f"ref_{kind}", "", pattern) for kind, patterns in words.references.items() for pattern in patterns]
    return tuple((kind, key, re.compile(_filled(pattern, pieces))) for kind, key, pattern in forms)


def _relative(words: Lexicon) -> Iterator[tuple[str, Sense]]:
    for kind, table in (("relative_year", "relative"), ("shift_year", "shift")):
        for offset, phrases in words.years[table].items():
            for phrase in phrases:
                yield phrase, Sense(kind, offset)


def _starts_inside_word(text: str, place: int) -> bool:
    """Whether a cut here would split a Latin word or a number."""
    return (
        0 < place < len(text)
        and text[place - 1].isascii()
        and text[place].isascii()
        and text[place - 1].isalpha()
        and text[place].isalpha()
    )


@cache
def _years(language: Language) -> Mapping[str, Sense]:
    return dict(_relative(lexicon(language)))


_LETTER = re.compile("[a-z]")

_SHARED = frozenset({"measure", "own", "head", "aspect", "applicant", "operator", "function", "scope"})
"""What a word of the other language may stand for: Guangzhou Customs 2023年 withdrawn 多少件."""


def _sense(piece: str, words: Lexicon) -> Sense | None:
    """What the language of the question makes of a piece; what the other one does where it is written in the other script."""
    if (sense := _years(words.language).get(piece) or words.sense(piece)) is not None or has_chinese(piece) == (words.language == "zh"):
        return sense
    if words.language == "zh" and not _LETTER.search(piece):  # a number is no reason to read the words of another language
        return None
    other = lexicon("en" if words.language == "zh" else "zh").sense(piece)
    return other if other is not None and other.kind in _SHARED else None


def _candidates(
    text: str, start: int, names: Mapping[str, Sense], words: Lexicon, *, longest: bool = True, without: str = ""
) -> Iterator[Mention]:
    for kind, key, pattern in _patterns(words.language):
        if (match := pattern.match(text, start)) and match.group(0):
            yield Mention(kind, key or "-".join(group for group in match.groups() if group is not None), match.group(0), start)
    if _starts_inside_word(text, start):
        return
    for length in range(min(_LONGEST, len(text) - start), 0, -1):
        if _starts_inside_word(text, start + length):
            continue
        piece = text[start : start + length]
        if (sense := names.get(piece) or _sense(piece, words)) is not None and sense.kind != without:
            yield Mention(sense.kind, sense.key, piece, start)
            if longest:
                break
    for wording, sense in words.wordings.get(text[start], ()):
        if sense.kind != without and (length := wording.longest(text, start)) and not _starts_inside_word(text, start + length):
            yield Mention(sense.kind, sense.key, text[start : start + length], start)


def _weight(mention: Mention) -> tuple[int, bool]:
    """The longest match is taken; of two of one length the one that means something."""
    return len(mention.text), mention.kind != "function"


def link(question: Question, names: Mapping[str, Sense], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions of a question from left to right; `names` are the agencies and rows that the catalog adds."""
    mentions = tuple(_longest_first(question.normal, names, words))
    if any(mention.kind == "residue" for mention in mentions):
        mentions = _least_residue(question.normal, names, words)
    return _joined(mentions)


def reread(mention: Mention, words: Lexicon) -> Iterator[Mention]:
    """The mentions of a stretch without the sense that it was given."""
    for part in _joined(tuple(_longest_first(mention.text, {}, words, mention.kind))):
        yield replace(part, start=mention.start + part.start)


def _unknown(text: str, place: int, words: Lexicon) -> Mention:
    return Mention("punctuation" if text[place] in words.punctuation else "residue", text[place], text[place], place)


def _longest_first(text: str, names: Mapping[str, Sense], words: Lexicon, without: str = "") -> Iterator[Mention]:
    place = 0
    while place < len(text):
        mention = max(_candidates(text, place, names, words, without=without), key=_weight, default=None) or _unknown(text, place, words)
        yield mention
        place = mention.end


def _least_residue(text: str, names: Mapping[str, Sense], words: Lexicon) -> tuple[Mention, ...]:
    """The cut that leaves the fewest characters unknown, in the fewest and then the longest mentions: 那|行政许可, where the longest first leaves 那行|政|许可."""
    best: dict[int, tuple[tuple[int, int], tuple[Mention, ...]]] = {len(text): ((0, 0), ())}
    for place in reversed(range(len(text))):
        found = sorted(_candidates(text, place, names, words, longest=False), key=_weight, reverse=True)
        cuts = [_before(mention, best[mention.end]) for mention in (*found, _unknown(text, place, words))]
        best[place] = min(cuts, key=lambda cut: cut[0])
    return best[0][1]


def _before(mention: Mention, rest: tuple[tuple[int, int], tuple[Mention, ...]]) -> tuple[tuple[int, int], tuple[Mention, ...]]:
    (unknown, count), mentions = rest
    return (unknown + (mention.kind == "residue"), count + 1), (mention, *mentions)


def _joined(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Neighbouring characters of residue as one mention."""
    joined: list[Mention] = []
    for mention in mentions:
        if mention.kind == "residue" and joined and joined[-1].kind == "residue" and joined[-1].end == mention.start:
            text = joined[-1].text + mention.text
            joined[-1] = Mention("residue", text, text, joined[-1].start)
        else:
            joined.append(mention)
    return tuple(joined)


def operators_of(mentions: tuple[Mention, ...]) -> frozenset[str]:
    """The keys of the operators among the mentions."""
    return frozenset(mention.key for mention in mentions if mention.kind == "operator")
