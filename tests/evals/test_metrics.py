"""Shares, intervals and percentiles against values known from elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from evals.intervals import clustered, wilson
from evals.metrics import percentile, share
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
    of_one = share([("a", one) for one in (HOLDS, UNSCORED, FAILS, HOLDS, HOLDS)])
    assert of_one.to_json() == {"value": 0.75, "count": 3, "n": 4, "interval": [0.3006, 0.9544], "clustered": None}


def test_a_share_knows_how_many_hold_of_each_report() -> None:
    of_two = share([("a", HOLDS), ("b", FAILS), ("a", HOLDS), ("b", UNSCORED), ("a", FAILS)])
    assert (of_two.count, of_two.n, of_two.clusters) == (2, 4, ((2, 3), (0, 1)))


def test_a_share_of_nothing_has_no_value() -> None:
    assert share([("a", UNSCORED)]).to_json() == {"value": None, "count": 0, "n": 0, "interval": None, "clustered": None}


def test_questions_that_differ_no_more_between_reports_than_within_have_nearly_wilsons_interval() -> None:
    assert clustered([(9, 10)] * 100) == pytest.approx(wilson(900, 1000), abs=5e-4)
    assert clustered([(10, 10)] * 12) == wilson(120, 120)
    assert clustered([(7, 10)]) is None


def test_the_variance_is_that_of_a_ratio_of_totals() -> None:
    # By hand: p = 20/30, deviations 8 - 20/3, 10 - 20/3, 2 - 20/3; variance 3/2 * (16/9 + 100/9 + 196/9) / 900 = 0.0578; that of 30
    # independent questions is 0.0074, so that they are worth 3.846; and t of 2 degrees of freedom is 4.303.
    worth = 30 / (0.057778 / (2 / 9 / 30)) * (1.959964 / 4.302653) ** 2
    assert clustered([(8, 10), (10, 10), (2, 10)]) == pytest.approx(wilson(worth * 2 / 3, worth), abs=1e-4)


def test_the_clustered_interval_holds_the_truth_where_wilsons_does_not() -> None:
    drawn = np.random.default_rng(2023)
    within = {"wilson": 0, "clustered": 0}
    for _ in range(400):
        held = drawn.binomial(40, drawn.beta(8, 2, size=15))
        intervals = {"wilson": wilson(int(held.sum()), 600), "clustered": clustered([(int(count), 40) for count in held])}
        for name, interval in intervals.items():
            within[name] += interval is not None and interval[0] <= 0.8 <= interval[1]
    assert (within["clustered"] > 0.92 * 400, within["wilson"] < 0.7 * 400) == (True, True), within


def test_percentiles_are_times_that_were_measured() -> None:
    times = [float(number) for number in range(1, 101)]
    assert (percentile(times, 50), percentile(times, 95), percentile([7.0], 95)) == (50.0, 95.0, 7.0)
