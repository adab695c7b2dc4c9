"""Words that tell only something of a row, and together name one: 人家重复来申请而没处理的, 隐私 … 不给的, 没有现成 … 没法给.

A feature leaves several rows open; the row that all features of a question and the rows it names leave open is the one meant.
Features that contradict each other stay residue, and so does one that stands alone and names nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qa.leading import FRAMES
from qa.lexicon import Lexicon
from qa.link import Mention

_OTHER_TABLES = ("head", "aspect", "topic", "contact")


def joined(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with the row that their features name together; what names none is residue."""
    features = [mention for mention in mentions if mention.kind == "feature"]
    if not features:
        return mentions
    if any(mention.kind in _OTHER_TABLES for mention in mentions):
        return _turned(mentions, {feature: "residue" for feature in features})
    named = [measure for mention in mentions if (measure := _measure(mention))]
    open_words = [mention for mention in mentions if mention.kind == "ambiguous"]
    telling = [feature for feature in (*features, *open_words) if _rows(feature, lexicon)]
    if not any(feature.kind == "feature" for feature in telling):
        return _turned(mentions, {feature: "function" if named or open_words else "residue" for feature in features})
    rows = [(measure,) for measure in dict.fromkeys(named) if measure not in FRAMES] + [_rows(feature, lexicon) for feature in telling]
    meant = _common(rows)
    if len(telling) == len(rows) == 1:
        meant = lexicon.features[telling[0].key].alone
    if not meant or meant in lexicon.ambiguous:
        return _each(mentions, features, lexicon)
    return _named(mentions, meant, telling, features, meant in named, lexicon)


def _each(mentions: tuple[Mention, ...], features: list[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with every feature by itself: as the row that it names alone, or as residue."""
    alone = {feature: lexicon.features[feature.key].alone for feature in features}
    return tuple(_as_row(mention, alone[mention], lexicon) if mention in alone else mention for mention in mentions)


def _as_row(feature: Mention, row: str, lexicon: Lexicon) -> Mention:
    """The feature as the row, as a word of several readings where the row is one, as residue where there is none."""
    if row in lexicon.ambiguous:
        return replace(feature, kind="ambiguous", key=row)
    if not row:
        return replace(feature, kind="residue")
    return replace(feature, kind="own", key=row.removeprefix("own.")) if row.startswith("own.") else replace(feature, kind="measure", key=row)


def _named(
    mentions: tuple[Mention, ...], meant: str, telling: list[Mention], features: list[Mention], stands: bool, lexicon: Lexicon
) -> tuple[Mention, ...]:
    """The mentions with the row in the place of the first feature that tells of it, unless it is named already."""
    kinds = {feature: "function" for feature in (*features, *telling)}
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
