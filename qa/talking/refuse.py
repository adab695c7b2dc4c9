"""Questions that no report answers, told by their words: personal cases, advice, opinions, orders, small talk."""

from __future__ import annotations

import re
from functools import cache

from qa.errors import Declined, NotUnderstood
from qa.kinds import HOW_MANY, NUMBERS, OFFICES, YEAR
from qa.lexicon import Lexicon
from qa.linking.clause import SUBJECT
from qa.linking.clauses import is_order, is_whole
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.turn import Turn

_FIRST = ("personal", "advice", "forecast", "opinion", "smalltalk", "insult", "holdings")
_MILD = ("opinion", "smalltalk", "insult")
"""What may be said beside a real question, and is then passed over."""


def _says(phrase: str, text: str) -> bool:
    return phrase in text if not phrase.isascii() else f" {phrase} " in f" {text.strip('?.! ')} "


def decline(turn: Turn) -> None:
    """Raise Declined, with the kind, for what is no question to the reports; an order is refused before anything else."""
    said = _plainly("".join(mention.text for mention in turn.mentions), turn.lexicon)
    if _is_record(turn.question.text):
        raise NotUnderstood
    if _tampers(turn.lexicon, turn.question.normal) or is_order(turn.mentions, turn.lexicon):
        raise Declined(kind="attack")
    asks = is_whole(turn.mentions)
    reported = frozenset(_reported(turn.mentions, bool(turn.previous_agency)))
    advised = _plainly("".join(mention.text for mention in turn.mentions if mention not in reported), turn.lexicon)
    for kind in _FIRST:
        if kind == "holdings" and _names_subject(turn):
            continue
        if not (kind in _MILD and (asks or _asks_figure(turn))) and any(
            _says(phrase, advised if kind == "advice" else said) for phrase in turn.lexicon.refusals[kind]
        ):
            raise Declined(kind=kind)


def _names_subject(turn: Turn) -> bool:
    """Whether it is something in the reports that is asked for, and not which of them are held."""
    text = turn.question.normal
    named = (mention for mention in turn.mentions if not text.startswith(tuple(FORMS["takes_in"]), mention.start))
    return any(mention.kind in (*SUBJECT, *NUMBERS, "applicant") or mention.key == "requests" for mention in named)


def _plainly(text: str, lexicon: Lexicon) -> str:
    """A text without what only sounds like a refused question: 报告怎么写的 asks for no help in writing."""
    for phrase in lexicon.told:
        text = text.replace(phrase, "")
    return text


def _is_record(text: str) -> bool:
    """Whether a text is fields of data and no question."""
    if "</" not in text:
        return False
    from qa.linking.markup import is_record  # its patterns take 30 ms to compile

    return is_record(text)


def _asks_figure(turn: Turn) -> bool:
    """Whether a figure is asked of an office named: 公众评价几分 is no opinion."""
    return bool(turn.operators & HOW_MANY) and any(mention.kind in OFFICES for mention in turn.mentions)


def _reported(mentions: tuple[Mention, ...], kept: bool) -> tuple[Mention, ...]:
    """What asks for the report's own plans or for an address, though worded like a plea for advice: 广州海关2024年以后怎么办.

    After anything else it is advice: 申请被拒了以后怎么办.
    """
    office = kept or any(mention.kind in OFFICES for mention in mentions)
    before = ("", *(mention.kind for mention in mentions))
    plans = (one for one, led in zip(mentions, before, strict=False) if one.kind == "topic" and office and led in _LEADING)
    return (*plans, *(mention for mention in mentions if mention.kind == "contact"))


_LEADING = ("", *OFFICES, "scope", *YEAR, "punctuation")


def _tampers(lexicon: Lexicon, text: str) -> bool:
    """Whether the asker wants figures changed, which no answer may look like."""
    return any(pattern.search(text) for pattern in _patterns(lexicon.tampering))


@cache
def _patterns(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))
