"""A share's two sides: what stands before and after 占, in 中, around 除以, before 之比."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from qa.errors import NotUnderstood
from qa.ids import FRAMES
from qa.kinds import HOW_MANY, OFFICES, YEARS
from qa.lexicon import Lexicon
from qa.linking.forms import FORMS
from qa.linking.mention import Mention

Sides = tuple[tuple[Mention, ...], tuple[Mention, ...]]
_SHARES = ("share_of", "share", "ratio_of")
_DIVIDED = "/÷"
_ASKS = re.compile(FORMS["asks_number"])


def has_content(mentions: tuple[Mention, ...], until: int | None = None) -> bool:
    """Whether a measure, an applicant or applications as such are named (before a place)."""
    return any(
        mention.kind in ("measure", "own", "head", "aspect", "applicant") or (mention.kind == "operator" and mention.key == "requests")
        for mention in mentions
        if until is None or mention.start < until
    )


def _before(mentions: tuple[Mention, ...], at: Mention) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention.end <= at.start)


def _after(mentions: tuple[Mention, ...], at: Mention) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention.start >= at.end)


def _is(mention: Mention, key: str) -> bool:
    return mention.kind == "operator" and mention.key == key


def defined(mentions: tuple[Mention, ...], lexicon: Lexicon) -> Sides | None:
    """公开率(予以公开占办结), 公开率，即予以公开占办结: what stands in the brackets or after the word says what the rate is of what. Raises NotUnderstood where it says something else than its name."""
    opened = next(
        (one for before, one in pairwise(mentions) if one.text == "(" or (before.text == "," and one.text in FORMS["namely"])), None
    )
    closed = next((mention for mention in mentions if mention.text == ")"), None)
    if opened is None or (opened.text == "(") != (closed is not None):
        return None
    inside = _between(mentions, opened, closed) if closed else _after(mentions, opened)
    at = next((mention for mention in inside if _is(mention, "share_of")), None)
    name = [mention for mention in _before(mentions, opened) if mention.kind in ("measure", "own", "head", "aspect", "applicant", "rate")]
    if at is None or not (has_content(before := _before(inside, at)) and has_content(after := _after(inside, at))):
        return None
    named = {lexicon.rates[mention.key].numerator if mention.kind == "rate" else mention.key for mention in name}
    heads = {mention.key for mention in after if mention.kind == "head"}  # 复议的纠正率，即纠正占复议的
    if not {mention.key for mention in before} | heads >= named or (closed and has_content(_after(mentions, closed))):
        raise NotUnderstood(words="")
    return before, after


def _divided(mentions: tuple[Mention, ...]) -> Sides | None:
    """A/B: what stands on both sides of a division sign."""
    for sign in (mention for mention in mentions if mention.text in _DIVIDED):
        before, after = _before(mentions, sign), _after(mentions, sign)
        if has_content(before) and has_content(after):
            return before, after
    return None


def _per_hundred(mentions: tuple[Mention, ...]) -> Sides | None:
    """一百件A里有几件B: the whole stands between the hundred and 里."""
    hundred = next((mention for mention in mentions if _is(mention, "per_hundred")), None)
    inside = next((mention for mention in mentions if _is(mention, "within") and hundred and mention.start >= hundred.end), None)
    if hundred is None or inside is None:
        return None
    return _after(mentions, inside), _before(_after(mentions, hundred), inside)


def _of_two(mentions: tuple[Mention, ...], at: Mention, lexicon: Lexicon) -> Sides | None:
    """A与B之比: the two that a conjunction joins before the word."""
    before = _before(mentions, at)
    if at.text not in lexicon.quotients or has_content(_after(mentions, at)):
        return None
    for joint in (mention for mention in reversed(before) if mention.text in lexicon.conjunctions):
        first, second = _before(before, joint), _after(before, joint)
        if has_content(first) and has_content(second):
            return first, second
    return None


def _within(before: tuple[Mention, ...], after: tuple[Mention, ...]) -> Sides | None:
    """A里的B占多少: the whole stands before 里."""
    within = next((mention for mention in before if _is(mention, "within")), None)
    if within is None or not has_content(before, within.start) or has_content(after):
        return None
    part, whole = _after(before, within), _before(before, within)
    return (part, whole) if has_content(part) else _inside(whole)


def _led(before: tuple[Mention, ...], after: tuple[Mention, ...]) -> Sides | None:
    """办完的申请，予以公开的有几成: everything received or concluded stands in a clause of its own before the part."""
    for stop in (mention for mention in before if mention.text == "," and not has_content(after)):
        part, whole = _after(before, stop), _before(before, stop)
        named = [one.key in FRAMES for one in whole if has_content((one,)) and one.key != "requests"]
        if has_content(part) and named == [True] and not any(one.key in HOW_MANY for one in whole):
            return part, whole
    return None


def _of_which(at: Mention, before: tuple[Mention, ...], after: tuple[Mention, ...]) -> Sides | None:
    """A中有百分之几是B: the whole ends with 中, the part follows the word that asks."""
    if at.key != "share" or not has_content(after):
        return None
    if has_content(before) and (after[0].text in FORMS["turns"] or _opens(at, before)):
        return after, before
    within = next((mention for mention in reversed(before) if _is(mention, "within")), None)
    if within is not None and has_content(before, within.start) and not has_content(_after(before, within)):
        return after, _before(before, within)
    turn = next((mention for mention in after if mention.text in FORMS["turns"]), None)
    if has_content(before) or turn is None or not has_content(after, turn.start) or not has_content(_after(after, turn)):
        return None
    return _after(after, turn), _before(after, turn)


def _opens(at: Mention, before: tuple[Mention, ...]) -> bool:
    """Whether a word that asks for a share begins its clause: 提的复议，有几成纠正了."""
    clause = takewhile(lambda mention: mention.kind != "punctuation", reversed(before))
    return len(at.text) > 1 and _ASKS.search(at.text) is not None and before[-1:] != () and all(one.kind == "function" for one in clause)


def _inside(mentions: tuple[Mention, ...]) -> Sides | None:
    """B在A里占多少: the part stands before 在."""
    for mention in mentions:
        if (
            mention.text in FORMS["inside"]
            and has_content(before := _before(mentions, mention))
            and has_content(after := _after(mentions, mention))
        ):
            return before, after
    return None


def _elsewhere(at: Mention, before: tuple[Mention, ...], after: tuple[Mention, ...]) -> Sides | None:
    """A是别处、别年的百分之几: the same of another office or year stands between 是 and the word that asks."""
    turn = next((mention for mention in reversed(before) if mention.text in FORMS["is_of"]), None)
    if at.key != "share" or turn is None or has_content(after):
        return None
    part, whole = _before(before, turn), _after(before, turn)
    named = any(mention.kind in (*OFFICES, *YEARS) for mention in whole)
    return (part, whole) if named and has_content(part) and not has_content(whole) else None


def _in_english(at: Mention, before: tuple[Mention, ...], after: tuple[Mention, ...]) -> Sides | None:
    """The ratio of A to B; of everything concluded, how large is the share withdrawn."""
    if at.key == "ratio_of" and (to := next((mention for mention in after if mention.text in ("to", "and")), None)) is not None:
        return _before(after, to), _after(after, to)
    opened = at.key == "share" and has_content(after) and any(_is(mention, "within") for mention in before)
    return (after, before) if opened else None


def asked_apart(mentions: tuple[Mention, ...]) -> int:
    """How many shares are asked for one after the other: 企业占几成，个人占几成."""
    asking = [mention for mention in mentions if mention.kind == "operator" and mention.key in _SHARES]
    pairs = [(one, later) for one, later in pairwise(asking) if not (_is(one, "share_of") and _is(later, "share"))]
    return bool(asking) + sum(has_content(_between(mentions, one, later)) for one, later in pairs)


def _severally(mentions: tuple[Mention, ...]) -> Sides | None:
    """Several parts with a word of their own each: the whole stands before 中, or is left out; not where 占 is followed by it."""
    asking = [mention for mention in mentions if mention.kind == "operator" and mention.key in _SHARES]
    named = any(
        _is(one, "share_of") and _is(later, "share") and has_content(_between(mentions, one, later)) for one, later in pairwise(asking)
    )
    if named or asked_apart(mentions) < 2 or not has_content(mentions, asking[0].start) or has_content(_after(mentions, asking[-1])):
        return None
    within = next((mention for mention in mentions if _is(mention, "within") and has_content(mentions, mention.start)), None)
    return (_after(mentions, within), _before(mentions, within)) if within else (mentions, ())


def _between(mentions: tuple[Mention, ...], first: Mention, second: Mention) -> tuple[Mention, ...]:
    return _before(_after(mentions, first), second)


def _without_trailing(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions without the office or year of which the same share is asked for at the end: 占比多少，2024年呢; and what share in 2024."""
    asked = [mention for mention in mentions if mention.kind == "operator" and mention.key in {*_SHARES, *HOW_MANY}]
    after = _after(mentions, asked[-1]) if asked else ()
    if has_content(after) or not asked:
        return mentions
    if any(_is(one, "ellipsis") for one in after):
        return _before(mentions, after[0])
    again = len(asked) > 1 and asked[-1].key in _SHARES and any(one.kind in (*OFFICES, *YEARS) for one in after)
    return _before(mentions, asked[-1]) if again and _asks_alone(asked[-1], mentions) else mentions


