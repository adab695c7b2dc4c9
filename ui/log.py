"""The log of the service: a line of JSON on stderr for each answer and for each request that got none; never a word that a reader typed."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from qa.answer import Answer

ROUTES = (
    "/api/ask", "/api/feedback", "/api/facts", "/api/reports", "/api/receipts", "/api/quotations", "/api", "/originals", "/gradio_api", "/mcp", "/login", "/check",
    "/intake", "/evals",
)  # fmt: skip
"""What a line may say of an address, the first that fits: the rest of it may be what a reader typed."""
_LOG = logging.getLogger("nianbao.requests")
_LOG.setLevel(logging.INFO)


def to_stderr() -> None:
    """Let the lines go to stderr and nowhere else."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    _LOG.handlers, _LOG.propagate = [handler], False


def answered(door: str, answer: Answer | None, seconds: float) -> None:
    """Log an answer; None where an error stood in its place."""
    kind, receipt = (answer.kind, answer.receipt) if answer else ("error", None)
    _line(route=door, kind=kind, milliseconds=_milliseconds(seconds), receipt=receipt)


def refused(path: str, status: int, seconds: float) -> None:
    """Log a request that got no answer."""
    route = next((one for one in ROUTES if path == one or path.startswith(f"{one}/")), "other")
    _line(route=route, status=status, milliseconds=_milliseconds(seconds))


def _line(**fields: object) -> None:
    _LOG.info("%s", json.dumps({"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **fields}))


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
