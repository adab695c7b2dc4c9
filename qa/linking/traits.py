"""What table three counts, said in several words: each names a reason or an outcome, and the row is what they have in common.

怕泄露隐私没给的 is one row, 没这份材料给不了的 another; what contradicts itself stays unknown and forbids a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.forms.measures import MEASURES
from qa.lexicon import Lexicon
from qa.linking.leading import COMMAS, asks_how_many
from qa.linking.mention import Mention

_KINDS = ("reason", "row", "outcome", "around", "feature")
_GROUPS = ("disposition.refused", "disposition.unable", "disposition.not_processed", "disposition.other")
_GIVEN = ("disposition.disclosed", "disposition.partly")


@dataclass(frozen=True, slots=True)
class _Trait:
    """A mention and the rows that it may speak of."""

    mention: Mention
    rows: frozenset[str]


def rows_named(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions with reasons and outcomes put together to the rows that they name; what does not fit becomes residue.

    None where there are no such words, or where another table is asked.
    """
    if not any(mention.kind in _KINDS for mention in mentions) or any(mention.kind in ("head", "aspect", "rate") for mention in mentions):
        return ()
    return tuple(mention for stretch in _stretches(mentions, lexicon) for mention in _named(stretch, lexicon))


def _stretches(mentions: tuple[Mention, ...], lexicon: Lexicon) -> Iterator[tuple[Mention, ...]]:
    """The mentions cut behind each 多少 that another one follows, and at each 和 between two that have no row in common."""
    stretch: list[Mention] = []
    for place, mention in enumerate(mentions):
        later = mentions[place + 1 :]
        if mention.text in lexicon.conjunctions - COMMAS and not _go_together(stretch, later, lexicon):
            yield tuple(stretch)
            stretch = []
        stretch.append(mention)
        if asks_how_many(mention) and any(map(asks_how_many, later)) and _speaks(stretch, lexicon) and _speaks(later, lexicon):
            yield tuple(stretch)
            stretch = []
    yield tuple(stretch)


def _speaks(mentions: Iterable[Mention], lexicon: Lexicon) -> bool:
    return any(_rows(mention, lexicon) for mention in mentions)


def _go_together(before: list[Mention], after: tuple[Mention, ...], lexicon: Lexicon) -> bool:
    """Whether what 和 joins is said of one row, 商业秘密和个人隐私, or one side of it speaks of none."""
    left = [rows for mention in before if (rows := _rows(mention, lexicon))]
    right = next((rows for mention in after if (rows := _rows(mention, lexicon))), frozenset())
    return not (left and right) or frozenset.intersection(*left) == right


def _leaves(measure: str) -> frozenset[str]:
    parts = MEASURES[measure].parts if measure in MEASURES else ()
    extra = frozenset({"own.consultation", "own.withdrawn"}) if measure == "disposition.other" else frozenset()
    return frozenset(parts) | extra or frozenset({measure})


def _rows(mention: Mention, lexicon: Lexicon) -> frozenset[str]:
    """The rows of table three that a mention may speak of; none for what speaks of no outcome."""
    match mention.kind:
        case "reason" | "row":
            return frozenset(mention.key.split("|"))
        case "feature":
            named = lexicon.features[mention.key].rows
        case "outcome":
            named = lexicon.covers[mention.key]
        case "ambiguous":
            named = tuple(one for one in lexicon.ambiguous[mention.key] if one in (*_GROUPS, *_GIVEN))
            named = () if len(named) == 1 else named  # 其他 is a group and a row of it
        case "own":
            return frozenset({f"own.{mention.key}"})
        case "measure" if mention.key.startswith("disposition.") and mention.key != "disposition.total":
            loose = any(word in mention.text for word in lexicon.loose)
            named = lexicon.covers["not_given"] if loose and mention.key in _GROUPS else (mention.key,)
        case _:
            return frozenset()
    return frozenset(row for measure in named for row in _leaves(measure))


def _named(stretch: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The stretch with its traits as one row, group or word that asks back."""
    traits = [_Trait(mention, rows) for mention in stretch if (rows := _rows(mention, lexicon))]
    if not any(one.kind in _KINDS for one in stretch):
        return stretch
    if not traits and any(_counts_requests(mention) for mention in stretch):
        return tuple(replace(mention, kind="function") if mention.kind == "around" else mention for mention in stretch)
    common = frozenset.intersection(*(trait.rows for trait in traits)) if traits else frozenset()
    kind, key = _meant(common, lexicon)
    if not kind or not any(_suffices(trait.mention, lexicon) for trait in traits):
        return tuple(replace(mention, kind="residue") if mention.kind in _KINDS else mention for mention in stretch)
    return _as_one(stretch, [trait.mention for trait in traits], kind, key)


def _counts_requests(mention: Mention) -> bool:
    """Whether a mention counts requests, however they ended."""
    return mention.kind in ("measure", "operator") and mention.key.startswith(("requests", "disposition.total"))


def _suffices(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a trait says that requests ended, and not only of what they were."""
    if mention.kind != "feature":
        return mention.kind != "reason"
    told = lexicon.features[mention.key]
    return bool(told.alone) or not set(_GROUPS).isdisjoint(told.rows)


def _as_one(stretch: tuple[Mention, ...], traits: list[Mention], kind: str, key: str) -> tuple[Mention, ...]:
    """The last of the traits stands for all of them; what stands around them is passed over."""
    last = traits[-1]
    return tuple(
        replace(mention, kind=kind, key=key)
        if mention == last
        else replace(mention, kind="function")
        if mention in traits or mention.kind in _KINDS
        else mention
        for mention in stretch
    )


def _meant(rows: frozenset[str], lexicon: Lexicon) -> tuple[str, str]:
    """The kind and key of a mention that speaks of these rows and no others; nothing where there is none."""
    if len(rows) == 1:
        row = next(iter(rows))
        return ("own", row.removeprefix("own.")) if row.startswith("own.") else ("measure", row)
    group = next((one for one in _GROUPS if _leaves(one) == rows), None)
    if group:
        return "measure", group
    asks = (
        word for word, measures in lexicon.ambiguous.items() if frozenset(row for one in measures for row in _leaves(one)) & rows == rows
    )
    return ("ambiguous", word) if rows and (word := next(asks, "")) else ("", "")
