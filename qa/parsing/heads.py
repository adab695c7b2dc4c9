"""Heads and their aspects: tables two and four name a cell by two phrases, 行政复议 and 纠正, in either order."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.forms.measures import MEASURES
from qa.lexicon import Lexicon
from qa.linking.leading import asks_how_many
from qa.linking.mention import Mention

_MADE = {"regulations": "issued", "normative": "issued"}
"""What a verb such as 发了 says of a head; of the others it says what they count anyway."""


_END = 10_000
"""Beyond the end of any question."""


@dataclass
class Group:
    """A head with the aspects that belong to it, each with the place where it stands."""

    head: str
    start: int
    aspects: list[tuple[int, str]] = field(default_factory=list)


def _specific(mentions: tuple[Mention, ...]) -> list[Mention]:
    """Heads without those that a more specific neighbour repeats: 行政诉讼（复议后起诉）; not 诉讼多少件，直接起诉的几件."""
    heads = [mention for mention in mentions if mention.kind == "head"]
    return [head for head in heads if not any(_repeats(other, head, mentions) for other in heads)]


def _repeats(other: Mention, head: Mention, mentions: tuple[Mention, ...]) -> bool:
    start, end = sorted((head.start, other.start))
    apart = any(asks_how_many(mention) for mention in mentions if start <= mention.start < end)
    return other.key.startswith(f"{head.key}.") and not (
        apart and any(asks_how_many(mention) for mention in mentions if mention.start > end)
    )


def _with_total(group: Group, until: int, mentions: tuple[Mention, ...], lexicon: Lexicon) -> None:
    """复议多少件，维持几件: a number that is asked for before the first of fewer aspects is that of the head itself."""
    asks = [mention for mention in mentions if asks_how_many(mention) and group.start <= mention.start < until]
    if group.aspects and len(asks) > len(group.aspects) and asks[0].start < group.aspects[0][0] and lexicon.head_defaults[group.head]:
        group.aspects.insert(0, (group.start, lexicon.head_defaults[group.head]))


def _takes_made(mentions: tuple[Mention, ...]) -> bool:
    """Whether 发了 and the like say something: of documents, where nothing more definite is said, or a number is asked for beside each."""
    others = {mention.key for mention in mentions if mention.kind == "aspect" and mention.key != "made"}
    asked = sum(map(asks_how_many, mentions)) > len(others)
    return (not others or asked) and any(mention.kind == "head" and mention.key in _MADE for mention in mentions)


def grouped(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[list[Group], list[tuple[int, str]]]:
    """The heads with their aspects, and the aspects without a head."""
    kept = _specific(mentions)
    groups: list[Group] = []
    leading: list[tuple[int, str]] = []
    for mention in mentions:
        if mention.kind == "aspect" and (mention.key != "made" or _takes_made(mentions)):
            (groups[-1].aspects if groups else leading).append((mention.start, mention.key))
        elif mention in kept and (not groups or groups[-1].head != mention.key):
            groups.append(Group(mention.key, mention.start))
    if not groups and (head := _implied(mentions, lexicon)):
        groups.append(Group(head, leading[0][0]))
    for place, group in enumerate(groups):
        _with_total(group, groups[place + 1].start if place + 1 < len(groups) else _END, mentions, lexicon)
    if groups and leading:
        groups[0].aspects[:0] = leading
        leading = []
    return groups, leading


def _implied(mentions: tuple[Mention, ...], lexicon: Lexicon) -> str | None:
    """The one head that the aspects' own words name: 收费金额, 打输的官司, 败诉."""
    said = [mention.text for mention in mentions if mention.kind == "aspect" and mention.key != "made"]
    heads = [head for head, words in lexicon.implies.items() if any(word in text for text in said for word in words)]
    return heads[0] if len(heads) == 1 else None


def spread(groups: list[Group]) -> None:
    """An aspect after the last of several heads is meant for all: 行政复议和行政诉讼维持的."""
    if groups and groups[-1].aspects:
        for group in groups[:-1]:
            group.aspects = group.aspects or list(groups[-1].aspects)


def _made(head: str, aspect: str, default: str) -> str:
    """Licences and penalties are issued as decisions; documents alone are issued and repealed."""
    if aspect == "made":
        return _MADE.get(head, default)
    return "decisions" if aspect == "issued" and f"{head}.decisions" in MEASURES else aspect


def _without_decisions(group: Group) -> list[tuple[int, str]]:
    """The aspects of a head without decisions that it does not count: a reconsideration with the decision corrected."""
    counted = f"{group.head}.decisions" in MEASURES
    return [(start, aspect) for start, aspect in group.aspects if counted or aspect != "decisions" or len(group.aspects) == 1]


def paired(groups: list[Group], lexicon: Lexicon) -> tuple[list[tuple[int, str]], list[str], list[str]]:
    """The measures of the groups with their places, the heads left open, and pairs that no table has."""
    found: list[tuple[int, str]] = []
    open_heads: list[str] = []
    mismatched: list[str] = []
    for group in groups:
        default = lexicon.head_defaults[group.head]
        aspects = _without_decisions(group)
        if not aspects and not default:
            open_heads.append(group.head)
        for start, aspect in aspects or [(group.start, default)] * bool(default):
            measure = f"{group.head}.{_made(group.head, aspect, default)}"
            found.append((max(start, group.start), measure)) if measure in MEASURES else mismatched.append(measure)
    return found, open_heads, mismatched
