"""Figures that a question states in passing: 收到的71件申请里企业几件. Where the report says the same, they are no condition."""

from __future__ import annotations

from dataclasses import replace

from qa.conversation import Conversation
from qa.errors import QuestionError
from qa.exact import exact
from qa.kinds import COMPARISONS, HOW_MANY, OFFICES, YEAR
from qa.linking.clause import is_counted
from qa.linking.mention import Mention
from qa.linking.numerals import decimal_of
from qa.talking.meaning import meaning
from qa.turn import Turn

_COUNTED = ("measure", "own", "head", "aspect")
_JUDGED = frozenset({"claim", "agree", "which", "count_members", "equal_to", *COMPARISONS})
"""Beside one of these a number is what is asked about."""


def without_true_figures(turn: Turn) -> Turn:
    """The turn without a figure that it states of what it names before, if that is the figure in the report."""
    place = _stated(turn)
    if place is None or (said := _said_before(place, turn)) is None:
        return turn
    number, normal = turn.mentions[place], turn.question.normal
    if said != decimal_of(number.key.partition("-")[0]) or normal[number.start : number.end] != number.text:
        return turn
    rest = normal[: number.start] + normal[number.end :]
    return replace(turn, question=replace(turn.question, normal=rest))


def _stated(turn: Turn) -> int | None:
    """Where the only number of a question stands beside what it counts, with something asked for behind it."""
    places = [place for place, mention in enumerate(turn.mentions) if mention.kind == "number" and is_counted(mention.text)]
    if len(places) != 1 or turn.operators & _JUDGED or not turn.mentions[places[0]].key.isdigit():
        return None
    before, after = turn.mentions[: places[0]], turn.mentions[places[0] + 1 :]
    asked = any(mention.key in (*HOW_MANY, "share", "each") for mention in after)
    said = tuple(mention for mention in before if mention.kind != "function" and mention.key != "sum")
    return places[0] if asked and (_counts(said[-1:]) or _counts(after[:1])) and _names_report(before) else None


def _counts(mentions: tuple[Mention, ...]) -> bool:
    return any(mention.kind in _COUNTED or mention.key == "requests" for mention in mentions)


def _names_report(mentions: tuple[Mention, ...]) -> bool:
    return all(any(mention.kind in kinds for mention in mentions) for kinds in (OFFICES, YEAR))


def _said_before(place: int, turn: Turn) -> str | None:
    """The figure of what the question names up to a number, and right behind it; None where there is none."""
    number, behind = turn.mentions[place], turn.mentions[place + 1 : place + 2]
    counted = behind[0].text if _counts(behind) else ""
    normal = turn.question.normal[: number.start] + counted
    asked = replace(turn, question=replace(turn.question, normal=normal), state=Conversation())
    try:
        parsed, frame = meaning(asked)
        values = () if parsed.residue or parsed.ambiguous else exact(frame, asked).answer.values
    except QuestionError:
        return None
    return values[0].value if len(values) == 1 else None
