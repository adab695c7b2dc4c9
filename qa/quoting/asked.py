"""What a question wants of prose: its own words with what reports say for them, and the figure it asks for."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from qa.kinds import OFFICES, YEARS
from qa.lexicon import Lexicon, Prose, lexicon
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.linking.question import Language

_NAMED = frozenset((*OFFICES, "scope", *YEARS))
"""Kinds of mentions that say whose report is meant, and not what is sought in it."""

_COUNTED = frozenset(("measure", "head", "own", "aspect", "applicant", "rate", "ambiguous"))
"""Kinds of mentions that tables count."""

_DONE = {"requests.received": tuple(FORMS["received"]), "disposition.total": tuple(FORMS["concluded"])}
"""Measures that are named by verbs, and what such verbs have in common."""

_QUANTITY = re.compile(FORMS["quantity"])
_EITHER = re.compile(FORMS["either"])
_BEHIND = re.compile(FORMS["behind"])
_LOOSE = 0.35
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


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question, the text that is searched for, the pattern of the figure it asks for, if it asks for one.

    `counted` is what stands behind the counter, in any of its forms: 多少个问题 wants the number beside 问题 or 不足.
    `tabular` where it names what the tables count: only a condition that prose states too can make it a question about prose.
    `unknown` are then the words that no lexicon knows, where a figure is asked for: it is another one without them (上年转的, 交了钱的).
    """

    words: tuple[Word, ...]
    text: str
    figure: re.Pattern[str] | None
    tabular: bool
    counted: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()


def asked(mentions: tuple[Mention, ...], words: Lexicon) -> Asked:
    """What is asked of prose, without the offices and years that it names."""
    chinese = words.language == "zh"
    between = _NAMED | {"topic"} | ({"punctuation"} if chinese else set())
    runs = _runs(mentions, between, words.frames if chinese else frozenset())
    text = ("" if chinese else " ").join(runs)
    figure = next((re.compile(has) for asks, has in words.prose.amounts if re.search(asks, text)), None)
    found = {word.text: word for run in runs for word in (_chinese(run, words) if chinese else _latin(run, words))}
    if (kind := re.search(words.prose.kind, text)) is not None:
        found = {text: _of_kind(word) if text in kind[0] and text in words.prose.kinds else word for text, word in found.items()}
    of_table = _COUNTED if any(mention.kind in ("measure", "head") for mention in mentions) else _COUNTED - {"aspect"}
    counted = [mention for mention in mentions if mention.kind in of_table and not _is_part(mention, found.values(), words.prose)]
    for mention in counted:
        found = {text: word for text, word in found.items() if text not in mention.text}
        found[mention.text] = _counted_word(mention, words.prose, words.own_contains)
    tabular = bool(counted) or any(mention.key == "requests" for mention in mentions)
    if not chinese:  # the reports are, and share no word with the question
        text = " ".join((text, *(form for word in found.values() for form in sorted(word.forms) if not form.isascii())))
    elsewhere = counts_items(mentions, words) or {"own", "head"} <= {mention.kind for mention in counted}
    tabular = tabular and not elsewhere
    unknown = tuple(mention.text for mention in mentions if mention.kind == "residue") if tabular and figure else ()
    return Asked(tuple(found.values()), text, figure, tabular, _things_counted(mentions, words.prose), unknown)


def _things_counted(mentions: tuple[Mention, ...], prose: Prose) -> frozenset[str]:
    """What follows the counter, as the lexicon knows it, or its first two characters; nothing where nothing follows."""
    asked_for = _QUANTITY.search(said := "".join(mention.text for mention in mentions))
    behind = _BEHIND.match(said, asked_for.end()) if asked_for else None
    if behind is None:
        return frozenset()
    known = next((prose.same[behind[0][:length]] for length in (4, 3, 2, 1) if behind[0][:length] in prose.same), None)
    return known or frozenset((behind[0][:2],))


def _of_kind(word: Word) -> Word:
    """渠道 of 渠道有哪些: what the answer is an instance of, which it need not name."""
    return replace(word, weight=2 * _LOOSE, core=True, kind=True)


def _is_part(mention: Mention, found: Iterable[Word], prose: Prose) -> bool:
    """Whether what tables count is here part of a longer word, the third party of an assessment, or of the words for an amount."""
    longer = any(word.core and mention.text != word.text and mention.text in word.text for word in found)
    return longer or any(re.fullmatch(asks, mention.text) for asks, _ in prose.amounts)


