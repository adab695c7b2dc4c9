"""The statutory tables of a report from its printed rows: which row belongs to which table, and every cell placed at most once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.document import Block, Cell, Grid, Paragraph
from ingest.labels import fold, squeeze
from ingest.report import PlacedCell, Table
from ingest.tables import table_four, table_three, table_two
from ingest.tables.axes import FORMS, table_marked_by
from ingest.tables.lines import Counted, measure_rows
from ingest.tables.strips import Strip, is_value, strips_of, unpadded

TABLES = (2, 3, 4)
_PROSE = "。；;"
_OF_ANOTHER = 4
"""Cells: so many printed twice with other numbers are no misprint but another report."""
_LONGEST_LABEL = 60
"""Characters: the longest label of the forms has 47, of an agency's own row 20."""


def align(strips: dict[int, tuple[Strip, ...]]) -> tuple[Table, ...]:
    """The tables whose axes are understood, in order; a table of which no cell could be placed is left out."""
    two, lost_two = table_two.cells_of(strips[2])
    counted, lost_three = measure_rows(table_three.rows_of(strips[3]))
    three = tuple(cell for row in counted for cell in _cells_of(row))
    four = table_four.cells_of(strips[4])
    form = _form_of(two, three)
    unplaced = {2: lost_two, 3: tuple((*row.labels, *row.printed) for row in lost_three), 4: ()}
    return tuple(
        Table(number, form, _once(cells), tuple(_printed(row) for row in unplaced[number]))
        for number, cells in ((2, two), (3, three), (4, four))
        if cells or unplaced[number]
    )


def _cells_of(counted: Counted) -> Iterator[PlacedCell]:
    for leaf, cell in counted.row.placed or ():
        if leaf.id is not None:
            column = table_three.column_labels(leaf)
            source = cell.source if cell is not None else counted.row.labels[-1].source
            yield PlacedCell(counted.measure, leaf.id, counted.labels, column, None if cell is None else cell.text, source)


def _once(cells: Iterable[PlacedCell]) -> tuple[PlacedCell, ...]:
    """Each address once: printed twice alike it is one cell, printed twice differently it cannot be read.

    Where many differ, two reports are printed, of two years or offices: then what only one of them prints cannot be read either.
    """
    found: dict[tuple[str, str | None], PlacedCell] = {}
    twice: set[tuple[str, str | None]] = set()
    differing = 0
    for cell in cells:
        address = cell.measure, cell.applicant
        before = found.setdefault(address, cell)
        if before is not cell:
            twice.add(address)
        if before.text is not None and (cell.text is None or squeeze(before.text) != squeeze(cell.text)):
            differing += cell.text is not None
            found[address] = replace(before, text=None)
    if differing < _OF_ANOTHER:
        return tuple(found.values())
    return tuple(cell if address in twice else replace(cell, text=None) for address, cell in found.items())


def _printed(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(squeeze(cell.text) for cell in row)


def _form_of(two: Sequence[PlacedCell], three: Sequence[PlacedCell]) -> str:
    """The edition whose columns table two prints; without table two, the edition whose lines table three prints."""
    columns = {(cell.measure, fold(cell.column[0])) for cell in two}
    measures = {cell.measure for cell in three}
    return max(
        FORMS,
        key=lambda form: (
            sum((entry.measure, fold(entry.column[0])) in columns for entry in form.table_two),
            sum(line.measure in measures for line in form.table_three),
        ),
    ).id


def sorted_out(blocks: Iterable[tuple[int, Block]]) -> tuple[dict[int, tuple[Strip, ...]], tuple[tuple[int, Paragraph], ...]]:
    """The printed rows of each table, and what is prose, both with the section they stand in, in printed order."""
    rows: dict[int, list[Strip]] = {number: [] for number in TABLES}
    prose: list[tuple[int, Paragraph]] = []
    before, table, lines = 0, None, None
    for part, block in blocks:
        if part != before:
            before, table, lines = part, None, None
        if isinstance(block, Paragraph):
            lines = _table_of(block, lines) if part in TABLES else None
            if lines is None:
                prose.append((part, block))
            else:
                rows[lines] += strips_of(block, part)
            continue
        table = lines if block.ragged and lines is not None else table
        for strip in strips_of(block, part):
            table = next(filter(None, (table_marked_by(cell.text) for cell in strip.cells)), table)
            if table is not None:
                rows[table].append(strip)
        prose += ((part, paragraph) for paragraph in _prose_in(block))
        lines = table if block.ragged else None
    return {number: unpadded(_own_section_first(some)) for number, some in rows.items()}, tuple(prose)


def _table_of(paragraph: Paragraph, table: int | None) -> int | None:
    """The table that a line of text belongs to: the one that it marks, else the one before it, unless it is prose."""
    text = paragraph.text
    marked = table_marked_by(text) or next(
        filter(None, (table_marked_by(cell.text) for strip in strips_of(paragraph, 0) for cell in strip.cells)), None
    )
    if marked is not None:
        return marked
    if any(mark in text for mark in _PROSE) or len(squeeze(text)) > _LONGEST_LABEL:
        return table if table is not None and is_value(text) else None
    return table


def _own_section_first(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """The rows that stand in the sections of the tables, if any do: elsewhere attachments and examples repeat them."""
    own = tuple(strip for strip in strips if strip.part in TABLES)
    return own or tuple(strips)


def _prose_in(grid: Grid) -> Iterator[Paragraph]:
    """Sentences that stand in a frame drawn around them."""
    for cell in grid.cells:
        if "。" in cell.text and table_marked_by(cell.text) is None and not is_value(cell.text):
            yield Paragraph(cell.text, cell.source)
