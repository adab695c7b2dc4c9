"""Mentions to measures: heads meet their aspects, parts displace their groups, bare verbs give way.

Table three names a cell by one phrase; tables two and four by two (行政复议 and 纠正), in either order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.forms.measures import MEASURES
from qa.lexicon import Lexicon
from qa.link import Mention

RECEIVED = "requests.received"
_FRAMES = (RECEIVED, "disposition.total")
"""Measures whose words also only lead to another one: 收到的行政复议, 答复本机关不掌握的."""

_GRANTED = ("disposition.disclosed",)
"""Beside licences, what is granted is the licences."""

_REVIEWS = ("reconsideration", "litigation")


@dataclass(frozen=True, slots=True)
class Terms:
    """The measures of a stretch of question in their order; what could not be settled stands beside them."""

    measures: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    open_heads: tuple[str, ...] = ()
    mismatched: tuple[str, ...] = ()


@dataclass
class _Group:
    head: str
    start: int
    aspects: list[tuple[int, str]] = field(default_factory=list)


def _specific(heads: list[Mention]) -> list[Mention]:
    """Heads without those that a more specific neighbour repeats: 行政诉讼（复议后起诉）."""
    keys = {head.key for head in heads}
    return [head for head in heads if not any(other.startswith(f"{head.key}.") for other in keys)]


def _groups(mentions: tuple[Mention, ...]) -> tuple[list[_Group], list[tuple[int, str]]]:
    kept = _specific([mention for mention in mentions if mention.kind == "head"])
    groups: list[_Group] = []
    leading: list[tuple[int, str]] = []
    for mention in mentions:
        if mention.kind == "aspect":
            (groups[-1].aspects if groups else leading).append((mention.start, mention.key))
        elif mention in kept and (not groups or groups[-1].head != mention.key):
            groups.append(_Group(mention.key, mention.start))
    if groups and leading:
        groups[0].aspects[:0] = leading
        leading = []
    return groups, leading


def _spread(groups: list[_Group]) -> None:
    """An aspect after the last of several heads is meant for all: 行政复议和行政诉讼维持的."""
    if groups and groups[-1].aspects:
        for group in groups[:-1]:
            group.aspects = group.aspects or list(groups[-1].aspects)


def _made(head: str, aspect: str) -> str:
    """Licences and penalties are issued as decisions; documents alone are issued and repealed."""
    return "decisions" if aspect == "issued" and f"{head}.decisions" in MEASURES else aspect


def _unfit(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """What is said of requests alone and here of something else: lawsuits closed, penalties refused. No table has it.

    In English the bare verb says it of anything; licences granted are all licences.
    """
    heads = tuple(mention.key for mention in mentions if mention.kind == "head")
    if lexicon.part_first or not heads or any(mention.key == "requests" for mention in mentions):
        return ()
    verbs = {mention.key for mention in mentions if mention.kind == "measure" and mention.key.startswith("disposition.")}
    granted = {"disposition.disclosed"} if "licensing" in heads else set()
    handled = set() if any(head.startswith(_REVIEWS) for head in heads) else {"disposition.total"}
    return tuple(verbs - granted - handled)


def _paired(groups: list[_Group], lexicon: Lexicon) -> tuple[list[tuple[int, str]], list[str], list[str]]:
    found: list[tuple[int, str]] = []
    open_heads: list[str] = []
    mismatched: list[str] = []
    for group in groups:
        default = lexicon.head_defaults[group.head]
        if not group.aspects and not default:
            open_heads.append(group.head)
        for start, aspect in group.aspects or [(group.start, default)] * bool(default):
            measure = f"{group.head}.{_made(group.head, aspect)}"
            found.append((max(start, group.start), measure)) if measure in MEASURES else mismatched.append(measure)
    return found, open_heads, mismatched


def _separated(mentions: tuple[Mention, ...], first: Mention, second: Mention, lexicon: Lexicon) -> bool:
    start, end = min(first.end, second.end), max(first.start, second.start)
    between = [mention for mention in mentions if start <= mention.start < end]
    return any(mention.text in lexicon.conjunctions for mention in between)


def _without_verbs(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Drop 'received' and 'concluded' where they only lead to, or frame, another measure."""
    content = [mention for mention in mentions if mention.kind in ("measure", "own", "head", "rate")]
    frames = (*_FRAMES, *_GRANTED) if any(mention.key == "licensing" for mention in content) else _FRAMES
    others = [mention for mention in content if mention.key not in frames]
    framing = [mention for mention in content if mention.key in frames]
    dropped = {verb for verb in framing if others and not any(_separated(mentions, verb, other, lexicon) for other in others)}
    return tuple(mention for mention in mentions if mention not in dropped)


def _without_groups(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Drop a group where one of its parts is named: 因国家秘密不予公开的 is the part."""
    names = [measure for _, measure in found]
    return [(start, measure) for start, measure in found if not any(other.startswith(f"{measure}.") for other in names)]


def _parts_of_groups(found: list[tuple[int, str]], mentions: tuple[Mention, ...], lexicon: Lexicon) -> list[tuple[int, str]]:
    """A word of several readings that is a part of a group named before it: 其他处理里的“其他”."""
    words = [mention for mention in mentions if mention.kind == "ambiguous"]
    return [
        (word.start, measure)
        for word in words
        for measure in lexicon.ambiguous[word.key]
        if any(measure.rpartition(".")[0] == group and start < word.start for start, group in found)
    ]


def terms(mentions: tuple[Mention, ...], lexicon: Lexicon, *, compared: bool = False) -> Terms:
    """The measures that the mentions name; `compared` keeps 收到 beside another measure, as shares and comparisons need."""
    unfit = _unfit(mentions, lexicon)
    kept = mentions if compared else _without_verbs(mentions, lexicon)
    found = [(mention.start, mention.key) for mention in kept if mention.kind == "measure"]
    found += [(mention.start, f"own.{mention.key}") for mention in kept if mention.kind == "own"]
    found += _parts_of_groups(found, kept, lexicon)
    groups, orphans = _groups(kept)
    _spread(groups)
    paired, open_heads, mismatched = _paired(groups, lexicon)
    ordered = _without_groups(sorted(found + paired))
    return Terms(
        tuple(dict.fromkeys(measure for _, measure in ordered)),
        tuple(aspect for _, aspect in orphans),
        tuple(open_heads),
        (*mismatched, *unfit),
    )
