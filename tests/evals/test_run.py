"""A run of a question set, first with answers by rote, then the shipped set with the program over the sample reports."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from evals.run import Wanted, main, replies, run
from evals.subject import Subject
from qa.answer import Answer, Value

ROOT = Path(__file__).parents[2]
KEYS = (
    "n", "exact_accuracy", "wrong_numbers", "coverage", "clarification_accuracy", "abstention_recall",
    "false_abstentions", "citation_accuracy", "narrative_accuracy", "p50_ms", "p95_ms", "by_tag",
)  # fmt: skip
SET = (
    {"id": "one", "turns": ["收到多少？"], "kind": "exact", "values": ["82"], "tags": ["a"]},
    {"id": "two", "turns": ["收到多少？", "那2024年呢？"], "kind": "exact", "values": ["71"], "tags": ["a", "b"]},
    {"id": "three", "turns": ["你好"], "kind": "abstention", "tags": ["b"]},
)


@dataclass
class ByRote:
    """Answers what it has learnt, and keeps what it was asked after which conversation."""

    learnt: dict[str, Answer]
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def ask(self, text: str, conversation: str | None = None) -> Answer:
        self.asked.append((text, conversation))
        return self.learnt[text]


def number(text: str, value: str, milliseconds: float) -> Answer:
    return Answer(
        text, "exact", value, values=(Value(None, None, "", value, value, "件"),), milliseconds=milliseconds, conversation=f"after {text}"
    )


def learner() -> ByRote:
    answers = (number("收到多少？", "82", 3.0), number("那2024年呢？", "71", 2.0), Answer("你好", "abstention", "您好。", milliseconds=1.0))
    return ByRote({answer.question: answer for answer in answers})


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in SET), "utf-8")
    return path


def test_the_last_turn_is_judged_and_each_turn_gets_the_conversation_before_it(questions: Path) -> None:
    assistant = learner()
    given = replies(Subject(assistant), questions)
    assert [reply.answer.text for reply in given] == ["82", "71", "您好。"]
    assert assistant.asked == [("收到多少？", None), ("收到多少？", None), ("那2024年呢？", "after 收到多少？"), ("你好", None)]


def test_the_scoreboard_has_the_promised_keys_by_tag_too(questions: Path) -> None:
    board = run(Subject(learner()), questions)
    assert [key for key in KEYS if key not in board] == []
    assert (board["n"], board["exact_accuracy"]["count"], board["wrong_numbers"]["count"]) == (3, 2, 0)
    assert board["exact_accuracy"] == {"value": 1.0, "count": 2, "n": 2, "interval": [0.3424, 1.0], "clustered": [0.3424, 1.0]}
    assert (board["p50_ms"], board["p95_ms"]) == (2.0, 3.0)
    assert {tag: (shares["n"], shares["exact_accuracy"]["n"]) for tag, shares in board["by_tag"].items()} == {"a": (2, 2), "b": (2, 1)}


def test_the_same_run_leaves_the_same_files(questions: Path, tmp_path: Path) -> None:
    for out in ("first", "second"):
        run(Subject(learner()), questions, tmp_path / out)
    for name in ("replies.jsonl", "scores.json", "report.html"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
    assert [json.loads(line)["id"] for line in (tmp_path / "first" / "replies.jsonl").read_text("utf-8").splitlines()] == [
        "one",
        "two",
        "three",
    ]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_shown_how_far_a_run_is_and_a_file_is_not(
    questions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(Subject(learner()), questions)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    run(Subject(learner()), questions)
    assert "0/3 [" in terminal.getvalue()


def test_a_wrong_number_fails_the_command(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assistant = learner()
    assert main(Subject(assistant), questions, Wanted(as_json=True)) == 0
    assert json.loads(capsys.readouterr().out)["wrong_numbers"]["count"] == 0
    assistant.learnt["你好"] = number("你好", "9999", 1.0)
    assert main(Subject(assistant), questions) == 1
    assert "错误数字\t33.3%\t1/3" in capsys.readouterr().out


def test_a_set_that_cannot_be_used_is_wrong_usage(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions.write_text("{}", "utf-8")
    assert main(Subject(learner()), questions) == 2
    assert capsys.readouterr() == ("", f"题集 {questions} 第1行：kind 应为非空的字符串，实为 null。\n")


def test_no_shipped_question_gets_a_wrong_number(subject: Subject) -> None:
    given = replies(subject, ROOT / "evals" / "examples")
    assert {reply.example.id: reply.scores["wrong_numbers"].explanation for reply in given if reply.scores["wrong_numbers"].value} == {}
