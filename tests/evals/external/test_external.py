"""Public sets, each out of a tiny file in its form that was written here, and what is measured of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.external import cail, cmrc, drcd, outbreak, published, rgb
from evals.external.__main__ import main, measured
from evals.external.measuring import Row, Weighed, at_coverage
from evals.external.sets import Question, Texts, UnusableData

BRIDGE = "青石桥建于明代，全长四十米。桥东有一座钟楼，由石匠林阿水建造。"
TEA = "山上的人家种茶。云雾茶在清明之前采摘，用铁锅炒制。"
MARKET = "镇上逢五开市。南门集市上卖竹器和陶器。"


def _squad(*paragraphs: tuple[str, list[dict[str, Any]]]) -> str:
    return json.dumps({"data": [{"paragraphs": [{"context": text, "qas": asked} for text, asked in paragraphs]}]}, ensure_ascii=False)


def _asked(question: str, *answers: str, **more: str) -> dict[str, Any]:
    return {"id": question, "question": question, "answers": [{"text": answer, "answer_start": 0} for answer in answers], **more}


def _file(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


LIBRARY = _squad(
    (BRIDGE, [_asked("桥东的钟楼由谁建造？", "林阿水", "林阿水", "石匠林阿水")]),
    (TEA, [_asked("云雾茶在什么时候采摘？", "清明之前")]),
    (MARKET, [_asked("南门集市上卖什么器？", "竹器和陶器")]),
)


def test_cmrc_is_one_library_and_each_question_rests_on_its_paragraph(tmp_path: Path) -> None:
    texts = cmrc.read(_file(tmp_path, "cmrc2018_dev.json", LIBRARY))
    assert texts.documents == {"cmrc": (BRIDGE, TEA, MARKET)}
    assert texts.questions[0] == Question("桥东的钟楼由谁建造？", "cmrc", ("林阿水", "石匠林阿水"), True, frozenset({0}))
    assert [one.rests_on for one in texts.questions] == [{0}, {1}, {2}]


def test_drcd_holds_a_paragraph_once_in_the_characters_that_it_is_written_in(tmp_path: Path) -> None:
    asked = [_asked("鐘樓在哪裡？", "橋東")], [_asked("橋東有什麼？", "鐘樓")], [_asked("茶產於何處？", "高山")]
    paragraphs = zip(("鐘樓在橋東。", "鐘樓在橋東。", "茶產於高山。"), asked, strict=True)
    texts = drcd.read(_file(tmp_path, "DRCD_dev.json", _squad(*paragraphs)))
    assert texts.documents == {"drcd": ("鐘樓在橋東。", "茶產於高山。")}
    assert [(one.text, set(one.rests_on)) for one in texts.questions] == [
        ("鐘樓在哪裡？", {0}),
        ("橋東有什麼？", {0}),
        ("茶產於何處？", {1}),
    ]


def test_texts_on_the_outbreak_are_cut_under_their_titles_and_a_question_without_its_answer_is_left_out(tmp_path: Path) -> None:
    long = f"集市通告 {'集市暂停开张。' * 50}恢复时间为五月五日。"
    lines = [
        {"id": "1", "docid": "a", "context": long, "question": "集市何时恢复？", "answer": {"text": "五月五日"}},
        {"id": "2", "docid": "a", "context": long, "question": "谁来通知？", "answer": {"text": "村长"}},
    ]
    for name in ("dev.json", "train.json"):
        _file(tmp_path, name, "\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    texts = outbreak.read(tmp_path)
    passages = texts.documents["outbreak"]
    assert len(passages) > 1
    assert all(text.startswith("集市通告\n") for text in passages)
    assert [one.text for one in texts.questions] == ["集市何时恢复？"] * 2
    assert [passages[place] for place in texts.questions[0].rests_on] == [text for text in passages if "五月五日" in text]


def test_rgb_lays_pages_with_and_without_the_answer_before_a_question(tmp_path: Path) -> None:
    line = {
        "id": 7,
        "query": "南门集市逢几开张",
        "answer": [["五", "逢五"]],
        "positive": [MARKET],
        "negative": [BRIDGE, TEA, "甲", "乙", "丙", "丁"],
    }
    texts = rgb.read(_file(tmp_path, "zh_refine.json", json.dumps(line, ensure_ascii=False) + "\n"))
    assert texts.documents == {"rgb-7-with": (MARKET, BRIDGE, TEA, "甲", "乙"), "rgb-7-without": (BRIDGE, TEA, "甲", "乙", "丙")}
    assert [(one.document, one.answers, one.answerable) for one in texts.questions] == [
        ("rgb-7-with", ("五", "逢五"), True),
        ("rgb-7-without", (), False),
    ]


def test_cail_says_which_questions_the_case_does_not_answer(tmp_path: Path) -> None:
    asked = [
        _asked("钟楼由谁建造？", "林阿水", is_impossible="false"),
        _asked("钟楼是否在桥东？", "YES", is_impossible="false"),
        _asked("林阿水的徒弟是谁？", "", "石匠", is_impossible="true"),
    ]
    texts = cail.read(_file(tmp_path, "dev_ground_truth.json", _squad((BRIDGE, asked))))
    assert texts.documents == {"cail-0": (BRIDGE,)}
    assert [(one.answers, one.answerable) for one in texts.questions] == [(("林阿水",), True), ((), True), ((), False)]


@pytest.mark.parametrize("name", ["cmrc", "drcd", "outbreak", "rgb", "cail"])
def test_where_data_are_missing_the_repository_and_the_files_are_named(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = {"cmrc": cmrc, "drcd": drcd, "outbreak": outbreak, "rgb": rgb, "cail": cail}[name].SOURCE
    assert main([name, "--data", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert all(word in said for word in (source.repository, *source.files))


@pytest.mark.parametrize("text", ["{}", "[1]", "no json", '{"data": [{"paragraphs": [{"qas": []}]}]}'])
def test_a_file_in_another_form_is_refused_by_name(text: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableData, match="ymcui/cmrc2018"):
        cmrc.read(_file(tmp_path, "cmrc2018_dev.json", text))


def test_the_right_passage_and_the_sentence_with_the_answer_are_found_by_our_own_search_and_picking(tmp_path: Path) -> None:
    texts = cmrc.read(_file(tmp_path, "cmrc2018_dev.json", LIBRARY))
    rows = {row.measure: row for row in measured("cmrc", texts, tmp_path / "held")}
    assert rows["recall@1, words alone"].value == rows["recall@1, as the program searches"].value == 1.0
    assert rows["MRR@10, as the program searches"] == Row("MRR@10, as the program searches", 1.0, 3, (1.0, 1.0))
    assert rows["answer in the sentence weighed best"].value == 1.0
    assert rows["answer in the quoted sentence"].value == 1.0
    assert rows["questions that a sentence is quoted for"].value > 0


def test_a_document_is_refused_that_does_not_speak_of_what_is_asked(tmp_path: Path) -> None:
    questions = ("桥东的钟楼由谁建造？", "青石桥全长多少米？", "云雾茶在什么时候采摘？", "云雾茶用什么炒制？")
    asked = [Question(text, document, (), document == right) for text in questions for document, right in _pairs(text)]
    rows = {row.measure: row for row in measured("rgb", Texts({"bridge": (BRIDGE,), "tea": (TEA,)}, tuple(asked)), tmp_path)}
    assert rows["refused where it cannot, as the program decides"].value == 1.0
    assert rows["refused where it cannot, by the program's score"].value == 1.0


def _pairs(question: str) -> list[tuple[str, str]]:
    right = "tea" if "云雾茶" in question else "bridge"
    return [("tea", right), ("bridge", right)]


def test_the_threshold_is_set_by_one_half_and_counted_on_the_other() -> None:
    questions = [Question(f"问{number}", "") for number in range(400)]
    tuned = [one for one in questions if one.in_tuning_half]
    assert 150 < len(tuned) < 250
    weighed = [Weighed(one, number / 400, False) for number, one in enumerate(questions)]
    wrong = [Weighed(Question(f"错{number}", "", (), False), 0.02, False) for number in range(100)]
    answered, refused = at_coverage("so", [*weighed, *wrong])
    assert answered.n == 400 - len(tuned)
    assert answered.value == pytest.approx(0.95, abs=0.05)
    assert (refused.value, refused.n) == (1.0, sum(not one.question.in_tuning_half for one in wrong))


def test_a_set_measured_anew_takes_its_own_place_in_the_table_and_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = _file(tmp_path, "README.md", "before\n<!-- external -->\nold\n<!-- /external -->\nafter\n") / "README.md"
    monkeypatch.setattr(published, "README", readme)
    monkeypatch.setattr(published, "JSON", tmp_path / "published.json")
    published.publish("cail", [Row("refused", 0.5, 4, (0.15, 0.85))])
    published.publish("cmrc", [Row("recall@1", 0.25, 4, (0.05, 0.7))])
    published.publish("cmrc", [Row("recall@1", 2 / 3, 3, (0.2, 0.94))])
    lines = readme.read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("| C")] == [
        "| CMRC 2018, development set | recall@1 | 0.667 | 3 | 0.200 to 0.940 |",
        "| CAIL 2019, development set | refused | 0.500 | 4 | 0.150 to 0.850 |",
    ]
    assert (lines[0], lines[-1], "old" in lines) == ("before", "after", False)
