"""Flattened tables: in every style each number comes back, or is said to be unread, and nothing comes back wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from benchmarks.reading import HYBRIDS, a_report, judged
from ingest.errors import NotAReport
from ingest.fact import Fact
from ingest.forms.form_2021 import FORM_2021
from ingest.pipeline import read_report
from ingest.reading import Reading
from samples import Print, SampleReport, invent, print_text
from samples.dress import DRESSES, junk
from samples.shipped import SAMPLES
from samples.text import STYLES

LEAST = {"converted": 0.4, "collapsed": 0.3, "laid_out": 0.9, "pipe+noise": 0.9, "pipe+noisy": 0.9}
"""What must come back at least: small tables of values without labels, heaps, headers cut in two, junk that holds pipes itself."""

NO_BLANKS = {"viewed", "laid_out", "collapsed"}
"""Styles in which a blank cell leaves no trace, so that its row cannot be read."""

NO_BLANK_ROWS = NO_BLANKS | {"cells", "blankpara"}
"""Styles in which a row that is blank all through leaves no trace."""

COLUMNS = ("natural", "enterprise", "research", "welfare", "legal", "other", "total")
KEEPING = [style for style in STYLES if style not in NO_BLANKS]
DRESSED = [f"{style}+{dress}" for dress in DRESSES for style in ("cells", "pipe")]
REAL = [sample for sample in SAMPLES if not sample.invented]


def read(report: SampleReport, text: str) -> Reading:
    return read_report(f"{report.agency}{report.year}.txt", text.encode())


def verdicts(report: SampleReport, text: str) -> Counter[str]:
    reading = read(report, text)
    return judged(report, reading.facts, reading.findings)


def by_address(reading: Reading) -> dict[tuple[str, str | None], Fact]:
    return {(fact.at.measure, fact.at.applicant): fact for fact in reading.facts}


@pytest.mark.parametrize("style", [*STYLES, *DRESSED])
def test_every_printed_number_comes_back_in_every_style(style: str) -> None:
    for seed in (len(style), len(style) + 5):
        report, how = a_report(seed, "printed")
        found = verdicts(report, print_text(report, style, how))
        assert not found["wrong"] + found["found"] + found["more"], (style, seed, found)
        assert found["exact"] >= LEAST.get(style, 1) * len(report.figures), (style, seed, found)


@pytest.mark.parametrize("style", STYLES)
def test_a_blank_cell_is_read_as_blank_or_its_row_is_unread(style: str) -> None:
    for seed in (len(style) + 1, len(style) + 2):
        report, how = a_report(seed, "blank")
        found = verdicts(report, print_text(report, style, how))
        assert not found["wrong"] + found["found"], (style, seed, found)
        assert style in NO_BLANKS or found["exact"] >= LEAST.get(style, 0.8) * len(report.figures), (style, seed, found)


def test_an_empty_line_too_many_or_too_few_beside_a_blank_cell_leaves_its_row_unread() -> None:
    report, how = a_report(4, "printed")
    row = [("disposition.refused.third_party", applicant) for applicant in COLUMNS]
    report = replace(report, figures={**report.figures, **dict(zip(row, ("3", "1", None, "0", "2", "0", "6"), strict=True))})
    text = print_text(report, "cells", how)
    printed = "\n\n".join(("3", "1", "", "0", "2", "0", "6"))
    assert text.count(printed) == 1
    for change in ("\n", "\n\n\n\n\n", "\n\n\n\n\n\n"):
        facts = by_address(read(report, text.replace(printed, printed.replace("\n\n\n\n", change))))
        assert {facts[place].state for place in row} == {"unread"}, change
    facts = by_address(read(report, text))
    assert [facts[place].state for place in row] == ["number", "number", "blank", *["number"] * 4]


@pytest.mark.parametrize("sample", REAL, ids=lambda sample: sample.report.agency)
def test_the_real_reports_come_back_from_every_style(sample: object) -> None:
    report, how = sample.report, sample.how  # type: ignore[attr-defined]
    blanks = None in report.figures.values()
    for style in STYLES:
        if blanks and style in NO_BLANK_ROWS:
            continue
        found = verdicts(report, print_text(report, style, how))
        assert not found["wrong"], (style, found)
        assert found["exact"] >= LEAST.get(style, 0.8 if blanks else 1) * len(report.figures), (style, found)


@pytest.mark.parametrize("style", ["tabs", "pipe", "cells"])
@pytest.mark.parametrize("printed", ["法人和其他组织", "法人、其他组织", "其他组织"])
def test_a_misprinted_heading_over_the_organizations_moves_none_of_them(style: str, printed: str) -> None:
    report, how = a_report(3, "printed")
    found = verdicts(report, print_text(report, style, how).replace("法人或其他组织", printed))
    assert not found["wrong"] + found["found"], (style, found)


@pytest.mark.parametrize("style", ["cells", "pipe", "tabs", "rowlead", "cellpipe", "viewed", "boxed"])
def test_a_misprinted_cell_of_a_flattened_table_is_found(style: str) -> None:
    for seed in range(2):
        random = Random(f"{style}{seed}")
        report, how = a_report(seed, "printed")
        places = [
            place for place in report.figures if place[0].startswith(("requests.", "disposition.", "reconsideration.", "litigation."))
        ]
        place = random.choice(sorted(places, key=str))
        wrong = replace(report, figures={**report.figures, place: "4321"})
        reading = read(wrong, print_text(wrong, style, how))
        assert any((fact.at.measure, fact.at.applicant) == place for one in reading.findings for fact in one.facts), (style, place)


def _damaged(text: str, random: Random) -> str:
    """The text with lines lost, printed twice or run together below its title, as careless copying leaves it."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 4)):
        at = random.randrange(30, len(lines) - 8)
        damage = random.choice(("lost", "twice", "joined", "many", "moved"))
        if damage == "twice" and not lines[at].strip("| ").isdigit():
            lines.insert(at, lines[at])
        elif damage == "joined":
            lines[at] += " " + lines.pop(at + 1)
        elif damage != "moved":
            del lines[at : at + (random.randint(2, 9) if damage == "many" else 1)]
    return "\n".join(lines)


