"""The figures of the public sets as they are published: external.json, and the table in evals/README.md that is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from evals.external.measuring import Row
from evals.published import README, between

JSON = Path(__file__).parent / "published.json"
MARKS = "<!-- external -->", "<!-- /external -->"

NAMES = {
    "cmrc": "CMRC 2018, development set",
    "drcd": "DRCD, development set, traditional characters",
    "outbreak": "Questions to government texts (DataFountain 424)",
    "rgb": "RGB, Chinese, five pages a question",
    "cail": "CAIL 2019, development set",
}
"""The sets in the order in which they are shown."""


def table(sets: Mapping[str, Iterable[Row]]) -> Iterator[str]:
    """The figures of these sets, one a line."""
    yield "| set | figure | value | n | 95 % interval |\n|---|---|---|---|---|"
    for name in NAMES:
        for row in sets.get(name, ()):
            low, high = row.interval
            yield f"| {NAMES[name]} | {row.measure} | {row.value:.3f} | {row.n} | {low:.3f} to {high:.3f} |"


def publish(name: str, rows: Iterable[Row]) -> None:
    """Put the figures of a set in place of its earlier ones, and write the table anew."""
    held: dict[str, Any] = json.loads(JSON.read_text("utf-8")) if JSON.exists() else {}
    held[name] = {"date": date.today().isoformat(), "rows": [_rounded(row) for row in rows]}
    JSON.write_text(json.dumps({name: held[name] for name in NAMES if name in held}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    README.write_text(between(README.read_text("utf-8"), MARKS, _dated(held)), "utf-8")


def _rounded(row: Row) -> dict[str, Any]:
    return asdict(row) | {"value": round(row.value, 4), "interval": [round(bound, 4) for bound in row.interval]}


def _dated(held: Mapping[str, Any]) -> Iterator[str]:
    sets = {name: [Row(**(row | {"interval": tuple(row["interval"])})) for row in one["rows"]] for name, one in held.items()}
    dates = sorted({one["date"] for one in held.values()})
    yield f"Measured on {' and '.join(dates)}.\n"
    yield from table(sets)
