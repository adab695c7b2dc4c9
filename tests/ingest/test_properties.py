"""Reports that never were: every number comes back; a misprint is found; lost and foreign rows move nothing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ingest.checks import check
from ingest.extract import extract_facts
from ingest.fact import Fact
from ingest.forms import Form, Line
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.recognize import recognize
from samples import Print, SampleReport, invent, own_rows
from tests.ingest.layouts import Flatten, a_layout, piped, stacked, whole

FORMS = st.sampled_from((FORM_2021, FORM_2019))
FLATTENED = st.sampled_from((whole, piped))
HOW = st.builds(Print, brackets=st.sampled_from(("full", "half")), mark=st.sampled_from((".", "、")))
ZEROS = st.sampled_from((("0",), ("0", None), ("0", "/"), (None,)))
FOREIGN = st.sampled_from(("五、群众满意度", "备注", "其中:网上申请", "(八)转送其他机关", "9.属于党务信息", "7.申请人撤回申请", "合计件数"))
OTHER_NUMBER = "7777777"


def read(report: SampleReport, flatten: Flatten, how: Print) -> tuple[Fact, ...]:
    return extract_facts(recognize(a_layout(report, flatten=flatten, how=how)))


@given(st.integers(0, 10_000), FORMS, st.booleans(), FLATTENED, HOW, ZEROS)
def test_every_number_of_an_invented_report_comes_back(
    seed: int, form: Form, own: bool, flatten: Flatten, how: Print, zeros: tuple[str | None, ...]
) -> None:
    lines = own_rows(FORM_2021, "申请人撤销申请", "转为咨询办理") if own and form is FORM_2021 else None
    report = invent(Random(seed), form, lines, zeros)
    facts = read(report, flatten, how)
    assert {(fact.at.measure, fact.at.applicant): fact.printed for fact in facts if fact.state != "unread"} == {
        place: text or "" for place, text in report.figures.items()
    }
    assert check(facts) == ()


@given(st.integers(0, 10_000), FORMS, HOW)
def test_a_stream_of_cells_gives_the_right_numbers_or_none(seed: int, form: Form, how: Print) -> None:
    report = invent(Random(seed), form, zeros=("0", "0", "0", "0", "0", "0", "0", "0", "0", None))
    for fact in read(report, stacked, how):
        assert fact.state == "unread" or fact.printed == (report.figures[fact.at.measure, fact.at.applicant] or "")


@given(st.integers(0, 10_000), FORMS, st.data())
def test_a_misprint_is_found_and_stands_in_every_finding(seed: int, form: Form, data: st.DataObject) -> None:
    report = invent(Random(seed), form)
    place = data.draw(st.sampled_from(sorted((place for place in report.figures if _is_checked(place[0])), key=str)))
    right = int(report.figures[place] or 0)
    wrong = data.draw(st.integers(0, 5_000).filter(lambda number: number != right))
    findings = check(read(replace(report, figures={**report.figures, place: str(wrong)}), whole, Print()))
    assert findings
    assert all(place in {(fact.at.measure, fact.at.applicant) for fact in finding.facts} for finding in findings)


def _is_checked(measure: str) -> bool:
    return measure.startswith(("requests.", "disposition.", "reconsideration.", "litigation."))


@given(st.integers(0, 10_000), FORMS, FLATTENED, HOW, st.data())
def test_lost_and_foreign_rows_move_no_number(seed: int, form: Form, flatten: Flatten, how: Print, data: st.DataObject) -> None:
    report = invent(Random(seed), form)
    lost = data.draw(st.sets(st.sampled_from([line.measure for line in form.table_three]), max_size=8))
    kept = [line for line in form.table_three if line.measure not in lost]
    lines, figures = _with_foreign(kept, report, data)
    facts = read(replace(report, lines=tuple(lines), figures=figures), flatten, how)
    known = {line.measure for line in kept}
    of_form = {(fact.at.measure, fact.at.applicant): fact for fact in facts if fact.table == 3 and ".own:" not in fact.at.measure}
    assert {measure for measure, _ in of_form} == known
    assert all(fact.printed == report.figures[place] for place, fact in of_form.items())
    assert all(fact.printed == OTHER_NUMBER for fact in facts if ".own:" in fact.at.measure)


def _with_foreign(
    kept: list[Line], report: SampleReport, data: st.DataObject
) -> tuple[list[Line], dict[tuple[str, str | None], str | None]]:
    lines, figures = list(kept), dict(report.figures)
    for index, label in enumerate(data.draw(st.lists(FOREIGN, max_size=3))):
        at = data.draw(st.integers(1, len(lines)))
        measure = f"foreign{index}"
        lines.insert(at, Line((*lines[at - 1].labels[:-1], label), measure))
        figures |= {(measure, column.applicant): OTHER_NUMBER for column in report.form.columns}
    return lines, figures


@given(st.integers(0, 10_000), FLATTENED, st.data())
def test_a_damaged_label_loses_its_row_at_worst(seed: int, flatten: Flatten, data: st.DataObject) -> None:
    report = invent(Random(seed))
    label = data.draw(st.sampled_from([line.labels[-1] for line in report.lines]))
    start = data.draw(st.integers(0, len(label) - 1))
    damaged = label[:start] + label[start + data.draw(st.integers(1, 4)) :]
    layout = a_layout(report, flatten=flatten, labels={label: damaged})
    for fact in extract_facts(recognize(layout)):
        if ".own:" not in fact.at.measure and fact.state != "unread":
            assert fact.printed == report.figures[fact.at.measure, fact.at.applicant], (label, damaged, fact.row)
