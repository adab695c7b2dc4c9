"""One change tried: the tests of its module, run over the program with that change, in a process of their own that never writes a file of it."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import multiprocessing
import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path

from tests.mutants.changes import changed
from tests.mutants.subjects import ROOT

LONGEST = 120
"""Seconds: a change that makes a test run on for ever has been noticed."""

HOW = (
    "-q", "-x", "--tb=no", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning",
    *("-p", "_hypothesis_pytestplugin", "-p", "pytest_socket"),
)  # fmt: skip
"""Tests run so: up to the first that fails, with the plugins that they need alone, for those would be loaded anew for every change."""

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["pytest", "hypothesis", "numpy", "docx", "reportlab.pdfgen.canvas", "rapidfuzz", "tests.mutants.trial"])


class _Changed(SourceFileLoader):
    """Loads a module with one change."""

    def __init__(self, name: str, file: Path, tree: ast.Module) -> None:
        super().__init__(name, str(file))
        self.tree = tree

    def get_code(self, fullname: str) -> object:  # noqa: ARG002  # it loads one module
        return self.source_to_code(self.tree, self.path)


class _Finder(MetaPathFinder):
    def __init__(self, file: Path, tree: ast.Module) -> None:
        self.name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        self.file, self.tree = file, tree

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:  # noqa: ARG002  # the import system's
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.file, loader=_Changed(fullname, self.file, self.tree))


def is_noticed(file: Path, change: int | None, tests: tuple[str, ...]) -> bool:
    """Whether a test fails, or none comes to an end, with this change of the file; with None the file is as it is."""
    process = _PROCESSES.Process(target=_run, args=(file, change, tests), daemon=True)
    process.start()
    process.join(LONGEST)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode != 0


def _run(file: Path, change: int | None, tests: tuple[str, ...]) -> None:
    import pytest  # the preloaded one

    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)
    os.environ |= {"CI": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # the same examples for every change
    if change is not None:
        finder = _Finder(file, changed(file.read_text("utf-8"), change))
        sys.meta_path.insert(0, finder)
        importlib.import_module(finder.name)  # before pytest, which finds files named to it by itself
    code = pytest.main([*HOW, f"--rootdir={ROOT}", *(str(ROOT / test) for test in tests)])
    os._exit(int(code))
