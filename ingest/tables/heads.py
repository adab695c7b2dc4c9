"""The header of table three where it came as lines of text: which columns its labels name, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.document import Cell
from ingest.forms.shared import ORGANIZATION
from ingest.labels import fold
from ingest.tables.axes import COLUMNS, THREE_HEADINGS, column_of
from ingest.tables.leaves import Leaf
from ingest.tables.rows import FORM

_Place = tuple[int, int, int]
"""Of a piece of a label: its field in its row, its turn in the text, its place in the cell."""

_NATURAL, _TOTAL, _WHOLE = "自", "总", fold(ORGANIZATION)
_KINDS = ("商", "科", "社", "律", "其")
"""Characters that stand in the upper half of a label of organizations and in no other header label, in the order of the form."""


def leaves_of_text(runs: Sequence[Sequence[Cell]]) -> tuple[Leaf, ...] | None:
    """The seven leaves from left to right; none where labels are lost, repeated side by side, or stand as no order can be told from.

    None where there is no header at all.

    `runs` are the headers in printed order, one for each time that a page prints it; all must say the same.
    """
    found = {_leaves(_once(run)) for run in runs if _names_kinds(run)}
    if not found:
        return None
    return found.pop() if len(found) == 1 else ()


def _names_kinds(run: Sequence[Cell]) -> bool:
    words = "".join(_words(run))
    return sum(kind in words for kind in _KINDS) > 1 or _NATURAL in words


def _words(run: Sequence[Cell]) -> list[str]:
    """The folded labels, '' for those that head no column."""
    return ["" if (word := fold(cell.text)) in THREE_HEADINGS else word for cell in run]


def _once(run: Sequence[Cell]) -> Sequence[Cell]:
    """The header once where it is printed twice, one below the other."""
    half = len(run) // 2
    texts = [(fold(cell.text), cell.column) for cell in run]
    return run[:half] if half > 1 and texts[:half] == texts[half:] else run


def _leaves(run: Sequence[Cell]) -> tuple[Leaf, ...]:
    words = _words(run)
    exact = [COLUMNS[word].applicant for word in words if word in COLUMNS]
    named = [column.applicant for word in words if (column := column_of(word)) is not None]
    cut = Counter("".join(words)) == Counter("".join(COLUMNS))
    if not (cut or Counter(named) == Counter(leaf.id for leaf in FORM)) or not _is_framed(run, words):
        return ()
    kinds = [_place(run, words, kind) for kind in _KINDS]
    if kinds == sorted(kinds, key=lambda one: one or (0, 0, 0)) and None not in kinds:
        return FORM
    # In another order than the form's: only whole labels, side by side, can say which.
    whole = {word: cell for cell, word in zip(run, words, strict=True) if word in COLUMNS and len(COLUMNS[word].labels) > 1}
    if len({cell.row for cell in whole.values()}) != 1 or Counter(exact) != Counter(leaf.id for leaf in FORM):
        return ()
    order = [COLUMNS[word].applicant for word in sorted(whole, key=lambda word: whole[word].column)]
    return (FORM[0], *sorted(FORM[1:-1], key=lambda leaf: order.index(leaf.id or "")), FORM[-1])


def _is_framed(run: Sequence[Cell], words: Sequence[str]) -> bool:
    """Whether 自然人 stands before the organizations and 总计 behind them."""
    natural, total, last = (_place(run, words, piece) for piece in (_NATURAL, _TOTAL, _KINDS[-1]))
    whole = _place(run, [fold(cell.text) for cell in run], _WHOLE) or last
    return natural is not None and total is not None and whole is not None and natural < whole < total


def _place(run: Sequence[Cell], words: Sequence[str], piece: str) -> _Place | None:
    """The first place of a piece; 其 of 其他 is not that of 法人或其他组织, damaged or not."""
    found = (
        (cell.column, index, word.index(piece))
        for index, (cell, word) in enumerate(zip(run, words, strict=True))
        if piece in word and not (piece == _KINDS[-1] and "或其" in word)
    )
    return next(found, None)
