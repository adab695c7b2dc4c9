"""One turn to one draft: which answers are tried, in which order, and why in this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa.errors import Ambiguous, Declined, NotOnForm, NotReported, NotUnderstood, QuestionError
from qa.exact import exact
from qa.kinds import HOW_MANY
from qa.linking.clause import clauses_of
from qa.parsing.frame import Frame
from qa.parsing.parse import Parsed
from qa.parsing.shape import asks
from qa.quoting.contact import contact_data
from qa.quoting.instead import is_tabled, quoted_instead, row_in_prose
from qa.quoting.prose import ANYWHERE, SURE
from qa.quoting.quoted import narrative
from qa.quoting.topical import topical
from qa.quoting.untabled import is_for_prose
from qa.quoting.whose import placed, require_known_places
from qa.several import in_parts
from qa.stated import without_true_figures
from qa.talking.choices import wants_all
from qa.talking.explained import explained
from qa.talking.half_said import ask_which, ask_whose
from qa.talking.kept import asked_again, with_kept
from qa.talking.meaning import all_of, meaning
from qa.talking.refuse import decline
from qa.turn import Draft, Turn


def draft(turn: Turn) -> Draft:
    """The draft of a reply, with what it kept from the turns before. Raises a QuestionError where there is neither figure nor quotation."""
    found = (attempt(turn) for attempt in _BEFORE_READING)
    return next((said for said in found if said is not None), None) or with_kept(_in_full(turn), turn)


def _in_full(turn: Turn) -> Draft:
    """The draft for everything that a message asks: as one question, or one question after the other."""
    if _is_mixed(turn) and (said := in_parts(turn, _by_itself)) is not None:
        return said
    try:
        return _drafted(turn)
    except (NotUnderstood, Ambiguous):
        if (several := in_parts(turn, _by_itself)) is None:
            raise
        return several


def _is_mixed(turn: Turn) -> bool:
    """Whether one clause asks for a figure and another for what prose alone tells: 各有多少申请，各有什么问题."""
    plain = set(asks(turn.mentions))
    asking = {clause.is_topical for clause in clauses_of(turn.mentions) if clause.asks or not plain.isdisjoint(clause.mentions)}
    return len(asking) > 1


def _by_itself(part: Turn) -> Draft:
    return _declined(part) or _drafted(part)


def _declined(turn: Turn) -> Draft | None:
    """None for a question to the reports; what they say of a case whose advice is sought of them: 一人不在怎么办."""
    try:
        decline(turn)
    except Declined as reason:
        named = {mention.kind for mention in turn.mentions}
        told = any(word in turn.question.normal for word in turn.lexicon.prose.remedies)
        if reason.details["kind"] == "advice" and {"agency", "year"} <= named and told:
            return quoted_instead(reason, turn)
        raise
    return None


def _of_all_choices(turn: Turn) -> Draft | None:
    return exact(all_of(turn), turn) if wants_all(turn.question.text, turn.state, turn.lexicon) else None


def _of_another_report(turn: Turn) -> Draft | None:
    again = asked_again(turn)
    if again is None:
        return None
    said = _in_full(again)
    return with_kept(replace(said, answer=replace(said.answer, question=turn.question.text)), turn)


_BEFORE_READING: tuple[Callable[[Turn], Draft | None], ...] = (
    _declined,  # first: an order or a threat must not be answered in part, whatever else it names
    _of_all_choices,  # 都要 says nothing by itself
    _of_another_report,  # 2023年呢 after a quotation, where no frame could be filled from the turn before
)


_SAYS_NOTHING = ("number", "punctuation")
"""A bare figure that chooses nothing: 1 after an answer that offered no choice."""


def _drafted(turn: Turn) -> Draft:
    """The draft for what the turn says, read as a question of its own or as one that goes on."""
    if all(mention.kind in ("function", "punctuation") for mention in turn.mentions):
        raise Declined(kind="smalltalk")
    if all(mention.kind in _SAYS_NOTHING for mention in turn.mentions):
        raise NotUnderstood
    turn = without_true_figures(turn)
    if _only_figures(turn):
        raise NotUnderstood(words="")
    if (said := explained(turn)) is not None:
        return said
    try:
        parsed, frame = meaning(turn)
    except NotUnderstood as reason:
        return quoted_instead(reason, turn)
    found = (attempt(parsed, frame, turn) for attempt in _AFTER_READING)
    return next((said for said in found if said is not None), None) or _computed(parsed, frame, turn)


_CORRECTING = frozenset({"claim", "ellipsis", "retract"})


def _only_figures(turn: Turn) -> bool:
    """Whether a turn has a figure, no word of what it is of, and neither asks whether it is right nor says what it should be: 我看是30件."""
    kinds = {mention.kind for mention in turn.mentions}
    bare = "number" in kinds and kinds <= {"number", "residue", "function", "punctuation", "operator"} and turn.operators <= _CORRECTING
    return bare and ("residue" in kinds or not turn.operators & {"claim", "ellipsis"})


def _contact(parsed: Parsed, frame: Frame, turn: Turn) -> Draft | None:
    asked = parsed.contact and not parsed.frame.measures
    return contact_data(parsed, placed(frame, turn), turn) if asked else None


def _places(_parsed: Parsed, _frame: Frame, turn: Turn) -> None:
    require_known_places(turn)


def _subject(parsed: Parsed, frame: Frame, turn: Turn) -> Draft | None:
    """The passages about a subject of prose, unless a figure of the tables is asked for beside it or nobody's report is meant."""
    topics = tuple(mention.key for mention in turn.mentions if mention.kind == "topic")
    counted = parsed.frame.measures and (turn.operators & HOW_MANY or asks(turn.mentions) or _is_mixed(turn))
    nobodys = parsed.residue and not (frame.agencies or frame.places)
    return topical(topics, parsed, placed(frame, turn), turn) if topics and not (counted or nobodys) else None


