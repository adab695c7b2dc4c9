"""Everything that an answer is scored for: what the answer says, and what is opened again behind it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from evals.example import Example
from evals.recomputed import Recomputed
from evals.reopened import Reopened
from evals.scorers import SCORERS, UNSCORED, Score, Scorer
from ingest.stores.archive import Archive
from qa.answer import Answer


@cache
def scorers(archive: Archive | None) -> Mapping[str, Scorer]:
    """The scorer behind each share; citations and receipts are unscored where there is no archive to open.

    Kept for an archive, so that the sets of one run read each original once; what stands under a hash never changes.
    """
    if archive is None:
        return {**SCORERS, "citations_hold": _unscored, "receipts_hold": _unscored}
    reopened = Reopened(archive)
    return {**SCORERS, "citations_hold": reopened.citations_hold, "receipts_hold": Recomputed(archive, reopened).receipts_hold}


def _unscored(_: Example, __: Answer) -> Score:
    return UNSCORED
