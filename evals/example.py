"""Example: a question with what is expected of its answer, and the reading of question sets (JSON lines)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args

from qa.answer import Kind

KINDS: tuple[str, ...] = get_args(Kind)


class InvalidExample(Exception):
    """A line of a question set that cannot be used; the message names the file, the line and what was expected."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"题集 {path} 第{line}行：{problem}")
        self.path = path
        self.line = line
        self.problem = problem


class _Problem(Exception):
    """What is wrong with a record, before its file and line are known."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A place that an answer should cite; `row` and `column` None where any place of that report will do."""

    agency: str
    year: int
    row: tuple[str, ...] | None = None
    column: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """The turns of a conversation, of which the last is judged, and what is expected of its answer.

    `values` are decimal strings as displayed, judged for kind exact alone; `ordered` for a ranking. `contains`
    are words that the answer must hold, `caveats` the kinds of caveat that it must carry, `reason` is the one for which
    it must abstain (`Answer.reason`), None where any will do.
    """

    id: str
    turns: tuple[str, ...]
    kind: str
    values: tuple[Decimal, ...] = ()
    unit: str | None = None
    ordered: bool = False
    contains: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()
    caveats: tuple[str, ...] = ()
    reason: str | None = None
    tags: tuple[str, ...] = ()


def load(path: Path) -> tuple[Example, ...]:
    """The examples of a question set, or of all `.jsonl` files of a folder by name.

    Raises InvalidExample where a line cannot be used or an id comes twice, OSError where a file cannot be opened.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return _unique(path, [place for file in files for place in _lines(file, file.read_bytes())])


def examples_in(path: Path, content: bytes) -> tuple[Example, ...]:
    """The examples of a question set with this content; `path` is what it is called. Raises InvalidExample as `load` does."""
    return _unique(path, list(_lines(path, content)))


def _unique(path: Path, found: list[tuple[Path, int, Example]]) -> tuple[Example, ...]:
    if not found:
        raise InvalidExample(path, 1, "没有题目，应至少有一行 JSON。请检查文件是否为空。")
    counts = Counter(example.id for _, _, example in found)
    for file, line, example in reversed(found):
        if counts[example.id] > 1:
            raise InvalidExample(file, line, f"id “{example.id}” 重复，每题的 id 应当唯一。请改用另一个 id。")
    return tuple(example for _, _, example in found)


def _lines(file: Path, content: bytes) -> Iterator[tuple[Path, int, Example]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidExample(file, 1, f"不是 UTF-8 编码（第{error.start + 1}个字节）。请另存为 UTF-8。") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield file, number, example_of(file, number, line)


def example_of(file: Path, number: int, line: str) -> Example:
    """The example that a line of a question set states. Raises InvalidExample."""
    try:
        return _read(json.loads(line))
    except json.JSONDecodeError as error:
        raise InvalidExample(file, number, f"不是一行完整的 JSON（第{error.colno}个字符处）。请检查引号和逗号。") from error
    except _Problem as problem:
        raise InvalidExample(file, number, str(problem)) from problem


def _read(record: Any) -> Example:
    if not isinstance(record, dict):
        raise _Problem("应为 JSON 对象（花括号），实为别的值。")
    if (kind := _text(record, "kind")) not in KINDS:
        raise _Problem(f"kind 应为 {'、'.join(KINDS)} 之一，实为“{kind}”。")
    if not (turns := _texts(record, "turns")):
        raise _Problem("turns 应至少有一句问话，实为空。")
    return Example(
        id=_text(record, "id"),
        turns=turns,
        kind=kind,
        values=tuple(_number(value) for value in _list(record, "values")),
        unit=_text_if_given(record, "unit"),
        ordered=_flag(record, "ordered"),
        contains=_texts(record, "contains"),
        cites=tuple(_cite(cite) for cite in _list(record, "cites")),
        caveats=_texts(record, "caveats"),
        reason=_text_if_given(record, "reason"),
        tags=_texts(record, "tags"),
    )


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _Problem(f"{key} 应为非空的字符串，实为 {json.dumps(value, ensure_ascii=False)}。")
    return value


def _text_if_given(record: Mapping[str, Any], key: str) -> str | None:
    return _text(record, key) if record.get(key) is not None else None


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise _Problem(f"{key} 应为数组，实为 {json.dumps(value, ensure_ascii=False)}。")
    return value


def _texts(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = _list(record, key)
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise _Problem(f"{key} 的每一项应为非空的字符串，实为 {json.dumps(values, ensure_ascii=False)}。")
    return tuple(values)


def _flag(record: Mapping[str, Any], key: str) -> bool:
    value = record.get(key, False)
    if not isinstance(value, bool):
        raise _Problem(f"{key} 应为 true 或 false，实为 {json.dumps(value, ensure_ascii=False)}。")
    return value


def _number(value: Any) -> Decimal:
    printed = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    try:
        number = Decimal(printed.strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _Problem(f'values 的每一项应为数字，如 "26" 或 "32.10"，实为 {json.dumps(value, ensure_ascii=False)}。')
    return number


def _cite(value: Any) -> Cite:
    if not isinstance(value, dict):
        raise _Problem(f"cites 的每一项应为 JSON 对象，实为 {json.dumps(value, ensure_ascii=False)}。")
    year = value.get("year")
    if not isinstance(year, int) or isinstance(year, bool):
        raise _Problem(f"cites 的 year 应为整数，如 2023，实为 {json.dumps(year, ensure_ascii=False)}。")
    row, column = (_texts(value, key) if value.get(key) is not None else None for key in ("row", "column"))
    return Cite(_text(value, "agency"), year, row, column)
