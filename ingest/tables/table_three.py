"""Table three (收到和处理政府信息公开申请情况) from printed rows: every value under its line and its applicants, or said to be unread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from ingest.document import Cell, Grid
from ingest.forms.shared import ORGANIZATION
from ingest.labels import as_printed, fold, normal
from ingest.tables.axes import AMBIGUOUS, COLUMNS, FORMS, LINE_WORDS, SUBTOTAL_COLUMN, THREE_HEADINGS, column_of, group_of
from ingest.tables.leaves import Leaf, is_sound, leaves_of, place
from ingest.tables.rows import FORM, HEADER_ONLY, Row, is_line, unread
from ingest.tables.streams import rows_of_text
from ingest.tables.strips import Strip, is_blank, is_numeral, is_value
from ingest.tables.turned import name_of, unnumbered, upright

_ORGANIZATION = fold(ORGANIZATION)
_LINES = tuple(name_of(line.labels[-1]) for line in FORMS[0].table_three)
_ORGANIZATIONS = frozenset(words for words, column in COLUMNS.items() if len(column.labels) > 1) - AMBIGUOUS


def rows_of(strips: Sequence[Strip]) -> tuple[Row, ...]:
    """The rows of table three in printed order, repeated headers read and left out."""
    found: list[Row] = []
    leaves: tuple[Leaf, ...] = ()
    for printed in _runs(strips):
        run = unnumbered(upright(printed, _ORGANIZATIONS, _LINES)) if printed[0].grid is not None else printed
        grid = run[0].grid or _aligned(run)
        by_grid = _rows_of_grid(run, grid, leaves) if grid is not None else None
        rows, leaves = by_grid or rows_of_text(tuple(map(_as_text, run)), leaves)
        found += rows
    return tuple(found)


def _as_text(strip: Strip) -> Strip:
    """The row with nothing but the cells that begin in it, from left to right."""
    return replace(strip, cells=tuple(cell for cell in strip.cells if cell.row == strip.row)) if strip.grid is not None else strip


def _runs(strips: Sequence[Strip]) -> Iterator[tuple[Strip, ...]]:
    """The rows of each grid together, and lines of text together; a ragged grid whose fields line up counts as a grid."""
    for _, some in groupby(strips, key=lambda strip: id(strip.grid)):
        run = tuple(some)
        if run[0].grid is not None:
            yield run
            continue
        parts = [tuple(part) for _, part in groupby(run, key=lambda strip: id(strip.fields))]
        if all(_aligned(part) is not None for part in parts):
            yield from parts
        else:
            yield run


def _aligned(run: Sequence[Strip]) -> Grid | None:
    """The ragged grid of these rows, if its fields are columns.

    Every row is as long as the others, the seven headers stand in fields side by side, all labels left of them and
    all values below them (fuzhou-customs-2024 has values one field off).
    """
    grid = run[0].fields
    heads = {
        column.applicant: cell.column for strip in run for cell in strip.cells if (column := COLUMNS.get(normal(cell.text))) is not None
    }
    places = [heads.get(leaf.id or "") for leaf in FORM]
    if grid is None or None in places or len({len(grid.row(strip.row)) for strip in run}) > 1:
        return None
    first, last = places[0] or 0, places[-1] or 0
    if places != list(range(first, last + 1)):
        return None
    data = [cell for strip in run if _is_data(strip) for cell in strip.cells if not is_blank(cell)]
    return grid if all(is_value(cell.text) == (first <= cell.column <= last) for cell in data) else None


def _applicant(labels: tuple[str, ...]) -> str | None:
    """The applicants that a path of header labels names; a label may be cut over several rows (商业 above 企业).

    None for a path that names two: then labels have slipped over each other's columns.
    """
    if len({column.applicant for label in labels if (column := COLUMNS.get(fold(label))) is not None}) > 1:
        return None
    for depth in range(1, len(labels) + 1):
        column = column_of(fold("".join(labels[-depth:])))
        if column is not None:
            return column.applicant
    return None


def _is_nested(leaves: tuple[Leaf, ...]) -> bool:
    """Whether the five organizations stand side by side, and they alone under 法人或其他组织, if that is printed.

    A span that lies moves a label away.
    """
    inner = {column.applicant for column in COLUMNS.values() if len(column.labels) > 1}
    places = [place for place, leaf in enumerate(leaves) if leaf.id in inner]
    if places and places[-1] - places[0] >= len(places):
        return False
    under = {leaf.id: _ORGANIZATION in map(fold, leaf.labels) for leaf in leaves if leaf.id is not None}
    return not any(under.values()) or all(
        under[column.applicant] == (len(column.labels) > 1) for column in COLUMNS.values() if column.applicant in under
    )


def _rows_of_grid(strips: Sequence[Strip], grid: Grid, leaves: tuple[Leaf, ...]) -> tuple[list[Row], tuple[Leaf, ...]] | None:
    """The rows of a grid and the leaves of its last header; None where a header of it cannot be trusted."""
    rows: list[Row] = []
    header: list[int] = []
    for strip in strips:
        if not _is_data(strip) and not _is_empty_row(strip, leaves if not header else ()):
            header.append(strip.row)
            continue
        if header:
            found = leaves_of(grid, header, _applicant)
            if found and not (is_sound(found, FORM) and _is_nested(found)):
                return None
            leaves = found or leaves
            header = []
        rows.append(_row_of(strip, leaves))
    return rows, leaves


def _is_data(strip: Strip) -> bool:
    """Whether a row of a grid carries a line of the form or a value, and so is no header."""
    own = [cell for cell in strip.cells if cell.row == strip.row and not is_blank(cell)]
    if any(fold(cell.text) in HEADER_ONLY | THREE_HEADINGS for cell in own):
        return False
    return any(is_value(cell.text) or (is_line(cell.text) and normal(cell.text) not in AMBIGUOUS) for cell in own)


def _is_empty_row(strip: Strip, leaves: tuple[Leaf, ...]) -> bool:
    """Whether a row under a known header has a label of its own and nothing printed in any of its columns."""
    own = [cell for cell in strip.cells if cell.row == strip.row]
    texts = [cell for cell in own if not is_blank(cell)]
    return bool(leaves) and len(own) > len(leaves) and bool(texts) and all(cell.column < leaves[0].start for cell in texts)


def _row_of(strip: Strip, leaves: tuple[Leaf, ...]) -> Row:
    start = leaves[0].start if leaves else len(strip.cells)
    labels, values = _divided(strip, start)
    end = max((leaf.end for leaf in leaves if leaf.id is not None), default=start)
    own = [cell for cell in values if cell.row == strip.row and (cell.row_span == 1 or cell.column < end)]
    whole = [cell for cell in own if cell.row_span == 1]
    if not own and not any(is_line(cell.text) for cell in labels):
        return Row(labels, None)
    if labels and (labels[-1].row != strip.row or labels[-1].row_span > 1):
        labels = (*labels, Cell("", strip.row, start, source=labels[-1].source))
    known = tuple(leaf for leaf in leaves if leaf.id is not None or not _is_covered(strip, leaf))
    covered = any(leaf.id is not None and _is_covered(strip, leaf) for leaf in leaves)
    clear = leaves and len(whole) == len(own) and len(_lines_of(labels)) <= 1 and not covered
    return Row(labels, place(known, whole) if clear else unread(leaves), tuple(own))


def _lines_of(labels: Sequence[Cell]) -> set[str]:
    """The lines of the form that the labels of one row name; more than one where a label has come into another's row."""
    words = (fold(cell.text) for cell in labels)
    return {LINE_WORDS[one] for one in words if one in LINE_WORDS and group_of(one) is None and one not in AMBIGUOUS}


