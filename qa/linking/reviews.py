"""Reviews and lawsuits as people tell them: who sued is at large no condition, 判 before its outcome says nothing more, nor 剩 of what is pending."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.ids import CONCLUDED, FEES, FRAMES, RECEIVED
from qa.kinds import OFFICES
from qa.lexicon import Lexicon
from qa.linking.forms import FORMS
from qa.linking.leading import separated
from qa.linking.mention import Mention

_BEATEN = re.compile(FORMS["beaten"])
_OUTCOMES = ("upheld", "corrected")
_REMAINING = ("in_force", "pending")
_PASSED_OVER = (*OFFICES, "function", "operator")


def told_plainly(mentions: tuple[Mention, ...], lexicon: Lexicon, before: tuple[str, ...]) -> tuple[Mention, ...]:
    """The mentions with 老百姓 beside a head of tables two and four, and 判 before 败诉, marked as function words; 其他 of reviews is an outcome.

    `before` are the measures of the turn before.
    """
    mentions = tuple(_taken_in(_other_outcome(mention, mentions, lexicon, before), mentions, before) for mention in mentions)
    mentions = tuple(_won_against(place, mentions, lexicon) for place in range(len(mentions)))
    if not any(mention.kind in ("head", "aspect") for mention in mentions):
        return mentions
    at_large = _counts_all(mentions, lexicon)
    mentions = tuple(replace(mention, kind="residue") if _leaves_pending(mention, mentions, lexicon) else mention for mention in mentions)
    return tuple(
        replace(mention, kind="function")
        if (at_large and mention.text in lexicon.people)
        or _leads_to_outcome(place, mentions, lexicon)
        or _remains(mention, mentions, lexicon)
        else mention
        for place, mention in enumerate(mentions)
    )


def _other_outcome(mention: Mention, mentions: tuple[Mention, ...], lexicon: Lexicon, before: tuple[str, ...]) -> Mention:
    """其他 of reviews, here or in the turn before, as their other outcome; of rows of table three it stays open."""
    if mention.kind != "ambiguous" or mention.text not in lexicon.others:
        return mention
    named = [one.key for one in mentions if one.kind in ("head", "measure", "own") or one.key == "requests"]
    about = named or before
    reviews = bool(about) and all(key.startswith(("reconsideration", "litigation")) for key in about)
    return replace(mention, kind="aspect", key="other_outcome") if reviews else mention


def _taken_in(mention: Mention, mentions: tuple[Mention, ...], before: tuple[str, ...]) -> Mention:
    """收了 after a question for fees as the money; not where applications are named."""
    requested = any(one.key == "requests" for one in mentions) or len(mention.text) > len(FORMS["taken"])
    if before != (FEES,) or mention.key != RECEIVED or requested or not mention.text.startswith(FORMS["taken"][0]):
        return mention
    return replace(mention, key=FEES)


def _won_against(place: int, mentions: tuple[Mention, ...], lexicon: Lexicon) -> Mention:
    """告赢 before the office that was sued, and 被…告赢: it lost; standing alone it may say either."""
    mention, after = mentions[place], mentions[place + 1 : place + 2]
    if place and mention.key == "upheld" and _BEATEN.fullmatch(mentions[place - 1].text + mention.text[0]):
        return replace(mention, key="corrected")
    against = any(one.kind == "agency" or one.key == "government_word" for one in after)
    won = mention.kind == "ambiguous" and mention.text in lexicon.won_against
    return replace(mention, kind="aspect", key="corrected") if against and won else mention


def _counts_all(mentions: tuple[Mention, ...], lexicon: Lexicon) -> bool:
    """Whether 老百姓 are all who may sue or be fined: of rows of table three they are a column, and whose victory is meant they decide."""
    heads = any(mention.kind == "head" for mention in mentions)
    rows = (mention for mention in mentions if mention.kind in ("measure", "own") and mention.key not in FRAMES)
    of_requests = any(rows) or any(mention.key == "requests" for mention in mentions)
    won = any(mention.kind == "aspect" and set(mention.text) & lexicon.contested for mention in mentions)
    return heads and not of_requests and not won


def _leaves_pending(mention: Mention, mentions: tuple[Mention, ...], lexicon: Lexicon) -> bool:
    """Whether 办结 is said of reviews or lawsuits: without those that are pending they are less than the total."""
    done = mention.kind == "measure" and mention.key == CONCLUDED and any(word in mention.text for word in lexicon.concluded)
    reviews = [one for one in mentions if one.kind == "head" and one.key.startswith(("reconsideration", "litigation"))]
    return done and any(not separated(mentions, mention, head, lexicon) for head in reviews)


def _remains(mention: Mention, mentions: tuple[Mention, ...], lexicon: Lexicon) -> bool:
    """Whether 剩 only says again that something is in force or pending."""
    left = mention.kind == "residue" and mention.text in lexicon.remaining
    return left and any(one.kind == "aspect" and one.key in _REMAINING for one in mentions)


def _leads_to_outcome(place: int, mentions: tuple[Mention, ...], lexicon: Lexicon) -> bool:
    """Whether a verdict is announced whose outcome follows: 判淮安市政府败诉的; 判了几件 has none."""
    if mentions[place].kind != "residue" or mentions[place].text not in lexicon.verdicts:
        return False
    after = next((mention for mention in mentions[place + 1 :] if mention.kind not in _PASSED_OVER), None)
    return after is not None and (after.kind, after.key) in (("aspect", outcome) for outcome in _OUTCOMES)
