"""Records to what JSON can hold: `json.dumps(..., default=all_fields)` writes a record of records.

Written here and read by pydantic, which is imported where JSON comes in: it takes a tenth of a second, which the first
answer of a process need not wait for.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any


def all_fields(record: Any) -> dict[str, Any]:
    """The fields of a record with slots: `asdict` takes ten times as long, and an answer may rest on thousands of facts."""
    return {name: getattr(record, name) for name in record.__slots__}


def stated_fields(record: Any) -> dict[str, Any]:
    """The fields of a record that are not as they are by default."""
    return {name: value for name, default in _defaults(record.__class__) if (value := getattr(record, name)) != default}


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))
