"""What changes are made, that one is noticed where a test says what the place does, and that only tests of the same program notice it."""

from __future__ import annotations

import ast

import pytest

from ingest.numerals import parse_numeral
from tests.mutants.changes import changed, changes
from tests.mutants.subjects import ROOT, SUBJECTS
from tests.mutants.trial import is_noticed

NUMERALS = ROOT / "ingest" / "numerals.py"


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("a < b", ["a <= b"]),
        ("a is not None", ["a is None"]),
        ("a + b", ["a - b"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("x = 5", ["x = 6", "x = 4"]),
        ("x = True", ["x = False"]),
        ("def f(): return a", ["def f():\n    return None"]),
        ("def f(): return None", []),
        ("if a: b", ["if True:\n    b", "if False:\n    b"]),
        ("a if b else c", ["a", "c"]),
        ("[a for a in b if c]", ["[a for a in b]"]),
        ("def f(a: int | None = None) -> int | None: a", []),
        ("@kept(size=5)\nclass A: pass", []),
        ("x: A | B = c", []),
    ],
)
def test_every_change_is_made_in_its_place(source: str, after: list[str]) -> None:
    assert [ast.unparse(changed(source, number)) for number in range(len(changes(source)))] == after


def test_a_change_says_where_it_is_made() -> None:
    (first, *_) = changes("a\nif b:\n    c")
    assert first == (2, "if b:", "if True:")


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_part_of_the_core_has_sources_and_tests(name: str) -> None:
    assert SUBJECTS[name].files()
    assert all((ROOT / test).is_file() for test in SUBJECTS[name].tests)


def test_a_change_is_noticed_by_the_tests_of_its_module_alone_and_touches_no_file() -> None:
    source = NUMERALS.read_text("utf-8")
    turned = next(number for number, change in enumerate(changes(source)) if change.after == "if True:")
    assert not is_noticed(NUMERALS, None, SUBJECTS["numerals"].tests)
    assert is_noticed(NUMERALS, turned, SUBJECTS["numerals"].tests)
    assert not is_noticed(NUMERALS, turned, ("tests/ingest/test_generations.py",))
    assert NUMERALS.read_text("utf-8") == source
    assert parse_numeral("5").value == 5
