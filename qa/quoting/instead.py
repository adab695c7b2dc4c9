"""What prose says in place of a figure that no table has."""

from __future__ import annotations

from qa.answer import Answer
from qa.composing.cite import cite_quote
from qa.composing.evidence import of_citations
from qa.composing.naming import why
from qa.conversation import Conversation
from qa.errors import NotOnForm, QuestionError
from qa.kinds import HOW_MANY
from qa.linking.mention import Mention
from qa.linking.question import normal_form
from qa.linking.residue import unknown
from qa.parsing.frame import Frame
from qa.parsing.parse import unmeasured
from qa.quoting.prose import sentences
from qa.quoting.quoted import narrative
from qa.quoting.whose import placed
from qa.turn import Draft, Turn

COMPUTED = frozenset(
    {"agree", "equal_to", "balance", "sum", "add", "each", "share", "difference", "times", "average", "most", "least", "rank"}
)
COMPUTED |= {"more_by", "less_by", "change", "change_by", "which_more", "which_less", "than"}
"""Operators that ask for something to be computed or listed out of tables, if all words are known."""


def quoted_instead(reason: QuestionError, turn: Turn) -> Draft:
    """A sentence of the office named, where what is asked makes no frame: 满意度百分之几 is a share of nothing that tables count."""
    parsed = unmeasured(turn.mentions, turn.operators, turn.this_year)
    if not (parsed.frame.agencies or parsed.frame.places) or is_tabled(turn):
        raise reason
    try:
        return narrative(parsed, placed(parsed.frame, turn), turn)
    except QuestionError:
        raise reason from None


def is_tabled(turn: Turn) -> bool:
    """Whether every word is known and a figure of what tables count is asked for: a sentence that holds some number is no answer to it."""
    rows = any(mention.kind in ("measure", "own", "head") for mention in turn.mentions)
    return rows and not unknown(turn.mentions) and bool(turn.operators & (HOW_MANY | COMPUTED))


def row_in_prose(reason: NotOnForm, frame: Frame, turn: Turn) -> Draft | None:
    """What the prose says of a row that the table does not have, quoted after the reason; None where it says nothing."""
    words = [_wordings(mention, turn) for mention in turn.mentions if mention.kind in ("own", "measure", "head", "aspect")]
    if not (words and frame.agencies and frame.years):
        return None
    told = (
        (held, sentence)
        for held in turn.source.passages(turn.keys(frame))
        for sentence in sentences(held.passage.text)
        if any(character.isdigit() for character in sentence) and all(any(word in normal_form(sentence) for word in said) for said in words)
    )
    if (first := next(told, None)) is None:
        return None
    held, sentence = first
    citation = cite_quote(held, sentence, turn.catalog.report(held.key))
    text = f"{why(reason, turn.catalog, turn.messages)}{turn.messages.text('withdrawn_prose')}“{sentence}”"
    answer = Answer(turn.question.text, "narrative", text, citations=(citation,))
    return Draft(answer, tuple(of_citations((citation,))), state=Conversation(frame))


def _wordings(mention: Mention, turn: Turn) -> tuple[str, ...]:
    """What a sentence may hold that speaks of a mention: its own words, of an agency's own row those of its label."""
    return turn.lexicon.own_contains[mention.key] if mention.kind == "own" else (mention.text,)