@pytest.mark.parametrize("style", [one for one in STYLES if one != "converted"])
def test_lost_and_doubled_lines_move_no_number(style: str) -> None:
    for seed in range(2):
        report, how = a_report(seed + len(style), "printed")
        text = _damaged(print_text(report, style, how), Random(f"{style} {seed}"))
        assert not verdicts(report, text)["wrong"], (style, seed)


@pytest.mark.parametrize("style", sorted(NO_BLANKS))
def test_a_real_report_full_of_blanks_is_unread_where_blanks_leave_no_trace(style: str) -> None:
    shanghai = next(sample for sample in REAL if None in sample.report.figures.values())
    try:
        found = verdicts(shanghai.report, print_text(shanghai.report, style, shanghai.how))
    except NotAReport:
        return
    assert not found["wrong"] + found["found"], found


REPORT = replace(invent(Random(11), FORM_2021), title="云溪市教育局2023年政府信息公开工作年度报告", agency="云溪市教育局", year=2023)
WITHDRAWN, LAST = "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理"
HALF = Print(brackets="half")


def test_a_lost_row_is_reported_and_moves_nothing() -> None:
    text = "\n".join(line for line in print_text(REPORT, "pipe", HALF).split("\n") if "重复申请" not in line)
    reading = read(REPORT, text)
    assert judged(REPORT, reading.facts, reading.findings) == Counter(exact=len(REPORT.figures) - 7, missing=7)
    assert any("重复申请" in finding.message for finding in reading.findings)


def test_rows_in_another_order_keep_their_numbers() -> None:
    lines = print_text(REPORT, "browser", HALF).split("\n")
    one, other = (next(index for index, line in enumerate(lines) if label in line) for label in ("2.重复申请", "3.要求提供公开出版物"))
    lines[one], lines[other] = lines[other], lines[one]
    assert verdicts(REPORT, "\n".join(lines)) == Counter(exact=len(REPORT.figures))


