"""The statutory tables of a sample report as grids with merged cells, built from the labels of its form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import lcm

from ingest.document import Cell, Grid
from ingest.forms import Entry
from samples.figures import Print, SampleReport

HEADER_ROWS = 3
"""The rows of table three and of table four above the first number."""
_LABEL_COLUMNS = 3
_CORNER = "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"


@dataclass(frozen=True, slots=True)
class _Label:
    """A label along one axis: it covers `count` lines from `first`, and `levels` of the heading from `level`."""

    text: str
    first: int
    count: int
    level: int
    levels: int


def _spread(paths: Sequence[tuple[str, ...]], depth: int) -> Iterator[_Label]:
    for line, path in enumerate(paths):
        for level, text in enumerate(path):
            prefix = path[: level + 1]
            if line and paths[line - 1][: level + 1] == prefix:
                continue
            count = next((n for n, other in enumerate(paths[line:]) if other[: level + 1] != prefix), len(paths) - line)
            yield _Label(text, line, count, level, depth - level if level == len(path) - 1 else 1)


def _text(report: SampleReport, measure: str, applicant: str | None = None) -> str:
    return report.figures[measure, applicant] or ""


def _block(report: SampleReport, how: Print, entries: Sequence[Entry], top: int, width: int) -> Iterator[Cell]:
    columns = list(dict.fromkeys(entry.column[-1] for entry in entries))
    names = list(dict.fromkeys(entry.row[-1] for entry in entries))
    span = width // len(columns)
    yield Cell(how.label(entries[0].row[0]), top, 0, 1, width + 1)
    yield Cell("信息内容", top + 1, 0)
    yield from (Cell(how.label(column), top + 1, 1 + place * span, 1, span) for place, column in enumerate(columns))
    yield from (Cell(how.label(name), top + 2 + place, 0) for place, name in enumerate(names))
    for entry in entries:
        place = (top + 2 + names.index(entry.row[-1]), 1 + columns.index(entry.column[-1]) * span)
        yield Cell(_text(report, entry.measure), *place, 1, span)


def table_two(report: SampleReport, how: Print) -> Grid:
    """主动公开政府信息情况: one block for every item of article 20, one under the other."""
    items = list(dict.fromkeys(entry.row[0] for entry in report.form.table_two))
    blocks = [[entry for entry in report.form.table_two if entry.row[0] == item] for item in items]
    width = lcm(*(len({entry.column for entry in block}) for block in blocks))
    cells: list[Cell] = []
    for block in blocks:
        top = max((cell.row + 1 for cell in cells), default=0)
        cells += _block(report, how, block, top, width)
    return Grid(tuple(cells))


def table_three(report: SampleReport, how: Print) -> Grid:
    """收到和处理政府信息公开申请情况: the form's rows and the agency's own, under the seven applicants."""
    columns = report.form.columns
    corner = Cell(how.label(_CORNER), 0, 0, HEADER_ROWS, _LABEL_COLUMNS)
    over = Cell("申请人情况", 0, _LABEL_COLUMNS, 1, len(columns))
    heads = (
        Cell(how.label(one.text), 1 + one.level, _LABEL_COLUMNS + one.first, one.levels, one.count)
        for one in _spread([column.labels for column in columns], HEADER_ROWS - 1)
    )
    labels = (
        Cell(how.label(one.text), HEADER_ROWS + one.first, one.level, one.count, one.levels)
        for one in _spread([line.labels for line in report.lines], _LABEL_COLUMNS)
    )
    numbers = (
        Cell(_text(report, line.measure, column.applicant), HEADER_ROWS + row, _LABEL_COLUMNS + place)
        for row, line in enumerate(report.lines)
        for place, column in enumerate(columns)
    )
    return Grid((corner, over, *heads, *labels, *numbers))


def table_four(report: SampleReport, how: Print) -> Grid:
    """政府信息公开行政复议、行政诉讼情况: fifteen numbers in one row."""
    entries = report.form.table_four
    heads = (
        Cell(how.label(one.text), one.level, one.first, one.levels, one.count)
        for one in _spread([entry.column for entry in entries], HEADER_ROWS)
    )
    numbers = (Cell(_text(report, entry.measure), HEADER_ROWS, place) for place, entry in enumerate(entries))
    return Grid((*heads, *numbers))
