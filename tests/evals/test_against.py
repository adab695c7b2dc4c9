"""Two runs of the same questions, held against each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.against import mcnemar
from evals.run import Wanted, main, run
from evals.subject import Subject
from tests.evals.test_run import learner, number

SET = [
    {"id": "one", "turns": ["收到多少？"], "kind": "exact", "values": ["82"]},
    {"id": "two", "turns": ["收到多少？", "那2024年呢？"], "kind": "exact", "values": ["71"]},
    {"id": "three", "turns": ["你好"], "kind": "abstention"},
]


def asked(tmp_path: Path, turned: str | None) -> Path:
    lines = [line | ({"turns": ["你好", "你好"]} if line["id"] == turned else {}) for line in SET]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return path


def test_p_is_that_of_the_exact_test() -> None:
    assert [round(mcnemar(*pair), 4) for pair in ((0, 0), (0, 5), (5, 0), (1, 7), (3, 3))] == [1.0, 0.0625, 0.0625, 0.0703, 1.0]


def test_gains_losses_and_new_wrong_numbers_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    earlier, later, path = learner(), learner(), asked(tmp_path, None)
    earlier.learnt["收到多少？"] = number("收到多少？", "83", 1.0)
    later.learnt["你好"] = number("你好", "9999", 1.0)
    run(Subject(earlier), path, tmp_path / "run")
    assert main(Subject(later), path, Wanted(as_json=True, against=tmp_path / "run")) == 1
    against = json.loads(capsys.readouterr().out)["against"]
    assert against["new_wrong"] == ["three"]
    assert against["changes"]["exact_accuracy"] == {"n": 2, "gains": ["one"], "losses": [], "p": 1.0}
    assert (against["changes"]["wrong_numbers"]["gains"], against["changes"]["wrong_numbers"]["losses"]) == (["one"], ["three"])
    assert against["changes"]["abstention_recall"]["losses"] == ["three"]


def test_a_question_that_changed_is_not_paired(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(Subject(learner()), asked(tmp_path, None), tmp_path / "run")
    assert main(Subject(learner()), asked(tmp_path, "three"), Wanted(as_json=True, against=tmp_path / "run")) == 0
    changes = json.loads(capsys.readouterr().out)["against"]["changes"]
    assert (changes["exact_accuracy"]["n"], changes["abstention_recall"]["n"]) == (2, 0)


def test_a_folder_without_a_run_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(Subject(learner()), asked(tmp_path, None), Wanted(as_json=False, against=tmp_path)) == 2
    assert "replies.jsonl" in capsys.readouterr().err
