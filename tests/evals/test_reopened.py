"""What an answer cites and computes with, held against the stored originals: true answers hold, each falsified one does not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import pytest

from evals.example import Example
from evals.recomputed import Recomputed
from evals.reopened import Reopened
from evals.subject import Subject
from ingest.errors import StoreError
from ingest.stores.archive import Archive
from qa.answer import Answer, Citation

CELL = "广州海关2023年有多少申请被撤销？"
SHARE = "广州海关2023年其他处理占多少？"
SUM = "广州海关和福州海关2023年一共收到多少申请？"
TIMES = "广州海关2023年收到的申请是福州海关的几倍？"
IN_ENGLISH = "What share of the requests did Guangzhou Customs disclose in full in 2023?"
PROSE = "洪泽区2023年存在哪些问题？"
PHONE = "广州海关的联系电话"
ANY = Example("any", ("",), "exact")


class Counted:
    """An archive that counts which originals are taken out of it, and may have lost them."""

    def __init__(self, archive: Archive, lost: bool = False) -> None:
        self.archive, self.lost = archive, lost
        self.taken: list[str] = []

    def original(self, sha256: str) -> bytes:
        if self.lost:
            raise StoreError("找不到原件")
        self.taken.append(sha256)
        return self.archive.original(sha256)


def archive_of(subject: Subject) -> Archive:
    assert subject.archive is not None
    return subject.archive


@pytest.fixture(scope="module")
def reopened(subject: Subject) -> Reopened:
    return Reopened(archive_of(subject))


@pytest.fixture(scope="module")
def recomputed(subject: Subject, reopened: Reopened) -> Recomputed:
    return Recomputed(archive_of(subject), reopened)


def with_citation(answer: Answer, **changed: Any) -> Answer:
    return replace(answer, citations=(replace(answer.citations[0], **changed), *answer.citations[1:]))


def other_cell(subject: Subject, citation: Citation) -> Citation:
    """The cell one row below in the same column, as the report prints it."""
    assert citation.row is not None
    facts = [fact for _, fact in archive_of(subject).facts(citation.agency, citation.year) if fact.table == citation.table]
    rows = list(dict.fromkeys(fact.row for fact in facts if fact.column == citation.column))
    below = rows[rows.index(citation.row) + 1]
    fact = next(fact for fact in facts if (fact.row, fact.column) == (below, citation.column))
    return replace(citation, row=fact.row, printed=fact.printed, page=fact.source.page, box=fact.source.box)


@pytest.mark.parametrize("question", [CELL, SHARE, SUM, PROSE, PHONE])
def test_what_the_program_cites_stands_in_the_originals(subject: Subject, reopened: Reopened, question: str) -> None:
    answer = subject.assistant.ask(question)
    assert answer.citations, answer.text
    assert reopened.citations_hold(ANY, answer).value is True, reopened.citations_hold(ANY, answer).explanation


def test_a_cited_cell_that_the_original_has_otherwise_is_found(subject: Subject, reopened: Reopened) -> None:
    answer = subject.assistant.ask(CELL)
    cited = answer.citations[0]
    below = other_cell(subject, cited)
    assert cited.page is not None
    assert (below.printed, cited.printed) == ("81", "26")
    falsified: dict[str, dict[str, Any]] = {
        "印作": {"printed": "27"},
        "印作“81”": {"row": below.row},
        "没有": {"column": ("合计",)},
        "位置": {"page": cited.page + 1},
        "是广州海关2023年的报告": {"year": 2024},
        "找不到": {"sha256": "0" * 64},
    }
    for said, changed in falsified.items():
        score = reopened.citations_hold(ANY, with_citation(answer, **changed))
        assert (score.value, said in score.explanation) == (False, True), (changed, score)


def test_a_quoted_sentence_that_the_original_lacks_is_found(subject: Subject, reopened: Reopened) -> None:
    answer = subject.assistant.ask(PROSE)
    quote = answer.citations[0].quote
    assert quote is not None
    for changed in ({"quote": quote[:-1] + "！"}, {"quote": ""}, {"section": "六"}):
        assert reopened.citations_hold(ANY, with_citation(answer, **changed)).value is False, changed


def test_an_original_is_read_once_and_a_lost_one_fails(subject: Subject) -> None:
    counted = Counted(archive_of(subject))
    reopened = Reopened(counted)
    answer = subject.assistant.ask(CELL)
    assert [reopened.citations_hold(ANY, answer).value for _ in range(3)] == [True, True, True]
    assert counted.taken == [answer.citations[0].sha256]
    assert Reopened(Counted(archive_of(subject), lost=True)).citations_hold(ANY, answer).explanation == "找不到原件"


def test_an_answer_without_citations_is_not_scored(subject: Subject, reopened: Reopened) -> None:
    assert reopened.citations_hold(ANY, subject.assistant.ask("你好")).value is None


@pytest.mark.parametrize("question", [CELL, SHARE, SUM, TIMES, IN_ENGLISH])
def test_a_receipt_computed_again_gives_the_values_shown(subject: Subject, recomputed: Recomputed, question: str) -> None:
    answer = subject.assistant.ask(question)
    assert answer.kind == "exact", answer.text
    assert recomputed.receipts_hold(ANY, answer).value is True, recomputed.receipts_hold(ANY, answer).explanation


def test_a_value_that_the_receipt_does_not_give_is_found(subject: Subject, recomputed: Recomputed) -> None:
    answer = subject.assistant.ask(SUM)
    other = subject.assistant.ask(CELL)
    falsified = {
        "不是回执算出的数字": replace(answer, values=(replace(answer.values[0], value="1"),)),
        "没有回执": replace(answer, receipt=None),
        "没有列在出处里": replace(answer, citations=answer.citations[:1]),
        "不是回执算出": replace(answer, receipt=other.receipt),
    }
    for said, one in falsified.items():
        score = recomputed.receipts_hold(ANY, one)
        assert (score.value, said in score.explanation) == (False, True), score


def test_a_shown_cell_that_is_not_the_computed_one_is_found(subject: Subject, reopened: Reopened, recomputed: Recomputed) -> None:
    answer = subject.assistant.ask(CELL)
    shifted = replace(answer, citations=(other_cell(subject, answer.citations[0]),))
    assert reopened.citations_hold(ANY, shifted).value is True
    assert "没有列在出处里" in recomputed.receipts_hold(ANY, shifted).explanation


@dataclass
class Kept:
    """One receipt."""

    body: str

    def receipt(self, _: str) -> str | None:
        return self.body


def test_a_receipt_that_was_changed_is_found(subject: Subject, reopened: Reopened) -> None:
    answer = subject.assistant.ask(CELL)
    assert answer.receipt is not None
    body = (archive_of(subject).receipt(answer.receipt) or "").replace('"26"', '"27"')
    assert Recomputed(Kept(body), reopened).receipts_hold(ANY, answer).explanation == "回执的编号与内容不符"
    # As if the archive itself held another figure than the original, and everything after it agreed.
    consistent = replace(
        answer, receipt=hashlib.sha256(body.encode()).hexdigest()[:16], values=(replace(answer.values[0], value="27", exact="27"),)
    )
    assert "原件里没有回执所用的" in Recomputed(Kept(body), reopened).receipts_hold(ANY, consistent).explanation
