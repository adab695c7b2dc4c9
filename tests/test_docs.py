"""Every command, error, measure, setting and decision is documented, and the documents say nothing that has gone."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import click
import pytest

from tests import glossary

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SOURCES = [path for folder in ("ingest", "qa", "ui", "evals", "samples") for path in (ROOT / folder).rglob("*.py")]


def test_the_readme_names_every_command() -> None:
    application = next(value for value in vars(import_module("ui.cli")).values() if isinstance(value, click.Group))
    assert [name for name in application.commands if f"nianbao {name}" not in README] == []


def test_the_readme_names_every_make_target() -> None:
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert [name for name in targets if f"make {name}" not in README] == []


def test_the_readme_names_every_setting() -> None:
    named = {name for path in SOURCES for name in re.findall(r"NIANBAO_[A-Z_]+", path.read_text("utf-8"))}
    assert {name for name in named if name not in README} == set()


@pytest.mark.parametrize("path", ["ingest/errors.py", "qa/errors.py"])
def test_the_tree_of_errors_is_drawn_as_it_is(path: str) -> None:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    bases = {node.name: ast.unparse(node.bases[0]) for node in tree.body if isinstance(node, ast.ClassDef)}
    public = {name: bases.get(base, base) if base.startswith("_") else base for name, base in bases.items() if not name.startswith("_")}
    assert _drawn(ast.get_docstring(tree) or "") == public


def _drawn(docstring: str) -> dict[str, str]:
    """Each class in a drawn tree with the class above it; a class at the margin stands under Exception."""
    above = {-1: "Exception"}
    drawn = {}
    for indent, name in re.findall(r"^((?:[│├└─ ]{4})*)([A-Z]\w+)(?:  .*)?$", docstring, re.MULTILINE):
        depth = len(indent) // 4
        above[depth] = name
        drawn[name] = above[depth - 1]
    return drawn


def test_the_glossary_lists_the_measures_as_they_are() -> None:
    assert glossary.PAGE.read_text("utf-8") == glossary.page(), "run `make fix`"
    assert "`requests.received`" in glossary.page()


def test_the_changelog_has_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(rf"^## \[?{re.escape(version)}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


DECISIONS = sorted((ROOT / "decisions").glob("*.md"))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_problem_decision_and_consequence(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE) == ["Problem", "Decision", "Consequence"]
    assert text.startswith(f"# {int(path.stem[:4])}. ")


def test_decisions_are_numbered_without_a_gap_and_those_referred_to_exist() -> None:
    numbers = [int(path.stem[:4]) for path in DECISIONS]
    assert all(after - before == 1 for before, after in pairwise(numbers))
    files = [*SOURCES, *ROOT.glob("*.*"), *ROOT.glob(".ci/*"), *DECISIONS]
    named = {int(number) for path in files if path.is_file() for number in re.findall(r"decisions/(\d{4})", path.read_text("utf-8"))}
    assert named - set(numbers) == set()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_every_package_and_names_no_address_and_no_graphics_card(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    odd = [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+|-r requirements\.lock", line)]
    assert odd == []
    assert [line for line in lines if re.match(r"torch==|nvidia|cuda|triton", line)] == []


def test_every_threat_is_held_by_a_test_that_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "threats.md").read_text("utf-8"))
    assert len(named) > 30
    assert [f"{path}::{name}" for path, name in named if f"def {name}(" not in (ROOT / path).read_text("utf-8")] == []


def _explained() -> list[str]:
    """The pieces of the messages that are explained to operators, without what differs from time to time."""
    table = (ROOT / "docs" / "operations.md").read_text("utf-8").partition("## What every message means")[2]
    told = [row.split("|")[1] for row in table.splitlines() if row.startswith("| ") and not row.startswith("| message")]
    return [piece for cell in told for piece in re.split(r"[…/\d\s]|\(.*?\)|KB", cell) if len(piece) > 4]


def test_every_message_explained_to_operators_is_one_of_the_program() -> None:
    said = "".join(path.read_text("utf-8") for path in SOURCES)
    assert len(_explained()) > 15
    assert [piece for piece in _explained() if piece not in said] == []


def test_every_fault_of_a_store_is_explained_to_operators() -> None:
    calls = (node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    faults = (call.args[0] for call in calls if ast.unparse(call.func) in ("StoreError", "StoreBusy", "SchemaTooNew"))
    said = [ast.unparse(fault) for fault in faults if isinstance(fault, ast.Constant | ast.JoinedStr)]
    assert len(said) > 10
    assert [text for text in said if not any(piece in text for piece in _explained())] == []
