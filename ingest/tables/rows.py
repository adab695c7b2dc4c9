"""What rows of table three have in common, whatever carried them: labels, values by leaf, and what counts as unread."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Cell
from ingest.labels import closest, fold
from ingest.tables.axes import COLUMNS, LINE_WORDS, RESULTS_WORDS, group_of
from ingest.tables.leaves import Leaf, Placed

FORM = tuple(Leaf(column.applicant, column.labels) for column in COLUMNS.values())
"""The seven columns in the order of the form."""

HEADER_ONLY = frozenset(set(COLUMNS) - set(LINE_WORDS))
"""Folded labels that head a column and never a line."""


@dataclass(frozen=True)
class Row:
    """A printed row with its labels from the outermost to the innermost; `placed` is None where it has no place for values."""

    labels: tuple[Cell, ...]
    placed: Placed | None
    printed: tuple[Cell, ...] = ()


def is_line(text: str) -> bool:
    """Whether the text is a label of a line or a group of table three, damaged or not."""
    words = fold(text)
    return words in LINE_WORDS or words == RESULTS_WORDS or group_of(words) is not None or closest(words, LINE_WORDS) is not None


def unread(leaves: tuple[Leaf, ...]) -> Placed:
    """A row of which nothing can be read: all its columns, or those of the form."""
    return tuple((leaf, None) for leaf in leaves or FORM)
