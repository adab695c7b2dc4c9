"""What a question wants of prose: its own words with what reports say for them, and the figure it asks for."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, replace

from qa.kinds import OFFICES, YEARS
from qa.lexicon import Lexicon, Prose
from qa.linking.forms import FORMS
from qa.linking.leading import COMMAS
from qa.linking.mention import Mention
from qa.quoting.words import LOOSE, Word, cut, is_listed, required

_NAMED = frozenset((*OFFICES, "scope", *YEARS))
"""Kinds of mentions that say whose report is meant, and not what is sought in it."""

_COUNTED = frozenset(("measure", "head", "own", "aspect", "applicant", "rate", "ambiguous"))
"""Kinds of mentions that tables count."""

_BESIDE_MEASURES = ("applicant", "ambiguous")
"""Kinds that say nothing of tables by themselves."""

_DONE = {"requests.received": tuple(FORMS["received"]), "disposition.total": tuple(FORMS["concluded"])}
"""Measures that are named by verbs, and what such verbs have in common."""

_QUANTITY = re.compile(FORMS["quantity"])
_EITHER = re.compile(FORMS["either"])
_BEHIND = re.compile(FORMS["behind"])


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question, the text that is searched for, the pattern of the figure it asks for, if it asks for one.

    `counted` is what stands behind the counter, in any of its forms: 多少个问题 wants the number beside 问题 or 不足.
    `tabular` where it names what the tables count: only a condition that prose states too can make it a question about prose.
    `summed` where several things are to be added up, which no single figure of a sentence is: 公告和通知一共几条.
    `plans` where it asks what is going to be done, `why` where for a reason.
    `unknown` are then the words that no lexicon knows, where a figure is asked for: it is another one without them (上年转的, 交了钱的).
    """

    words: tuple[Word, ...]
    text: str
    figure: re.Pattern[str] | None
    tabular: bool
    counted: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    plans: bool = False
    why: bool = False
    summed: bool = False


def asked(mentions: tuple[Mention, ...], words: Lexicon) -> Asked:
    """What is asked of prose, without the offices and years that it names."""
    chinese = words.language == "zh"
    between = _NAMED | {"topic"} | ({"punctuation"} if chinese else set())
    runs = _runs(mentions, between, words.frames if chinese else frozenset())
    text = ("" if chinese else " ").join(runs)
    figure = next((re.compile(has) for asks, has in words.prose.amounts if re.search(asks, text.replace(*FORMS["which_of"]))), None)
    whole = {_bare(mention) for mention in mentions if mention.kind in _COUNTED and len(_bare(mention)) > 1}
    found = {word.text: word for run in runs for word in cut(run, words, whole)}
    said = {mention.text for mention in mentions if mention.kind == "function"} if chinese else set()
    found = {text: word for text, word in found.items() if text not in said or is_listed(text, words.prose)}
    if (kind := re.search(words.prose.kind, text)) is not None:
        found = {text: _of_kind(word) if text in kind[0] and text in words.prose.kinds else word for text, word in found.items()}
    else:
        found = {
            word: replace(one, kind=one.core and bool(re.search(f"{words.prose.what}{re.escape(word)}", text)))
            for word, one in found.items()
        }
    counted = _of_tables(mentions, found.values(), words.prose)
    for mention in counted:
        found = {text: word for text, word in found.items() if text not in mention.text}
        found[mention.text] = _counted_word(mention, words.prose, words.own_contains)
    tabular = bool(counted) or any(mention.key == "requests" for mention in mentions)
    if not chinese:  # the reports are, and share no word with the question
        text = " ".join((text, *(form for word in found.values() for form in sorted(word.forms) if not form.isascii())))
    elsewhere = counts_items(mentions, words) or {"own", "head"} <= {mention.kind for mention in counted}
    tabular = tabular and not elsewhere
    unknown = tuple(mention.text for mention in mentions if mention.kind == "residue") if tabular and figure else ()
    why = any(mention.key == "why" for mention in mentions)
    plans = re.search(words.prose.plans, "".join(mention.text for mention in mentions)) is not None
    summed = any(mention.key in ("sum", "add") for mention in mentions) and any(one.text in words.conjunctions - COMMAS for one in mentions)
    return Asked(tuple(found.values()), text, figure, tabular, _things_counted(mentions, words.prose), unknown, plans, why, summed)


def _of_tables(mentions: tuple[Mention, ...], found: Collection[Word], prose: Prose) -> list[Mention]:
    """What tables count of the mentions; 组织 培训 names no applicant, nor 公开 培训 an outcome, where no measure stands beside it."""
    own = [mention for mention in mentions if mention.kind in _COUNTED and not _is_in_longer(mention, found)]
    whole = [mention for mention in own if not any(re.fullmatch(asks, mention.text) for asks, _ in prose.amounts)]
    if any(mention.kind in ("measure", "head") for mention in own):
        return whole
    loosely = ("aspect",) if any(mention.key == "requests" for mention in mentions) else ("aspect", *_BESIDE_MEASURES)
    return [
        mention for mention in whole if mention.kind not in loosely or (mention.kind in _BESIDE_MEASURES and not _is_common(mention, prose))
    ]


def _is_common(mention: Mention, prose: Prose) -> bool:
    return mention.text in prose.loose or mention.text in prose.plain


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
    return replace(word, weight=2 * LOOSE, core=True, kind=True)


def _bare(mention: Mention) -> str:
    return mention.text.strip(FORMS["particles"]) or mention.text


def _is_in_longer(mention: Mention, found: Iterable[Word]) -> bool:
    """Whether what tables count is here part of a longer word, the third party of an assessment."""
    return any(word.core and _bare(mention) != word.text and _bare(mention) in word.text for word in found)


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


def _counted_word(mention: Mention, prose: Prose, own: Mapping[str, tuple[str, ...]]) -> Word:
    """What a table counts, as a word; that requests were received is said in many ways."""
    text, length = mention.text, min(len(mention.text), 4)
    if (said := _DONE.get(mention.key)) is not None:
        return Word(
            text, frozenset((text, *said, *prose.same.get(text, ()), *prose.loose.get(text, ()))), LOOSE * length, False, counted=True
        )
    if is_listed(text, prose):
        return replace(required(text, prose), counted=True)
    return Word(text, frozenset((text, *own.get(mention.key, ()))), length, True, counted=True)
