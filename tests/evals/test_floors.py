"""Floors: a build below one fails, only like is compared with like, and no floor falls."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals import against
from evals.fingerprint import Fingerprint
from evals.floors import judged, raised
from evals.run import Wanted, main, run
from evals.scoreboard import NAMES, Scoreboard
from evals.subject import Subject
from ingest.intake import ingest
from ingest.stores.archive import Archive
from qa.answer import Answer
from tests.evals.test_against import asked
from tests.evals.test_run import learner

FINGERPRINT = {"corpus": "c", "examples": "e"}
SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


def board(fingerprint: dict[str, str] | None = None, **counted: tuple[int, int]) -> Scoreboard:
    shares = {name: dict(zip(("count", "n"), counted.get(name, (0, 0)), strict=True)) for name in NAMES}
    return {**shares, "fingerprint": fingerprint or FINGERPRINT}


def test_a_floor_rises_with_the_score_and_never_falls() -> None:
    floors = raised({}, board(exact_accuracy=(8, 10), wrong_numbers=(1, 12), citations_hold=(5, 5)))
    assert floors == {"fingerprint": FINGERPRINT, "floors": {"exact_accuracy": "8/10", "wrong_numbers": "1/12", "citations_hold": "5/5"}}
    worse = raised(floors, board(exact_accuracy=(7, 10), wrong_numbers=(2, 12)))
    assert worse == floors
    better = raised(floors, board(exact_accuracy=(9, 10), wrong_numbers=(0, 12), citations_hold=(6, 6), narrative_accuracy=(1, 2)))
    assert better["floors"] == {"exact_accuracy": "9/10", "wrong_numbers": "0/12", "narrative_accuracy": "1/2", "citations_hold": "6/6"}


def test_floors_of_other_examples_begin_anew() -> None:
    floors = raised({}, board(exact_accuracy=(8, 10)))
    other = {"corpus": "c", "examples": "f"}
    assert raised(floors, board(other, exact_accuracy=(7, 11))) == {"fingerprint": other, "floors": {"exact_accuracy": "7/11"}}


def test_a_score_below_its_floor_is_named_and_a_fault_above_its_ceiling_too() -> None:
    kept = {"set": raised({}, board(exact_accuracy=(8, 10), false_abstentions=(1, 10), reason_accuracy=(2, 2)))}
    judgement = judged(board(exact_accuracy=(7, 10), false_abstentions=(2, 10)), kept)
    assert judgement.compared
    assert [(one.score, one.floor, one.now) for one in judgement.below] == [
        ("exact_accuracy", (8, 10), (7, 10)), ("false_abstentions", (1, 10), (2, 10)), ("reason_accuracy", (2, 2), (0, 0)),
    ]  # fmt: skip
    assert judged(board(exact_accuracy=(8, 10), false_abstentions=(1, 10), reason_accuracy=(2, 2)), kept).below == ()


@pytest.mark.parametrize(("other", "said"), [({"examples": "f"}, "没有为这套题定过下限"), ({"corpus": "d"}, "现有的报告与定下限时的不同")])
def test_only_like_is_held_against_a_floor(other: dict[str, str], said: str) -> None:
    kept = {"set": raised({}, board(exact_accuracy=(8, 10)))}
    judgement = judged(board(FINGERPRINT | other, exact_accuracy=(0, 10)), kept)
    assert (judgement.compared, judgement.below, said in judgement.note) == (False, (), True)


def test_a_build_below_a_floor_fails_though_no_number_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = asked(tmp_path, None)
    first = run(Subject(learner()), path, tmp_path / "run")
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"set.jsonl": raised({}, first)}), "utf-8")
    monkeypatch.setattr(against, "FLOORS", floors)
    wanted = Wanted(as_json=True, against=tmp_path / "run")
    assert main(Subject(learner()), path, wanted) == 0
    assert json.loads(capsys.readouterr().out)["against"]["floors"] == {"compared": True, "note": "没有得分低于下限。", "below": []}
    silent = learner()
    silent.learnt["收到多少？"] = Answer("收到多少？", "abstention", "没有。", milliseconds=1.0)
    assert main(Subject(silent), path, wanted) == 1
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["wrong_numbers"]["count"] == 0
    assert [one["score"] for one in found["against"]["floors"]["below"]] == ["exact_accuracy", "coverage", "false_abstentions"]
    assert main(Subject(silent), path, Wanted(against=tmp_path / "run")) == 1
    assert "\t数字题正确率\t1/2，下限 2/2\n" in capsys.readouterr().out


def test_runs_of_other_examples_or_unknown_ones_are_said_to_be_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(Subject(learner()), asked(tmp_path, None), tmp_path / "run")
    wanted = Wanted(against=tmp_path / "run")
    main(Subject(learner()), asked(tmp_path, "three"), wanted)
    assert "两次所用的题目不同" in capsys.readouterr().out
    board = json.loads((tmp_path / "run" / "scores.json").read_text("utf-8"))
    del board["fingerprint"]
    (tmp_path / "run" / "scores.json").write_text(json.dumps(board), "utf-8")
    main(Subject(learner()), asked(tmp_path, None), wanted)
    assert "不知道是否相同" in capsys.readouterr().out


def test_the_corpus_is_known_by_its_documents(tmp_path: Path) -> None:
    archive, again = Archive.open(tmp_path / "a"), Archive.open(tmp_path / "b")
    one, two = SAMPLES / "广州海关2023.pdf", SAMPLES / "广州海关2024.html"
    assert [list(ingest(archive, [path])) for path in (one, two)]
    assert [list(ingest(again, [path])) for path in (two, one)]
    prints = [Fingerprint.of(held, ()).corpus for held in (archive, again)]
    assert prints[0] == prints[1] is not None
    archive.remove("广州海关", 2024)
    assert Fingerprint.of(archive, ()).corpus not in (prints[0], None)
