"""A question about prose to an answer by quotation: the sentence as printed, and before it the figure that was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest.errors import StoreError
from ingest.fact import Finding
from ingest.held import ReportKey
from qa.answer import Answer, Caveat, Missing
from qa.composing.caveats import Findings, contradiction
from qa.composing.cite import cite_facts, cite_quote
from qa.composing.evidence import of_citations, of_facts, of_findings, of_reports
from qa.composing.naming import who
from qa.computing.address import MOST_CHOICES
from qa.conversation import Conversation
from qa.errors import Ambiguous, NotUnderstood, SearchFailed
from qa.kinds import COMPARISONS
from qa.parsing.frame import Frame
from qa.parsing.parse import Parsed
from qa.plan import PassageQuery, Plan
from qa.quoting import prose
from qa.quoting.asked import Asked, asked
from qa.quoting.prose import Candidate, Quote
from qa.quoting.whose import require, require_known
from qa.sources import Hit
from qa.turn import Draft, Turn

HITS = 30
"""Passages of a report, and of all where none is named, in which the answering sentence is looked for."""

MOST_HITS = 200

MOST_CELLS = 8
"""Cells cited at most of those that a quoted sentence contradicts."""

_COMPARING = frozenset({"than", "more_by", "less_by", "difference", "times", "change", "change_by", "which_more", "which_less", "share_of"})
"""Operators that set one report against another."""


def quoting(text: str, quotes: tuple[Quote, ...], frame: Frame, plan: Plan, turn: Turn) -> Draft:
    """The draft of an answer that quotes these sentences."""
    reports = tuple(turn.catalog.report(quote.held.key) for quote in quotes)
    citations = tuple(cite_quote(quote.held, quote.text, report) for quote, report in zip(quotes, reports, strict=True))
    findings = {report.key: turn.source.findings(report.key) for report in reports if report.findings}
    disputes = _disputed(quotes, findings)
    caveats = tuple(contradiction(key, finding, turn.messages) for finding, key in disputes.items())
    facts = tuple(fact for finding in disputes for fact in finding.facts)
    citations += cite_facts(facts[:MOST_CELLS], turn.catalog)
    answer = Answer(turn.question.text, "narrative", text, citations=citations, caveats=caveats, plan=plan)
    agencies = tuple(dict.fromkeys(report.key.agency for report in reports))
    settled = replace(frame, agencies=frame.agencies or agencies[:1], years=frame.years or (reports[0].key.year,))
    state = Conversation(settled, quoted=turn.question.normal)
    named = map(str, (*frame.years, *(year for _, years in frame.own_years for year in years)))
    evidence = (*of_citations(citations), *of_reports(reports), *of_findings(disputes), *of_facts(facts), *named)
    return Draft(answer, evidence, state=state)


def _disputed(quotes: Iterable[Quote], findings: Findings) -> dict[Finding, ReportKey]:
    """The contradictions about a figure that a quoted sentence states, with the report that is quoted."""
    return {finding: quote.held.key for quote in quotes for finding in findings.get(quote.held.key, ()) if finding.stands_in(quote.text)}


def narrative(
    parsed: Parsed, frame: Frame, turn: Turn, least: float = prose.COVERED, section: int | None = None, whole: bool = False
) -> Draft:
    """The sentence that answers, quoted; one of each report where several are named. `section` is the only one looked in, `whole` quotes the passage.

    Raises NotUnderstood where no sentence answers, NotReported where nothing is held, Ambiguous where the years or offices
    left open have answers of their own.
    """
    require_known(parsed, frame, turn)
    if turn.operators & set(COMPARISONS) and not frame.agencies:
        raise NotUnderstood(words="")  # 超过50件的一共几件 is asked of all reports, of which no sentence tells
    frame = _over_years(frame, turn)
    keys = turn.keys(frame)
    require(keys, frame)
    wanted = asked(turn.mentions, turn.lexicon)
    hits = _search(wanted, keys if frame.agencies or frame.years or frame.scope else None, turn) if wanted.words else ()
    hits = tuple(hit for hit in hits if hit.passage.passage.section and section in (None, hit.passage.passage.section))
    least = least if frame.agencies else max(least, prose.ANYWHERE)
    found = prose.answers(prose.candidates(hits, wanted, turn.lexicon.prose), wanted, least)
    if not found:
        unknown = [mention.text for mention in turn.mentions if mention.kind == "residue"]
        raise NotUnderstood(words=" ".join(unknown or [word.text for word in wanted.words if word.core and not word.text.isdigit()]))
    quotes = tuple(candidate.quote for candidate in _meant(found, wanted, frame, turn))
    if _compares(frame, turn):
        quotes = tuple(replace(quote, figure=None) for quote in quotes)
    if whole:
        quotes = tuple(replace(quote, text=quote.held.passage.text, figure=None) for quote in quotes)
    plan = Plan(search=PassageQuery(wanted.text, frame.agencies, frame.years))
    draft = quoting("\n".join(_said(quote, turn) for quote in quotes), quotes, frame, plan, turn)
    draft = replace(draft, answer=_with_silent(draft.answer, quotes, frame, turn))
    if hits[0].vector_score is not None:
        return draft
    unaided = Caveat("model", turn.messages.text("caveat_no_model"))
    return replace(draft, answer=replace(draft.answer, caveats=(*draft.answer.caveats, unaided)))


def _compares(frame: Frame, turn: Turn) -> bool:
    """Whether two reports are held against each other: 2023年比2024年多多少条 is not what one of them says of its year."""
    return len(frame.agencies) * len(frame.years) > 1 and bool(turn.operators & _COMPARING)


def _over_years(frame: Frame, turn: Turn) -> Frame:
    """The frame with the years that 历年 and 三年 mean: all that are held of its office, or the last ones."""
    if frame.years or len(frame.agencies) != 1 or not (frame.every_year or frame.recent):
        return frame
    return replace(frame, years=tuple(turn.catalog.years(frame.agencies[0]))[-frame.recent :])


def _search(wanted: Asked, keys: tuple[ReportKey, ...] | None, turn: Turn) -> tuple[Hit, ...]:
    try:
        return turn.open_passages().search(wanted.text, keys, min(HITS * len(keys or (0,)), MOST_HITS))
    except StoreError as error:
        raise SearchFailed(sentence=str(error)) from error


def _meant(found: dict[ReportKey, Candidate], wanted: Asked, frame: Frame, turn: Turn) -> tuple[Candidate, ...]:
    """Each named report's own answer; else the best, of the newest report, or of the oldest for what a thing is."""
    if len(frame.agencies) * len(frame.years) > 1:
        return tuple(sorted(found.values(), key=lambda one: _place(one.quote.held.key, frame)))
    agencies = tuple(dict.fromkeys(key.agency for key in found))
    years = sorted({key.year for key in found}, reverse=True)
    if wanted.figure is not None and len(agencies) > 1:
        raise Ambiguous("agency", tuple(turn.rephrase.with_agency(agency) for agency in agencies[:MOST_CHOICES]))
    if wanted.figure is not None and len(years) > 1:
        raise Ambiguous("year", tuple(turn.rephrase.with_year(year) for year in years[:MOST_CHOICES]))
    oldest = any(mention.text in turn.lexicon.definitions for mention in turn.mentions)
    best = max(round(one.quote.covered, 1) for one in found.values())
    fitting = [one for one in found.values() if round(one.quote.covered, 1) == best]
    return (max(fitting, key=lambda one: (-1 if oldest else 1) * one.quote.held.key.year),)


