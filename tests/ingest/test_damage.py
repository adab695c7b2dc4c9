"""Damaged copies end in a refusal or in a reading in which no number is silently wrong; `python -m benchmarks damage` tries thousands."""

from __future__ import annotations

import pytest

from benchmarks.damage import CARRIERS, try_one

ONCE_WRONG = (
    ("PDF", 1561),
    ("HTML", 1127),
    ("text, a row a line", 43),
    ("text, a row a line", 79),
    ("text, a row a line", 139),
    ("text, a row a line", 1465),
    ("text, a row a line", 2304),
    ("HTML", 356),
    ("HTML", 1651),
    ("PDF", 527),
    ("text, a cell a line", 847),
    ("text, a cell a line", 941),
    ("text, a cell a line", 1148),
    ("text, a cell a line", 2925),
    ("text, a cell a line", 3068),
)
"""Copies in which a number once stood in the wrong place.

A label joined out of two, a row torn before its end, rows run together, a figure under the ruling between two rows, a line doubled beside
an empty cell; a 0 that became a stroke.
"""


@pytest.mark.parametrize("name", CARRIERS)
def test_no_number_of_a_damaged_copy_is_silently_wrong(name: str) -> None:
    for seed in range(12):
        tally = try_one(name, seed)
        assert (tally.wrong, tally.crashed) == ([], [])


@pytest.mark.parametrize(("name", "seed"), ONCE_WRONG)
def test_what_once_was_read_wrongly_is_unread_or_told(name: str, seed: int) -> None:
    tally = try_one(name, seed)
    assert (tally.wrong, tally.crashed) == ([], [])
    assert tally.facts["exact"] > 20
