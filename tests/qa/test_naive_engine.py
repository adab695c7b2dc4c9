"""Two engines over the same archive agree: on every plan that the question set comes to, and on plans at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.example import load
from ingest.stores.archive import Archive
from qa import Answer, Assistant
from qa import exact as exact_answers
from qa.computing.execute import execute
from qa.computing.lookup import FactTable
from qa.computing.quantity import Result
from qa.errors import QuestionError
from qa.plan import Aggregate, Change, Difference, Expression, Ratio, Several, Sum
from tests.qa.naive import Figure, displayed
from tests.qa.random_plans import World, hold, kind, nodes, told, told_reason

EXAMPLES = Path(__file__).parents[2] / "evals" / "examples"
AT_RANDOM = 1500
SELECTED = 5
"""Of so many plans one has its facts fetched from the archive; `python -m benchmarks plans` fetches them for all of 10,000."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    archive = hold(tmp_path_factory.mktemp("reports"))
    yield World(archive)
    archive.close()


class Watched:
    """Passes every plan of the assistant on to `execute`, and keeps what came of it."""

    def __init__(self) -> None:
        self.seen: list[tuple[Expression, object]] = []

    def execute(self, plan: Expression, table: FactTable) -> Result:
        try:
            result = execute(plan, table)
        except QuestionError as reason:
            self.seen.append((plan, told_reason(reason)))
            raise
        self.seen.append((plan, told(result)))
        return result


def _answers(assistant: Assistant) -> Iterator[Answer]:
    """The answers to every turn of every example."""
    for example in load(EXAMPLES):
        conversation: str | None = None
        for turn in example.turns:
            answer = assistant.ask(turn, conversation)
            yield answer
            conversation = answer.conversation


def _displayed(world: World, plan: Expression) -> list[str]:
    answer = world.naive.answer(plan)
    return [displayed(answer)] if isinstance(answer, Figure) else [displayed(figure) for _, figure, _ in answer.rows]


def _sides(plan: Expression) -> tuple[Expression, ...]:
    """What a plan sets against each other or adds up."""
    match plan:
        case Difference(first, second) | Change(first, second) | Ratio(first, second):
            return (first, second)
        case Sum(terms):
            return terms
        case Aggregate("sum", series):
            return (series,)
    return ()


def test_the_engines_agree_on_every_plan_of_the_question_set(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched()
    monkeypatch.setattr(exact_answers, "execute", watched.execute)
    assert isinstance(assistant.source, Archive)
    world = World(assistant.source)
    exact = 0
    for answer in _answers(assistant):
        if isinstance(answer.plan.compute, Several):
            exact += 1
            shown = [figure for part in answer.plan.parts for figure in _displayed(world, part)]
            assert set(shown) <= {value.value for value in answer.values}, answer.question
        elif answer.kind == "exact" and answer.plan.compute is not None:
            exact += 1
            plan, values = answer.plan.compute, [value.value for value in answer.values]
            sides = [_displayed(world, side) for side in _sides(plan)]
            shown = _displayed(world, plan)
            beside = values[: -len(shown)]  # what the question asks for too: 收到几件，比2023年少几件
            both = values == [figure for side in sides for figure in side]  # whether two sides agree
            assert both or (values[len(beside) :] == shown and {*beside} <= {figure for side in sides for figure in side}), answer.question
    assert exact > 250
    assert len(watched.seen) > exact
    for plan, seen in watched.seen:
        assert seen == world.looped(plan), plan


def test_the_engines_agree_on_plans_at_random(world: World) -> None:
    plans = world.plans(seed=20231231)
    outcomes: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for number in range(AT_RANDOM):
        plan = plans.plan()
        facts = world.all if number % SELECTED else world.selected(plan)
        seen = world.computed(plan, facts)
        assert seen == world.looped(plan), plan
        outcomes[kind(seen)] += 1
        used.update({type(node).__name__ for node in nodes(plan)})
    assert set(used) == {"Lookup", "Sum", "Difference", "Ratio", "Change", "Aggregate", "Each", "Filter", "Rank"}
    assert set(outcomes) >= {
        "figure",
        "list",
        "blank",
        "not_applicable",
        "unread",
        "not_on_form",
        "not_reported",
        "not_comparable",
        "undefined",
    }
    assert outcomes["figure"] + outcomes["list"] > AT_RANDOM / 3


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("广州海关2023年不予公开多少件？", "2"),
        ("广州海关2023年撤销的申请占办结总数的百分之几？", "32.10"),
        ("淮安市2024年予以公开占办理结果总计的比重", "44.66"),
    ],
)
def test_the_second_engine_gives_the_figures_of_the_printed_reports(question: str, shown: str, assistant: Assistant) -> None:
    """Figures added up by hand from the reports, so that two engines with one mistake do not pass."""
    assert isinstance(assistant.source, Archive)
    (plan,) = assistant.ask(question).plan.parts
    assert _displayed(World(assistant.source), plan) == [shown]
