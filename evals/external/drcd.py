"""DRCD: the same in traditional characters, as they are written in Taiwan (Shao et al., 2018)."""

from __future__ import annotations

from pathlib import Path

from evals.external.sets import Source, Texts
from evals.external.squad import one_library

SOURCE = Source("DRCKnowledgeTeam/DRCD", ("DRCD_dev.json",))


def read(folder: Path) -> Texts:
    """Its development set: 1,000 paragraphs and 3,524 questions."""
    return one_library("drcd", SOURCE, folder)
