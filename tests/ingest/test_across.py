"""Reports against each other: last year's, a whole and its parts, and prose taken over from the year before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ingest.checks import check
from ingest.checks.across import against_last_year, carried_over, part_of_whole, stock_of_documents, sum_of_parts
from ingest.checks.alike import repeated, sections_alike
from ingest.checks.suspect import causes
from ingest.document import Locator
from ingest.fact import Fact, Finding, Point
from ingest.passage import Passage
from tests.ingest.test_checks import REPORT, facts_of, printed_as


def a_cell(measure: str, text: str, year: int = 2024, applicant: str | None = None, agency: str = "青岚市人民政府") -> Fact:
    state, value = ("number", Decimal("".join(one for one in text.split("（")[0] if one.isdigit()))) if text else ("blank", None)
    return Fact(Point(agency, "全市", year, measure, applicant), 2, (measure,), (), state, text, value, "件", Locator())  # type: ignore[arg-type]


def test_what_is_carried_in_is_what_was_carried_out_the_year_before() -> None:
    before = [a_cell("requests.carried_out", text, 2023, who) for who, text in (("natural", "3"), ("enterprise", "1"), ("total", "4"))]
    same = [a_cell("requests.carried_in", text, 2024, who) for who, text in (("natural", "3"), ("enterprise", "1"), ("total", "4"))]
    assert list(carried_over(same, before)) == []
    (finding,) = carried_over(
        [replace(same[0], printed="5", value=Decimal(5)), same[1], replace(same[2], printed="6", value=Decimal(6))], before
    )
    assert (finding.check, finding.expected, finding.found) == ("carried_over", "4", "6")
    assert finding.message == "表三上年结转与2023年度报告的结转下年度不一致：“总计”列印为 6，应为 4；“自然人”列印为 5，应为 3。"
    assert {fact.at.year for fact in finding.facts} == {2023, 2024}


def test_a_blank_carries_over_nothing_certain() -> None:
    before = [a_cell("requests.carried_out", "4", 2023, "total")]
    assert list(carried_over([a_cell("requests.carried_in", "", 2024, "total")], before)) == []


def test_the_stock_is_last_years_with_what_was_issued_and_without_what_was_repealed() -> None:
    before = [a_cell("normative.in_force", "20", 2023)]
    now = [a_cell("normative.issued", "5"), a_cell("normative.repealed", "2"), a_cell("normative.in_force", "23")]
    assert list(stock_of_documents(now, before)) == []
    (finding,) = stock_of_documents([*now[:2], a_cell("normative.in_force", "25")], before)
    assert (finding.expected, finding.found) == ("23", "25")
    assert "20 + 5 - 2 = 23" in finding.message
    assert list(stock_of_documents([*now[:2], a_cell("normative.in_force", "25（含修订2件）")], before)) == []
    assert list(stock_of_documents(now[:2], before)) == []


def test_a_whole_is_never_less_than_its_part_nor_than_its_parts_together() -> None:
    def received(text: str, agency: str) -> list[Fact]:
        return [a_cell("requests.received", text, 2024, "total", agency)]

    whole = received("95", "青岚市人民政府")
    assert list(part_of_whole(whole, received("95", "临湾区人民政府"))) == []
    (finding,) = part_of_whole(whole, received("96", "临湾区人民政府"))
    assert (finding.check, finding.expected, finding.found) == ("part_of_whole", "至少96", "95")
    assert list(sum_of_parts(whole, [received("50", "临湾区人民政府"), received("45", "北渚区人民政府")])) == []
    (finding,) = sum_of_parts(whole, [received("50", "临湾区人民政府"), received("46", "北渚区人民政府")])
    assert (finding.check, finding.expected) == ("sum_of_parts", "至少96")


def test_of_a_blank_only_what_is_printed_carries_over() -> None:
    before = [a_cell("requests.carried_out", "", 2023, "total")]
    assert list(carried_over([a_cell("requests.carried_in", "4", 2024, "total")], before)) == []
    lost = a_cell("requests.carried_in", "4", 2024, "natural")
    assert list(carried_over([lost], [a_cell("requests.carried_out", "5", 2023, "total")])) == []


def test_a_stock_of_none_is_a_number_like_any_other() -> None:
    none = [a_cell(f"regulations.{aspect}", "0") for aspect in ("in_force", "issued", "repealed")]
    before = a_cell("regulations.in_force", "0", 2023)
    assert list(stock_of_documents(none, [before])) == []
    (finding,) = stock_of_documents(none, [replace(before, printed="1", value=Decimal(1))])
    assert (finding.expected, finding.found, len(finding.facts)) == ("1", "0", 4)
    assert "1 + 0 - 0 = 1" in finding.message
    assert "按2023年度报告" in finding.message
    assert list(stock_of_documents(none, [])) == []


def test_the_report_on_the_year_before_is_held_against_both_tables() -> None:
    now = [
        a_cell("requests.carried_in", "5", 2024, "total"),
        *(a_cell(f"normative.{one}", "1") for one in ("in_force", "issued", "repealed")),
    ]
    before = [a_cell("requests.carried_out", "4", 2023, "total"), a_cell("normative.in_force", "0", 2023)]
    assert [finding.check for finding in against_last_year(now, before)] == ["carried_over", "stock_of_documents"]


def received_by(text: str, agency: str, scope: str | None) -> list[Fact]:
    fact = a_cell("requests.received", text, 2024, "total", agency)
    return [replace(fact, at=replace(fact.at, scope=scope))]


def test_a_part_that_is_too_large_is_named_with_its_scope() -> None:
    (finding,) = part_of_whole(received_by("95", "青岚市人民政府", "全市"), received_by("96", "临湾区人民政府", "全区"))
    assert finding.message.endswith("：全市数印为 95，少于其中临湾区人民政府（全区）的 96。")
    (finding,) = part_of_whole(received_by("95", "青岚市人民政府", None), received_by("96", "临湾区人民政府", None))
    assert finding.message.endswith("：汇总数印为 95，少于其中临湾区人民政府的 96。")
    assert list(part_of_whole(received_by("", "青岚市人民政府", None), received_by("96", "临湾区人民政府", None))) == []
    assert list(part_of_whole(received_by("95", "青岚市人民政府", None), received_by("", "临湾区人民政府", None))) == []
    assert list(part_of_whole([], received_by("96", "临湾区人民政府", None))) == []
    assert list(part_of_whole(received_by("95", "青岚市人民政府", None), [])) == []


def test_parts_that_are_too_many_together_are_named_and_one_that_is_too_large_by_itself_is_told_elsewhere() -> None:
    parts = [received_by(text, agency, None) for text, agency in (("1", "临湾区人民政府"), ("0", "北渚区人民政府"), ("", "南屏区人民政府"))]
    assert list(sum_of_parts(received_by("1", "青岚市人民政府", "全市"), parts)) == []
    (finding,) = sum_of_parts(received_by("1", "青岚市人民政府", "全市"), [*parts, received_by("1", "西陵区人民政府", None)])
    assert (finding.expected, finding.found) == ("至少2", "1")
    assert "：全市数印为 1，少于所属机关之和 2（临湾区人民政府 1、北渚区人民政府 0、西陵区人民政府 1）。" in finding.message
    (finding,) = sum_of_parts(received_by("1", "青岚市人民政府", None), [*parts, received_by("1", "西陵区人民政府", None)])
    assert "：汇总数印为 1，" in finding.message
    assert list(sum_of_parts(received_by("0", "青岚市人民政府", None), parts)) == []
    assert list(sum_of_parts(received_by("0", "青岚市人民政府", None), [])) == []
    assert list(sum_of_parts([], parts)) == []
    assert list(sum_of_parts(received_by("", "青岚市人民政府", None), parts)) == []


FIRST = "存在的主要问题是部分栏目更新不够及时，少数单位对公开范围把握不准。"
REST = "下一步，一是按月检查栏目，逾期未更新的逐一通报；二是举办两期业务培训，覆盖全部承办人员；三是把答复文书纳入法制审核，减少程序瑕疵。"
MORE = "同时，将政策解读与文件同步起草、同步审核，做到应解读尽解读，并在政务服务大厅增设查阅点，方便群众就近查阅政府信息。"


def passages(*texts: str, section: int = 5) -> list[Passage]:
    return [Passage(section, (), text, Locator()) for text in texts]


def test_a_section_taken_over_from_last_year_is_found_though_its_figures_changed() -> None:
    now = passages(FIRST, REST.replace("两期", "三期"), f"2024年{MORE}")
    (finding,) = sections_alike(now, passages(FIRST, REST, f"2023年{MORE}"), 2023)
    assert (finding.check, finding.found, finding.facts) == ("section_alike", "100%", ())
    assert FIRST in finding.message


def test_what_is_told_of_a_section_that_was_taken_over() -> None:
    written = [
        f"第{word}项工作按照年初计划逐月推进，由办公室会同各科室检查落实情况并及时通报，未完成的逐项说明原因和完成时限。"
        for word in "甲乙丙丁"
    ]
    (finding,) = sections_alike(passages(*written, section=1), passages(*written, section=1), 2023)
    assert finding.message.startswith("第一部分与2023年度报告雷同：100%的文字逐句相同（数字和年份除外），如“第甲项")
    assert finding.message.endswith(f"、“{written[2]}”等4句。")
    assert "上年为" not in finding.message
    (finding,) = sections_alike(passages(*written[:3], section=1), passages(*written[:3], section=1), 2023)
    assert finding.message.endswith(f"、“{written[2]}”。")
    (finding,) = sections_alike(passages(*(one + "共3件。" for one in written)), passages(*(one + "共4件。" for one in written)), 2023)
    assert "“共3件。”（上年为“共4件。”）" in finding.message


def test_a_section_is_long_enough_from_150_characters_and_alike_from_85_per_cent() -> None:
    same, other = "同" * 84 + "。", "异" * 14 + "。"
    (finding,) = sections_alike(passages(same * 2 + other * 2), passages(same), 2023)
    assert finding.found == "85%"
    assert list(sections_alike(passages(same * 2 + "异" + other * 2), passages(same), 2023)) == []
    assert len(list(sections_alike(passages("同" * 150), passages("同" * 150), 2023))) == 1
    assert list(sections_alike(passages("同" * 149), passages("同" * 149), 2023)) == []


def test_a_sentence_that_is_cut_between_two_passages_is_one() -> None:
    assert len(list(sections_alike(passages(FIRST + REST[:40], REST[40:] + MORE), passages(FIRST, REST, MORE), 2023))) == 1
    assert repeated("", "一。") == ((), 0)
    assert repeated("。 ！", "。！") == ((), 0)
    pairs, _ = repeated("一二", "一二")
    assert len(pairs) == 1


def test_a_section_written_anew_is_not_alike_nor_is_a_short_one() -> None:
    own = "今年的问题是依申请公开的答复引用条款不够准确，个别答复没有写明救济途径，申请人打电话来问的较多，已经逐件补充说明并登记在案。"
    plan = "明年将编写答复文书范本，由政务公开办公室逐件复核，每季度抽查，并请司法局派员讲解常见的败诉案例，提高经办人员的能力。"
    assert list(sections_alike(passages(FIRST, own, plan, own[3:]), passages(FIRST, REST, MORE), 2023)) == []
    assert list(sections_alike(passages(FIRST), passages(FIRST), 2023)) == []
    assert list(sections_alike(passages(FIRST, REST, MORE, section=6), passages(FIRST, REST, MORE, section=6), 2023)) == []


def test_the_sentences_that_are_repeated_are_aligned() -> None:
    pairs, share = repeated(f"{MORE}这一句是今年新写的，去年的报告里没有说过。", f"{FIRST}{MORE}")
    assert [(pair.now, pair.before) for pair in pairs] == [(MORE, MORE)]
    assert 60 < share < 80


def test_the_one_cell_that_explains_a_row_and_a_column_is_named_with_what_it_should_be() -> None:
    facts = facts_of(REPORT)
    for measure, applicant in (("disposition.disclosed", "natural"), ("disposition.total", "natural"), ("requests.received", "total")):
        right = next(fact.value for fact in facts if (fact.at.measure, fact.at.applicant) == (measure, applicant))
        wrong = printed_as(facts, measure, applicant, str((right or 0) + 7))
        (cause,) = causes(wrong, check(wrong))
        assert cause.suspect is not None
        assert (cause.suspect.at.measure, cause.suspect.at.applicant, cause.should_be) == (measure, applicant, right)


def test_a_sum_by_itself_names_no_cell() -> None:
    facts = facts_of(REPORT)
    right = next(fact.value for fact in facts if fact.at.measure == "reconsideration.total")
    wrong = printed_as(facts, "reconsideration.total", None, str((right or 0) + 1))
    (cause,) = causes(wrong, check(wrong))
    assert (cause.suspect, cause.should_be, len(cause.findings)) == (None, None, 1)


def test_what_the_prose_counts_otherwise_is_a_cause_of_its_own() -> None:
    facts = facts_of(REPORT)
    right = next(fact.value for fact in facts if (fact.at.measure, fact.at.applicant) == ("disposition.disclosed", "natural"))
    wrong = printed_as(facts, "disposition.disclosed", "natural", str((right or 0) + 7))
    sums = check(wrong)
    said = Finding("prose_counts", "", "1", "2", sums[0].facts)
    first, second = causes(wrong, [*sums, said])
    assert (first.findings, second.findings, second.suspect) == (sums, (said,), None)
    assert causes(wrong, []) == ()


def test_sums_that_share_no_cell_have_causes_of_their_own() -> None:
    facts = facts_of(REPORT)
    wrong = printed_as(printed_as(facts, "reconsideration.total", None, "7777"), "litigation.after.total", None, "8888")
    assert [len(cause.findings) for cause in causes(wrong, check(wrong))] == [1, 1]
