"""Every cell of the three tables of five real reports is read exactly, and nothing else is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import NotAReport
from ingest.fact import Fact
from ingest.labels import fold
from ingest.pipeline import read_report
from ingest.reading import Reading

REPORTS = Path(__file__).resolve().parents[2].parent / "shared" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="真实年报不在检出目录旁的 shared/reports 中")

# File, gold file, number of cells in the three tables.
CASES = (
    ("guangzhou-customs-2023.txt", "customs.json", 207),
    ("fuzhou-customs-2024.txt", "customs.json", 207),
    ("hongze_2023.pdf", "hongze_2023.json", 186),
    ("huaian_2024.pdf", "huaian_2024.json", 200),
    ("shanghai_office_2019.html", "shanghai_office_2019.json", 198),
)
Address = tuple[int, str, str]
Value = tuple[Decimal | None, str | None]


@cache
def _reading(name: str) -> Reading:
    return read_report(name, (REPORTS / name).read_bytes())


def _gold(file: str, name: str) -> dict[str, Any]:
    held = json.loads((REPORTS / "gold" / file).read_text("utf-8"), parse_float=Decimal)
    one: dict[str, Any] = next(report for report in held if report["file"] == name) if isinstance(held, list) else held
    return one


def _leaves(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(tree, dict):
        yield path, tree
        return
    for key, below in tree.items():
        yield from _leaves(below, (*path, *(key.split("/") if key != "本年增/减" else [key])))


def _exact(value: Any) -> Value:
    """The gold value with the unit that it is printed with, if any."""
    if value is None:
        return None, None
    found = re.fullmatch(r"([\d.]+)(\D*)", str(value))
    assert found is not None
    return Decimal(found.group(1)), found.group(2) or None


def _expected(gold: dict[str, Any]) -> dict[Address, Value]:
    found = {}
    for number in (2, 3):
        for path, value in _leaves(gold[f"table{number}"]):
            found[number, fold(path[-2]), fold(path[-1])] = _exact(value)
    for path, value in _leaves(gold["table4"]):
        found[4, "", "/".join(map(fold, path))] = _exact(value)
    return found


def _read(fact: Fact, known: dict[Address, Value]) -> tuple[Address, Value]:
    """The fact at its gold address; the gold files shorten the longest labels of table three."""
    unit = fact.unit if fact.unit == "元" else None
    if fact.table == 4:
        return (4, "", "/".join(map(fold, fact.column))), (fact.value, unit)
    words, column = fold(fact.row[-1]), fold(fact.column[-1])
    short = next((row for table, row, _ in known if table == fact.table and words.startswith(row)), words)
    return (fact.table, short, column), (fact.value, unit)


@pytest.mark.parametrize(("name", "gold", "count"), CASES)
def test_every_cell_of_a_real_report_is_exact(name: str, gold: str, count: int) -> None:
    expected = _expected(_gold(gold, name))
    facts = _reading(name).facts
    assert dict(_read(fact, expected) for fact in facts) == expected
    assert len(facts) == count == len(expected)


def test_a_blank_cell_stays_blank() -> None:
    facts = _reading("shanghai_office_2019.html").facts
    assert {state: sum(fact.state == state for fact in facts) for state in ("number", "blank", "unread")} == {
        "number": 63,
        "blank": 135,
        "unread": 0,
    }


@pytest.mark.parametrize(
    ("name", "agency", "scope", "year", "form", "contact"),
    [
        ("guangzhou-customs-2023.txt", "广州海关", "关区", 2023, "2021", "020-81103431"),
        ("fuzhou-customs-2024.txt", "福州海关", "本级机关", 2024, "2021", "（0591）87081207"),
        ("hongze_2023.pdf", "洪泽区人民政府", "全区", 2023, "2021", "0517-87222589"),
        ("huaian_2024.pdf", "淮安市人民政府", "全市", 2024, "2021", "0517-83605210"),
    ],
)
def test_a_report_says_whose_it_is(name: str, agency: str, scope: str, year: int, form: str, contact: str) -> None:
    report = _reading(name).report
    assert (report.agency, report.scope, report.year, report.form) == (agency, scope, year, form)
    assert report.contact is not None
    assert contact in report.contact


def test_the_office_of_shanghai_states_no_scope_and_no_contact() -> None:
    report = _reading("shanghai_office_2019.html").report
    assert (report.agency, report.scope, report.year, report.form, report.contact) == ("上海市人民政府办公厅", None, 2019, "2019", None)


def test_the_telephone_of_the_page_footer_is_no_contact_and_no_passage() -> None:
    reading = _reading("guangzhou-customs-2023.txt")
    assert "81102000" not in (reading.report.contact or "") + "".join(passage.text for passage in reading.passages)
    assert max(passage.section for passage in reading.passages) == 6


def test_the_only_contradictions_are_two_totals_of_hongze_and_the_prose_of_shanghai() -> None:
    found = {name: [(one.check, one.expected, one.found) for one in _reading(name).findings] for name, _, _ in CASES}
    assert found.pop("hongze_2023.pdf") == [("outcomes_add_up", "11", "0"), ("outcomes_add_up", "5", "0")]
    assert found.pop("shanghai_office_2019.html") == [
        ("prose_counts", "至少275", "258"),
        ("prose_counts", "至少337", "265"),
        ("prose_dispositions", "805", "716"),
        ("prose_upheld", "行政复议尚未审结 2", "均获维持"),
        ("prose_upheld", "行政诉讼未经复议直接起诉尚未审结 1", "均获维持"),
    ]
    assert not any(found.values())


def test_rows_of_the_agency_stand_under_their_printed_labels() -> None:
    facts = _reading("guangzhou-customs-2023.txt").facts
    withdrawn = next(fact for fact in facts if fact.row[-1] == "4.申请人撤销申请" and fact.at.applicant == "total")
    assert withdrawn.row == ("三、本年度办理结果", "(六)其他处理", "4.申请人撤销申请")
    assert (withdrawn.column, withdrawn.value, withdrawn.unit) == (("总计",), Decimal(26), "件")
    assert withdrawn.at.measure == "disposition.other.own:申请人撤销申请"


def test_a_damaged_label_is_given_as_the_form_has_it() -> None:
    rows = {fact.row[-1] for fact in _reading("hongze_2023.pdf").facts if fact.at.measure.endswith("prohibited_by_law")}
    assert rows == {"2.其他法律行政法规禁止公开"}


def test_passages_are_letter_for_letter_in_their_paragraphs() -> None:
    for name, _, _ in CASES:
        reading = _reading(name)
        whole = "\n".join(paragraph.text for section in reading.report.sections for paragraph in section.paragraphs)
        assert all(passage.text in whole for passage in reading.passages)


@pytest.mark.parametrize("name", ["blank_template_2021.docx", "LAYOUTS.md", "gold/customs.json", "gold/hongze_2023.json"])
def test_what_is_no_report_is_refused(name: str) -> None:
    with pytest.raises(NotAReport, match="看起来"):
        _reading(name)
