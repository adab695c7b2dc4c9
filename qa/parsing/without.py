"""What a question leaves out: 除自然人以外, 不算广州海关, 福州海关除外.

The words of leaving out stand directly before what they leave out, or directly after it; anywhere else they are
not understood, and stay in the question as a condition that forbids a figure.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.forms.measures import APPLICANTS, closure
from qa.errors import NotUnderstood
from qa.ids import RECEIVED
from qa.kinds import YEARS
from qa.linking.forms import FORMS
from qa.linking.mention import Mention
from qa.parsing.frame import Frame
from qa.parsing.rest import leaves_out, with_rest

_LEFT_OUT = ("agency", "applicant", "measure", "own", "head")
_CLOSING = ("except_after", "except_close", "afterwards", "include")
_ENUMERATING = frozenset(FORMS["enumerating"])
_QUOTES = frozenset("“”\"'《》<>")

MEASURES = ("measure", "own", "head")
"""What is counted, and may be left out of what counts it in."""


@dataclass(frozen=True, slots=True)
class Without:
    """The mentions that remain, and the offices and applicants left out."""

    mentions: tuple[Mention, ...]
    agencies: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    used: tuple[Mention, ...] = field(default=())


def _is(mention: Mention, *keys: str) -> bool:
    return mention.kind == "operator" and mention.key in keys


def _items(mentions: tuple[Mention, ...], step: int) -> tuple[Mention, ...]:
    """The offices or applicants of one kind that begin these mentions, joined by 和; `step` -1 reads backwards."""
    order = mentions[::step]
    found: list[Mention] = []
    joined = True
    for mention in order:
        if mention.kind in _LEFT_OUT and joined and (not found or found[0].kind == mention.kind):
            found.append(mention)
            joined = False
        elif mention.text in _ENUMERATING and found:
            joined = True
        elif (mention.kind == "function" and not found) or mention.text in _QUOTES:
            continue
        else:
            break
    return tuple(found)


def _closing(place: int, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The 以外 that closes 除…以外, past 提出的申请."""
    for mention in mentions[place:]:
        if _is(mention, *_CLOSING):
            return (mention,)
        if mention.kind not in ("function", "punctuation") and not _is(mention, "requests") and mention.key != RECEIVED:
            break
        if mention.text in ",，;":
            break
    return ()


def _left_out(place: int, mentions: tuple[Mention, ...], summed: bool) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """What the word at a place leaves out, and every mention that this takes up; nothing where the word stands alone."""
    mention = mentions[place]
    if _is(mention, "except") or (summed and _is(mention, "minus")):
        items = _items(mentions[place + 1 :], 1)
        if items:
            closing = _closing(mentions.index(items[-1]) + 1, mentions)
            return items, (mention, *items, *closing)
    if _is(mention, "except_after") or (_is(mention, "except") and not _names(mentions[place + 1 :])):
        items = _items(mentions[:place], -1)
        return items, (mention, *items) if items else ()
    return (), ()


def _names(mentions: tuple[Mention, ...]) -> bool:
    """Whether a year or a part comes next, which might be what is left out: 云溪市监局不算2023年."""
    following = next((mention for mention in mentions if mention.kind != "function"), None)
    return following is not None and (following.kind in (*YEARS, *_LEFT_OUT, "place", "scope", "ambiguous"))


def without(mentions: tuple[Mention, ...], operators: frozenset[str]) -> Without:
    """The mentions without those that leave something out."""
    mentions = with_rest(mentions)
    out: list[Mention] = []
    used: list[Mention] = []
    for place, mention in enumerate(mentions):
        if mention not in used:
            items, taken = _left_out(place, mentions, "sum" in operators)
            out.extend(items)
            used.extend(taken)
    kept = tuple(mention for mention in mentions if mention not in used)
    rest = tuple(mention for mention in mentions if (out or leaves_out(mentions)) and _is(mention, "rest"))
    measures = tuple(f"own.{mention.key}" if mention.kind == "own" else mention.key for mention in out if mention.kind in MEASURES)
    return Without(kept, _keys(out, "agency"), _keys(out, "applicant"), measures, rest)


def _keys(mentions: list[Mention], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.key for mention in mentions if mention.kind == kind))


def _less(frame: Frame, out: tuple[str, ...]) -> Frame:
    """A measure less one of its parts; 除了复议,诉讼多少 names two that have nothing in common. Raises NotUnderstood for the rest."""
    if not frame.measures:
        raise NotUnderstood(words="")
    parts = [one for one in out if any(contains(measure, one) for measure in frame.measures)]
    if not parts and not _is_of_same_requests(frame.measures, out):
        return frame
    if len(frame.measures) != 1 or len(parts) != 1 or len(out) != 1 or frame.shape not in ("lookup", "sum"):
        raise NotUnderstood(words="")
    return replace(frame, measures=(*frame.measures, *parts), shape="difference")


def _is_of_same_requests(measures: tuple[str, ...], out: tuple[str, ...]) -> bool:
    """Whether an outcome is left out of what came in, which table three does not part by outcome: 把重复的去掉，收到几件."""
    return any(one.startswith("requests.") for one in measures) and any(one.startswith(("disposition.", "own.")) for one in out)


def contains(measure: str, other: str) -> bool:
    """Whether a measure counts another one in; a head alone counts in nothing, but what belongs to it is not left out safely."""
    if other.startswith("own."):
        return measure in ("disposition.total", "disposition.other")
    return other in closure(measure) or measure.startswith(f"{other}.") or measure == other


def _others(applicants: tuple[str, ...]) -> tuple[str, ...]:
    """The applicants that remain: one column where the form has one for them, else the columns one by one."""
    columns = tuple(one for one, applicant in APPLICANTS.items() if not applicant.parts)
    out = {column for one in applicants for column in (APPLICANTS[one].parts or (one,))}
    kept = tuple(column for column in columns if column not in out)
    whole = next((one for one, applicant in APPLICANTS.items() if applicant.parts and set(_leaves(one)) == set(kept)), None)
    return (whole,) if whole else kept


def _leaves(applicant: str) -> tuple[str, ...]:
    parts = APPLICANTS[applicant].parts
    return tuple(leaf for part in parts for leaf in _leaves(part)) if parts else (applicant,)


def restricted(frame: Frame, found: Without) -> Frame:
    """The frame with what is left out. Raises NotUnderstood where that contradicts what it names."""
    frame = _less(frame, found.measures) if found.measures else frame
    if not (found.agencies or found.applicants):
        return frame
    if (found.agencies and (frame.agencies or frame.places)) or (found.applicants and frame.applicants):
        raise NotUnderstood(words="")
    frame = replace(frame, without=found.agencies)
    if not found.applicants:
        return frame
    others = _others(found.applicants)
    shape = "sum" if frame.shape == "lookup" and len(others) > 1 else frame.shape
    across = None if frame.across == "applicant" else frame.across
    return replace(frame, applicants=others, across=across, shape=shape, summed=True)
