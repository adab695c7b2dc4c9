"""A table that a page's end cuts is one grid again, and nothing else is joined."""

from __future__ import annotations

from dataclasses import replace

from ingest.document import Cell, Grid, Locator, Paragraph
from ingest.grids import join_continued

XS = (70.0, 100.0, 150.0, 300.0, 340.0, 380.0)
"""Where the columns begin: section, group, label, two values; and where the last one ends."""
PLAIN = (70.0, 300.0, 340.0, 380.0)
"""The same with one column of labels."""


def on_page(page: int, *rows: str, xs: tuple[float, ...] = ()) -> Grid:
    """A grid drawn as text: `|` parts columns, `<` goes on from the left, `^` from above, `·` is blank."""
    fields = [[field.strip() for field in row.split("|")] for row in rows]
    xs = xs or (PLAIN if len(fields[0]) == len(PLAIN) - 1 else XS)
    cells = []
    for row, texts in enumerate(fields):
        for column, text in enumerate(texts):
            if text in ("<", "^"):
                continue
            width = next((right for right in range(1, len(texts) - column) if texts[column + right] != "<"), len(texts) - column)
            height = next((down for down in range(1, len(rows) - row) if fields[row + down][column] != "^"), len(rows) - row)
            box = (xs[column], 20.0 * row, xs[column + width], 20.0 * (row + height))
            cells.append(Cell("" if text == "·" else text, row, column, height, width, Locator(page, box)))
    return Grid(tuple(cells))


def drawn(grid: Grid) -> list[str]:
    """The grid as `on_page` takes it, blanks between lines of a cell left out."""
    return [" | ".join(_field(grid, row, column) for column in range(grid.width)) for row in range(grid.height)]


def _field(grid: Grid, row: int, column: int) -> str:
    cell = grid.at(row, column)
    if cell is None:
        return "?"
    if cell.row < row:
        return "^"
    return "<" if cell.column < column else cell.text.replace("\n", "") or "·"


def joined(*grids: Grid, torn: frozenset[Cell] = frozenset()) -> list[str]:
    blocks = join_continued(grids, torn)
    assert len(blocks) == 1, [drawn(block) for block in blocks if isinstance(block, Grid)]
    assert isinstance(blocks[0], Grid)
    return drawn(blocks[0])


def test_rows_on_the_next_page_follow_those_before() -> None:
    upper, lower = on_page(1, "规章 | 1 | 2"), on_page(2, "行政规范性文件 | 3 | 4")
    assert joined(upper, lower) == ["规章 | 1 | 2", "行政规范性文件 | 3 | 4"]


def test_a_header_printed_again_is_dropped() -> None:
    header = ("申请人情况 | 自然人 | 总计",)
    upper, lower = on_page(1, *header, "一、新收 | 1 | 1"), on_page(2, *header, "二、结转 | 2 | 2")
    assert joined(upper, lower) == [*header, "一、新收 | 1 | 1", "二、结转 | 2 | 2"]


def test_the_label_of_a_group_cut_in_two_is_one_label() -> None:
    upper = on_page(1, "三、结果 | （四）无 | 1.不掌握 | 746 | 769")
    lower = on_page(2, "· | 法提供 | 2.没有现成 | 11 | 11", "^ | ^ | 3.不明确 | 1 | 1")
    assert joined(upper, lower) == [
        "三、结果 | （四）无法提供 | 1.不掌握 | 746 | 769", "^ | ^ | 2.没有现成 | 11 | 11", "^ | ^ | 3.不明确 | 1 | 1",
    ]  # fmt: skip


def test_a_vertical_label_may_be_cut_after_its_number() -> None:
    upper = on_page(1, "三 | （一）公开 | < | 1 | 1")
    lower = on_page(2, "、本年度办理结果 | （二）部分公开 | < | 2 | 2", "^ | （三）不予公开 | 1.秘密 | 3 | 3")
    assert joined(upper, lower)[0] == "三、本年度办理结果 | （一）公开 | < | 1 | 1"
    assert joined(upper, lower)[1] == "^ | （二）部分公开 | < | 2 | 2"


def test_a_label_printed_again_on_the_next_page_is_not_doubled() -> None:
    upper = on_page(1, "三、结果 | （三）不予公开 | 1.秘密 | 1 | 1")
    lower = on_page(2, "三、结果 | （三）不予公开 | 2.禁止 | 2 | 2")
    assert joined(upper, lower) == ["三、结果 | （三）不予公开 | 1.秘密 | 1 | 1", "^ | ^ | 2.禁止 | 2 | 2"]


