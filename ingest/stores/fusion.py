"""Two rankings into one: word scores and cosines, each stretched to 0 to 1, at equal weight."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ingest.stores.embedders import Vectors
from ingest.stores.words import Scores


class Ranked(NamedTuple):
    """What stands at a place, with its fused score, BM25 score and cosine."""

    place: int
    score: float
    words_score: float
    vector_score: float | None


def ranked(words: Scores, cosines: Vectors | None, limit: int) -> tuple[Ranked, ...]:
    """The best places, the best first, earlier places before later ones with the same score.

    Without cosines, places that share no word are left out. Equal weight was as good as any tried on three
    Chinese sets, where fusing ranks instead of scores fell below words alone on all (decisions/0026).
    """
    fused = _stretched(words) if cosines is None else (_stretched(words) + _stretched(cosines)) / 2
    order = np.argsort(-fused, kind="stable").tolist()
    found = order if cosines is not None else [place for place in order if words[place] > 0]
    return tuple(
        Ranked(place, float(fused[place]), float(words[place]), None if cosines is None else float(cosines[place]))
        for place in found[:limit]
    )


def _stretched(scores: Scores) -> Scores:
    """From 0 for the lowest to 1 for the highest; where all are the same they say nothing, and stay 0."""
    if not len(scores) or (spread := float(scores.max() - scores.min())) == 0:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.min()) / spread, np.float32)
