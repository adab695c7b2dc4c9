"""What a follow-up may or may not keep of the turn before: where its words do not tell, the question goes back."""

from __future__ import annotations

from ingest.forms.measures import MEASURES
from qa.computing.address import MOST_CHOICES
from qa.errors import Ambiguous
from qa.ids import RECEIVED, TOTAL
from qa.kinds import OFFICES, YEARS
from qa.lexicon import Lexicon
from qa.linking.mention import Mention
from qa.parsing.follow import has_applicants, takes_aspect
from qa.parsing.frame import Frame
from qa.parsing.parse import Parsed
from qa.turn import Turn

_REPORTS = frozenset((*OFFICES, *YEARS))
_EVERY_OFFICE = ("every_agency", "every_customs", "every_government")
_SUBJECTS = ("measure", "own", "head", "aspect", "rate")


def with_aspect_before(frame: Frame, turn: Turn) -> tuple[str, ...]:
    """那诉讼多少件 after 复议纠正多少件: all lawsuits, or those with that outcome. Nothing where one is meant."""
    before = turn.state.frame
    if before is None or not (frame.ellipsis and frame.asked) or len(frame.measures) != 1:
        return ()
    meant = takes_aspect(frame, before)
    return () if set(meant) <= set(frame.measures) else (*meant, *frame.measures)


def ask_whose(frame: Frame, turn: Turn) -> None:
    """Raise Ambiguous where 办结多少 follows 企业申请多少: those of the companies, or all."""
    before = turn.state.frame
    new = frame.shape == "lookup" and frame.asked and not (frame.ellipsis or frame.applicants or frame.summed)
    if before is None or not new or len(before.applicants) != 1 or before.applicants[0] == TOTAL or before.shape != "lookup":
        return
    elsewhere = {mention.kind for mention in turn.mentions} & _REPORTS
    if len(frame.measures) == 1 and frame.measures != before.measures and has_applicants(frame.measures) and not elsewhere:
        name = turn.messages.measure(frame.measures[0])
        names = (f"{name}({turn.messages.applicant(before.applicants[0])})", f"{name}({turn.messages.applicant(TOTAL)})")
        raise Ambiguous("measure", tuple(choice(one, frame, turn) for one in names))


def choice(name: str, frame: Frame, turn: Turn) -> str:
    """A full question about what is so named, with the office and the year that were named."""
    agency = turn.rephrase.agency_name(frame.agencies[0]) if frame.agencies else ""
    year = turn.messages.text("year", year=str(frame.years[0])) if frame.years else ""
    joint = " " if agency and year and turn.question.language == "en" else ""
    return turn.messages.text("choice_measure", who=f"{agency}{joint}{year}", measure=name)


def only_points_back(mentions: tuple[Mention, ...], before: Frame | None, lexicon: Lexicon) -> bool:
    """Whether 提的 in 个人提的呢, or 申请 in 其中企业申请的, says only who did what the turn before was about; not where office and year are named anew."""
    if before is None or not before.measures or before.measures == (RECEIVED,):
        return False
    if _is_placed(mentions):
        return False
    among = mentions[0].key == "within"
    named = [mention for mention in mentions if mention.kind in _SUBJECTS or mention.key == "requests"]
    whose = among or any(mention.kind == "applicant" for mention in mentions)
    return whose and bool(named) and all(_only_leads(one, lexicon) or (among and one.key == "requests") for one in named)


def names_requests(mentions: tuple[Mention, ...], lexicon: Lexicon) -> bool:
    """Whether office, year and whose requests are all named: 广州海关2023年自然人申请多少件 is about no other row."""
    whose = [mention.text for mention in mentions if mention.kind == "applicant"]
    senses = [lexicon.sense(text[start:]) for text in whose for start in range(1, len(text))]
    among = any(mention.kind == "operator" and mention.key == "within" for mention in mentions)
    return not among and _is_placed(mentions) and any(sense is not None and sense.key == "requests" for sense in senses)


def _is_placed(mentions: tuple[Mention, ...]) -> bool:
    offices = any(mention.kind in OFFICES or mention.key in _EVERY_OFFICE for mention in mentions)
    return offices and any(mention.kind in YEARS for mention in mentions)


def _only_leads(mention: Mention, lexicon: Lexicon) -> bool:
    return mention.key == RECEIVED and lexicon.only_leads(mention.text)


def ask_which(parsed: Parsed, frame: Frame, turn: Turn) -> None:
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
