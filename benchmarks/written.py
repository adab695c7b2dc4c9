"""What was measured, written into benchmarks/README.md: under the name of each measurement what it printed, when, where and with what."""

from __future__ import annotations

import io
import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import date
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).with_name("README.md")
PACKAGES = ("pdfplumber", "selectolax", "sqlalchemy", "chromadb", "bm25s", "onnxruntime", "gradio", "fastapi")
"""Whose version a speed hangs on."""


class _Both(io.TextIOBase):
    """Prints what is written to it, and keeps it."""

    def __init__(self) -> None:
        self.kept, self._printed = io.StringIO(), sys.stdout

    def write(self, text: str) -> int:
        self.kept.write(text)
        return self._printed.write(text)

    def flush(self) -> None:
        self._printed.flush()


@contextmanager
def kept() -> Iterator[io.StringIO]:
    """What is printed meanwhile, which is printed all the same."""
    both = _Both()
    with redirect_stdout(both):
        yield both.kept


def write(name: str, printed: str) -> None:
    """Put what a measurement printed in the place of what it printed before; a new one goes to the end of the page."""
    section = f"<!-- {name} -->\n{_heading(name)}\n\n```\n{printed.rstrip()}\n```\n<!-- /{name} -->"
    page = PAGE.read_text("utf-8")
    old = re.compile(rf"<!-- {name} -->.*?<!-- /{name} -->", re.DOTALL)
    PAGE.write_text(old.sub(lambda _: section, page) if old.search(page) else f"{page.rstrip()}\n\n{section}\n", "utf-8")


def _heading(name: str) -> str:
    return f"## {name}\n\n{date.today().isoformat()}; {_machine()}; Python {platform.python_version()}, {_versions()}."


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB"


def _processor() -> str:
    told = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    return told[1] if told else platform.machine()


def _versions() -> str:
    return ", ".join(f"{package} {version(package)}" for package in PACKAGES)
