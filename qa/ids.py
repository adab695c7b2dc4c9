"""The few lines and columns of the form that rules know by their ids."""

from __future__ import annotations

TOTAL = "total"
"""The column of all applicants."""

RECEIVED, CONCLUDED, IN_HAND = "requests.received", "disposition.total", "requests.in_hand"
FEES = "fees.amount"
FRAMES = (RECEIVED, CONCLUDED)
"""Measures whose words also only lead to another one: 收到的行政复议, 答复本机关不掌握的."""

GRANTED = ("disposition.disclosed",)
"""Beside licences, what is granted is the licences."""

CARRIED = ("requests.carried_out", "requests.carried_in")
BALANCE = ((RECEIVED, "requests.carried_in"), (CONCLUDED, "requests.carried_out"))
"""Table three balances: what came in is what was concluded or carried on."""

BALANCED = tuple(measure for side in BALANCE for measure in side)
BASES = {frozenset(BALANCE[0]): (IN_HAND,)}
"""Measures that together are one: what came in and what was carried in are all that had to be handled."""
