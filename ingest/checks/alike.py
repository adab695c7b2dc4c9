"""The prose of a report against last year's: sections that were taken over nearly word for word (雷同)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ingest.fact import Finding
from ingest.forms.shared import SECTION_NUMBERS
from ingest.labels import normal, squeeze
from ingest.passage import Passage

_SECTIONS = (1, 5)
"""Those in which an agency writes of its own work; the opening and 其他事项 repeat the form's words every year."""

_SAME = 92.0
"""Likeness of two sentences, figures and years masked, from which they are one sentence: a word or two changed in forty."""

_SHARE = 85
"""Per cent of a section's characters, in sentences that stood in last year's, from which the section is taken over."""

_LEAST = 150
"""Characters: a section of two sentences may well be the same in two years."""

_SHOWN = 3
_ENDS = ("。", "！", "？", "；", "：")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_CHANGING = re.compile(r"\d+(?:[.,]\d+)*%?|[一二三四五六七八九十百]+(?=[年月日件条次场期个])|今年|本年度?|上年度?|去年|当年|全年")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and the one of last year that it repeats."""

    now: str
    before: str


def repeated(now: str, before: str) -> tuple[tuple[Pair, ...], int]:
    """The sentences that stood in last year's text as well, in order, and their share of this year's characters in per cent."""
    sentences, old = _sentences(now), _sentences(before)
    masked = [_masked(one) for one in old]
    pairs = []
    for sentence in sentences:
        found = process.extractOne(_masked(sentence), masked, scorer=fuzz.ratio, score_cutoff=_SAME)
        if found is not None:
            pairs.append(Pair(sentence, old[found[2]]))
    whole = sum(map(len, sentences))
    return tuple(pairs), sum(len(pair.now) for pair in pairs) * 100 // whole if whole else 0


def sections_alike(now: Sequence[Passage], before: Sequence[Passage], year: int) -> Iterator[Finding]:
    """A finding for each section nearly all of whose sentences stood in the report on `year`."""
    for section in _SECTIONS:
        text = _text(now, section)
        pairs, share = repeated(text, _text(before, section))
        if len(text) >= _LEAST and share >= _SHARE:
            shown = "、".join(
                f"“{pair.now}”" + (f"（上年为“{pair.before}”）" if pair.before != pair.now else "") for pair in pairs[:_SHOWN]
            )
            rest = f"等{len(pairs)}句" if len(pairs) > _SHOWN else ""
            message = f"第{SECTION_NUMBERS[section]}部分与{year}年度报告雷同：{share}%的文字逐句相同（数字和年份除外），如{shown}{rest}。"
            yield Finding("section_alike", message, "", f"{share}%", ())


def _text(passages: Iterable[Passage], section: int) -> str:
    pieces = (passage.text for passage in passages if passage.section == section)
    return "".join(f"{piece}\n" if piece.endswith(_ENDS) else piece for piece in pieces)  # a long sentence may be in two passages


def _sentences(text: str) -> list[str]:
    return [sentence for one in _SENTENCE.findall(text) if len(sentence := squeeze(one)) > 1]


def _masked(sentence: str) -> str:
    return _CHANGING.sub("#", normal(sentence))
