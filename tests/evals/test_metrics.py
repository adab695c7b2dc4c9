"""Shares, intervals and percentiles against values known from elsewhere."""

from __future__ import annotations

import pytest

from evals.metrics import percentile, share, wilson
from evals.scorers import UNSCORED, Score

HOLDS, FAILS = Score(True, ""), Score(False, "")


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # R. G. Newcombe 1998, Statistics in Medicine 17, table I, method 3, and the three below
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_the_interval_is_wilsons(count: int, n: int, low: float, high: float) -> None:
    assert wilson(count, n) == pytest.approx((low, high), abs=5e-5)


def test_a_share_leaves_out_what_was_not_scored() -> None:
    assert share([HOLDS, UNSCORED, FAILS, HOLDS, HOLDS]).to_json() == {"value": 0.75, "count": 3, "n": 4, "interval": [0.3006, 0.9544]}


def test_a_share_of_nothing_has_no_value() -> None:
    assert share([UNSCORED]).to_json() == {"value": None, "count": 0, "n": 0, "interval": None}


def test_percentiles_are_times_that_were_measured() -> None:
    times = [float(number) for number in range(1, 101)]
    assert (percentile(times, 50), percentile(times, 95), percentile([7.0], 95)) == (50.0, 95.0, 7.0)
