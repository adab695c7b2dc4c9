"""Table four (行政复议、行政诉讼情况) from printed rows: fifteen values under their reviews and outcomes, or said to be unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.document import Cell, Grid
from ingest.labels import as_printed, closest, fold
from ingest.numerals import parse_numeral
from ingest.report import PlacedCell
from ingest.tables.axes import AMBIGUOUS, FOUR_HEADINGS, OUTCOME_ENTRIES, OUTCOMES, REVIEWS
from ingest.tables.leaves import Leaf, Placed, is_sound, leaves_of, place, place_in_order, side_by_side
from ingest.tables.strips import Strip, is_blank, is_value
from ingest.tables.turned import unnumbered, upright

_SEPARATOR = "/"
_ENDS = frozenset(OUTCOMES) - AMBIGUOUS
_FORM = tuple(Leaf(_SEPARATOR.join(column), column) for column in OUTCOME_ENTRIES)


def cells_of(strips: Sequence[Strip]) -> tuple[PlacedCell, ...]:
    """The cells of table four in printed order."""
    found: list[PlacedCell] = []
    for _, some in groupby(strips, key=lambda strip: id(strip.grid)):
        run = unnumbered(upright(tuple(some), _ENDS))
        by_grid = _from_matrix(run) or _from_grid(run, run[0].grid) if run[0].grid is not None else None
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


def _from_matrix(strips: Sequence[Strip]) -> list[Placed]:
    """The rows of a grid whose columns are the outcomes and whose rows the reviews; none for any other grid."""
    found: list[Placed] = []
    leaves: tuple[Leaf, ...] = ()
    for strip in strips:
        heads = [cell for cell in strip.cells if cell.row == strip.row and fold(cell.text) in OUTCOMES]
        if len(heads) == len(OUTCOMES) == len({fold(cell.text) for cell in heads}):
            leaves = tuple(Leaf(OUTCOMES[fold(cell.text)], (cell.text,), cell.column, cell.column + cell.column_span) for cell in heads)
            continue
        labels = [cell for cell in strip.cells if leaves and cell.column < leaves[0].start]
        review = next((REVIEWS[words] for cell in reversed(labels) if (words := _review(fold(cell.text)))), None)
        if review is not None:
            values = [cell for cell in strip.cells if cell.row == strip.row and cell not in labels]
            found.append(tuple(
                (replace(leaf, id=_SEPARATOR.join((*review, leaf.id or "")), labels=(*review, *leaf.labels)), cell)
                for leaf, cell in place(leaves, values)
            ))  # fmt: skip
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
        yield place_in_order(leaves, values) if leaves and _is_sure(values) else tuple((leaf, None) for leaf in _FORM)


def _is_sure(values: Sequence[Cell]) -> bool:
    """Whether fifteen are printed side by side, or each group adds up to its 总计: a lost value and a blank too many leave fifteen as before."""
    if len(side_by_side(values)) == len(_FORM):
        return True
    numerals = [parse_numeral(cell.text) for cell in values]
    counts = [numeral.value or 0 for numeral in numerals]
    groups = (counts[at : at + len(OUTCOMES)] for at in range(0, len(counts), len(OUTCOMES)))
    return all(numeral.state != "unread" for numeral in numerals) and all(sum(group[:-1]) == group[-1] for group in groups)


def _leaves_of_text(header: Sequence[str]) -> tuple[Leaf, ...]:
    words = [fold(text) for text in header]
    whole = "".join(words)
    expected = Counter("".join((*FOUR_HEADINGS, *(one for one in REVIEWS if one not in FOUR_HEADINGS), *tuple(OUTCOMES) * len(REVIEWS))))
    order = [whole.find(one) for one in ("行政复议", "行政诉讼")] + [whole.find(one) for one in ("未经复议", "复议后")]
    if Counter(whole) != expected or order[0] > order[1] or order[2] > order[3] or not _outcomes_in_order(whole):
        return ()
    return _FORM


def _outcomes_in_order(whole: str) -> bool:
    """Whether the outcomes follow each other as in the form; of labels cut into two rows each half must."""
    uncut = all(whole.count(one) == len(REVIEWS) for one in OUTCOMES)
    marks = ("维纠他尚总",) if uncut else ("维纠", "他尚总")
    return all("".join(character for character in whole if character in some) == some * len(REVIEWS) for some in marks)
