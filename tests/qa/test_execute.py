"""The arithmetic against a second engine: a few naive lines over what invented reports print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Locator
from ingest.fact import Fact, Point, State
from ingest.forms import Form
from ingest.forms.form_2019 import FORM_2019
from ingest.forms.form_2021 import FORM_2021
from ingest.forms.measures import APPLICANTS, MEASURES
from ingest.forms.shared import RESULTS
from ingest.held import ReportKey
from qa.composing.figures import exact, plain, rounded, shown
from qa.computing.execute import execute
from qa.computing.lookup import FactTable, report_key, total
from qa.computing.quantity import Quantity, Row, SeriesResult, number_of
from qa.computing.tally import Tally
from qa.computing.tally import given as given_figure
from qa.errors import BlankCell, NotApplicable, NotComparable, NothingLeft, NotOnForm, NotReported, QuestionError, Undefined, UnreadCell
from qa.plan import Address, Aggregate, Change, Difference, Each, Every, Expression, Filter, Lookup, Rank, Ratio, Sum
from samples import SampleReport, invent, own_rows
from tests.qa.printed import cells_of

STATES: dict[str, State] = {"": "blank", "/": "not_applicable"}
GROUPS = {"(三)不予公开": "refused", "(四)无法提供": "unable", "(五)不予处理": "not_processed", "(六)其他处理": "other"}
ORGANIZATIONS = ("enterprise", "research", "welfare", "legal", "other")
OWN_LINES = own_rows(FORM_2021, "咨询事项", "申请人撤回申请")

REPORTS = [
    invent(Random(1)),
    invent(Random(2), zeros=("0", None)),
    invent(Random(3), zeros=(None,)),
    invent(Random(4), zeros=("0", None, "/")),
    invent(Random(5), FORM_2019, zeros=(None, "/")),
    invent(Random(6), FORM_2019),
    invent(Random(7), FORM_2021, OWN_LINES, ("0", None)),
    invent(Random(8), FORM_2021, FORM_2019.table_three, ("0", None)),
]


def fact(point: Point, printed: str, unit: str | None = "件", state: State | None = None) -> Fact:
    stated = state or STATES.get(printed, "number")
    value = Decimal(printed) if stated == "number" else None
    return Fact(point, 3, (point.measure,), (point.applicant or "",), stated, printed, value, unit, Locator())


def table(report: SampleReport) -> FactTable:
    units = {measure.id: measure.unit for measure in MEASURES.values()}
    facts = [
        fact(Point(report.agency, None, report.year, measure, applicant), printed, units.get(measure, "件"))
        for measure, applicant, printed in cells_of(report).values()
    ]
    return FactTable(facts, [ReportKey(report.agency, None, report.year)])


def naive(report: SampleReport, measure: str, applicant: str | None) -> Fraction | None:
    """The printed number, else the sum of the numbers of its columns, else of its rows; None where nothing is printed."""
    text = report.figures.get((measure, applicant))
    if text not in (None, "/"):
        return Fraction(text)
    if measure == "requests.in_hand":
        return added([naive(report, part, applicant) for part in ("requests.received", "requests.carried_in")])
    if measure.startswith("litigation.") and measure.count(".") == 1:
        outcome = measure.split(".")[1]
        return added([naive(report, f"litigation.{kind}.{outcome}", None) for kind in ("direct", "after")])
    if any(line.measure == measure for line in report.lines):
        columns = {"total": ("natural", *ORGANIZATIONS), "organization": ORGANIZATIONS}.get(applicant or "", ())
        if measure == "disposition.total" and not columns:
            return added(
                [naive(report, row.measure, applicant) for row in report.lines if row.labels[0] == RESULTS and row.measure != measure]
            )
        return added([naive(report, measure, column) for column in columns])
    rows = [line.measure for line in report.lines if len(line.labels) == 3 and f"disposition.{GROUPS[line.labels[1]]}" == measure]
    return added([naive(report, row, applicant) for row in rows])


def added(terms: list[Fraction | None]) -> Fraction | None:
    numbers = [term for term in terms if term is not None]
    return sum(numbers, Fraction(0)) if numbers else None


def computed(plan: Expression, facts: FactTable) -> Fraction | None:
    try:
        result = execute(plan, facts)
    except QuestionError:
        return None
    assert isinstance(result, Quantity)
    assert type(result.value) is Fraction
    return result.value


def at(report: SampleReport, measure: str, applicant: str | None) -> Lookup:
    return Lookup(Address(measure, applicant, report.agency, None, report.year))


def asked(report: SampleReport) -> list[tuple[str, str | None]]:
    by_applicant = [
        *(measure for measure in MEASURES if measure.startswith(("requests.", "disposition."))),
        *(line.measure for line in report.lines if line.measure not in MEASURES),
    ]
    others = [measure for measure in MEASURES if measure not in by_applicant]
    return [*((measure, applicant) for measure in by_applicant for applicant in APPLICANTS), *((measure, None) for measure in others)]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{report.agency}{report.form.id}")
def test_every_lookup_agrees_with_the_second_engine(report: SampleReport) -> None:
    facts = table(report)
    answers = {place: computed(at(report, *place), facts) for place in asked(report)}
    assert answers == {place: naive(report, *place) for place in asked(report)}
    assert sum(answer is not None for answer in answers.values()) > 20


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{report.agency}{report.form.id}")
def test_every_share_agrees_with_the_second_engine(report: SampleReport) -> None:
    facts = table(report)
    for measure, applicant in asked(report):
        if applicant is not None:
            for whole in ("disposition.total", "requests.received"):
                part, total = naive(report, measure, applicant), naive(report, whole, "total")
                expected = part / total if part is not None and total else None
                assert computed(Ratio(at(report, measure, applicant), at(report, whole, "total")), facts) == expected, measure


@pytest.mark.parametrize("applicant", APPLICANTS)
def test_sums_over_reports_agree_with_the_second_engine_and_name_what_they_leave_out(applicant: str) -> None:
    reports = list({(report.agency, report.year): report for report in REPORTS}.values())
    facts = FactTable(
        (one for report in reports for one in table(report).facts.values()), [ReportKey(one.agency, None, one.year) for one in reports]
    )
    for measure in (
        "requests.received",
        "disposition.refused",
        "disposition.partly",
        "disposition.other",
        "disposition.refused.deliberative",
    ):
        members = tuple(Address(measure, applicant, one.agency, None, one.year) for one in reports)
        numbers = [naive(one, measure, applicant) for one in reports]
        assert computed(Aggregate("sum", Each(members, Lookup(Address()))), facts) == added(numbers)
        series = execute(Each(members, Lookup(Address())), facts)
        assert isinstance(series, SeriesResult)
        assert [member for member, _ in series.without] == [one for one, number in zip(members, numbers, strict=True) if number is None]


def small(**printed: str) -> FactTable:
    """A report of one office whose received requests print so, by applicant."""
    points = {applicant: Point("甲局", None, 2023, "requests.received", applicant) for applicant in printed}
    return FactTable([fact(points[applicant], text) for applicant, text in printed.items()], [ReportKey("甲局", None, 2023)])


def received(applicant: str = "total", year: int = 2023, agency: str = "甲局") -> Lookup:
    return Lookup(Address("requests.received", applicant, agency, None, year))


def test_blank_is_not_zero() -> None:
    with pytest.raises(BlankCell):
        execute(received("natural"), small(natural="", enterprise="0"))
    with pytest.raises(NotApplicable):
        execute(received("natural"), small(natural="/"))


def test_a_sum_names_what_it_left_out() -> None:
    result = execute(received(), small(natural="5", enterprise="", research="/", welfare="0", legal="2", other="", total=""))
    assert isinstance(result, Quantity)
    assert result.value == 7
    assert result.operation == "sum"
    assert {one.at.applicant for one in result.omitted()} == {"enterprise", "research", "other"}
    assert {one.at.applicant for one in result.facts()} == {"natural", "welfare", "legal"}


def test_a_sum_names_every_cell_of_a_group_that_is_blank_throughout() -> None:
    result = execute(received(), small(natural="5", enterprise="", research="", welfare="", legal="", other="", total=""))
    assert isinstance(result, Quantity)
    assert {one.at.applicant for one in result.omitted()} == {*ORGANIZATIONS}


def test_an_unread_part_refuses() -> None:
    printed: tuple[tuple[str, str, State], ...] = (("natural", "5", "number"), ("enterprise", "?", "unread"), ("total", "", "blank"))
    facts = [fact(Point("甲局", None, 2023, "requests.received", name), text, state=state) for name, text, state in printed]
    held = [ReportKey("甲局", None, 2023)]
    for plan in (received(), received("enterprise"), received("organization"), Ratio(received("natural"), received())):
        with pytest.raises(UnreadCell):
            execute(plan, FactTable(facts, held))


def test_a_report_that_is_not_held_is_named() -> None:
    with pytest.raises(NotReported) as raised:
        execute(Difference(received(), received(year=2022)), small(total="5"))
    assert raised.value.missing == (("甲局", 2022),)


def test_division_by_zero_is_undefined() -> None:
    facts = small(natural="0", total="0", enterprise="3")
    for plan in (Ratio(received("enterprise"), received()), Change(received("natural"), received("enterprise"))):
        with pytest.raises(Undefined):
            execute(plan, facts)


def test_units_are_not_mixed() -> None:
    points = [(Point("甲局", None, 2023, "procurement.amount"), "元"), (Point("乙局", None, 2023, "procurement.amount"), "万元")]
    facts = FactTable([fact(point, "5", unit) for point, unit in points], [ReportKey(point.agency, None, 2023) for point, _ in points])
    first, second = (Lookup(Address("procurement.amount", None, point.agency, None, 2023)) for point, _ in points)
    members = (first.at, second.at)
    for plan in (Difference(first, second), Sum((first, second)), Ratio(first, second), Rank(Each(members, Lookup(Address())))):
        with pytest.raises(NotComparable):
            execute(plan, facts)


def series_of(*numbers: int) -> tuple[Each, FactTable]:
    points = [Point("甲局", None, 2000 + place, "requests.received", "total") for place in range(len(numbers))]
    facts = FactTable(
        [fact(point, str(number)) for point, number in zip(points, numbers, strict=True)],
        [ReportKey("甲局", None, point.year) for point in points],
    )
    return Each(tuple(received(year=point.year).at for point in points), Lookup(Address())), facts


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.booleans(), st.sampled_from((None, 1, 2, 3)))
def test_ties_share_a_rank(numbers: list[int], descending: bool, limit: int | None) -> None:
    each, facts = series_of(*numbers)
    result = execute(Rank(each, descending, limit), facts)
    assert isinstance(result, SeriesResult)
    ahead = [sum(other > number if descending else other < number for other in numbers) + 1 for number in numbers]
    kept = sorted(((rank, number) for rank, number in zip(ahead, numbers, strict=True) if limit is None or rank <= limit))
    assert [(row.rank, int(row.quantity.value)) for row in result.rows] == kept


@given(st.lists(st.integers(0, 20), min_size=1, max_size=8), st.sampled_from(("<", "<=", "=", ">=", ">")), st.integers(0, 20))
def test_filters_and_counts(numbers: list[int], comparison: str, bound: int) -> None:
    each, facts = series_of(*numbers)
    holds = {"<": int.__lt__, "<=": int.__le__, "=": int.__eq__, ">=": int.__ge__, ">": int.__gt__}[comparison]
    kept = [number for number in numbers if holds(number, bound)]
    plan = Filter(each, comparison, str(bound))  # type: ignore[arg-type]  # one of the five
    result = execute(plan, facts)
    assert isinstance(result, SeriesResult)
    assert [int(row.quantity.value) for row in result.rows] == kept
    assert result.considered == len(numbers)
    assert computed(Aggregate("count", plan), facts) == len(kept)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6))
def test_aggregates(numbers: list[int]) -> None:
    each, facts = series_of(*numbers)
    assert computed(Aggregate("sum", each), facts) == sum(numbers)
    assert computed(Aggregate("average", each), facts) == Fraction(sum(numbers), len(numbers))
    assert computed(Aggregate("maximum", each), facts) == max(numbers)
    assert computed(Aggregate("minimum", each), facts) == min(numbers)


@given(st.fractions(max_denominator=10**6))
def test_rounding_is_half_away_from_zero(value: Fraction) -> None:
    shown = Fraction(rounded(value))
    assert abs(shown - value) <= Fraction(1, 200)
    assert abs(shown) >= abs(value) or abs(shown - value) < Fraction(1, 200)
    assert Fraction(exact(value)) == value


def test_rounding_of_halves() -> None:
    assert [rounded(Fraction(text)) for text in ("0.125", "-0.125", "0.135", "0.005", "-0.004", "99.995")] == [
        "0.13", "-0.13", "0.14", "0.01", "0.00", "100.00",
    ]  # fmt: skip
    assert plain(Fraction("96171.6")) == "96171.6"
    assert plain(Fraction(10**21)) == "1" + "0" * 21


def test_the_second_engine_knows_both_forms() -> None:
    forms: list[Form] = [report.form for report in REPORTS]
    assert {form.id for form in forms} == {"2019", "2021"}


def members(*agencies: str) -> tuple[Address, ...]:
    return tuple(Address(agency=agency) for agency in agencies)


def received_by(**numbers: int) -> FactTable:
    points = {agency: Point(agency, None, 2023, "requests.received", "total") for agency in numbers}
    return FactTable(
        [fact(points[agency], str(number)) for agency, number in numbers.items()],
        [ReportKey(agency, None, 2023) for agency in numbers],
    )


def test_a_share_of_the_sum_of_all_sets_each_against_the_others_and_not_against_itself() -> None:
    """The nearest Each fills an open address: 甲局 has 1 of 4, not 1 of 2."""
    open_office = Lookup(Address("requests.received", "total", year=2023))
    share = Ratio(open_office, Aggregate("sum", Each(members("甲局", "乙局"), open_office)))
    series = execute(Each(members("甲局", "乙局"), share), received_by(甲局=1, 乙局=3))
    assert isinstance(series, SeriesResult)
    assert [row.quantity.value for row in series.rows] == [Fraction(1, 4), Fraction(3, 4)]


@pytest.mark.parametrize("narrowed", [lambda each: Filter(each, ">=", "0"), lambda each: Rank(each)])
def test_what_an_outer_member_states_reaches_the_members_of_a_filter_and_a_rank(narrowed: Callable[[Each], Filter | Rank]) -> None:
    years = narrowed(Each((Address(year=2023),), Lookup(Address("requests.received", "total"))))
    series = execute(Each(members("甲局", "乙局"), Aggregate("maximum", years)), received_by(甲局=1, 乙局=3))
    assert isinstance(series, SeriesResult)
    assert [row.quantity.value for row in series.rows] == [1, 3]


def test_the_scope_of_one_office_is_not_taken_for_another() -> None:
    points = [Point("甲海关", "关区", 2023, "requests.received", "total"), Point("乙海关", None, 2023, "requests.received", "total")]
    facts = FactTable([fact(point, "5") for point in points], [ReportKey(point.agency, point.scope, 2023) for point in points])
    offices = tuple(Address(agency=point.agency, scope=point.scope, year=2023) for point in points)
    every = Aggregate("sum", Each(offices, Lookup(Address("requests.received", "total"))))
    series = execute(Each(offices, every), facts)
    assert isinstance(series, SeriesResult)
    assert [row.quantity.value for row in series.rows] == [10, 10]


@pytest.mark.parametrize("operator", ["sum", "average", "maximum", "minimum"])
def test_of_none_that_fulfil_a_condition_there_is_no_figure(operator: Literal["sum", "average", "maximum", "minimum"]) -> None:
    each, facts = series_of(1, 2)
    with pytest.raises(NothingLeft):
        execute(Aggregate(operator, Filter(each, ">", "5")), facts)


def test_offices_none_of_which_has_reported_are_not_counted_as_none() -> None:
    _, facts = series_of(1)
    unknown = Each((received(agency="乙局").at, received(agency="丙局").at), Lookup(Address()))
    with pytest.raises(NotReported):
        execute(Aggregate("count", Filter(unknown, ">", "0")), facts)


def test_a_bound_on_shares_is_in_percent() -> None:
    shares = Each(
        (Address(applicant="natural"), Address(applicant="legal")), Ratio(Lookup(replace(received().at, applicant=None)), received())
    )
    series = execute(Filter(shares, ">", "50"), small(natural="6", legal="4", total="10"))
    assert isinstance(series, SeriesResult)
    assert [row.member.applicant for row in series.rows] == ["natural"]


def test_money_in_other_units_is_compared_with_zero_alone() -> None:
    points = [(Point("甲局", None, 2023, "procurement.amount"), "元"), (Point("乙局", None, 2023, "procurement.amount"), "万元")]
    facts = FactTable([fact(point, "500", unit) for point, unit in points], [ReportKey(point.agency, None, 2023) for point, _ in points])
    each = Each(tuple(Address("procurement.amount", None, point.agency, None, 2023) for point, _ in points), Lookup(Address()))
    with pytest.raises(NotComparable):
        execute(Filter(each, ">", "100"), facts)
    series = execute(Filter(each, ">", "0"), facts)
    assert isinstance(series, SeriesResult)
    assert len(series.rows) == 2


@pytest.mark.parametrize(("bound", "unit", "kept"), [("400", "元", ["甲局", "乙局"]), ("0.05", "万元", ["乙局"]), ("5000000", "元", [])])
def test_a_bound_in_money_is_converted_exactly(bound: str, unit: str, kept: list[str]) -> None:
    points = [(Point("甲局", None, 2023, "procurement.amount"), "元"), (Point("乙局", None, 2023, "procurement.amount"), "万元")]
    facts = FactTable([fact(point, "500", told) for point, told in points], [ReportKey(point.agency, None, 2023) for point, _ in points])
    each = Each(tuple(Address("procurement.amount", None, point.agency, None, 2023) for point, _ in points), Lookup(Address()))
    series = execute(Filter(each, ">", bound, unit=unit), facts)
    assert isinstance(series, SeriesResult)
    assert [row.member.agency for row in series.rows] == kept


@pytest.mark.parametrize("unit", ["元", "%"])
def test_cases_are_not_compared_with_money_or_percentages(unit: str) -> None:
    each, facts = series_of(3, 5)
    with pytest.raises(NotComparable):
        execute(Filter(each, ">", "4", unit=unit), facts)


def test_a_printed_percentage_is_given_as_printed() -> None:
    point = Point("甲局", None, 2023, "requests.received", "total")
    result = execute(received(), FactTable([fact(point, "12", "%")], [ReportKey("甲局", None, 2023)]))
    assert isinstance(result, Quantity)
    assert shown(result.value, result.unit) == "12.00"


def test_the_largest_is_not_told_where_one_of_them_is_not_known() -> None:
    each, facts = series_of(3, 5)
    unknown = Each((*each.members, received(year=1999).at), each.of)
    for operator in ("maximum", "minimum"):
        with pytest.raises(NotReported) as raised:
            execute(Aggregate(operator, unknown), facts)  # type: ignore[arg-type]
        assert raised.value.missing == (("甲局", 1999),)


def test_of_equals_the_largest_is_the_first_and_the_smallest_the_last() -> None:
    each, facts = series_of(4, 4, 4)
    for operator, year in (("maximum", 2000), ("minimum", 2002)):
        result = execute(Aggregate(operator, each), facts)  # type: ignore[arg-type]
        assert isinstance(result, Quantity)
        assert result.at is not None
        assert result.at.year == year


def test_the_second_and_third_of_a_ranking_are_those_ranks_whoever_shares_the_first() -> None:
    each, facts = series_of(9, 9, 7, 5, 3)
    for first, limit, kept in (
        (1, 1, [(1, 9), (1, 9)]),
        (2, 2, []),
        (2, 3, [(3, 7)]),
        (3, 4, [(3, 7), (4, 5)]),
        (4, None, [(4, 5), (5, 3)]),
    ):
        result = execute(Rank(each, True, limit, first), facts)
        assert isinstance(result, SeriesResult)
        assert [(row.rank, int(row.quantity.value)) for row in result.rows] == kept


def counted() -> tuple[Every, FactTable]:
    """Three offices that print 5, one that prints 2½ and one that leaves its cell blank, none but the last named."""
    every = Every(Address("requests.received", "total", year=2023))
    blank = Address("requests.received", "total", "甲局", None, 2023)
    half = Quantity(Fraction(5, 2), "件", "printed", every.at)
    tally = Tally(every, (Quantity(Fraction(5), "件", "printed", every.at, times=3), half), (blank,))
    return every, FactTable([fact(Point("甲局", None, 2023, "requests.received", "total"), "")], [ReportKey("甲局", None, 2023)], tally)


def test_a_figure_that_several_print_counts_as_often() -> None:
    every, facts = counted()
    assert computed(Aggregate("sum", every), facts) == Fraction(35, 2)
    assert computed(Aggregate("average", every), facts) == Fraction(35, 8)
    assert computed(Aggregate("count", Filter(every, ">", "3")), facts) == 3
    series = execute(every, facts)
    assert isinstance(series, SeriesResult)
    assert (series.considered, series.size, len(series.rows), len(series.without)) == (4, 4, 2, 1)
    ranked = execute(Rank(every), facts)
    assert isinstance(ranked, SeriesResult)
    assert [(row.rank, row.quantity.value) for row in ranked.rows] == [(1, 5), (4, Fraction(5, 2))]
    assert [given_figure(row.quantity) for row in ranked.rows] == [(5, "件", "printed"), (Fraction(5, 2), "件", "printed")]


def test_what_nobody_has_counted_has_no_figure() -> None:
    every, _ = counted()
    with pytest.raises(NothingLeft):
        execute(Aggregate("sum", every), FactTable([], []))


def test_a_change_is_told_against_the_year_before() -> None:
    each, facts = series_of(80, 100)
    before, after = (Lookup(member) for member in each.members)
    result = execute(Change(before, after), facts)
    assert isinstance(result, Quantity)
    assert (result.value, result.unit, result.operation) == (Fraction(1, 4), "%", "change")
    assert [int(one.value) for one in result.operands] == [80, 100]
    share = execute(Ratio(before, after), facts)
    assert isinstance(share, Quantity)
    assert (share.value, share.unit, share.operation) == (Fraction(4, 5), "%", "ratio")
    assert given_figure(share) == (80, "%", "ratio")


def test_a_number_is_known_to_be_printed_at_an_address() -> None:
    facts = small(natural="0", enterprise="", total="/")
    known = [received(applicant).at for applicant in ("natural", "enterprise", "total", "legal")]
    assert [facts.has_number(at) for at in known] == [True, False, False, False]


def test_the_rest_of_a_group_is_what_the_agency_prints_in_its_place() -> None:
    """Where own rows stand and 3.其他 does not, 其他处理 is the other lines with the own ones."""
    lines = {"not_corrected": "1", "fee_not_paid": "2", "own:撤回": "4"}
    points = {key: Point("甲局", None, 2023, f"disposition.other.{key}", "total") for key in lines}
    held = [ReportKey("甲局", None, 2023)]
    printed = [fact(points[key], text) for key, text in lines.items()]
    whole = Lookup(Address("disposition.other", "total", "甲局", None, 2023))
    result = execute(whole, FactTable(printed, held))
    assert isinstance(result, Quantity)
    assert (result.value, len(result.operands), result.left_out) == (7, 3, ())
    rest = fact(Point("甲局", None, 2023, "disposition.other.rest", "total"), "8")
    assert computed(whole, FactTable([*printed, rest], held)) == 15
    assert FactTable(printed, held).own(held[0], "disposition.other") == ("disposition.other.own:撤回",)


def test_a_measure_that_no_cell_of_the_report_prints_is_not_on_its_form() -> None:
    with pytest.raises(NotOnForm) as raised:
        execute(Lookup(Address("licensing.decisions", None, "甲局", None, 2023)), small(total="5"))
    assert raised.value.details == {"measure": "licensing.decisions", "agency": "甲局", "year": "2023", "applicant": ""}


def test_where_none_of_the_members_has_a_figure_the_reason_of_the_first_is_given() -> None:
    _, facts = series_of(1)
    unknown = Each((received(agency="乙局").at, received(agency="丙局").at), Lookup(Address()))
    for plan in (Aggregate("count", unknown), Aggregate("sum", unknown), Aggregate("maximum", unknown)):
        with pytest.raises(NotReported) as raised:
            execute(plan, facts)
        assert raised.value.missing == (("乙局", 2023),)
    ranked = execute(Rank(unknown), facts)
    assert isinstance(ranked, SeriesResult)
    assert (ranked.rows, len(ranked.without)) == ((), 2)


def test_of_those_left_by_a_condition_the_first_without_a_figure_says_why_there_is_none() -> None:
    each, facts = series_of(3)
    some = Each((received(agency="乙局").at, received(agency="丙局").at, *each.members), Lookup(Address()))
    for operator in ("sum", "minimum"):
        with pytest.raises(NotReported) as raised:
            execute(Aggregate(operator, Filter(some, ">", "5")), facts)  # type: ignore[arg-type]
        assert raised.value.missing == (("乙局", 2023),)
    assert computed(Aggregate("sum", some), facts) == 3


def test_two_conditions_hold_together() -> None:
    each, facts = series_of(1, 3, 5)
    series = execute(Filter(each, ">", "1", ("<", "5")), facts)
    assert isinstance(series, SeriesResult)
    assert [int(row.quantity.value) for row in series.rows] == [3]


def test_an_unread_cell_is_not_summed_from_its_parts() -> None:
    facts = small(natural="5", enterprise="1", total="6")
    point = Point("甲局", None, 2023, "requests.received", "total")
    facts.facts[point] = fact(point, "?", state="unread")
    with pytest.raises(UnreadCell):
        execute(received(), facts)


def test_why_there_is_no_figure_names_the_measure_and_the_cells() -> None:
    with pytest.raises(BlankCell) as blank:
        execute(received(), small(natural="/", enterprise="", research="", welfare="", legal="", other="", total=""))
    assert blank.value.details == {"measure": "requests.received"}
    assert [one.at.applicant for one in blank.value.facts] == ["total", "natural", *ORGANIZATIONS]
    with pytest.raises(NotApplicable) as struck:
        execute(received("organization"), small(enterprise="/", research="", welfare="", legal="", other=""))
    assert [one.at.applicant for one in struck.value.facts] == [*ORGANIZATIONS]
    point = Point("甲局", None, 2023, "requests.received", "legal")
    with pytest.raises(UnreadCell) as unread:
        execute(received("legal"), FactTable([fact(point, "?", state="unread")], [ReportKey("甲局", None, 2023)]))
    assert unread.value.details == {"measure": "requests.received"}
    with pytest.raises(BlankCell) as empty:
        execute(received("natural"), small(natural=""))
    assert empty.value.details == {"measure": "requests.received"}


def test_units_that_differ_are_named() -> None:
    points = [(Point("甲局", None, 2023, "procurement.amount"), None), (Point("乙局", None, 2023, "procurement.amount"), "万元")]
    facts = FactTable([fact(point, "5", unit) for point, unit in points], [ReportKey(point.agency, None, 2023) for point, _ in points])
    with pytest.raises(NotComparable) as raised:
        execute(Sum(tuple(Lookup(Address("procurement.amount", None, point.agency, None, 2023)) for point, _ in points)), facts)
    assert raised.value.details == {"units": "?/万元"}


def test_figures_that_several_print_and_those_that_are_not_named_are_counted() -> None:
    half = Quantity(Fraction(5, 2), "万元", "printed", times=4)
    assert total([half, Quantity(Fraction(1), "万元", "printed", times=2)]).value == 12
    assert SeriesResult((Row(Address(), half),), unnamed=3).size == 7
    assert number_of([half, half]) == 8
    assert SeriesResult(()).considered == 0


def test_an_address_without_a_year_is_of_no_report() -> None:
    facts = FactTable([fact(Point("", None, 0, "requests.received", "total"), "5")], [])
    assert facts.has_number(Address("requests.received", "total"))
    assert report_key(Address("requests.received", "total")) == ReportKey("", None, 0)
    with pytest.raises(NotReported) as raised:
        execute(Lookup(Address("requests.received", "natural")), facts)
    assert raised.value.missing == (("", 0),)