def _prose(parsed: Parsed, frame: Frame, turn: Turn) -> Draft | None:
    return narrative(parsed, placed(frame, turn), turn) if is_for_prose(parsed, frame, turn) else None


def _asked_back(parsed: Parsed, frame: Frame, turn: Turn) -> None:
    ask_which(parsed, frame, turn)
    ask_whose(frame, turn)


def _nothing_counted(parsed: Parsed, frame: Frame, turn: Turn) -> Draft | None:
    counted = frame.measures or frame.applicants or frame.across or (frame.whole and len(frame.agencies) > 1)
    return None if counted else narrative(parsed, placed(frame, turn), turn)


_AFTER_READING: tuple[Callable[[Parsed, Frame, Turn], Draft | None], ...] = (
    _contact,  # a telephone number is asked for in words that tables count too: 申请电话
    _places,  # raises: whatever is asked of an office that is not held, 淮安区, is not answered for another
    _subject,  # problems and plans are named by words that need no sentence of their own
    _prose,  # one unknown word is a condition, which forbids a figure
    _asked_back,  # raises: only what is understood but for its reading is worth a question back
    _nothing_counted,
)
"""What is tried before a figure is computed; each gives a draft, or None, or raises what must be said instead."""


def _computed(parsed: Parsed, frame: Frame, turn: Turn) -> Draft:
    """The exact answer, or a quotation where the tables have no such figure. Raises the reason where there is neither."""
    try:
        return exact(frame, turn)
    except (NotUnderstood, NotOnForm, NotReported) as reason:
        if isinstance(reason, NotOnForm) and "agency" in reason.details and (quoted := row_in_prose(reason, frame, turn)) is not None:
            return quoted
        if isinstance(reason, NotUnderstood) and is_tabled(turn):
            raise
        try:
            return narrative(parsed, placed(frame, turn), turn, least=ANYWHERE if isinstance(reason, NotReported) else SURE)
        except QuestionError:
            raise reason from None
