"""What a turn means: what its own words name, and what the turn before fills in."""

from __future__ import annotations

from dataclasses import replace

from ingest.forms.measures import MEASURES
from qa.conversation import Conversation
from qa.errors import NotUnderstood
from qa.ids import RECEIVED
from qa.kinds import HOW_MANY
from qa.linking.question import Question
from qa.parsing.follow import follow
from qa.parsing.frame import Frame
from qa.parsing.parse import Parsed, parse
from qa.parsing.together import united
from qa.parsing.winner import require_same_ranking
from qa.talking.half_said import names_requests, only_points_back
from qa.turn import Turn


def meaning(turn: Turn) -> tuple[Parsed, Frame]:
    """What the question names, with what the turn before fills in. Raises NotUnderstood for half a comparison."""
    require_same_ranking(turn.mentions, turn.state.frame)
    if _only_rest(turn):
        raise NotUnderstood(words="")  # 剩下的呢: less what, nobody knows
    parsed = parse(turn.mentions, turn.lexicon, turn.this_year)
    frame = parsed.frame
    if only_points_back(turn.mentions, turn.state.frame, turn.lexicon):
        frame = replace(frame, measures=())
    if not frame.measures and not parsed.terms.aspects and names_requests(turn.mentions, turn.lexicon):
        frame = replace(frame, measures=(RECEIVED,))
    if parsed.terms.aspects and not frame.measures:
        frame = replace(frame, aspect=parsed.terms.aspects[0], measures=_of_head(parsed.terms.aspects, turn))
    if turn.state.frame is None and _asks_which_office(frame, turn):
        frame = replace(frame, every="agency")
    frame = replace(frame, heads=parsed.terms.open_heads, open_words=parsed.ambiguous, bare=_names_heads_alone(parsed, turn))
    frame = replace(frame, implied=not any(mention.kind == "head" for mention in turn.mentions))
    return parsed, follow(frame, turn.state.frame, turn.state.trail) if turn.state.frame is not None else frame


def _only_rest(turn: Turn) -> bool:
    """Whether nothing but a word for the rest is said."""
    said = {mention.key for mention in turn.mentions if mention.kind not in ("function", "punctuation")}
    return "rest" in said and said <= {"rest", "ellipsis", *HOW_MANY}


def _asks_which_office(frame: Frame, turn: Turn) -> bool:
    """Whether 谁 can only mean an office: a year, an order or a condition, and neither office nor applicants are named."""
    named = frame.agencies or frame.places or frame.every or frame.across or frame.every_year or len(frame.applicants) > 1
    ranging = frame.shape in ("rank", "filter") and "which" in turn.operators and len(frame.measures) == 1
    return bool(ranging and frame.years and not named)


def _names_heads_alone(parsed: Parsed, turn: Turn) -> bool:
    """Whether nothing but heads is named, with no word for what is counted of them: 诉讼呢."""
    kinds = {mention.kind for mention in turn.mentions}
    return "head" in kinds and not kinds & {"aspect", "measure", "own", "rate", "ambiguous"} and not parsed.frame.across


def _of_head(aspects: tuple[str, ...], turn: Turn) -> tuple[str, ...]:
    """What several outcomes mean after 行政复议: 维持的、纠正的各多少. Nothing for a single one, which follow fills in."""
    before = turn.state.frame.measures if turn.state.frame and len(aspects) > 1 else ()
    heads = {measure.rpartition(".")[0] for measure in before}
    found = tuple(f"{head}.{aspect}" for head in heads for aspect in aspects)
    if found and (len(heads) != 1 or not set(found) <= set(MEASURES)):
        raise NotUnderstood(words=turn.question.text)
    return found


def all_of(turn: Turn) -> Frame:
    """One frame over all the choices offered. Raises NotUnderstood where they differ in more than one slot."""
    frames = [meaning(replace(turn, question=Question.read(choice), state=Conversation()))[1] for choice in turn.state.choices]
    if (frame := united(frames)) is None:
        raise NotUnderstood(words=turn.question.text)
    return frame