def test_columns_in_another_order_are_read_by_their_headers() -> None:
    text = print_text(REPORT, "pipe", HALF)
    swapped = text.replace("商业企业 | 科研机构", "科研机构 | 商业企业")
    assert swapped != text
    facts = by_address(read(REPORT, swapped))
    for (measure, applicant), printed in REPORT.figures.items():
        other = {"enterprise": "research", "research": "enterprise"}.get(applicant or "", applicant)
        assert facts[measure, other].printed == printed


def test_a_total_before_the_organizations_makes_the_table_unread() -> None:
    text = print_text(REPORT, "pipe", HALF).replace("自然人 | 法人或其他组织 | 总计", "自然人 | 总计 | 法人或其他组织")
    assert {fact.state for fact in read(REPORT, text).facts if fact.table == 3} == {"unread"}


def test_a_row_printed_twice_with_other_numbers_is_unread() -> None:
    line = f"{WITHDRAWN} | 9 | 9 | 9 | 9 | 9 | 9 | 54 |"
    text = print_text(REPORT, "pipe", HALF).replace(LAST, f"{line}\n{LAST}")
    facts = by_address(read(REPORT, text))
    assert {facts["requests.carried_in", one].state for one in ("natural", "total")} == {"unread"}


def test_the_numbers_of_two_years_side_by_side_are_not_taken_for_one() -> None:
    before = replace(REPORT, figures=invent(Random(12), FORM_2021).figures)
    years = zip(*(print_text(one, "viewed", HALF).split("\n") for one in (REPORT, before)), strict=True)
    both = "\n".join(f"{now} {then}" if now != then else now for now, then in years)
    for place, fact in by_address(read(REPORT, both)).items():
        assert fact.state == "unread" or REPORT.figures[place] == before.figures[place] == fact.printed


def test_a_heap_of_numbers_is_unread_line_by_line() -> None:
    facts = by_address(read(REPORT, print_text(REPORT, "collapsed", HALF)))
    assert set(facts) == set(REPORT.figures)
    assert all(fact.state == "unread" or fact.printed == REPORT.figures[place] for place, fact in facts.items())
    assert sum(fact.state == "unread" for fact in facts.values()) % 7 == 0 < sum(fact.state == "unread" for fact in facts.values())


def test_values_in_rows_of_their_own_below_a_run_of_labels_are_unread() -> None:
    row = next(line for line in print_text(REPORT, "mdpipe", HALF).split("\n") if "1.属于国家秘密" in line)
    apart = "| 1.属于国家秘密 |\n| 2.其他法律行政法规禁止公开 |\n| 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n| 5 | 0 | 0 | 0 | 0 | 0 | 5 |"
    facts = by_address(read(REPORT, print_text(REPORT, "mdpipe", HALF).replace(row, apart)))
    assert {facts[f"disposition.refused.{one}", "total"].state for one in ("state_secret",)} == {"unread"}


def test_a_number_keeps_its_last_figure_where_junk_stands_behind_it() -> None:
    for seed in range(8):
        hidden = junk(Random(seed))
        text = "\n".join(f"{line}{hidden}" if line.isdigit() else line for line in print_text(REPORT, "cells", HALF).split("\n"))
        found = verdicts(REPORT, text)
        assert not found["wrong"], hidden


def test_row_numbers_before_the_labels_are_no_values() -> None:
    lines = print_text(REPORT, "browser", HALF).split("\n")
    first = next(index for index, line in enumerate(lines) if line.startswith("一、本年新收"))
    last = next(index for index, line in enumerate(lines) if line.startswith(LAST))
    lines[first : last + 1] = [f"{number}\t{line}" for number, line in enumerate(lines[first : last + 1], start=1)]
    assert verdicts(REPORT, "\n".join(lines)) == Counter(exact=len(REPORT.figures))


def test_the_wording_of_2019_in_a_form_of_2021_is_the_same_row() -> None:
    for style in KEEPING:
        text = print_text(REPORT, style, HALF).replace("行政规范性文件", "规范性文件")
        if style not in LEAST:
            assert verdicts(REPORT, text)["exact"] == len(REPORT.figures), style


def test_both_forms_and_the_hybrids_are_tried() -> None:
    assert [(form.id, lines is not None) for form, lines in HYBRIDS] == [("2021", False), ("2019", False), ("2021", True), ("2021", True)]
