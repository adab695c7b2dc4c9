"""The acceptance list, over the reports as they were published."""

from __future__ import annotations

from fractions import Fraction

from qa import Answer, Assistant
from qa.answer import Citation

RESULTS = "三、本年度办理结果"
GUANGZHOU, FUZHOU, HONGZE, SHANGHAI = "广州海关", "福州海关", "洪泽区人民政府", "上海市人民政府办公厅"


def figures(answer: Answer) -> list[tuple[str, str | None]]:
    return [(value.value, value.unit) for value in answer.values]


def cell(citation: Citation) -> tuple[str, int, tuple[str, ...] | None, tuple[str, ...] | None, str | None]:
    return citation.agency, citation.year, citation.row, citation.column, citation.printed


def caveats(answer: Answer, kind: str) -> list[str]:
    return [caveat.text for caveat in answer.caveats if caveat.kind == kind]


def test_withdrawn(published: Assistant) -> None:
    answer = published.ask("广州海关2023年申请人撤销申请多少件")
    assert (answer.kind, figures(answer), answer.formula) == ("exact", [("26", "件")], None)
    assert [cell(one) for one in answer.citations] == [(GUANGZHOU, 2023, (RESULTS, "(六)其他处理", "4.申请人撤销申请"), ("总计",), "26")]


def test_refused_is_a_sum_and_says_so(published: Assistant) -> None:
    answer = published.ask("广州海关2023年不予公开一共多少件")
    assert (answer.kind, figures(answer)) == ("exact", [("2", "件")])
    assert answer.formula is not None
    assert "保护第三方合法权益 1 + 属于四类过程性信息 1 = 2" in answer.formula
    assert len(caveats(answer, "computed")) == 1
    assert {cell(one)[2:] for one in answer.citations if one.printed == "1"} == {
        ((RESULTS, "(三)不予公开", "4.保护第三方合法权益"), ("总计",), "1"),
        ((RESULTS, "(三)不予公开", "6.属于四类过程性信息"), ("总计",), "1"),
    }
    assert len(answer.citations) == 8


def test_share_disclosed(published: Assistant) -> None:
    answer = published.ask("广州海关2023年予以公开占办结的百分之几")
    assert (answer.kind, figures(answer), answer.formula) == ("exact", [("12.35", "%")], "10 ÷ 81 = 12.35%")
    assert answer.values[0].exact == "10/81"
    assert [cell(one) for one in answer.citations] == [
        (GUANGZHOU, 2023, (RESULTS, "(一)予以公开"), ("总计",), "10"),
        (GUANGZHOU, 2023, (RESULTS, "(七)总计"), ("总计",), "81"),
    ]


def test_natural_persons(published: Assistant) -> None:
    answer = published.ask("广州海关2023年自然人提了多少件")
    assert (answer.kind, figures(answer)) == ("exact", [("76", "件")])
    assert [cell(one) for one in answer.citations] == [(GUANGZHOU, 2023, ("一、本年新收政府信息公开申请数量",), ("自然人",), "76")]


def test_corrected(published: Assistant) -> None:
    answer = published.ask("广州海关2023年行政复议被纠正几起")
    assert (answer.kind, figures(answer)) == ("exact", [("2", "件")])
    assert [cell(one) for one in answer.citations] == [(GUANGZHOU, 2023, (), ("行政复议", "结果纠正"), "2")]


def test_penalties(published: Assistant) -> None:
    answer = published.ask("广州海关2023年行政处罚多少件")
    assert (answer.kind, figures(answer)) == ("exact", [("16594", "件")])
    (citation,) = answer.citations
    assert (citation.table, citation.row, citation.printed) == (2, ("第二十条第(六)项", "行政处罚"), "16594")


def test_two_offices_of_different_years(published: Assistant) -> None:
    answer = published.ask("广州海关和福州海关谁收到的申请多")
    assert [(value.agency, value.year, value.value) for value in answer.values] == [(GUANGZHOU, 2023, "82"), (FUZHOU, 2024, "6")]
    assert any("2023" in text and "2024" in text for text in caveats(answer, "scope"))
    assert [cell(one)[2:] for one in answer.citations] == [
        (("一、本年新收政府信息公开申请数量",), ("总计",), "82"),
        (("一、本年新收政府信息公开申请数量",), ("总计",), "6"),
    ]


def test_hotline(published: Assistant) -> None:
    answer = published.ask("福州海关2024年接听热线电话多少次")
    assert (answer.kind, answer.values) == ("narrative", ())
    (citation,) = answer.citations
    assert (citation.agency, citation.year, citation.row, citation.column, citation.printed) == (FUZHOU, 2024, None, None, None)
    assert citation.quote is not None
    assert "10289" in citation.quote
    assert citation.quote in answer.text


def test_telephone(published: Assistant) -> None:
    answer = published.ask("广州海关的联系电话")
    assert "020-81103431" in answer.text
    assert "020-81102000" not in answer.text
    assert [citation.agency for citation in answer.citations] == [GUANGZHOU]


def test_xiaoguan(published: Assistant) -> None:
    answer = published.ask("广州海关的“智慧小关”是什么")
    (citation,) = answer.citations
    assert answer.kind == "narrative"
    assert citation.quote is not None
    assert "智慧小关" in citation.quote
    assert citation.quote in answer.text


def test_follow_up_to_fuzhou(published: Assistant) -> None:
    first = published.ask("广州海关2023年收到多少申请")
    answer = published.ask("那福州呢?", first.conversation)
    assert (answer.kind, figures(answer)) == ("exact", [("6", "件")])
    assert [cell(one) for one in answer.citations] == [(FUZHOU, 2024, ("一、本年新收政府信息公开申请数量",), ("总计",), "6")]
    assert any("2024" in caveat.text for caveat in answer.caveats), "the year is not the one that was asked for"


def test_in_english(published: Assistant) -> None:
    answer = published.ask("How many applications were withdrawn at Guangzhou Customs in 2023?")
    assert (answer.kind, figures(answer)) == ("exact", [("26", "件")])
    assert "Guangzhou Customs" in answer.text
    assert answer.receipt == published.ask("广州海关2023年申请人撤销申请多少件").receipt


def test_a_row_that_the_report_does_not_print(published: Assistant) -> None:
    answer = published.ask("淮安市2024年撤回多少件")
    assert (answer.kind, answer.values) == ("abstention", ())


def test_a_total_that_contradicts_its_parts(published: Assistant) -> None:
    answer = published.ask("洪泽区2023年行政复议总计多少")
    assert (answer.kind, figures(answer)) == ("exact", [("0", "件")])
    (caveat,) = caveats(answer, "contradicted")
    assert "10" in caveat
    assert "11" in caveat
    assert [cell(one) for one in answer.citations] == [(HONGZE, 2023, (), ("行政复议", "总计"), "0")]


def test_a_total_left_blank(published: Assistant) -> None:
    answer = published.ask("上海市政府办公厅2019年予以公开多少件")
    assert (answer.kind, figures(answer)) == ("exact", [("272", "件")])
    assert len(caveats(answer, "computed")) == 1
    assert sum(Fraction(one.printed) for one in answer.citations if one.printed) == 272
    assert {one.agency for one in answer.citations} == {SHANGHAI}


def test_a_year_that_is_not_held(published: Assistant) -> None:
    answer = published.ask("广州海关2022年收到多少申请")
    assert (answer.kind, answer.values) == ("abstention", ())
    assert [(one.agency, one.year) for one in answer.missing] == [(GUANGZHOU, 2022)]
    assert "2023" in answer.text, "what is held instead"
