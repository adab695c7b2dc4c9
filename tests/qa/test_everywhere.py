"""All offices of a year counted: the figures of the engine that looks through every cell, in a plan that does not grow."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benchmarks.scale import write
from ingest.forms.measures import MEASURES
from ingest.stores.archive import Archive
from qa import Answer, Assistant, open_assistant, receipt
from qa.computing.execute import execute
from qa.computing.fetch import facts_for
from qa.computing.quantity import Quantity
from qa.errors import QuestionError
from qa.plain import all_fields
from qa.plan import Address, Aggregate, Each, Every, Expression, Filter, Lookup, Plan, Rank
from tests.qa.naive import Figure, NoFigure
from tests.qa.random_plans import BOUNDS, COMPARISONS, COUNTED_BY_APPLICANT, World, hold

AT_RANDOM = 300
QUESTIONS = (
    "2023年所有机关一共收到多少件申请？",
    "2024年所有机关一共收到多少件申请？",
    "2023年各机关平均收到多少件申请？",
    "2023年收到申请最多的前三个机关是哪些？",
    "2023年哪个机关收到的申请最少？",
    "2023年有几个机关收到的申请超过50件？",
    "2023年哪些机关收到的申请超过50件？",
    "2023年所有机关不予公开一共多少件？",
    "2023年所有机关自然人一共申请多少件？",
    "2023年所有机关行政处罚一共多少件？",
    "2023年哪些机关没有收到行政复议？",
    "2023年除了广州海关，所有机关一共收到多少件申请？",
    "How many requests did all agencies receive in 2023 in total?",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    archive = hold(tmp_path_factory.mktemp("reports"))
    yield World(archive)
    archive.close()


def _plan(random: Random, years: tuple[int, ...], agencies: tuple[str, ...]) -> tuple[Expression, Every]:
    measure = random.choice([one for one in MEASURES if random.random() < 0.5 or one.startswith(COUNTED_BY_APPLICANT)])
    applicant = random.choice(("total", "total", "natural", "organization")) if measure.startswith(COUNTED_BY_APPLICANT) else None
    left_out = tuple(sorted(random.sample(agencies, random.choice((0, 0, 2)))))
    every = Every(Address(measure, applicant, year=random.choice(years)), left_out)
    kept = Filter(every, random.choice(COMPARISONS), random.choice(BOUNDS))
    rank = Rank(every, random.random() < 0.5, random.choice((None, 1, 3, 10)), random.choice((1, 1, 2)))
    return random.choice((Aggregate("sum", every), Aggregate("average", every), Aggregate("count", kept), kept, rank, every)), every


def _one_by_one(plan: Expression, world: World) -> Expression:
    """The same plan with its members named."""
    match plan:
        case Every(at, without):
            keys = (key for key in world.catalog.keys if key.year == at.year and key.agency not in without)
            return Each(tuple(Address(at.measure, at.applicant, *key) for key in keys), Lookup(Address()))
        case Aggregate() | Filter() | Rank():
            return replace(plan, of=_one_by_one(plan.of, world))  # type: ignore[arg-type]
    raise TypeError(plan)


def _computed(plan: Expression, world: World) -> object:
    try:
        result = execute(plan, facts_for(plan, world.source, world.catalog))
    except QuestionError as reason:
        return reason.reason
    if isinstance(result, Quantity):
        return result.value, result.unit
    figures: Counter[object] = Counter()
    for row in result.rows:
        figures[row.quantity.value, row.quantity.unit, row.rank] += row.quantity.times
    return figures, {member.agency for member, _ in result.without}, result.considered


def _looped(plan: Expression, world: World) -> object:
    try:
        answer = world.naive.answer(_one_by_one(plan, world))
    except NoFigure as reason:
        return reason.kind
    if isinstance(answer, Figure):
        return answer.value, answer.unit
    figures = Counter((figure.value, figure.unit, rank) for _, figure, rank in answer.rows)
    return figures, {member.agency for member, _ in answer.without}, answer.known


def test_counting_agrees_with_the_engine_that_looks_through_every_cell(world: World) -> None:
    random, years = Random(20231231), tuple({key.year for key in world.catalog.keys})
    figures = 0
    for _ in range(AT_RANDOM):
        plan, every = _plan(random, years, world.catalog.agencies)
        found = _computed(plan, world)
        assert found == _looped(plan, world), plan
        figures += not isinstance(found, str)
        if not isinstance(found, str):
            table = facts_for(plan, world.source, world.catalog)
            id, body = receipt.write(Plan(plan), tuple(table.facts.values()), (execute(plan, table),), world.catalog, table.tally)
            assert receipt.recompute(id, body)["agrees"], plan
        assert every in nodes_of(plan)
    assert figures > AT_RANDOM / 2


OTHER_ROWS = {
    "a row of one agency's own beside the statutory ones": "measure = 'disposition.refused.own:涉密', own_of = 'disposition.refused'",
    "a row of the group itself, its total left blank": "measure = 'disposition.refused', value = iif(applicant = 'total', NULL, value),"
    " state = iif(applicant = 'total', 'blank', state)",
}


@pytest.mark.parametrize("changed", OTHER_ROWS.values(), ids=OTHER_ROWS)
def test_a_group_is_its_rows_only_where_nothing_else_is_printed(changed: str, tmp_path: Path) -> None:
    write(tmp_path, 50)
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        connection.execute(f"UPDATE facts SET {changed} WHERE measure = 'disposition.not_processed.petition' AND report % 3 = 0")
    many = World(Archive.open(tmp_path))
    plan = Aggregate("sum", Every(Address("disposition.refused", "total", year=2023)))
    assert _computed(plan, many) == _looped(plan, many)


def nodes_of(plan: Expression) -> Iterator[Expression]:
    yield plan
    if isinstance(plan, Aggregate | Filter | Rank):
        yield from nodes_of(plan.of)


def _compared(answer: Answer) -> object:
    return answer.kind, [(value.exact, value.unit) for value in answer.values]


@pytest.mark.parametrize("question", QUESTIONS)
def test_counted_or_named_the_figures_are_the_same(question: str, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    named = assistant.ask(question)
    monkeypatch.setattr("qa.computing.everywhere.MANY", 0)
    counted = assistant.ask(question)
    assert named.kind == "exact"
    assert sorted(_compared(counted)[1]) == sorted(_compared(named)[1])  # type: ignore[index]
    assert {one.text for one in named.caveats if one.kind == "blank"} == {one.text for one in counted.caveats if one.kind == "blank"}
    again = assistant.receipt(counted.receipt or "")
    assert again is None or again["agrees"]


def test_the_plan_and_the_statements_do_not_grow_with_the_offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.computing.everywhere.MANY", 10)
    sizes = []
    for count in (100, 400):
        write(tmp_path / str(count), count)
        many = open_assistant(tmp_path / str(count))
        statements: list[str] = []
        many.ask(QUESTIONS[0])
        with many.source.connections.reading() as connection:  # type: ignore[attr-defined]
            connection.set_trace_callback(statements.append)
        answer = many.ask(QUESTIONS[0])
        assert answer.kind == "exact"
        assert answer.formula is not None
        assert f"（{count // 5} 项相加）" in answer.text
        assert len(answer.citations) <= 25
        sizes.append((len(json.dumps(answer.plan, default=all_fields)), len(statements)))
    assert sizes[0] == sizes[1]


def test_of_very_many_offices_a_refusal_names_five(tmp_path: Path) -> None:
    write(tmp_path, 400)
    said = open_assistant(tmp_path).ask("丹东口岸管理局2023年收到多少申请").text
    assert "已收录 80 个机关的年度报告，例如" in said
    assert said.count("（") == 5


def test_the_sum_of_some_of_very_many_offices_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 400)
    question = "2023年收到申请最多的前两个机关一共收了多少件"
    assert open_assistant(tmp_path).ask(question).kind == "exact"
    monkeypatch.setattr("qa.computing.everywhere.MANY", 10)
    assert open_assistant(tmp_path).ask(question).kind == "abstention"
