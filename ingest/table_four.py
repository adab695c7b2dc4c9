"""Table four (行政复议、行政诉讼情况) from printed rows: fifteen values under their reviews and outcomes, or said to be unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.axes import FOUR_HEADINGS, OUTCOME_ENTRIES, OUTCOMES, REVIEWS
from ingest.document import Cell, Grid
from ingest.labels import as_printed, closest, fold
from ingest.leaves import Leaf, Placed, is_sound, leaves_of, place, place_in_order
from ingest.report import PlacedCell
from ingest.strips import Strip, is_blank, is_value

_SEPARATOR = "/"
_FORM = tuple(Leaf(_SEPARATOR.join(column), column) for column in OUTCOME_ENTRIES)


def cells_of(strips: Sequence[Strip]) -> tuple[PlacedCell, ...]:
    """The cells of table four in printed order."""
    found: list[PlacedCell] = []
    for _, some in groupby(strips, key=lambda strip: id(strip.grid)):
        run = tuple(some)
        by_grid = _from_grid(run, run[0].grid) if run[0].grid is not None else None
        for row in by_grid if by_grid is not None else _from_text(run):
            found += (_placed(leaf, cell) for leaf, cell in row if leaf.id is not None)
    return tuple(found)


def _placed(leaf: Leaf, cell: Cell | None) -> PlacedCell:
    entry = OUTCOME_ENTRIES[tuple((leaf.id or "").split(_SEPARATOR))]
    printed = {fold(label): label for label in leaf.labels}
    column = tuple(as_printed(printed.get(fold(label), ""), label) for label in entry.column)
    return PlacedCell(
        entry.measure, None, (), column, None if cell is None else cell.text, cell.source if cell is not None else Cell("", 0, 0).source
    )


def _name(labels: tuple[str, ...]) -> str | None:
    """The column that a path of header labels names: its outcome below, its review the nearest above."""
    words = [fold(label) for label in labels]
    for depth in range(1, len(words)):
        outcome = "".join(words[-depth:])
        if outcome in OUTCOMES or closest(outcome, OUTCOMES):
            above = words[:-depth]
            review = next((REVIEWS[found] for one in reversed(above) if (found := _review(one))), None)
            label = OUTCOMES[outcome if outcome in OUTCOMES else closest(outcome, OUTCOMES) or ""]
            return _SEPARATOR.join((*review, label)) if review else None
    return None


def _review(words: str) -> str | None:
    return words if words in REVIEWS else closest(words, (one for one in REVIEWS if one not in FOUR_HEADINGS))


def _from_grid(strips: Sequence[Strip], grid: Grid) -> list[Placed] | None:
    """The rows of values of a grid by its header; None where the header cannot be trusted."""
    header: list[int] = []
    found: list[Placed] = []
    for strip in strips:
        own = [cell for cell in strip.cells if cell.row == strip.row]
        printed = [cell for cell in own if not is_blank(cell)]
        if any(not is_value(cell.text) and _in_header(cell.text) for cell in printed) or not header:
            header.append(strip.row)
        elif len(own) >= len(OUTCOME_ENTRIES) or printed:
            leaves = leaves_of(grid, header, _name)
            if not is_sound(leaves, _FORM):
                return None
            found.append(place(leaves, own))
    return found


def _in_header(text: str) -> bool:
    words = fold(text)
    return any(words in one or one in words for one in (*OUTCOMES, *REVIEWS, *FOUR_HEADINGS) if words)


def _from_text(strips: Sequence[Strip]) -> Iterator[Placed]:
    """The values behind a header whose labels, cut or not, are those of the form in its order; there must be exactly fifteen."""
    cells = [cell for strip in strips for cell in strip.cells if strip.grid is None or cell.row == strip.row]
    first = next((index for index, cell in enumerate(cells) if is_value(cell.text) and not is_blank(cell)), len(cells))
    lead = next((index for index in range(first, 0, -1) if not is_blank(cells[index - 1])), 0)
    values = [cell for cell in cells[lead:] if is_value(cell.text)]
    if values:
        leaves = _leaves_of_text([cell.text for cell in cells[:lead]])
        yield place_in_order(leaves, values) if leaves else tuple((leaf, None) for leaf in _FORM)


def _leaves_of_text(header: Sequence[str]) -> tuple[Leaf, ...]:
    words = [fold(text) for text in header]
    whole = "".join(words)
    expected = Counter("".join((*FOUR_HEADINGS, *(one for one in REVIEWS if one not in FOUR_HEADINGS), *tuple(OUTCOMES) * len(REVIEWS))))
    order = [whole.find(one) for one in ("行政复议", "行政诉讼")] + [whole.find(one) for one in ("未经复议", "复议后")]
    if Counter(whole) != expected or order[0] > order[1] or order[2] > order[3]:
        return ()
    return _FORM
