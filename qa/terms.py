"""Mentions to measures: heads meet their aspects, parts displace their groups, bare verbs give way.

Table three names a cell by one phrase; tables two and four by two (行政复议 and 纠正), in either order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from ingest.forms.measures import MEASURES
from qa.lexicon import Lexicon
from qa.link import Mention
from qa.shape import HOW_MANY

RECEIVED = "requests.received"
_COMMAS = {",", ";"}
_MADE = {"regulations": "issued", "normative": "issued"}
"""What a verb such as 发了 says of a head; of the others it says what they count anyway."""
FRAMES = (RECEIVED, "disposition.total")
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


def _takes_made(mentions: tuple[Mention, ...]) -> bool:
    """Whether 发了 and the like say something: of documents, where nothing more definite is said of them."""
    others = any(mention.kind == "aspect" and mention.key != "made" for mention in mentions)
    return not others and any(mention.kind == "head" and mention.key in _MADE for mention in mentions)


def _groups(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[list[_Group], list[tuple[int, str]]]:
    kept = _specific([mention for mention in mentions if mention.kind == "head"])
    groups: list[_Group] = []
    leading: list[tuple[int, str]] = []
    for mention in mentions:
        if mention.kind == "aspect" and (mention.key != "made" or _takes_made(mentions)):
            (groups[-1].aspects if groups else leading).append((mention.start, mention.key))
        elif mention in kept and (not groups or groups[-1].head != mention.key):
            groups.append(_Group(mention.key, mention.start))
    if (
        not groups
        and len(alone := [mention for mention in mentions if mention.kind == "aspect"]) == 1
        and (head := _implied(alone[0], lexicon))
    ):
        groups.append(_Group(head, alone[0].start))
    if groups and leading:
        groups[0].aspects[:0] = leading
        leading = []
    return groups, leading


def _implied(aspect: Mention, lexicon: Lexicon) -> str | None:
    """The head that an aspect's own words name: 收费金额, 采购金额."""
    senses = (lexicon.phrases.get(aspect.text[:length]) for length in range(len(aspect.text), 0, -1))
    return next((sense.key for sense in senses if sense is not None and sense.kind == "head"), None)


def _spread(groups: list[_Group]) -> None:
    """An aspect after the last of several heads is meant for all: 行政复议和行政诉讼维持的."""
    if groups and groups[-1].aspects:
        for group in groups[:-1]:
            group.aspects = group.aspects or list(groups[-1].aspects)


