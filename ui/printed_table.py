"""The rows of a statutory table as the report prints them, drawn in HTML with the answering cells marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ingest.fact import Fact
from ui.words import Words

Path = tuple[str, ...]
Place = tuple[Path, Path]


def table_html(caption: str, facts: Sequence[Fact], hits: frozenset[Place], said: Words) -> str:
    """A table of the rows in which a hit stands, under their headings; the hits are `class="hit" aria-current="true"`."""
    rows = tuple(dict.fromkeys(fact.row for fact in facts if any(row == fact.row for row, _ in hits)))
    cells = {(fact.row, fact.column): fact for fact in facts}
    blocks = "".join(_block(head, members, cells, hits, said) for head, members in _blocks(rows, cells, hits))
    return f'<div class="sheet" role="region" tabindex="0" aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>{blocks}</table></div>'


def _blocks(rows: Iterable[Path], cells: dict[Place, Fact], hits: frozenset[Place]) -> Iterator[tuple[tuple[Path, ...], list[Path]]]:
    """Consecutive rows that share their columns, which is what a header stands over."""
    members: list[Path] = []
    head: tuple[Path, ...] = ()
    for row in rows:
        columns = _columns(row, cells, hits)
        if members and columns != head:
            yield head, members
            members = []
        head = columns
        members.append(row)
    if members:
        yield head, members


def _columns(row: Path, cells: dict[Place, Fact], hits: frozenset[Place]) -> tuple[Path, ...]:
    columns = tuple(column for place, column in cells if place == row)
    if row:
        return columns
    # Table four is one row of fifteen columns: those beside a hit are enough.
    groups = {column[:-1] for place, column in hits if place == row}
    return tuple(column for column in columns if column[:-1] in groups)


def _block(head: tuple[Path, ...], rows: list[Path], cells: dict[Place, Fact], hits: frozenset[Place], said: Words) -> str:
    body: list[str] = []
    outer: Path = ()
    for row in rows:
        if row[:-1] and row[:-1] != outer:
            body.append(f'<tr class="group"><th scope="rowgroup" colspan="{len(head) + 1}">{escape(" › ".join(row[:-1]))}</th></tr>')
        outer = row[:-1]
        figures = "".join(_cell(cells.get((row, column)), (row, column) in hits, said) for column in head)
        label = f'<th scope="row">{escape(row[-1])}</th>' if row else ""
        body.append(f"<tr>{label}{figures}</tr>")
    return f"<thead>{_header(head, labelled=any(rows))}</thead><tbody>{''.join(body)}</tbody>"


def _cell(fact: Fact | None, hit: bool, said: Words) -> str:
    state = fact.state if fact else "unread"
    shown = escape(fact.printed) if fact and fact.printed else f'<span class="state">{said.states[state]}</span>'
    mark = ' class="hit" aria-current="true"' if hit else ""
    return f"<td{mark}>{shown}</td>"


def _header(columns: tuple[Path, ...], *, labelled: bool) -> str:
    """The header as a tree: equal labels side by side become one cell, a short path reaches down to the figures."""
    depth = max((len(column) for column in columns), default=0)
    lines = []
    for level in range(depth):
        corner = f'<td rowspan="{depth}"></td>' if labelled and level == 0 else ""
        lines.append(f"<tr>{corner}{''.join(_head_cells(columns, level, depth))}</tr>")
    return "".join(lines)


def _head_cells(columns: tuple[Path, ...], level: int, depth: int) -> Iterator[str]:
    index = 0
    while index < len(columns):
        column, start = columns[index], index
        while index < len(columns) and columns[index][: level + 1] == column[: level + 1]:
            index += 1
        if level >= len(column):
            continue
        down = depth - level if level == len(column) - 1 else 1
        scope = "colgroup" if index - start > 1 else "col"
        yield f'<th scope="{scope}" colspan="{index - start}" rowspan="{down}"><span>{escape(column[level])}</span></th>'
