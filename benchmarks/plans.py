"""Plans at random over the whole algebra, computed by the program and by a second, naive engine over all facts of an archive."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from tests.qa.random_plans import World, hold, kind

SEED = 20240131
SHOWN = 5


def plans(count: int) -> bool:
    """Print what came of so many plans, and those of which the engines say different things; whether there is none."""
    with tempfile.TemporaryDirectory() as folder:
        archive = hold(Path(folder))
        differ, outcomes = _compared(World(archive), count)
        archive.close()
    print(f"plans, {count} at random over the samples and twenty invented reports: two engines say the same of {count - differ}")
    for outcome, times in outcomes.most_common():
        print(f"  {outcome:18}{times:8}")
    return differ == 0


def _compared(world: World, count: int) -> tuple[int, Counter[str]]:
    maker, differ, outcomes = world.plans(SEED), 0, Counter[str]()
    for _ in range(count):
        plan = maker.plan()
        computed, looped = world.computed(plan, world.selected(plan)), world.looped(plan)
        outcomes[kind(computed)] += 1
        if computed != looped:
            differ += 1
            if differ <= SHOWN:
                print(f"  {plan}\n    execute: {computed}\n    naive:   {looped}")
    return differ, outcomes
