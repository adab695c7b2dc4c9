"""Invents reports whose figures satisfy every identity of their form."""

from __future__ import annotations

from random import Random

from ingest.forms import Form, Line
from ingest.forms.form_2021 import FORM_2021
from samples.figures import Contact, Part, SampleReport

_PLACES = ("云溪市", "松鹤县", "临湾区", "青岚市", "望泽县", "北渚区", "平棠市", "栖凤县")
_OFFICES = ("人民政府", "市场监督管理局", "自然资源局", "教育局", "卫生健康委员会", "审计局", "水利局")
_SUMS = ("requests.received", "requests.carried_in", "disposition.total", "requests.carried_out")
_ORIGIN = "机关、文字和全部数字均为随机虚构，只用于检验程序。"

_Numbers = dict[tuple[str, str | None], int]


def _count(random: Random, most: int) -> int:
    return random.randint(0, most) if random.random() < 0.3 else 0


def _table_three(random: Random, form: Form, lines: tuple[Line, ...], most: int) -> _Numbers:
    numbers: _Numbers = {}
    dispositions = [line.measure for line in lines if line.measure not in _SUMS]
    applicants = [column.applicant for column in form.columns if column.applicant != "total"]
    for applicant in applicants:
        numbers |= {(measure, applicant): _count(random, most) for measure in dispositions}
        done = sum(numbers[measure, applicant] for measure in dispositions)
        carried_out = _count(random, most)
        carried_in = random.randint(0, min(most, done + carried_out))
        numbers["disposition.total", applicant] = done
        numbers["requests.carried_out", applicant] = carried_out
        numbers["requests.carried_in", applicant] = carried_in
        numbers["requests.received", applicant] = done + carried_out - carried_in
    for line in lines:
        numbers[line.measure, "total"] = sum(numbers[line.measure, applicant] for applicant in applicants)
    return numbers


def _table_four(random: Random, form: Form, most: int) -> _Numbers:
    numbers: _Numbers = {}
    for entry in form.table_four:
        review, _, outcome = entry.measure.rpartition(".")
        parts = [number for (measure, _), number in numbers.items() if measure.startswith(f"{review}.")]
        numbers[entry.measure, None] = sum(parts) if outcome == "total" else _count(random, most)
    return numbers


def _table_two(random: Random, form: Form, most: int) -> dict[tuple[str, str | None], str]:
    texts: dict[tuple[str, str | None], str] = {}
    for entry in form.table_two:
        number = _count(random, most * 100)
        money = entry.measure.endswith(".amount") and number > 0
        texts[entry.measure, None] = f"{number}.{random.randint(1, 99):02}" if money else str(number)
    return texts


def _prose(agency: str, year: int, received: str) -> tuple[Part, ...]:
    return (
        Part(1, "（一）主动公开情况", (f"{year}年，{agency}按照规定公开各类政府信息，并及时更新公开指南。",)),
        Part(1, "（二）依申请公开情况", (f"全年新收政府信息公开申请{received}件，均依法办理。",)),
        Part(5, None, ("存在的主要问题是公开栏目更新不够及时。下一步将逐月检查栏目更新情况。",)),
        Part(6, None, (f"{year}年未收取政府信息公开信息处理费。",)),
    )


def invent(
    random: Random,
    form: Form = FORM_2021,
    lines: tuple[Line, ...] | None = None,
    zeros: tuple[str | None, ...] = ("0",),
) -> SampleReport:
    """A report that contradicts itself nowhere; `zeros` are the ways in which its zeros may be printed (None: blank)."""
    agency, year = random.choice(_PLACES) + random.choice(_OFFICES), random.randint(*((2019, 2020) if form.id == "2019" else (2021, 2025)))
    rows = form.table_three if lines is None else lines
    most = random.choice((3, 30, 900))
    numbers = _table_three(random, form, rows, most) | _table_four(random, form, most)
    texts = _table_two(random, form, most) | {place: str(number) for place, number in numbers.items()}
    figures = {place: random.choice(zeros) if text == "0" else text for place, text in texts.items()}
    return SampleReport(
        agency=agency,
        scope=None,
        year=year,
        title=random.choice((f"{agency}{year}年政府信息公开工作年度报告", f"{year}年{agency}政府信息公开工作年度报告")),
        origin=_ORIGIN,
        contact=Contact(f"{agency}办公室", f"{agency[:3]}和平路{random.randint(1, 300)}号", "000000", "0000-1234567", "xxgk@example.com"),
        form=form,
        lines=rows,
        figures=figures,
        prose=_prose(agency, year, texts["requests.received", "total"]),
    )
