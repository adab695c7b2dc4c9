"""不是许可，我要的是处罚: what a clause takes back goes, if another clause names its like anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.linking.forms import FORMS
from qa.linking.mention import Mention

_LIKE = {
    "agency": "office",
    "place": "office",
    "year": "year",
    "short_year": "year",
    "relative_year": "year",
    "measure": "subject",
    "own": "subject",
    "head": "subject",
    "aspect": "subject",
    "applicant": "applicant",
}
"""What can take whose place."""

_ENDS = frozenset(",;。.!！?？")
_GOES_ON = tuple(FORMS["goes_on"])


def without_retracted(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions without what is taken back; a negation that takes nothing back is residue and forbids an exact answer."""
    if not any(map(_retracts, mentions)):
        return mentions
    clauses = tuple(_clauses(mentions))
    kept = tuple(mention for clause in clauses if not any(map(_retracts, clause)) for mention in clause)
    gone = tuple(mention for clause in clauses if any(map(_retracts, clause)) for mention in clause)
    named = {_LIKE[mention.kind] for mention in gone if mention.kind in _LIKE}
    carried = _office_of(gone)
    renewed = {_LIKE[mention.kind] for mention in kept if mention.kind in _LIKE}
    said_anew = any(_sets_right(mention) for mention in kept) or named <= {"office", "year"} or _only_corrects(mentions)
    if {"office", "year"} == named and renewed & named == {"year"}:
        return (*carried, *kept)  # 福州海关2023年不说了，说2024年: of the same office
    if named and named <= renewed and said_anew and all(map(_is_plain, gone)):
        return kept
    return tuple(replace(mention, kind="residue") if _retracts(mention) else mention for mention in mentions)


def _office_of(gone: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(mention for mention in gone if _LIKE.get(mention.kind) == "office")


def _clauses(mentions: tuple[Mention, ...]) -> Iterator[tuple[Mention, ...]]:
    clause: list[Mention] = []
    for mention in mentions:
        turns = mention.text in _GOES_ON or mention.key == "ellipsis"
        against = (turns and any(map(_retracts, clause))) or (_retracts(mention) and any(map(_sets_right, clause)))  # 我要的是强制不是处罚
        if mention.text in _ENDS or (against and any(one.kind in _LIKE for one in clause)):
            yield tuple(clause)
            clause = []
        clause.append(mention)
    yield tuple(clause)


def _sets_right(mention: Mention) -> bool:
    """Whether the words say that this is what was meant: 不予公开的，不是国家秘密的 takes nothing back, but sets a condition."""
    return mention.text in _GOES_ON or (mention.key == "ellipsis" and len(mention.text) > 1)


def _only_corrects(mentions: tuple[Mention, ...]) -> bool:
    """Whether the whole turn is a correction: 不是许可，处罚."""
    said = [mention for mention in mentions if mention.kind not in ("function", "punctuation")]
    return bool(said) and _retracts(said[0]) and all(_is_plain(mention) for mention in said)


def _retracts(mention: Mention) -> bool:
    return (mention.kind, mention.key) == ("operator", "retract")


def _is_plain(mention: Mention) -> bool:
    return mention.kind in _LIKE or mention.kind in ("function", "punctuation") or mention.key in ("ellipsis", "retract", "requests")
