"""CMRC 2018: questions written by people over paragraphs of the Chinese Wikipedia (Cui et al., 2019)."""

from __future__ import annotations

from pathlib import Path

from evals.external.sets import Source, Texts
from evals.external.squad import one_library

SOURCE = Source("ymcui/cmrc2018", ("squad-style-data/cmrc2018_dev.json",))


def read(folder: Path) -> Texts:
    """Its development set: 848 paragraphs and 3,219 questions."""
    return one_library("cmrc", SOURCE, folder)
