"""From use to test: what readers said becomes a question set that `nianbao eval` runs, and nothing is asked twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evals.example import load
from ingest.heard import Feedback
from ingest.stores.archive import Archive
from ingest.stores.heard import Heard
from ui.cli import app
from ui.masking import MASK

WITHDRAWN = "广州海关2023年有多少申请被撤销？"
MISSING = "福州海关2022年收到多少申请"
WHEN = "2026-11-20T00:00:00+00:00"


@pytest.fixture
def held(archive: Archive, tmp_path: Path) -> Path:
    """A data folder where a useless answer, a useful one and an unanswered question were heard, the useless one of two readers."""
    heard = Heard(archive.engine, 180)
    heard.say(Feedback(("你好",), "abstention", "您好。", None, useful=True, remark="", given=WHEN))
    for remark in ("数字不对", "还有法人"):
        heard.say(Feedback((WITHDRAWN,), "exact", "62 件", None, useful=False, remark=remark, given=WHEN))
    heard.unanswered(MISSING, "not_reported", WHEN)
    return tmp_path / "held"


def reviewed(held: Path, *typed: str, arguments: tuple[object, ...] = ()) -> Result:
    words = ["eval", "review", "--data-dir", held, *arguments]
    return CliRunner().invoke(app, [str(word) for word in words], input="".join(f"{line}\n" for line in typed))


def lines(held: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (held / "heard.jsonl").read_text("utf-8").splitlines()]


def test_each_conversation_is_shown_once_with_what_was_said_and_what_is_answered_now(held: Path) -> None:
    shown = reviewed(held, "s", "s", "s").stdout
    assert [place in shown for place in ("〔1/3〕", "〔3/3〕", "〔4/")] == [True, True, False]
    assert shown.index(f"问：{WITHDRAWN}") < shown.index(f"问：{MISSING}") < shown.index("问：你好")
    first = shown[: shown.index("〔2/3〕")]
    assert [words in first for words in ("没用，数字不对", "没用，还有法人", "当时的回答：62 件", "现在的回答（exact）", "26")] == [
        True
    ] * 5
    assert "未得到回答1次" in shown


def test_what_is_kept_is_a_set_that_the_evaluation_runs_without_a_fault(held: Path) -> None:
    result = reviewed(held, "k", "e", "=", "件", "", "k", "a", "", "d")
    assert (result.exit_code, "收下2题" in result.stdout) == (0, True)
    exact, refused = load(held / "heard.jsonl")
    assert (exact.turns, list(map(str, exact.values)), exact.unit, refused.kind) == ((WITHDRAWN,), ["26"], "件", "abstention")
    assert {cite.agency for cite in exact.cites} == {"广州海关"}
    ran = CliRunner().invoke(app, ["eval", str(held / "heard.jsonl"), "--json", "--data-dir", str(held)])
    board = json.loads(ran.stdout)
    assert (board["exact_accuracy"]["count"], board["abstention_recall"]["count"], board["citation_accuracy"]["count"]) == (1, 1, 1)


def test_a_number_that_differs_from_the_answer_now_lends_no_places(held: Path) -> None:
    reviewed(held, "k", "e", "27", "件", "", "q")
    (line,) = lines(held)
    assert (line["values"], "cites" in line) == (["27"], False)


def test_what_was_decided_is_not_asked_again_and_what_was_skipped_is(held: Path, archive: Archive) -> None:
    reviewed(held, "d", "s", "k", "a", "")
    Heard(archive.engine, 180).say(Feedback((WITHDRAWN,), "exact", "62 件", None, useful=False, remark="又来", given=WHEN))
    again = reviewed(held, "q")
    assert "〔1/1〕" in again.stdout
    assert f"问：{MISSING}" in again.stdout
    assert WITHDRAWN not in (held / "reviewed.txt").read_text("utf-8")


def test_what_cannot_be_expected_is_asked_again(held: Path) -> None:
    result = reviewed(held, "x", "k", "e", "二十六", "件", "", "e", "26", "件", "", "q")
    assert "请键入 k、s、d、q 之一" in result.stderr
    assert "values 的每一项应为数字" in result.stderr
    assert [line["values"] for line in lines(held)] == [["26"]]


def test_input_that_ends_in_the_middle_keeps_what_was_whole(held: Path) -> None:
    result = reviewed(held, "k", "e", "=", "", "", "k", "e")
    assert (result.exit_code, len(lines(held))) == (0, 1)


def test_words_that_are_typed_are_masked_and_the_set_named_is_added_to(held: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text('{"id": "one", "turns": ["甲"], "kind": "abstention"}', "utf-8")
    reviewed(held, "k", "n", "打13800138000 | 撤销", "q", arguments=("--set", path))
    assert [(one.id[:6], one.contains) for one in load(path)] == [("one", ()), ("heard-", (f"打{MASK}", "撤销"))]


def test_a_set_that_cannot_be_read_is_refused_before_any_work(held: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text("{}", "utf-8")
    assert reviewed(held, "q", arguments=("--set", path)).exit_code == 2