def counts_items(mentions: tuple[Mention, ...], words: Lexicon) -> bool:
    """Whether a counter is asked for that no table has: 多少条, 几篇."""
    return any(mention.key in ("how_many_prose", "how_many_other") and mention.text[-1] in words.counters for mention in mentions)


def _runs(mentions: tuple[Mention, ...], between: Container[str], frames: Container[str]) -> list[str]:
    """The stretches of a question between mentions of these kinds and these phrases around a question; 满不满意 is 满意."""
    runs = [""]
    for mention in mentions:
        if mention.kind in between or (mention.kind == "function" and mention.text in frames):
            runs.append("")
        else:
            runs[-1] += mention.text
    return [_EITHER.sub(_either, run.strip()) for run in runs if run.strip()]


def _either(found: re.Match[str]) -> str:
    """What 满不满 asks about; nothing for 有没有, which asks about what follows."""
    return " " if found[1] in FORMS["auxiliaries"] else found[1]


@cache
def _known(language: Language) -> re.Pattern[str]:
    """The words of two characters and more that the lexicon of prose has, the longest first."""
    prose = lexicon(language).prose
    words = sorted((word for word in {*prose.same, *prose.loose, *prose.plain} if len(word) > 1), key=len, reverse=True)
    joined = "|".join(map(re.escape, words))
    return re.compile(joined if language == "zh" else rf"\b(?:{joined})\b")


def _chinese(run: str, words: Lexicon) -> Iterator[Word]:
    import rjieba  # takes 0.2 s to load its dictionary, which a table answer never needs

    for piece in _QUANTITY.split(run):
        end = 0
        for match in (*_known("zh").finditer(piece), None):
            for token, part in rjieba.tag(piece[end : match.start() if match else len(piece)]):
                if (word := _word(token, words) or _by_part(token, part, words)) is not None:
                    yield word
            if match is not None:
                yield _required(match[0], words.prose)
                end = match.end()


def _latin(run: str, words: Lexicon) -> Iterator[Word]:
    end = 0
    for match in (*_known("en").finditer(run), None):
        for token in re.findall(r"\w[\w'-]*", run[end : match.start() if match else len(run)]):
            sense = words.sense(token)
            if not (sense and sense.kind in ("function", "operator")):
                yield _word(token, words) or Word(token, frozenset((token,)), len(token) / 4, True)
        if match is not None:
            yield _required(match[0], words.prose)
            end = match.end()


def _required(text: str, prose: Prose) -> Word:
    forms, length = prose.same.get(text), min(len(text), 4)
    if forms is not None:
        return Word(text, forms, max(2, length), True) if length > 1 else Word(text, forms, _LOOSE, False)
    if (forms := prose.loose.get(text)) is not None:
        return Word(text, forms, _LOOSE * length, False)
    return Word(text, frozenset((text,)), _PLAIN * length, False)


def _counted_word(mention: Mention, prose: Prose, own: Mapping[str, tuple[str, ...]]) -> Word:
    """What a table counts, as a word; that requests were received is said in many ways."""
    text, length = mention.text, min(len(mention.text), 4)
    if (said := _DONE.get(mention.key)) is not None:
        return Word(
            text, frozenset((text, *said, *prose.same.get(text, ()), *prose.loose.get(text, ()))), _LOOSE * length, False, counted=True
        )
    if text in prose.same or text in prose.loose or text in prose.plain:
        return replace(_required(text, prose), counted=True)
    return Word(text, frozenset((text, *own.get(mention.key, ()))), length, True, counted=True)


def _word(token: str, words: Lexicon) -> Word | None:
    prose = words.prose
    return _required(token, prose) if token in prose.same or token in prose.loose or token in prose.plain else None


def _by_part(token: str, part: str, words: Lexicon) -> Word | None:
    """A word that no list has, by its part of speech: names and nouns are what is asked about, verbs say it in many ways."""
    sense = words.sense(token)
    if not token.strip():
        return None
    if token in words.light if sense is None else sense.kind in ("function", "operator") and sense.key != "requests":
        return None
    core = part[0] in "nljibz" or part in ("vn", "an", "eng") or token.isascii()
    if part[0] in ("rupcyeoqmf" if len(token) > 1 else "rdupcyeoqmft") and not any(character.isdigit() for character in token):
        return None
    weight = (len(token) if core else _LOOSE * len(token)) if len(token) > 1 else _LOOSE
    return Word(token, frozenset((token,)), weight, core and len(token) > 1)