def test_a_row_cut_in_two_is_one_row() -> None:
    upper = on_page(1, "三、结果 | （五）不予处理 | 5.要求确认或重 | · | ·")
    lower = on_page(2, "· | · | 新出具信息 | 7 | 8", "四、结转 | < | < | 9 | 9")
    assert joined(upper, lower) == ["三、结果 | （五）不予处理 | 5.要求确认或重新出具信息 | 7 | 8", "四、结转 | < | < | 9 | 9"]


def test_rows_with_values_of_their_own_are_never_one_row() -> None:
    upper = on_page(1, "三、结果 | （五）不予处理 | 5.要求确认或重 | 1 | 2")
    lower = on_page(2, "· | · | 新出具信息 | 7 | 8")
    assert joined(upper, lower)[1] == "^ | ^ | 新出具信息 | 7 | 8"


def test_a_blank_row_and_the_numbered_row_after_it_stay_two() -> None:
    upper, lower = on_page(1, "三、结果 | （三）不予公开 | 7.案卷 | · | ·"), on_page(2, "· | · | 8.查询 | 10 | 12")
    assert joined(upper, lower) == ["三、结果 | （三）不予公开 | 7.案卷 | · | ·", "^ | ^ | 8.查询 | 10 | 12"]


def test_blank_values_are_not_merged_downwards() -> None:
    upper, lower = on_page(1, "一、新收 | · | 3"), on_page(2, "二、结转 | · | 4")
    assert joined(upper, lower) == ["一、新收 | · | 3", "二、结转 | · | 4"]


def test_a_group_that_begins_on_the_next_page_takes_no_label_from_before() -> None:
    upper, lower = on_page(1, "三、结果 | （三）不予公开 | 8.查询 | 1 | 1"), on_page(2, "· | · | 1.不掌握 | 2 | 2")
    assert "（三）不予公开" not in joined(upper, lower)[1]
    assert joined(upper, lower)[1].split(" | ")[1] == "·"


def test_a_label_without_number_is_cut_only_where_the_edge_is_not_drawn() -> None:
    upper, lower = on_page(1, "行政规 | · | ·"), on_page(2, "范性文件 | 3 | 4")
    assert joined(upper, lower) == ["行政规 | · | ·", "范性文件 | 3 | 4"]
    torn = frozenset((*upper.cells, *lower.cells))
    assert joined(upper, lower, torn=torn) == ["行政规范性文件 | 3 | 4"]


def test_columns_that_only_one_page_draws_are_kept() -> None:
    upper = on_page(3, "信息内容 | 制发 | 废止 | 有效", xs=(70, 240, 330, 410, 520))
    lower = on_page(4, "信息内容 | 处理决定数量", xs=(70.4, 240.2, 519.8))
    assert joined(upper, lower) == ["信息内容 | 制发 | 废止 | 有效", "信息内容 | 处理决定数量 | < | <"]


def test_a_cell_keeps_the_page_and_box_of_its_beginning() -> None:
    upper, lower = on_page(1, "三、结果 | （四）无 | 1.不掌握 | 1 | 1"), on_page(2, "· | 法提供 | 2.没有 | 2 | 2")
    (grid,) = join_continued((upper, lower))
    assert isinstance(grid, Grid)
    assert {cell.text: cell.source for cell in grid.cells}["（四）无\n法提供"] == Locator(1, (100.0, 0.0, 150.0, 20.0))
    assert {cell.text: cell.source for cell in grid.cells}["2"] == Locator(2, (340.0, 0.0, 380.0, 20.0)) or grid.at(1, 3) is not None


def test_tables_with_text_between_or_other_columns_or_pages_apart_stay_two() -> None:
    upper, lower = on_page(1, "一 | 1 | 2"), on_page(2, "二 | 3 | 4")
    other = on_page(2, "一 | 1", xs=(70, 200, 380))
    narrower = on_page(2, "二 | 3 | 4", xs=(70, 300, 340, 370))
    later = Grid(tuple(cell._replace(source=replace(cell.source, page=3)) for cell in lower.cells))
    heading = Paragraph("四、政府信息公开行政复议、行政诉讼情况")
    for blocks in ((upper, heading, lower), (upper, other), (upper, narrower), (upper, later)):
        assert join_continued(blocks) == blocks


def test_joining_again_changes_nothing() -> None:
    upper, lower = on_page(1, "三、结果 | （四）无 | 1.不掌握 | 1 | 1"), on_page(2, "· | 法提供 | 2.没有 | 2 | 2")
    once = join_continued((upper, lower, on_page(3, "四、结转 | < | < | 3 | 3")))
    assert len(once) == 1
    assert join_continued(once) == once
