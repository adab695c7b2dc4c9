"""Layouts of invented reports, made by hand: the grids of the samples between their headings, as any reader would return them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from ingest.document import Block, Document, Grid, Layout, Paragraph
from ingest.readers.text import blocks as text_blocks
from samples import Print, SampleReport, invent
from samples.grids import table_four, table_three, table_two

HEADINGS = {
    2: "二、主动公开政府信息情况",
    3: "三、收到和处理政府信息公开申请情况",
    4: "四、政府信息公开行政复议、行政诉讼情况",
    5: "五、存在的主要问题及改进情况",
    6: "六、其他需要报告的事项",
}
Flatten = Callable[[Grid], tuple[Block, ...]]


def a_report(seed: int = 7, **changes: object) -> SampleReport:
    """An invented report in which no number is printed as a blank."""
    return replace(invent(Random(seed)), **changes)  # type: ignore[arg-type]


def whole(grid: Grid) -> tuple[Block, ...]:
    """The grid with its geometry."""
    return (grid,)


def piped(grid: Grid) -> tuple[Block, ...]:
    """A row a line, pipes between the cells, nothing where a label spans rows."""
    rows = ([cell.text for cell in grid.row(row) if cell.row == row] for row in range(grid.height))
    return tuple(text_blocks("\n".join(f"| {' | '.join(row)} |" for row in rows)))


def stacked(grid: Grid) -> tuple[Block, ...]:
    """A cell a line; empty cells leave no trace."""
    rows = ([cell.text for cell in grid.row(row) if cell.row == row] for row in range(grid.height))
    return tuple(text_blocks("\n\n".join(text for row in rows for text in row)))


def relabelled(grid: Grid, labels: dict[str, str]) -> Grid:
    """The grid with some labels printed otherwise."""
    return Grid(tuple(cell._replace(text=labels.get(cell.text, cell.text)) for cell in grid.cells), grid.ragged)


def a_layout(
    report: SampleReport,
    *,
    how: Print | None = None,
    flatten: Flatten = whole,
    labels: dict[str, str] | None = None,
    above: tuple[str, ...] = (),
    below: tuple[str, ...] = (),
    title: tuple[str, ...] | None = None,
    name: str = "report.html",
) -> Layout:
    """The report as a reader returns it, with lines of the page above and below it."""
    print_ = how or Print(brackets="half")
    tables = {2: table_two(report, print_), 3: table_three(report, print_), 4: table_four(report, print_)}
    blocks: list[Block] = [
        *map(Paragraph, (*above, *(title or (report.title,)), "本报告由办公室编制。电话：0000-1234567。", "一、总体情况"))
    ]
    blocks += [Paragraph("（一）主动公开情况。全年公开政府信息若干条。"), Paragraph("办理情况良好。")]
    for number, heading in HEADINGS.items():
        blocks.append(Paragraph(heading))
        blocks += flatten(relabelled(tables[number], labels or {})) if number in tables else (Paragraph("无。"),)
    return Layout(Document("0" * 64, name, "text/html"), (*blocks, *map(Paragraph, below)))
