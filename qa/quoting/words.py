"""Words of a question that is put to prose: cut out of it, with what reports say for them and what they weigh."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from qa.lexicon import Lexicon, Prose, lexicon
from qa.linking.forms import FORMS
from qa.linking.question import Language

_QUANTITY = re.compile(FORMS["quantity"])
_DIRECTED = tuple(FORMS["directed"])
LOOSE = 0.35
_PLAIN = 0.05
WEIGHTY = 0.6
"""What a word of two characters weighs at least, though it is not the subject: single ones say too little."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question, the forms in which a report may say it, how much it weighs.

    `core`: the subject is lost without it; `counted`: tables count it, so that it does not make a question about prose;
    `kind`: what the answer is an instance of, which need not stand in it.
    """

    text: str
    forms: frozenset[str]
    weight: float
    core: bool
    counted: bool = False
    kind: bool = False


@cache
def _known(language: Language) -> re.Pattern[str]:
    """The words of two characters and more that the lexicon of prose has, the longest first."""
    prose = lexicon(language).prose
    words = sorted((word for word in {*prose.same, *prose.loose, *prose.plain} if len(word) > 1), key=len, reverse=True)
    joined = "|".join(map(re.escape, words))
    return re.compile(joined if language == "zh" else rf"\b(?:{joined})\b")


def cut(run: str, words: Lexicon, whole: Collection[str] = ()) -> Iterator[Word]:
    """The words of a stretch of a question; none of them ends within one of `whole`."""
    return _chinese(run, words, whole) if words.language == "zh" else _latin(run, words)


def _chinese(run: str, words: Lexicon, whole: Collection[str]) -> Iterator[Word]:
    for piece in _QUANTITY.split(run):
        end = 0
        for match in (*_listed(piece, whole), None):
            for token, part in _tokens(piece[end : match.start() if match else len(piece)], words):
                if (word := _word(token, words) or _by_part(token, part, words)) is not None:
                    yield word
            if match is not None:
                yield required(match[0], words.prose)
                end = match.end()


def _listed(piece: str, whole: Collection[str]) -> Iterator[re.Match[str]]:
    """The words of the lexicon of prose in a text, but for those that cut in two what is understood: 问答 in 问答复书."""
    spans = [at.span() for word in whole for at in re.finditer(re.escape(word), piece)]
    place = 0
    while (found := _known("zh").search(piece, place)) is not None:
        crosses = any(start < found.start() < end < found.end() or found.start() < start < found.end() < end for start, end in spans)
        place = found.start() + 1 if crosses else found.end()
        if not crosses:
            yield found


def _tokens(text: str, words: Lexicon) -> Iterator[tuple[str, str]]:
    """Words with their parts of speech; one that no dictionary has and that holds a function word, 分是, character by character."""
    import rjieba  # takes 0.2 s to load its dictionary, which a table answer never needs

    for token, part in rjieba.tag(text):
        guessed = len(token) > 1 and not token.isascii() and not rjieba.has_word(token)
        if guessed and any(_says_little(character, words) for character in token):
            yield from ((character, "v") for character in token)
        else:
            yield token, part


def _says_little(character: str, words: Lexicon) -> bool:
    sense = words.sense(character)
    little = character in words.light if sense is None else sense.kind in ("function", "operator")
    return little or character in words.prose.plain


def _latin(run: str, words: Lexicon) -> Iterator[Word]:
    end = 0
    for match in (*_known("en").finditer(run), None):
        for token in re.findall(r"\w[\w'-]*", run[end : match.start() if match else len(run)]):
            sense = words.sense(token)
            if not (sense and sense.kind in ("function", "operator")):
                yield _word(token, words) or Word(token, frozenset((token,)), len(token) / 4, True)
        if match is not None:
            yield required(match[0], words.prose)
            end = match.end()


def required(text: str, prose: Prose) -> Word:
    """A word that the lexicon of prose has."""
    forms, length = prose.same.get(text), min(len(text), 4)
    if forms is not None:
        return Word(text, forms, max(2, length), True) if length > 1 else Word(text, forms, LOOSE, False)
    if (forms := prose.loose.get(text)) is not None:
        return Word(text, forms, LOOSE * length, False)
    return Word(text, frozenset((text,)), _PLAIN * length, False)


def is_listed(text: str, prose: Prose) -> bool:
    """Whether the lexicon of prose has a word."""
    return text in prose.same or text in prose.loose or text in prose.plain


def _word(token: str, words: Lexicon) -> Word | None:
    prose = words.prose
    return required(token, prose) if is_listed(token, prose) else None


def _by_part(token: str, part: str, words: Lexicon) -> Word | None:
    """A word that no list has, by its part of speech: names and nouns are what is asked about, verbs say it in many ways."""
    sense = words.sense(token)
    if not token.strip():
        return None
    if token in words.light if sense is None else sense.kind in ("function", "operator") and sense.key != "requests":
        return None
    named = part[0] in "nljibz" or part in ("vn", "an", "eng") or token.isascii()
    core = named and not token.endswith(_DIRECTED)
    if not token.isascii() and re.search(FORMS["asks_which"], token):
        return None
    if part[0] in ("rupcyeoqmf" if len(token) > 1 else "rdupcyeoqmft") and not any(character.isdigit() for character in token):
        return None
    weight = (len(token) if core else LOOSE * len(token)) if len(token) > 1 else LOOSE
    return Word(token, frozenset((token,)), weight, core and len(token) > 1)


def holds(word: Word, text: str) -> float:
    """How much of a word stands in a text: itself, another word for it, or the share of its character bigrams."""
    if word.text in text:
        return 1.0
    if any(form in text for form in word.forms):
        return 0.9
    if word.text.isascii():
        return 0.0
    pairs = [word.text[place : place + 2] for place in range(len(word.text) - 1)]
    return 0.8 * sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0
