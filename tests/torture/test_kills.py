"""What `make torture` does a thousand times, in small."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.doomed import CHANGES
from tests.torture.kills import Ledger, at_every_point, kill_once, lost


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_killed_at_any_point_is_done_or_not_begun(tmp_path: Path, name: str) -> None:
    wrong = {point: problems for point, problems in at_every_point(tmp_path, name, Ledger(), 5 if name == "rebuild" else 1) if problems}
    assert wrong == {}


def test_a_writer_killed_at_any_moment_loses_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    ledger = Ledger()
    for seed in range(10):
        ledger.take(kill_once(tmp_path, seed))
        assert lost(tmp_path, ledger) == [], f"after seed {seed}"
    assert ledger.held