def _place(key: ReportKey, frame: Frame) -> tuple[int, int]:
    return frame.agencies.index(key.agency), frame.years.index(key.year)


def _said(quote: Quote, turn: Turn) -> str:
    key = quote.held.key
    named = who(key.agency, key.scope, key.year, turn.messages)
    if quote.figure is None:
        return turn.messages.text("quote", who=named, quote=quote.text)
    return turn.messages.text("quote_figure", who=named, quote=quote.text, figure=quote.figure)


def _with_silent(answer: Answer, quotes: tuple[Quote, ...], frame: Frame, turn: Turn) -> Answer:
    """The answer with the named reports that say nothing of it, and those not held."""
    named = [(agency, year) for agency in frame.agencies for year in frame.years]
    if frame.own_years:
        named = [(agency, year) for agency, years in frame.own_years for year in years]
    answering = {(quote.held.key.agency, quote.held.key.year) for quote in quotes}
    silent = [pair for pair in named if pair not in answering and turn.catalog.keys_of(*pair)]
    lines = (turn.messages.text("quote_none", who=who(agency, None, year, turn.messages)) for agency, year in silent)
    return with_absent(replace(answer, text="\n".join((answer.text, *lines))), named, turn)


def with_absent(answer: Answer, named: Iterable[tuple[str, int]], turn: Turn) -> Answer:
    """The answer with the offices and years named of which no report is held, and a caveat for each."""
    missing = tuple(Missing(agency, year) for agency, year in named if year and not turn.catalog.keys_of(agency, year))
    absent = (turn.messages.text("caveat_not_held", who=who(one.agency, None, one.year, turn.messages)) for one in missing)
    return replace(answer, missing=missing, caveats=(*answer.caveats, *(Caveat("missing", text) for text in absent)))
