"""What a check found, as a person reads it: text for the terminal, a table for the page, rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.fact import Judgement
from ui.export import defused
from ui.records import Record
from ui.words import words

JUDGEMENTS: dict[Judgement, str] = {"as_printed": "原文如此", "confirmed": "已核实", "misread": "读取有误"}
TITLES = ("读不出", "表内不一致", "与正文或其他报告不一致")
HEADS = ("序号", "类别", "位置", "印的是", "应为或对照", "说明", "核实意见")
UNREAD_CHECKS = ("row_not_placed", "table_missing", "line_missing", "column_missing")
"""Checks that say what could not be read: these come first, for what is missing may explain the rest."""

_OUTSIDE = ("prose_counts", "prose_dispositions", "prose_upheld", "prose_period", "carried_over", "stock_of_documents",
            "part_of_whole", "sum_of_parts", "section_alike")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to mend: where it stands, what is printed there and what it should be, and why."""

    kind: int
    place: str
    printed: str
    wanted: str
    why: tuple[str, ...]
    verdicts: tuple[str, ...] = ()
    guessed: bool = False


def items(record: Record) -> tuple[Item, ...]:
    """What is to be mended, in order: findings that one cell explains are one item."""
    unread = tuple(Item(0, place_of(cell), "（未能读出）", "", ("请对照原文核实这一格。",)) for cell in record.get("unread_cells", ()))
    found = (_item(group) for group in _groups(record["findings"]))
    return tuple(sorted((*unread, *found), key=lambda item: item.kind))


def place_of(cell: Record) -> str:
    """第5页 表三 (一)予以公开 × 自然人."""
    page = f"第{cell['page']}页 " if cell["page"] else ""
    labels = " × ".join(label for label in ((cell["row"] or [""])[-1], "".join(cell["column"] or ())) if label)
    return f"{page}{words('zh').tables[cell['table']].split()[0]} {labels}".strip()


def checked_text(record: Record) -> str:
    """What the check of one document found, a block for each thing to mend, in the order in which a clerk would mend them."""
    if record["error"]:
        return f"✗ {record['source']}：{record['error']}"
    found = items(record)
    head = f"{record['source']}：{_named(record)}，{record['facts']}个数字"
    if not found:
        return f"✓ {head}，未发现前后矛盾。"
    return "\n".join((f"✗ {head}，{len(found)}处需要核对：", *_blocks(found)))


def _named(record: Record) -> str:
    scope = f"（{record['scope']}）" if record["scope"] else ""
    return f"{record['agency']}{scope}{record['year']}年"


def _blocks(found: Sequence[Item]) -> Iterator[str]:
    kind = -1
    for number, item in enumerate(found, start=1):
        if item.kind != kind:
            kind = item.kind
            yield f"【{TITLES[kind]}】{sum(one.kind == kind for one in found)}处"
        lead = _printed(item) if item.printed else ""
        place = f"{item.place}：" if item.place and (lead or item.kind == 1) else ""
        yield f"  {number}. {place}{lead or item.why[0]}"
        yield from (f"     · {why}" for why in item.why[not lead :])
        yield from (f"     核实：{verdict}" for verdict in item.verdicts)


def _printed(item: Item) -> str:
    if item.guessed:
        return f"印为 {item.printed}，最可能是这一格有误，应为 {item.wanted}"
    return f"印为 {item.printed}，各处相加或对照为 {item.wanted}" if item.wanted else item.printed


def summary(records: Sequence[Record]) -> str:
    """One line over all documents."""
    failed = sum(bool(record["error"]) for record in records)
    wrong = [record for record in records if not record["error"] and items(record)]
    places = sum(len(items(record)) for record in wrong)
    parts = (
        f"{len(records) - failed - len(wrong)}份未发现矛盾",
        f"{len(wrong)}份有{places}处需要核对" if wrong else "",
        f"{failed}份读不了" if failed else "",
    )
    return f"共核对{len(records)}份：{'，'.join(filter(None, parts))}。"


def checked_csv(record: Record) -> str:
    """The same as a table for a spreadsheet, with the mark that makes Excel read it as UTF-8."""
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(HEADS)
    for number, item in enumerate(items(record), start=1):
        writer.writerow((number, *map(defused, cells(item))))
    return "\ufeff" + rows.getvalue()


def cells(item: Item) -> tuple[str, ...]:
    """What stands under HEADS, but for the number."""
    wanted = f"{item.wanted}（最可能是这一格有误）" if item.guessed else item.wanted
    return TITLES[item.kind], item.place, item.printed, wanted, " ".join(item.why), " ".join(item.verdicts)


def _groups(findings: Sequence[Record]) -> Iterator[tuple[Record, ...]]:
    """The findings that one cell explains, together; each other one alone."""
    group: list[Record] = []
    for finding in findings:
        if group and (finding["suspect"] is None or finding["suspect"] != group[0]["suspect"]):
            yield tuple(group)
            group = []
        group.append(finding)
    if group:
        yield tuple(group)


def _item(group: Sequence[Record]) -> Item:
    first = group[0]
    why, verdicts = tuple(one["message"] for one in group), tuple(verdict_text(one["verdict"]) for one in group if one["verdict"])
    if first["check"] in UNREAD_CHECKS:
        return Item(0, "", "", "", why, verdicts)
    suspect = first["suspect"]
    if suspect is not None:
        return Item(1, place_of(suspect), suspect["printed"] or "空白", first["should_be"], why, verdicts, guessed=True)
    outside = first["check"] in _OUTSIDE
    cell = next(iter(first["facts"] if outside else reversed(first["facts"])), None)
    shown = cell is not None and cell["printed"].strip() == first["found"]
    printed, wanted = (first["found"], first["expected"]) if shown else ("", "")
    return Item(2 if outside else 1, place_of(cell) if cell else "", printed, wanted, why, verdicts)


def verdict_text(verdict: Record) -> str:
    """原文如此：总计栏漏填（张三，2026-03-01）."""
    remark = f"：{verdict['remark']}" if verdict["remark"] else ""
    who = "，".join(filter(None, (verdict["person"], verdict["given"][:10])))
    return f"{JUDGEMENTS[verdict['judgement']]}{remark}（{who}）"
