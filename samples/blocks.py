"""A sample report in reading order: headings, paragraphs and tables, whatever the carrier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from ingest.document import Grid
from samples.figures import Print, SampleReport
from samples.grids import table_four, table_three, table_two


class Level(IntEnum):
    """What a stretch of text is."""

    TITLE = 0
    SECTION = 1
    PART = 2
    BODY = 3


@dataclass(frozen=True, slots=True)
class Words:
    """A title, a heading or a paragraph."""

    text: str
    level: Level


@dataclass(frozen=True, slots=True)
class StatutoryTable:
    """A statutory table; `break_row` is the row after which the page ends, `header` the rows printed again after it."""

    grid: Grid
    break_row: int | None = None
    header: int = 0
    number: int = 0


_TITLES = {
    "2019": (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五、政府信息公开工作存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
    "2021": (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
}


def _opening(report: SampleReport) -> Iterator[Words]:
    contact, year = report.contact, report.year
    yield Words(f"【示例，非官方文本】数据来源说明：{report.origin}", Level.BODY)
    yield Words(
        f"本报告依照《中华人民共和国政府信息公开条例》和国家规定的年度报告格式（{report.form.notice}）编写。"
        f"数据统计期限自{year}年1月1日起至{year}年12月31日止。对本报告有疑问或者建议的，请与{contact.department}联系"
        f"（地址：{contact.address}，邮编：{contact.postcode}，电话：{contact.phone}，电子邮箱：{contact.email}）。",
        Level.BODY,
    )


def _figures(report: SampleReport, how: Print) -> dict[int, StatutoryTable]:
    three = table_three(report, how)
    measures = [line.measure for line in report.lines]
    break_row = None if how.break_after is None else three.height - len(measures) + measures.index(how.break_after)
    header = three.height - len(measures) if how.repeat_header else 0
    return {
        2: StatutoryTable(table_two(report, how), number=2),
        3: StatutoryTable(three, break_row, header, number=3),
        4: StatutoryTable(table_four(report, how), number=4),
    }


def blocks(report: SampleReport, how: Print) -> Iterator[Words | StatutoryTable]:
    """The title, the opening and the six sections, each with its prose and then its table.

    Raises ValueError if `how.break_after` is no row of the report.
    """
    yield Words(report.title, Level.TITLE)
    yield from _opening(report)
    figures = _figures(report, how)
    for number, title in enumerate(_TITLES[report.form.id], start=1):
        yield Words(title, Level.SECTION)
        for part in report.prose:
            if part.section == number:
                if part.heading is not None:
                    yield Words(part.heading, Level.PART)
                yield from (Words(text, Level.BODY) for text in part.paragraphs)
        if number in figures:
            yield figures[number]