def _disposed(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    """The mentions with disclosed … in part as one, and what is disposed of in two ways at once: withdrawn after being refused."""
    found = [mention for mention in mentions if _group_of(mention)]
    if {"disposition.disclosed", "disposition.partly"} <= {mention.key for mention in found}:
        partly = [mention for mention in found if mention.key == "disposition.partly"]
        gone = [
            one
            for one in found
            if one.key == "disposition.disclosed" and not any(_separated(mentions, one, other, lexicon) for other in partly)
        ]
        return tuple(mention for mention in mentions if mention not in gone), ()
    joint = [
        one.key for one, other in pairwise(found) if _group_of(one) != _group_of(other) and not _separated(mentions, one, other, lexicon)
    ]
    return mentions, tuple(joint)


def _group_of(mention: Mention) -> str:
    """The group of requests disposed of alike that a measure counts; nothing for their total and for other measures."""
    if mention.kind == "own":
        return mention.key
    named = mention.key.split(".") if mention.kind == "measure" else [""]
    return named[1] if named[0] == "disposition" and named[1] != "total" else ""


def _made(head: str, aspect: str, default: str) -> str:
    """Licences and penalties are issued as decisions; documents alone are issued and repealed."""
    if aspect == "made":
        return _MADE.get(head, default)
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
            measure = f"{group.head}.{_made(group.head, aspect, default)}"
            found.append((max(start, group.start), measure)) if measure in MEASURES else mismatched.append(measure)
    return found, open_heads, mismatched


def _between(mentions: tuple[Mention, ...], first: Mention, second: Mention) -> tuple[Mention, ...]:
    start, end = min(first.end, second.end), max(first.start, second.start)
    return tuple(mention for mention in mentions if start <= mention.start < end)


def _counted(mentions: tuple[Mention, ...]) -> bool:
    return any(mention.kind == "operator" and mention.key in HOW_MANY for mention in mentions)


def _each_counted(mentions: tuple[Mention, ...], first: Mention, second: Mention) -> bool:
    """Whether each of two measures has its own 多少: 新收多少 办结多少, but not 收到多少行政复议."""
    after = tuple(mention for mention in mentions if mention.start >= max(first.end, second.end))
    return _counted(_between(mentions, first, second)) and _counted(after)


def _separated(mentions: tuple[Mention, ...], first: Mention, second: Mention, lexicon: Lexicon) -> bool:
    """Whether two measures are asked for side by side: each with its own 多少, or joined by 和; a comma joins only in a list."""
    between = _between(mentions, first, second)
    joined = {mention.text for mention in between} & lexicon.conjunctions
    listed = not _counted(mentions) or any(mention.key == "each" for mention in mentions)
    return _each_counted(mentions, first, second) or bool(joined - _COMMAS or (joined and listed))


def _opens(mentions: tuple[Mention, ...], verb: Mention) -> bool:
    """Whether a verb only opens the set that the question is about: 收到的申请中, 办结的里面."""
    later = (mention for mention in mentions if mention.start >= verb.end and mention.kind != "function" and mention.key != "requests")
    return (following := next(later, None)) is not None and (following.kind, following.key) == ("operator", "within")


def _leads(mentions: tuple[Mention, ...], verb: Mention, other: Mention, lexicon: Lexicon) -> bool:
    """Whether a verb only leads to, or frames, another measure: 收到的行政复议, 答复说本机关不掌握的, 收到的申请中不予公开的."""
    if lexicon.only_leads(verb.text) or (verb.start < other.start and _opens(mentions, verb)):
        return not _each_counted(mentions, verb, other)
    return other.key not in FRAMES and not _separated(mentions, verb, other, lexicon)


def _without_verbs(mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Drop 'received' and 'concluded' where they only lead to, or frame, another measure."""
    content = [mention for mention in mentions if mention.kind in ("measure", "own", "head", "rate")]
    frames = (*FRAMES, *_GRANTED) if any(mention.key == "licensing" for mention in content) else FRAMES
    dropped: set[Mention] = set()
    for verb in (mention for mention in content if mention.key in frames):
        others = [mention for mention in content if mention.key != verb.key and mention not in dropped]
        if others and all(_leads(mentions, verb, other, lexicon) for other in others):
            dropped.add(verb)
    return tuple(mention for mention in mentions if mention not in dropped)


def _welded(mentions: tuple[Mention, ...], lexicon: Lexicon) -> list[str]:
    """Words of different rows with nothing between that sets them side by side: 行政复议撤回的, 因信息不存在不予公开的."""
    if not lexicon.part_first:
        return []
    content = [mention for mention in mentions if mention.kind in ("measure", "own", "head") and mention.key not in FRAMES]
    return [
        f"{first.key}+{second.key}"
        for first, second in pairwise(content)
        if not _may_join(first, second) and not _separated(mentions, first, second, lexicon)
    ]


def _may_join(first: Mention, second: Mention) -> bool:
    """Whether two rows may stand together: a list of heads or of groups without commas, a group and its part."""
    if "head" in (first.kind, second.kind):
        return first.kind == second.kind
    one, other = (f"disposition.other.{mention.key}" if mention.kind == "own" else mention.key for mention in (first, second))
    return one.split(".")[:2] == other.split(".")[:2] or max(one.count("."), other.count(".")) < 2


def _without_groups(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Drop a group where one of its parts is named: 因国家秘密不予公开的 is the part."""
    names = [measure.replace("own.", "disposition.other.") for _, measure in found]
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
    if not (compared or lexicon.part_first):
        mentions, unfit = _disposed(mentions, lexicon)[0], (*unfit, *_disposed(mentions, lexicon)[1])
    kept = mentions if compared else _without_verbs(mentions, lexicon)
    found = [(mention.start, mention.key) for mention in kept if mention.kind == "measure"]
    found += [(mention.start, f"own.{mention.key}") for mention in kept if mention.kind == "own"]
    found += _parts_of_groups(found, kept, lexicon)
    groups, orphans = _groups(kept, lexicon)
    _spread(groups)
    paired, open_heads, mismatched = _paired(groups, lexicon)
    ordered = _without_groups(sorted(found + paired))
    return Terms(
        tuple(dict.fromkeys(measure for _, measure in ordered)),
        tuple(aspect for _, aspect in orphans),
        tuple(open_heads),
        (*mismatched, *unfit, *_welded(kept, lexicon)),
    )
