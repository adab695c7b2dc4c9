"""A frame to an exact answer: plan, one SELECT, arithmetic, sentence, citations, caveats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.agencies import agency_named
from ingest.fact import Fact
from qa.answer import Answer, Caveat, Value
from qa.composing.accounted import require_all
from qa.composing.beside import beside
from qa.composing.caveats import caveats, missing, quantities, series_of
from qa.composing.cite import cite_facts, key_of
from qa.composing.compose import claimed, sentence, values
from qa.composing.direction import corrected
from qa.composing.evidence import of_citations, of_facts, of_findings, of_keys, of_reports, of_result
from qa.composing.explain import formula
from qa.composing.naming import who
from qa.composing.single import agreement
from qa.computing.address import offices, span, with_only_year
from qa.computing.build import Builder
from qa.computing.cells import without_counted_twice
from qa.computing.compared import compared
from qa.computing.everywhere import over_all
from qa.computing.execute import execute
from qa.computing.fetch import differences_once
from qa.computing.lookup import FactTable, report_key
from qa.computing.normal import normal
from qa.computing.quantity import Quantity, Result, SeriesResult, number_of
from qa.errors import NotUnderstood
from qa.messages import Messages
from qa.overall import Told, provable, told_of
from qa.parsing.frame import Frame
from qa.parsing.shape import asks_total_too
from qa.parsing.units import as_told
from qa.plan import Aggregate, Expression, Filter, Plan, Rank, addresses
from qa.turn import Draft, Turn

MOST_CITED = 1000
"""Cells that an answer cites; its receipt has all of them."""

MOST_NAMED = 100
"""Reports whose contradictions are named one by one."""

_DIRECTED = ("difference", "shortfall", "change", "change_by")
"""Shapes whose words say from where to where: the figure is below 0 where it is the other way round."""


def plan_of(frame: Frame, turn: Turn) -> tuple[Expression, Frame, tuple[str, ...]]:
    """The expression of a frame, the frame with its offices settled, and the agencies that a sum must not count twice."""
    names = offices(frame, turn.catalog, turn.rephrase, turn.previous_agency)
    every = frame.every or ("agency" if frame.without and not frame.agencies else None)
    settled = with_only_year(replace(frame, every=every, agencies=() if every else names, places=()), turn.catalog)
    if not asks_total_too(turn.mentions) and (ranging := over_all(settled, turn.catalog, turn.lexicon)) is not None:
        return ranging[0], settled, ranging[1]
    spanned = span(_with_year_before(settled), names, turn.catalog, turn.rephrase)
    if frame.offices and frame.offices != len({address.agency for address in spanned if turn.catalog.holds(report_key(address))}):
        raise NotUnderstood(words=str(frame.offices))
    twice: tuple[str, ...] = ()
    if frame.shape in ("sum", "average") and len(names) > 1:
        spanned, twice = without_counted_twice(spanned)
    return Builder(settled, spanned, turn.catalog, turn.lexicon).expression(), settled, twice


def _with_year_before(frame: Frame) -> Frame:
    """A change from one year named is the change from the year before it; 比上年多 sets that year against the one before."""
    if frame.shape in ("change", "change_by") and len(frame.years) == 1:
        return replace(frame, years=(frame.years[0] - 1, frame.years[0]))
    if frame.shape in ("change", "change_by") and not frame.years:
        return replace(frame, every_year=True)
    if frame.shape == "agree" and frame.shift == -1 and len(frame.years) == 1:
        return replace(frame, years=(frame.years[0] - 1, frame.years[0]))
    if frame.previous and len(frame.years) == 1 and frame.shape in ("difference", "shortfall", "gap", "times", "compare"):
        return replace(frame, years=(frame.years[0], frame.years[0] - 1))
    return frame


def _from_the_top(expression: Expression) -> Expression:
    """The ranking with the places before those asked for: without them nobody can see that a place is the second."""
    return replace(expression, first=1) if isinstance(expression, Rank) and expression.first != 1 else expression


def _used(computed: Iterable[Quantity]) -> Iterator[Fact]:
    return (fact for quantity in computed for fact in (*quantity.facts(), *quantity.omitted()))


def exact(frame: Frame, turn: Turn) -> Draft:
    """The exact answer to a frame. Raises a QuestionError where there is none."""
    expression, settled, twice = plan_of(frame, turn)
    draft = computed(expression, turn, complete=frame.shape == "compare", frame=frame)
    require_all(turn.mentions, expression, {*frame.without, *twice}, len(draft.answer.values), turn.lexicon)
    added = (*_counted_twice(twice, turn), *_chosen_year(frame, settled, draft.facts, turn))
    kept = replace(
        settled, ellipsis=False, claim=(), mentioned=_mentioned(settled, turn), leader=_leader(draft), leader_year=_leader_year(draft)
    )
    return replace(
        draft,
        answer=replace(draft.answer, caveats=(*draft.answer.caveats, *added)),
        evidence=(*draft.evidence, *map(str, frame.years)),
        state=turn.state.then(kept),
    )


def computed(expression: Expression, turn: Turn, *, complete: bool = False, frame: Frame | None = None) -> Draft:
    """The answer to an expression; `complete` where it means nothing unless every member has its figure. Raises a QuestionError."""
    facts_of = differences_once(turn.source, turn.catalog)
    if frame is None or _joinable(frame, turn):
        directed = frame is not None and frame.shape in _DIRECTED
        expression = normal(expression, facts_of, directed=directed)
    table = facts_of(expression)
    result = _executed(expression, table, complete)
    told = told_of(result, table, turn)
    text, figures = _said(expression, told.result, frame, turn)
    facts = _facts(expression, result, told, table, turn)
    reports = turn.catalog.of_keys(map(key_of, facts))
    contradicted = told.contradicted or [key for key, report in reports.items() if report.findings]
    findings = {key: turn.source.findings(key) for key in contradicted} if len(contradicted) <= MOST_NAMED else {}
    cited = sorted(facts, key=lambda fact: not fact.value)[:MOST_CITED]  # zeros and blanks after what counts
    citations = cite_facts(cited, turn.catalog)
    many = (*_too_many(len(contradicted), len(facts), turn.messages), *told.caveats)
    answer = Answer(
        question=turn.question.text,
        kind="exact",
        text=text,
        values=figures,
        formula=formula(told.result, turn.messages) if isinstance(told.result, Quantity) else None,
        citations=citations,
        caveats=(*many, *caveats(told.behind, findings, turn.catalog, turn.messages)),
        missing=missing(result),
        plan=Plan(compute=expression),
    )
    evidence = (
        *(map(str, (len(contradicted), len(facts), len(citations), *told.counts)) if many else ()),
        *of_result(provable(told.result)),
        *of_facts(facts),
        *of_findings(finding for found in findings.values() for finding in found),
        *of_reports(reports.values()),
        *of_citations(citations),
        *_of_question(expression),
    )
    return Draft(answer, evidence, facts, (result,), turn.state, table.tally)


def _executed(expression: Expression, table: FactTable, complete: bool) -> Result:
    """The result. Raises the reason where nothing, or not everything that must be there, has a figure."""
    result = execute(expression, table)
    series = series_of(result)
    if series is not None and series.without and (not series.considered or complete):
        raise series.without[0][1]
    return result


def _facts(expression: Expression, result: Result, told: Told, table: FactTable, turn: Turn) -> tuple[Fact, ...]:
    """The facts that an answer rests on, those first that it tells of."""
    top = _from_the_top(expression)
    behind = told.behind if top is expression else told_of(execute(top, table), table, turn).behind
    return tuple(dict.fromkeys(_used((*quantities(behind), *quantities(result), *compared(expression, table)))))


def _joinable(frame: Frame, turn: Turn) -> bool:
    """Whether the figure alone is meant: not two sides held against each other, a direction that is claimed, or addends asked for too."""
    return "minus" not in turn.operators and frame.shape != "agree" and not frame.claim and not asks_total_too(turn.mentions)


def _too_many(contradicted: int, facts: int, messages: Messages) -> Iterator[Caveat]:
    """What an answer over very many reports does not spell out, with the numbers."""
    if contradicted > MOST_NAMED:
        yield Caveat("contradicted", messages.text("caveat_contradicted_many", count=str(contradicted)))
    if facts > MOST_CITED:
        yield Caveat("scope", messages.text("caveat_cited_first", count=str(facts), shown=str(MOST_CITED)))


def _of_question(expression: Expression) -> Iterator[str]:
    """What the question itself stated and the answer repeats: offices, years, bounds."""
    yield from of_keys(map(report_key, addresses(expression)))
    match expression:
        case Filter(bound=bound, also=also, unit=unit) | Aggregate(of=Filter(bound=bound, also=also, unit=unit)):
            for said in (bound, *(also[1:] if also else ())):
                yield from (said, as_told(said, unit)[0])


def _said(expression: Expression, result: Result, frame: Frame | None, turn: Turn) -> tuple[str, tuple[Value, ...]]:
    """The sentence of an answer and its figures. Raises NotUnderstood for a claim about several figures."""
    if frame is not None and frame.shape == "agree" and isinstance(result, Quantity):
        return agreement(result, turn.messages), tuple(value for side in result.operands for value in values(side, turn.messages))
    said = sentence(expression, result, turn.messages)
    if frame is not None and frame.claim:
        if not isinstance(result, Quantity):
            raise NotUnderstood(words="")
        said = claimed(result, frame.claim, frame.bound_unit, turn.messages) + said
    elif frame is not None and isinstance(result, Quantity):
        said = corrected(result, frame.shape, turn.mentions, turn.messages) + said
    asked = beside(result, frame.shape, turn.mentions) if frame is not None and isinstance(result, Quantity) else ()
    return said, (*(value for quantity in asked for value in values(quantity, turn.messages)), *values(result, turn.messages))


def _counted_twice(names: tuple[str, ...], turn: Turn) -> Iterator[Caveat]:
    if names:
        yield Caveat("scope", turn.messages.text("caveat_counted_twice", names=turn.messages.text("list_joint").join(names)))


def _leader(draft: Draft) -> str | None:
    """The office that leads a ranking by itself or alone fulfils a condition, for 它 in the next turn."""
    return draft.answer.values[0].agency if _has_leader(draft) else None


def _leader_year(draft: Draft) -> int | None:
    """The year of what leads a ranking by itself, for 那年 in the next turn."""
    return draft.answer.values[0].year if _has_leader(draft) else None


def _has_leader(draft: Draft) -> bool:
    rows = [row for result in draft.results if isinstance(result, SeriesResult) for row in result.rows]
    first = [row for row in rows if row.rank == 1] or rows
    return number_of(row.quantity for row in first) == 1


def _mentioned(frame: Frame, turn: Turn) -> tuple[str, ...]:
    """The offices of this turn and the ones before, newest last, for 他们加起来."""
    before = turn.state.frame.mentioned if turn.state.frame else ()
    return tuple(dict.fromkeys((*(name for name in before if name not in frame.agencies), *frame.agencies)))[-4:]


def _chosen_year(frame: Frame, settled: Frame, facts: tuple[Fact, ...], turn: Turn) -> Iterator[Caveat]:
    """Say which report was used where the year is not the question's: the only one held, or another than the turn before's."""
    keys = list(dict.fromkeys(map(key_of, facts)))
    if len(keys) != 1:
        return
    key = keys[0]
    named = who(key.agency, key.scope, key.year, turn.messages)
    if frame.years and settled.years != frame.years and frame.shape not in ("change", "change_by"):
        years = turn.messages.text("list_joint").join(map(str, frame.years))
        yield Caveat(
            "missing",
            turn.messages.text("caveat_other_year", agency=turn.messages.agency(agency_named(key.agency)), years=years, who=named),
        )
    elif not (frame.years or frame.every_year or frame.recent):
        yield Caveat("scope", turn.messages.text("caveat_office_chosen", who=named))