def _asks_alone(ask: Mention, mentions: tuple[Mention, ...]) -> bool:
    """Whether a word that asks for a share opens its clause, and another one stands before that clause with what it is a share of."""
    led = tuple(takewhile(lambda mention: mention.text.strip() not in (",", ";"), reversed(_before(mentions, ask))))
    earlier = mentions[: len(_before(mentions, ask)) - len(led)]
    return not has_content(led) and has_content(earlier) and any(mention.key in _SHARES for mention in earlier)


def share_parts(mentions: tuple[Mention, ...], lexicon: Lexicon) -> Sides:
    """Numerator and denominator; in English 'what percentage of Y were X' the other way round. Raises NotUnderstood where there are none."""
    mentions = _without_trailing(mentions)
    if (sides := defined(mentions, lexicon) or _divided(mentions) or _per_hundred(mentions)) is not None:
        return sides
    if lexicon.part_first and (sides := _severally(mentions)) is not None:
        return sides
    at = next((mention for mention in mentions if mention.kind == "operator" and mention.key in _SHARES), None)
    if at is None:
        raise NotUnderstood(words="")  # 每100件处罚对应多少件申请 is no share
    before, after = _before(mentions, at), _after(mentions, at)
    if (sides := _of_two(mentions, at, lexicon) or _within(before, after) or _led(before, after)) is not None:
        return sides
    if lexicon.part_first and (sides := _of_which(at, before, after) or _elsewhere(at, before, after)) is not None:
        return sides
    if not lexicon.part_first and (sides := _in_english(at, before, after)) is not None:
        return sides
    if lexicon.part_first and not has_content(before) and (sides := _within(after, ())) is not None:
        return sides
    if lexicon.part_first or has_content(before):
        return before, after
    named = [mention for mention in after if has_content((mention,))]
    part = named[-1].start if named else at.end
    return tuple(mention for mention in after if mention.start >= part), tuple(mention for mention in after if mention.start < part)


def last_of_listed(part: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """公司提的和个人提的，公司提的占…: of several applicants that are only set out, those that the last clause takes up again."""
    stops = [mention for mention in part if mention.text == ","]
    if not stops:
        return part
    listed, last = _before(part, stops[-1]), _after(part, stops[-1])
    said, again = ({mention.key for mention in side if mention.kind == "applicant"} for side in (listed, last))
    counted = any(mention.key in HOW_MANY for mention in listed)
    return last if again and again < said and not counted else part
