"""Words that tell only something of a row, and together name one: 人家重复来申请而没处理的, 隐私 … 不给的, 没有现成 … 没法给.

A feature leaves several rows open; the row that all features of a question and the rows it names leave open is the one meant.
Features that contradict each other, and one that stands alone and names nothing by itself, are read as if they told nothing of a row.

They are not traits (traits.py), though both find the row that words have in common: features are read at once, beside rows that
other words name, and give way to a head of another table; traits are words too common for that, read only where something was
left over. Read as traits, features lost 8 of 1,284 answers of one question set, 处罚案卷没给看的 and 投诉 … 没给处理的 among them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qa.ids import FRAMES
from qa.lexicon import Lexicon
from qa.linking.link import reread
from qa.linking.mention import Mention

_OTHER_TABLES = ("head", "aspect", "topic", "contact")


def joined(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with the row that their features name together; what names none is residue."""
    features = [mention for mention in mentions if mention.kind == "feature"]
    if not features:
        return mentions
    if any(mention.kind in _OTHER_TABLES for mention in mentions):
        return _each(mentions, [], lexicon)
    named = [measure for mention in mentions if (measure := _measure(mention))]
    open_words = [mention for mention in mentions if mention.kind == "ambiguous"]
    telling = [feature for feature in (*features, *open_words) if _rows(feature, lexicon)]
    if not any(feature.kind == "feature" for feature in telling):
        return _turned(mentions, dict.fromkeys(features, "function")) if named or open_words else _each(mentions, [], lexicon)
    rows = [(measure,) for measure in dict.fromkeys(named) if measure not in FRAMES] + [_rows(feature, lexicon) for feature in telling]
    meant = _common(rows)
    if len(telling) == len(rows) == 1:
        meant = lexicon.features[telling[0].key].alone
    if not meant or meant in lexicon.ambiguous:
        return _each(mentions, features, lexicon)
    return _named(mentions, meant, telling, features, meant in named, lexicon)


def _each(mentions: tuple[Mention, ...], features: list[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with each of these features as the row that it names alone; every other one as if it told nothing of a row."""
    out: list[Mention] = []
    for mention in mentions:
        row = lexicon.features[mention.key].alone if mention in features else ""
        out.extend([_as_row(mention, row, lexicon)] if row or mention.kind != "feature" else reread(mention, lexicon))
    return tuple(out)


def _as_row(mention: Mention, row: str, lexicon: Lexicon) -> Mention:
    """A feature as the row, or as a word of several readings where that is one."""
    if not row:
        return mention
    kind = "ambiguous" if row in lexicon.ambiguous else "own" if row.startswith("own.") else "measure"
    return replace(mention, kind=kind, key=row.removeprefix("own."))


def _named(
    mentions: tuple[Mention, ...], meant: str, telling: list[Mention], features: list[Mention], stands: bool, lexicon: Lexicon
) -> tuple[Mention, ...]:
    """The mentions with the row in the place of the first feature that tells of it, unless it is named already."""
    kinds = dict.fromkeys((*features, *telling), "function")
    first = next(feature for feature in telling if feature.kind == "feature")
    out = _turned(mentions, kinds)
    if stands:
        return out
    return tuple(_as_row(mention, meant, lexicon) if mention.start == first.start else mention for mention in out)


def _measure(mention: Mention) -> str:
    if mention.kind == "own":
        return f"own.{mention.key}"
    return mention.key if mention.kind == "measure" else ""


def _rows(mention: Mention, lexicon: Lexicon) -> tuple[str, ...]:
    """The rows and groups that a word leaves open; none for a word that goes with all of them."""
    return lexicon.ambiguous[mention.key] if mention.kind == "ambiguous" else lexicon.features[mention.key].rows


def _common(rows: list[tuple[str, ...]]) -> str | None:
    """The one row that lies within what every word leaves open."""
    candidates = {row for open_rows in rows for row in open_rows}
    fitting = [row for row in candidates if all(_within(row, open_rows) for open_rows in rows)]
    return fitting[0] if len(fitting) == 1 else None


def _within(row: str, open_rows: Iterable[str]) -> bool:
    place = row.replace("own.", "disposition.other.")
    return any(f"{place}.".startswith(f"{other.replace('own.', 'disposition.other.')}.") for other in open_rows)


def _turned(mentions: tuple[Mention, ...], kinds: dict[Mention, str]) -> tuple[Mention, ...]:
    return tuple(replace(mention, kind=kinds.get(mention, mention.kind)) for mention in mentions)