def _is_covered(strip: Strip, leaf: Leaf) -> bool:
    """Whether a cell from a row above, such as one remark for all rows, fills the place of a leaf."""
    return any(cell.row < strip.row and cell.column <= leaf.start < cell.column + cell.column_span for cell in strip.cells)


def _divided(strip: Strip, start: int) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """The labels and the values of a row of a grid: texts before the first value are labels, whatever their column, if they stand left of the header or name a line."""
    labels: list[Cell] = []
    values: list[Cell] = []
    for cell in strip.cells:
        left = cell.column < start and not is_numeral(cell.text)
        if (
            not any(not is_blank(value) for value in values)
            and not is_blank(cell)
            and (left or (not is_value(cell.text) and is_line(cell.text)))
        ):
            labels.append(cell)
            values = []
        else:
            values.append(cell)
    return tuple(labels), tuple(values)


@lru_cache(maxsize=1024)
def column_labels(leaf: Leaf) -> tuple[str, ...]:
    """The labels of a leaf from the outermost to the innermost, as printed where they are the form's."""
    column = SUBTOTAL_COLUMN if leaf.id == SUBTOTAL_COLUMN.applicant else next(one for one in COLUMNS.values() if one.applicant == leaf.id)
    printed = {fold(label): label for label in leaf.labels}
    return tuple(as_printed(printed.get(fold(label), ""), label) for label in column.labels)
