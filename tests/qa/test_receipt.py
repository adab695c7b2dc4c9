"""A receipt names a computation: the same plan over the same facts, whatever the words, for ever."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from ingest.intake import ingest_bytes
from ingest.stores.archive import Archive
from qa import Assistant, open_assistant, receipt
from samples import SampleReport, invent, print_text


def told(assistant: Assistant, question: str) -> str:
    answer = assistant.ask(question)
    assert answer.receipt is not None, answer.text
    return answer.receipt


@pytest.mark.parametrize(
    "questions",
    [
        ("广州海关2023年申请人撤销申请多少件", "2023年廣州海關有多少申请被撤销？", "How many applications were withdrawn at Guangzhou Customs in 2023?"),
        ("广州海关2023年予以公开率", "广州海关2023年予以公开占办结的百分之几", "What is the disclosure rate of Guangzhou Customs in 2023?"),
        ("2023年各海关一共收到多少申请", "广州海关和福州海关2023年总共收到多少件申请", "How many requests did all customs offices receive in total in 2023?"),
        ("淮安市2024年行政诉讼多少起", "淮安市2024年一共被起诉多少起", "淮安市2024年未经复议直接起诉加上复议后起诉一共多少件"),
        ("淮安市2024年行政诉讼同比增长百分之几", "把直接起诉和复议后起诉合起来，淮安市2024年的行政诉讼较2023年增幅是多少"),
        ("云溪市市监局2024年行政处罚比2022年多几件", "云溪市市监局2022年和2024年行政处罚相差多少件", "云溪市市监局2022年行政处罚比2024年少几件"),
        ("广州海关2024年行政许可、行政处罚各多少", "广州海关2024年行政处罚、行政许可各多少"),
        ("淮安市2024年无法提供多少件", "淮安市2024年没有现成信息、补正后仍不明确、不掌握相关政府信息加起来多少件"),
    ],
)  # fmt: skip
def test_other_words_and_languages_have_the_same_receipt(questions: tuple[str, ...], assistant: Assistant) -> None:
    assert len({told(assistant, question) for question in questions}) == 1


def test_parts_whose_printed_total_is_another_are_added_and_not_replaced_by_it(assistant: Assistant) -> None:
    parts = assistant.ask("洪泽区2023年行政复议结果维持、结果纠正、其他结果、尚未审结加起来多少件")
    assert [value.value for value in parts.values] == ["11"]
    assert parts.receipt != told(assistant, "洪泽区2023年行政复议总计多少件")


def test_the_way_through_a_conversation_does_not_matter(assistant: Assistant) -> None:
    before = assistant.ask("广州海关2023年收到多少申请")
    assert assistant.ask("2024年呢", before.conversation).receipt == told(assistant, "广州海关2024年收到多少申请")


@pytest.mark.parametrize(
    ("question", "value", "cells"),
    [
        ("2024年收到申请最多的机关和最少的机关之间差多少件", "3113", {"3119", "76", "71", "6"}),
        ("2023年没有部分公开过任何申请的机关有几家", "0", {"10", "28", "4", "429", "1"}),
    ],
)
def test_what_was_compared_is_cited_and_the_comparison_can_be_made_again(
    question: str, value: str, cells: set[str], assistant: Assistant
) -> None:
    answer = assistant.ask(question)
    assert [one.exact for one in answer.values] == [value]
    assert {citation.printed for citation in answer.citations} == cells
    again = assistant.receipt(told(assistant, question))
    assert again is not None
    assert (again["agrees"], [one["exact"] for one in again["again"]]) == (True, [value])


def test_other_computations_have_other_receipts(assistant: Assistant) -> None:
    questions = (
        "广州海关2023年收到多少申请",
        "广州海关2024年收到多少申请",
        "福州海关2023年收到多少申请",
        "广州海关2023年办结多少件",
        "广州海关2023年办结率",
    )
    assert len({told(assistant, question) for question in questions}) == len(questions)


@pytest.mark.parametrize(
    "question",
    [
        "广州海关2023年申请人撤销申请多少件", "广州海关2023年不予公开多少件", "广州海关2023年其他处理多少件", "广州海关2023年办结率", "2023年各机关行政处罚从多到少排名",
        "云溪市市场监督管理局历年行政强制一共多少件", "2023年有几家机关收到的申请超过50件", "上海市政府办公厅2019年予以公开多少件", "上海市政府办公厅2019年无法提供多少件",
        "上海市政府办公厅2019年部分公开多少件", "上海市政府办公厅2019年不予公开多少件", "云溪市市场监督管理局2022年法人或其他组织提出多少申请",
        "淮安市2024年收到的申请是广州海关2024年的多少倍", "广州海关2024年收到的申请同比增长多少", "2023年所有机关总共收到多少件申请",
    ],
)  # fmt: skip
def test_a_receipt_computes_again_and_agrees(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    found = assistant.receipt(told(assistant, question))
    assert found is not None
    assert (found["receipt"], found["agrees"], found["again"]) == (answer.receipt, True, found["results"])
    assert [result["exact"] for result in found["results"]] == [value.exact for value in answer.values]
    assert {document["sha256"] for document in found["documents"]} == {citation.sha256 for citation in answer.citations}
    json.dumps(found)


def test_an_unknown_receipt_is_none(assistant: Assistant) -> None:
    assert assistant.receipt("0" * 16) is None
    assert assistant.receipt("'; drop table receipts; --") is None


@pytest.mark.parametrize("answer", [{"exact": "27"}, {"unit": "起"}])
def test_a_receipt_whose_answer_was_changed_disagrees(answer: dict[str, str], assistant: Assistant) -> None:
    id = told(assistant, "广州海关2023年申请人撤销申请多少件")
    record = json.loads(assistant.source.receipt(id) or "")
    record["results"][0] |= answer
    assert not receipt.recompute(id, json.dumps(record))["agrees"]


def test_a_receipt_whose_facts_were_changed_disagrees(assistant: Assistant) -> None:
    id = told(assistant, "广州海关2023年不予公开多少件")
    record = json.loads(assistant.source.receipt(id) or "")
    cell = next(fact for fact in record["facts"] if fact["printed"] == "1")
    cell["value"] = "5"
    assert not receipt.recompute(id, json.dumps(record))["agrees"]


def keep(folder: Path, report: SampleReport) -> None:
    archive = Archive.open(folder)
    outcome = ingest_bytes(archive, f"{report.agency}{report.year}.txt", print_text(report, "tabs").encode())
    assert outcome.error is None
    archive.close()


def test_after_a_corrected_edition_the_old_receipt_shows_the_old_figure(tmp_path: Path) -> None:
    report = invent(Random(11))
    corrected = replace(report, figures={**report.figures, ("licensing.decisions", None): "4321"})
    question = f"{report.agency}{report.year}年行政许可多少件"
    keep(tmp_path, report)
    assistant = open_assistant(tmp_path)
    old, figure = told(assistant, question), report.figures["licensing.decisions", None]
    keep(tmp_path, corrected)
    assert [value.value for value in assistant.ask(question).values] == ["4321"]
    assert told(assistant, question) != old
    found = assistant.receipt(old)
    assert found is not None
    assert ([result["exact"] for result in found["results"]], found["agrees"]) == ([figure], True)
    assert found["facts"][0]["printed"] == figure
