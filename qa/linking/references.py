"""References to a place in the tables: 第二十条第（六）项, 表三（四）3 confirm the words beside them, or name a measure.

A reference that contradicts the words becomes residue, so that no figure is given. The places are those of both
forms (国办公开办函〔2019〕60号, 〔2021〕30号); the items of table two are those of article 20, Decree 711 of 2019.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.forms.measures import MEASURES
from qa.ids import FRAMES
from qa.lexicon import Lexicon
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.linking.numerals import counted_by

_ARTICLE = {
    1: ("regulations", "normative"),
    5: ("licensing", "other_services"),
    6: ("penalties", "coercion"),
    8: ("fees",),
    9: ("procurement",),
}
_ROWS = ("requests.received", "requests.carried_in", "disposition.total", "requests.carried_out")
_GROUPS = (*MEASURES["disposition.total"].parts, "disposition.total")
_OTHER = {3: ("disposition.other.rest", "own.consultation"), 4: ("own.withdrawn",)}
"""Customs print two rows of their own where others print 3.其他."""
_NUMERALS: dict[str, int] = FORMS["digits"] | FORMS["tens"]
_CONTENT = ("measure", "own", "head")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMERALS.get(text, counted_by(text) or -1)


def _table(content: str) -> int:
    """The table in which a measure or a head stands."""
    if content.startswith(("requests", "disposition", "own")):
        return 3
    return 4 if content.startswith(("reconsideration", "litigation")) else 2


def _alike(word: str, candidate: str) -> bool:
    """Whether a word and a place speak of one row, or of a row and the group it stands in."""
    inside = candidate == "disposition.other" and word.startswith(("own.", candidate))
    return inside or word == candidate or word.startswith(f"{candidate}.") or candidate.startswith(f"{word}.")


def _at(items: Sequence[str], number: int) -> tuple[str, ...]:
    return (items[number - 1],) if 0 < number <= len(items) else ()


def _parts(group: str, number: int) -> tuple[str, ...]:
    if group == "disposition.other" and number in _OTHER:
        return _OTHER[number]
    return _at(MEASURES[group].parts, number)


class References:
    """The references of one question, settled against its words."""

    def __init__(self, mentions: tuple[Mention, ...], lexicon: Lexicon) -> None:
        self.mentions = mentions
        self.lexicon = lexicon
        tables = [_number(mention.key) for mention in mentions if mention.kind == "ref_table"]
        self.table = tables[0] if len(tables) == 1 else None
        items = {_number(mention.key) for mention in mentions if mention.kind == "ref_item"}
        self.balance = {1, 2, 3, 4} <= items  # 第一项加第二项等于第三项加第四项: the rows of table three
        self.group: str | None = None  # the group named last, to the left of an item

    def _candidates(self, mention: Mention) -> tuple[str, ...]:
        first, *rest = map(_number, mention.key.split("-"))
        article = _ARTICLE.get(first, ()) if self.table in (2, None) else ()
        match mention.kind:
            case "ref_article":
                return _ARTICLE.get(first, ())
            case "ref_group" if rest:
                return _parts(group[0], rest[0]) if (group := _at(_GROUPS, first)) else ()
            case "ref_group":
                return (*(_at(_GROUPS, first) if self.table in (3, None) else ()), *article)
            case "ref_row":
                return _at(_ROWS, first)
        if self.group is not None:
            return _parts(self.group, first)
        if mention.kind == "ref_digit":
            return tuple(part for group in _GROUPS[:-1] for part in _parts(group, first))
        rows = _at(_ROWS, first) if self.table in (3, None) else ()
        return rows if self.balance else (*rows, *(_at(_GROUPS, first) if rows or self.table == 3 else ()), *article)

    def _words(self, place: int) -> tuple[str, ...]:
        """The words that a reference must agree with: the one right after it, else all of the question."""
        for mention in self.mentions[place + 1 :]:
            if mention.kind in _CONTENT:
                return (mention.key if mention.kind != "own" else f"own.{mention.key}",)
            if mention.kind not in ("punctuation", "function") and not mention.kind.startswith("ref_"):
                break
        words = [f"own.{mention.key}" if mention.kind == "own" else mention.key for mention in self.mentions if mention.kind in _CONTENT]
        return tuple(word for word in words if word not in FRAMES) or tuple(words)

    def _settled(self, place: int, mention: Mention) -> Mention:
        if mention.kind == "ref_table":
            tables = {_table(one.key) if one.kind != "own" else 3 for one in self.mentions if one.kind in _CONTENT}
            return replace(mention, kind="function" if not tables or _number(mention.key) in tables else "residue")
        if mention.kind == "ref_parts":
            return self._counted(mention)
        candidates, words = self._candidates(mention), self._words(place)
        alike = [(word, candidate) for word in words for candidate in candidates if _alike(word, candidate)]
        if any(word == candidate or not candidate.startswith(f"{word}.") for word, candidate in alike):
            return replace(mention, kind="function")
        if alike or all(word in FRAMES for word in words):
            return self._naming(mention, tuple(candidate for _, candidate in alike) or candidates)
        return replace(mention, kind="residue")

    def _naming(self, mention: Mention, candidates: tuple[str, ...]) -> Mention:
        """The reference as the one row it can mean; of several as a word that asks back, where the lexicon has it."""
        if len(candidates) != 1:
            heads = set(candidates)
            readings = self.lexicon.ambiguous.items()
            word = next((word for word, measures in readings if {one.rpartition(".")[0] for one in measures} == heads), None)
            return replace(mention, kind="ambiguous", key=word) if word else replace(mention, kind="residue")
        kind = "own" if candidates[0].startswith("own.") else "measure" if candidates[0] in MEASURES else "head"
        return replace(mention, kind=kind, key=candidates[0].removeprefix("own."))

    def _counted(self, mention: Mention) -> Mention:
        """八种理由 are all parts of a group that has eight; 这三条理由 are the three named before."""
        named = {one.key for one in self.mentions if one.kind == "measure" and one.key.count(".") > 1 and one.end <= mention.start}
        if len(named) > 1 and len(named) == _number(mention.key):
            return replace(mention, kind="function")
        groups = [MEASURES[key] for one in self.mentions if (key := _whole(one)) in MEASURES]
        sizes = {len(measure.parts) for measure in groups if measure.parts}
        agrees = not groups or _number(mention.key) in sizes
        return replace(mention, kind="operator", key="every_part") if agrees else replace(mention, kind="residue")

    def settled(self) -> tuple[Mention, ...]:
        """The mentions with each reference dropped, named or left as residue."""
        done: list[Mention] = []
        for place, mention in enumerate(self.mentions):
            if mention.kind == "ref_group" and (group := _at(_GROUPS[:6], _number(mention.key.split("-")[0]))) and self.table in (3, None):
                self.group = group[0]
            elif mention.kind == "measure" and mention.key in _GROUPS[2:6]:
                self.group = mention.key
            done.append(self._settled(place, mention) if mention.kind.startswith("ref_") else mention)
        return tuple(done)


def _whole(mention: Mention) -> str:
    """The measure whose parts a mention may stand for."""
    return f"{mention.key}.total" if mention.kind == "head" else mention.key if mention.kind == "measure" else ""


def settled(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of a question with its references to places in the tables settled."""
    if not any(mention.kind.startswith("ref_") for mention in mentions):
        return mentions
    return References(mentions, lexicon).settled()
