"""The reading of question sets, and what the shipped ones are."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from evals.example import Cite, Example, InvalidExample, load

EXAMPLES = Path(__file__).parents[2] / "evals" / "examples"
SHIPPED = load(EXAMPLES)
LINE = {"id": "a", "turns": ["广州海关2023年有多少申请被撤销?"], "kind": "exact", "values": ["26"]}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "set.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def test_a_line_of_a_question_set_is_an_example(tmp_path: Path) -> None:
    cite = {"agency": "广州海关", "year": 2023, "row": ["(六)其他处理"], "column": ["总计"]}
    path = written(
        tmp_path, LINE | {"unit": "件", "ordered": True, "cites": [cite], "tags": ["own"], "note": "keys of others are left alone"}, ""
    )
    expected = Example(
        "a", (LINE["turns"][0],), "exact", (Decimal(26),), "件", True,
        cites=(Cite("广州海关", 2023, ("(六)其他处理",), ("总计",)),), tags=("own",),
    )  # fmt: skip
    assert load(path) == (expected,)
    assert load(written(tmp_path, LINE | {"kind": "abstention", "reason": "blank"}))[0].reason == "blank"


def test_a_folder_is_the_sets_in_it(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(LINE | {"id": name}), "utf-8")
    assert [example.id for example in load(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('{"id": "b"', "不是一行完整的 JSON"),
        ("[1]", "应为 JSON 对象"),
        (LINE | {"id": ""}, "id 应为非空的字符串"),
        (LINE | {"id": "b", "turns": []}, "turns 应至少有一句问话"),
        (LINE | {"id": "b", "turns": "问"}, "turns 应为数组"),
        (LINE | {"id": "b", "kind": "answer"}, "kind 应为 exact、narrative、clarification、abstention 之一，实为“answer”"),
        (LINE | {"id": "b", "values": ["二十六"]}, "values 的每一项应为数字"),
        (LINE | {"id": "b", "values": ["NaN"]}, "values 的每一项应为数字"),
        (LINE | {"id": "b", "ordered": "yes"}, "ordered 应为 true 或 false"),
        (LINE | {"id": "b", "cites": [{"agency": "广州海关", "year": "2023"}]}, "cites 的 year 应为整数"),
        (LINE, "id “a” 重复"),
    ],
)
def test_what_cannot_be_used_is_named_with_file_and_line(tmp_path: Path, wrong: object, said: str) -> None:
    path = written(tmp_path, LINE, "", wrong)
    with pytest.raises(InvalidExample, match=f"^题集 {re.escape(str(path))} 第3行：.*{re.escape(said)}"):
        load(path)


def test_an_empty_set_and_another_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidExample, match="没有题目"):
        load(written(tmp_path, ""))
    (tmp_path / "set.jsonl").write_bytes("问".encode("gb18030"))
    with pytest.raises(InvalidExample, match="不是 UTF-8 编码"):
        load(tmp_path / "set.jsonl")


def test_the_shipped_questions_are_many_and_of_every_kind() -> None:
    kinds = Counter(example.kind for example in SHIPPED)
    assert len(SHIPPED) >= 150
    assert kinds.keys() == {"exact", "narrative", "clarification", "abstention"}
    assert min(kinds.values()) >= 15
    assert sum("language:en" in example.tags for example in SHIPPED) >= 15
    assert sum(len(example.turns) > 1 for example in SHIPPED) >= 30


def test_the_shipped_questions_are_asked_once_each() -> None:
    assert [turns for turns, count in Counter(example.turns for example in SHIPPED).items() if count > 1] == []


def unlike_its_kind(example: Example) -> bool:
    values = bool(example.values) != (example.kind == "exact")
    words = example.kind == "narrative" and not example.contains
    cites = bool(example.cites) and example.kind in ("clarification", "abstention")
    return values or words or cites


def test_shipped_questions_expect_what_their_kind_can_have() -> None:
    assert [example.id for example in SHIPPED if unlike_its_kind(example)] == []


def test_shipped_questions_are_tagged_by_scene_and_language() -> None:
    known = ("scene", "table", "office", "form", "carrier", "language")
    assert [tag for example in SHIPPED for tag in example.tags if tag.partition(":")[0] not in known] == []
    counts = [Counter(tag.partition(":")[0] for tag in example.tags) for example in SHIPPED]
    assert [example.id for example, count in zip(SHIPPED, counts, strict=True) if (count["scene"], count["language"]) != (1, 1)] == []


def test_the_places_to_be_cited_are_cells_of_a_form() -> None:
    cells = [(cite.row, cite.column) for example in SHIPPED for cite in example.cites if cite.row is not None]
    assert len(cells) >= 100
    assert all(column and len(row or ()) <= 3 for row, column in cells)
