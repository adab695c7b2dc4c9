"""The axes of the statutory tables across both editions: which line, column or entry a folded label can stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ingest.forms import Column, Entry, Form, Line
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.forms.shared import ORGANIZATION, RESULTS
from ingest.labels import closest, fold

FORMS: tuple[Form, ...] = (FORM_2021, FORM_2019)
"""The editions, the newer first."""

LINES: dict[str, Line] = {line.measure: line for form in FORMS for line in form.table_three}
"""Every line of table three by its measure."""


def _next_lines() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form in FORMS:
        measures = [line.measure for line in form.table_three]
        for one, after in zip(measures, [*measures[1:], ""], strict=True):
            found.setdefault(one, set()).add(after)
    return found


NEXT_LINES: dict[str, set[str]] = _next_lines()
"""The line, or lines, of table three that either edition prints below each; '' below the last."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of table three that stands left of several lines: its labels from the outermost, and their common measure."""

    labels: tuple[str, ...]
    measure: str


GROUPS: dict[str, Group] = {
    fold(line.labels[1]): Group(line.labels[:2], line.measure.rpartition(".")[0]) for line in LINES.values() if len(line.labels) == 3
}
RESULTS_WORDS = fold(RESULTS)

# Seen on published pages beside the wording of the forms: suqian_2023, youyilu_2025, shanghai_stcsm_2024.
_LINE_ALIASES = {
    "部分公开": "disposition.partly",
    "逾期不补正": "disposition.other.not_corrected",
    "申请人逾期不补正": "disposition.other.not_corrected",
    "逾期不缴费": "disposition.other.fee_not_paid",
    "申请人逾期不缴费": "disposition.other.fee_not_paid",
    "本年新收": "requests.received",
    "上年结转": "requests.carried_in",
    "结转下年度": "requests.carried_out",
}
LINE_WORDS: dict[str, str] = {fold(line.labels[-1]): measure for measure, line in LINES.items()} | _LINE_ALIASES
"""Folded innermost labels of table three and the measures they name; unique but for 其他, which is also a column."""

REST = fold("其他")
SUBTOTAL = fold("小计")

COLUMNS: dict[str, Column] = {fold(column.labels[-1]): column for column in FORM_2021.columns}
SUBTOTAL_COLUMN = Column((ORGANIZATION, "小计"), "organization")
THREE_HEADINGS = frozenset(map(fold, ("申请人情况", ORGANIZATION, "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和")))

ENTRY_ROWS: dict[str, str] = {fold(entry.row[-1]): entry.measure.rpartition(".")[0] for form in FORMS for entry in form.table_two}
"""Folded row labels of table two and what their measures begin with; 规范性文件 and 行政规范性文件 are one."""

ENTRY_COLUMNS: dict[str, str] = {fold(entry.column[-1]): entry.column[-1] for form in FORMS for entry in form.table_two}
ENTRY_HEADING = fold("信息内容")
ENTRY_ITEM = fold("第二十条")
ENTRIES: dict[tuple[str, str], Entry] = {
    (entry.measure.rpartition(".")[0], fold(entry.column[-1])): entry for form in reversed(FORMS) for entry in form.table_two
}

REVIEWS: dict[str, tuple[str, ...]] = {fold(entry.column[-2]): entry.column[:-1] for entry in FORM_2021.table_four}
OUTCOMES: dict[str, str] = {fold(entry.column[-1]): entry.column[-1] for entry in FORM_2021.table_four}
FOUR_HEADINGS = frozenset(map(fold, ("行政复议", "行政诉讼")))
OUTCOME_ENTRIES: dict[tuple[str, ...], Entry] = {entry.column: entry for entry in FORM_2021.table_four}

AMBIGUOUS = frozenset({REST, fold("总计")})
"""Labels that head a column and a line, or a column and an outcome."""

_MARKS: dict[int, frozenset[str]] = {
    2: frozenset({*ENTRY_ROWS, *ENTRY_COLUMNS, ENTRY_HEADING}),
    3: frozenset({*LINE_WORDS, *GROUPS, RESULTS_WORDS, *COLUMNS, *THREE_HEADINGS}) - AMBIGUOUS,
    4: frozenset({*REVIEWS, *OUTCOMES, *FOUR_HEADINGS}) - AMBIGUOUS,
}


@lru_cache(maxsize=8192)
def table_marked_by(text: str) -> int | None:
    """The statutory table (2, 3, 4) in which alone this label is printed; None for any other text."""
    words = fold(text)
    if words.startswith(ENTRY_ITEM) and len(words) <= len("第二十条第十一项"):
        return 2
    return next((number for number, marks in _MARKS.items() if words in marks), None)


def is_label(text: str) -> bool:
    """Whether the text is a label of one of the tables, to the letter but for width and white space."""
    return table_marked_by(text) is not None or fold(text) in AMBIGUOUS


def column_of(words: str) -> Column | None:
    """The column of table three that a header of these folded words heads."""
    if words == SUBTOTAL:
        return SUBTOTAL_COLUMN
    found = words if words in COLUMNS else closest(words, COLUMNS)
    return COLUMNS[found] if found else None


def group_of(words: str) -> Group | None:
    """The group of table three that these folded words head."""
    return GROUPS.get(words)


def entry_column_of(printed: str) -> str | None:
    """The folded column label of table two that this header is, with or without a remark in brackets behind it."""
    words = fold(printed)
    if words in ENTRY_COLUMNS:
        return words
    bare = fold(printed.replace("（", "(").partition("(")[0])
    if bare in ENTRY_COLUMNS:
        return bare
    return closest(words, ENTRY_COLUMNS) or closest(bare, ENTRY_COLUMNS)
