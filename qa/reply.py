"""One turn to one draft: declined, explained, computed, quoted, asked back, or refused with the reason."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ingest.fact import Fact
from ingest.forms.measures import MEASURES
from qa.answer import Answer, Citation, Missing
from qa.composing.cite import cite_fact, cite_quote, key_of
from qa.composing.evidence import of_citations, of_facts
from qa.composing.naming import why
from qa.computing.address import MOST_CHOICES, with_only_year
from qa.errors import Ambiguous, BlankCell, Declined, NotApplicable, NotOnForm, NotReported, NotUnderstood, QuestionError, UnreadCell
from qa.exact import exact
from qa.ids import RECEIVED
from qa.kinds import HOW_MANY
from qa.linking.mention import Mention
from qa.linking.question import Question, normal_form
from qa.parsing.frame import Frame, follow
from qa.parsing.parse import Parsed, parse, unmeasured
from qa.parsing.together import united
from qa.quoting.asked import counts_items
from qa.quoting.contact import contact_data, found
from qa.quoting.prose import ANYWHERE, SURE, sentences
from qa.quoting.quoted import narrative
from qa.quoting.topical import topical
from qa.talking.conversation import Conversation, wants_all
from qa.talking.explained import explained
from qa.talking.half_said import ask_whose, choice, only_points_back, with_aspect_before
from qa.talking.kept import asked_again, with_kept
from qa.talking.refuse import decline
from qa.turn import Draft, Turn


def meaning(turn: Turn) -> tuple[Parsed, Frame]:
    """What the question names, with what the turn before fills in. Raises NotUnderstood for half a comparison."""
    parsed = parse(turn.mentions, turn.lexicon, turn.this_year)
    frame = parsed.frame
    if only_points_back(turn.mentions, turn.state.frame, turn.lexicon):
        frame = replace(frame, measures=())
    if parsed.terms.aspects and not frame.measures:
        frame = replace(frame, aspect=parsed.terms.aspects[0], measures=_of_head(parsed.terms.aspects, turn))
    if turn.state.frame is None and _asks_which_office(frame, turn):
        frame = replace(frame, every="agency")
    frame = replace(frame, heads=parsed.terms.open_heads, open_words=parsed.ambiguous, bare=_names_heads_alone(parsed, turn))
    frame = replace(frame, implied=not any(mention.kind == "head" for mention in turn.mentions))
    return parsed, follow(frame, turn.state.frame, turn.state.trail) if turn.state.frame is not None else frame


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


def draft(turn: Turn) -> Draft:
    """The draft of a reply, with what it kept from the turns before. Raises a QuestionError where there is neither figure nor quotation."""
    try:
        decline(turn)
    except Declined as reason:
        return _remedy(reason, turn)
    if wants_all(turn.question.text, turn.state, turn.lexicon):
        return exact(all_of(turn), turn)
    if (again := asked_again(turn)) is not None:
        return _restated(_drafted(again), turn)
    return with_kept(_drafted(turn), turn)


def all_of(turn: Turn) -> Frame:
    """One frame over all the choices offered. Raises NotUnderstood where they differ in more than one slot."""
    frames = [meaning(replace(turn, question=Question.read(choice), state=Conversation()))[1] for choice in turn.state.choices]
    if (frame := united(frames)) is None:
        raise NotUnderstood(words=turn.question.text)
    return frame


def _restated(said: Draft, turn: Turn) -> Draft:
    return with_kept(replace(said, answer=replace(said.answer, question=turn.question.text)), turn)


def _drafted(turn: Turn) -> Draft:
    if all(mention.kind in ("function", "punctuation") for mention in turn.mentions):
        raise Declined(kind="smalltalk")
    if (said := explained(turn)) is not None:
        return said
    try:
        parsed, frame = meaning(turn)
    except NotUnderstood as reason:
        return _quoted_instead(reason, turn)
    if parsed.contact and not parsed.frame.measures and (data := contact_data(parsed, _placed(frame, turn), turn)) is not None:
        return data
    _require_known_places(turn)
    if (topics := tuple(mention.key for mention in turn.mentions if mention.kind == "topic")) and not (
        (parsed.frame.measures and turn.operators & HOW_MANY) or (parsed.residue and not (frame.agencies or frame.places))
    ):
        return topical(topics, parsed, _placed(frame, turn), turn)
    if _is_for_prose(parsed, frame, turn):
        return narrative(parsed, _placed(frame, turn), turn)
    _ask_back(parsed, frame, turn)
    ask_whose(frame, turn)
    if not (frame.measures or frame.applicants or frame.across or (frame.whole and len(frame.agencies) > 1)):
        return narrative(parsed, _placed(frame, turn), turn)
    return _computed(parsed, frame, turn)


def _remedy(reason: Declined, turn: Turn) -> Draft:
    """What the report of the office and year named says of a case: 一人不在怎么办. Raises the refusal where it says nothing of it."""
    named = {mention.kind for mention in turn.mentions}
    if reason.details["kind"] != "advice" or not {"agency", "year"} <= named or not _says_remedy(turn):
        raise reason
    return _quoted_instead(reason, turn)


def _says_remedy(turn: Turn) -> bool:
    return any(word in turn.question.normal for word in turn.lexicon.prose.remedies)


def _quoted_instead(reason: QuestionError, turn: Turn) -> Draft:
    """A sentence of the office named, where what is asked makes no frame: 满意度百分之几 is a share of nothing that tables count."""
    parsed = unmeasured(turn.mentions, turn.operators, turn.this_year)
    if not (parsed.frame.agencies or parsed.frame.places):
        raise reason
    try:
        return narrative(parsed, _placed(parsed.frame, turn), turn)
    except QuestionError:
        raise reason from None


def _is_for_prose(parsed: Parsed, frame: Frame, turn: Turn) -> bool:
    """Whether no table can have the answer: something in the question is unknown, unsettled, or counted nowhere."""
    return bool(
        parsed.residue
        or parsed.contact
        or parsed.terms.mismatched
        or frame.uncounted
        or (frame.prose and not frame.measures)
        or _counts_items(parsed, turn)
        or _has_loose_words(parsed, turn)
        or _withdrawn_elsewhere(turn)
        or _applies_elsewhere(turn)
        or _asks_why(turn)
    )


def _computed(parsed: Parsed, frame: Frame, turn: Turn) -> Draft:
    """The exact answer, or a quotation where the tables have no such figure. Raises the reason where there is neither."""
    try:
        return exact(frame, turn)
    except (NotUnderstood, NotOnForm, NotReported) as reason:
        if isinstance(reason, NotOnForm) and "agency" in reason.details and (quoted := _prose_instead(reason, turn)) is not None:
            return quoted
        try:
            return narrative(parsed, _placed(frame, turn), turn, least=ANYWHERE if isinstance(reason, NotReported) else SURE)
        except QuestionError:
            raise reason from None


def _applies_elsewhere(turn: Turn) -> bool:
    """Whether applications are asked for that no table counts: 行政许可申请 are not the decisions of table two."""
    heads = {mention.key for mention in turn.mentions if mention.kind == "head"}
    if heads <= {"fees"}:
        heads = heads if "requests" in turn.operators else set()  # 收了多少费 says nothing of applications
    applying = any(mention.key in (RECEIVED, "requests") for mention in turn.mentions)
    return applying and any(not head.startswith(("reconsideration", "litigation")) for head in heads)


_OF_REQUESTS = ("requests.", "disposition.", "own.", "reconsideration.", "litigation.")
"""Measures of tables three and four, whose requests and cases people count with any counter."""


def _counts_items(parsed: Parsed, turn: Turn) -> bool:
    """Whether things are counted that no table counts: 行政处罚信息多少条 are not the decisions of table two."""
    counted = any(measure.startswith(_OF_REQUESTS) for measure in parsed.frame.measures)
    return not counted and counts_items(turn.mentions, turn.lexicon) and not _counts_decisions(parsed, turn)


def _counts_decisions(parsed: Parsed, turn: Turn) -> bool:
    """Whether decisions are counted by the time: 罚了多少次, 采取强制措施几次."""
    by_time = all(mention.text[-1] in turn.lexicon.times for mention in turn.mentions if mention.key == "how_many_prose")
    measures = parsed.frame.measures
    return by_time and bool(measures) and all(measure.endswith(".decisions") for measure in measures)


def _has_loose_words(parsed: Parsed, turn: Turn) -> bool:
    """Whether a word of several readings stands beside a measure that it does not belong to, or 什么 asks for no quantity."""
    loose = parsed.ambiguous and parsed.terms.measures and not _is_settled(parsed, turn)
    return bool(loose) or (parsed.frame.shape == "lookup" and "which" in turn.operators and not turn.operators & HOW_MANY)


def _is_settled(parsed: Parsed, turn: Turn) -> bool:
    """Whether each word of several readings has become one of its measures: 其他处理里的“其他”."""
    return all(_covers(turn.lexicon.ambiguous[word], parsed.terms.measures) for word in parsed.ambiguous)


def _covers(readings: tuple[str, ...], measures: tuple[str, ...]) -> bool:
    return any(measure == reading or measure.startswith(f"{reading}.") for reading in readings for measure in measures)


def _withdrawn_elsewhere(turn: Turn) -> bool:
    """Whether a row of table three is named beside a head of another table: 行政复议撤回几起 has no cell."""
    return {"own", "head"} <= {mention.kind for mention in turn.mentions}


def _asks_why(turn: Turn) -> bool:
    """Whether the question is for a reason and not for a figure: only prose gives reasons."""
    return "why" in turn.operators and not turn.operators & HOW_MANY


def _require_known_places(turn: Turn) -> None:
    """Raise NotReported for a name that goes on in unknown words: 淮安区 is not 淮安, nor 淮安市教育局 淮安市."""
    for mention, after in pairwise(turn.mentions):
        if after.kind != "residue" or mention.end != after.start:
            continue
        if mention.kind == "place":
            raise NotReported(((f"{mention.text}{after.text}", 0),))
        if mention.kind == "agency" and (tail := re.match(turn.lexicon.unlisted_tail, after.text)):
            raise NotReported(((f"{mention.text}{tail[0]}", 0),))


def _placed(frame: Frame, turn: Turn) -> Frame:
    """The frame with bare place names settled, as prose is searched by agency; several agencies of a place ask back."""
    if not frame.places:
        return with_only_year(frame, turn.catalog)
    names = [name for place in frame.places for name in turn.catalog.of_place(place)]
    if len(names) != 1:
        raise Ambiguous("agency", tuple(turn.rephrase.with_place(frame.places[0], name) for name in names))
    return replace(frame, agencies=(*frame.agencies, *names), places=())


def _ask_back(parsed: Parsed, frame: Frame, turn: Turn) -> None:
    """Raise Ambiguous for words with several measures: 公开, 规范性文件, 维持 without its head."""
    candidates: list[str] = []
    if not frame.measures:
        candidates += [measure for word in parsed.ambiguous for measure in turn.lexicon.ambiguous[word]]
        candidates += [measure for measure in MEASURES if frame.aspect and measure.endswith(f".{frame.aspect}")]
    candidates += [measure for head in frame.heads for measure in MEASURES if measure.rpartition(".")[0] == head]
    candidates += with_aspect_before(frame, turn)
    if candidates:
        raise Ambiguous(
            "measure", tuple(choice(turn.messages.measure(one), frame, turn) for one in _on_form(candidates, frame, turn))[:MOST_CHOICES]
        )


def _on_form(candidates: list[str], frame: Frame, turn: Turn) -> list[str]:
    """The candidates that the reports meant do print; all where no report is named yet."""
    keys = turn.keys(frame) if frame.agencies else ()
    printed = {fact.at.measure for fact in turn.source.select(keys, candidates)} if keys else set(candidates)
    compound = [measure for measure in candidates if MEASURES[measure].parts and set(MEASURES[measure].parts) & printed]
    return [measure for measure in candidates if measure in printed or measure in compound] or candidates


def withheld(turn: Turn) -> Draft:
    """The reply in place of an answer that would have stated a figure without evidence: a mistake of the program."""
    return Draft(Answer(turn.question.text, "abstention", turn.messages.text("reason_withheld")), (), state=replace(turn.state, choices=()))


def refusal(reason: QuestionError, turn: Turn) -> Draft:
    """The reply to a question that has no answer here: a question back, or the reason and what is held."""
    if isinstance(reason, Ambiguous):
        return _asked_back(reason, turn)
    if isinstance(reason, Declined):
        return _declined(reason, turn)
    citations, facts = _cell(reason, turn)
    text = why(reason, turn.catalog, turn.messages)
    answer = Answer(turn.question.text, "abstention", text, citations=citations, missing=_missing(reason))
    templates = (text for name, text in turn.messages.sentences.items() if name.startswith("reason_"))
    allowed = (
        *templates,
        *of_citations(citations),
        *of_facts(facts),
        turn.question.normal,
        *reason.details.values(),
        *_years(reason),
    )
    return Draft(answer, allowed, state=_state_after(turn))


def _state_after(turn: Turn, choices: tuple[str, ...] = ()) -> Conversation:
    """A refusal keeps the subject: who asks about 2022 in vain may go on with 那2023年呢."""
    try:
        _, frame = meaning(turn)
    except NotUnderstood:
        return replace(turn.state, choices=choices)
    named = frame.measures or frame.agencies or frame.aspect or frame.applicants
    return Conversation(frame if named else turn.state.frame, choices)


def _asked_back(reason: Ambiguous, turn: Turn) -> Draft:
    sentences = turn.messages
    if not reason.choices:
        text = sentences.text("reason_nothing_held") if not turn.catalog.agencies else sentences.text("reason_not_understood")
        return Draft(Answer(turn.question.text, "abstention", text), (), state=_state_after(turn))
    head = sentences.text(f"ask_{reason.details['asked']}")
    text = "\n".join((head, *(f"{number}. {choice}" for number, choice in enumerate(reason.choices, start=1))))
    numbers = tuple(str(number) for number in range(1, len(reason.choices) + 1))
    answer = Answer(turn.question.text, "clarification", text, choices=reason.choices)
    state = _state_after(turn, reason.choices)
    years = map(str, state.frame.years) if state.frame else ()
    allowed = (*numbers, *years, turn.question.normal, turn.question.text, *map(_measure_name, MEASURES))
    return Draft(answer, allowed, state=state)


def _measure_name(measure: str) -> str:
    return MEASURES[measure].name


def _declined(reason: Declined, turn: Turn) -> Draft:
    """The refusal of its kind; for a personal case with the telephone of the office named."""
    phone = next((number for agency in _agencies(turn) for number in _phones(agency, turn)), None)
    hint = turn.messages.text("contact_hint", phone=phone) if phone else ""
    text = turn.messages.text(f"declined_{reason.details['kind']}", contact=hint)
    sentence = turn.messages.sentences[f"declined_{reason.details['kind']}"]
    return Draft(Answer(turn.question.text, "abstention", text), (sentence, hint), state=turn.state)


def _agencies(turn: Turn) -> tuple[str, ...]:
    return tuple(mention.key for mention in turn.mentions if mention.kind == "agency")


def _phones(agency: str, turn: Turn) -> tuple[str, ...]:
    reports = [turn.catalog.report(key) for key in turn.catalog.keys_of(agency)]
    return tuple(number for report in reports[-1:] if report.contact and (number := found("phone", report.contact)))


def _cell(reason: QuestionError, turn: Turn) -> tuple[tuple[Citation, ...], tuple[Fact, ...]]:
    """The blank, struck or unread cell that a refusal is about."""
    if not isinstance(reason, BlankCell | NotApplicable | UnreadCell):
        return (), ()
    return (cite_fact(reason.fact, turn.catalog.report(key_of(reason.fact)).document),), (reason.fact,)


def _missing(reason: QuestionError) -> tuple[Missing, ...]:
    return tuple(Missing(agency, year) for agency, year in reason.missing if agency and year) if isinstance(reason, NotReported) else ()


def _years(reason: QuestionError) -> tuple[str, ...]:
    return tuple(str(year) for _, year in reason.missing) if isinstance(reason, NotReported) else ()


def _wordings_in_prose(mention: Mention, turn: Turn) -> tuple[str, ...]:
    """What a sentence may hold that speaks of a mention: its own words, of an agency's own row those of its label."""
    return turn.lexicon.own_contains[mention.key] if mention.kind == "own" else (mention.text,)


def _prose_instead(reason: NotOnForm, turn: Turn) -> Draft | None:
    """What the prose says of a row that the table does not have, quoted after the reason; None where it says nothing."""
    _, frame = meaning(turn)
    words = [_wordings_in_prose(mention, turn) for mention in turn.mentions if mention.kind in ("own", "measure", "head", "aspect")]
    if not (words and frame.agencies and frame.years):
        return None
    for held in turn.source.passages(turn.keys(frame)):
        for sentence in sentences(held.passage.text):
            if all(any(word in normal_form(sentence) for word in said) for said in words) and any(
                character.isdigit() for character in sentence
            ):
                citation = cite_quote(held, sentence, turn.catalog.report(held.key))
                text = f"{why(reason, turn.catalog, turn.messages)}{turn.messages.text('withdrawn_prose')}“{sentence}”"
                answer = Answer(turn.question.text, "narrative", text, citations=(citation,))
                return Draft(answer, tuple(of_citations((citation,))), state=_state_after(turn))
    return None
