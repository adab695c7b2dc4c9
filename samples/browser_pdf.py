"""Prints a sample report's web page as a browser prints it: borders in pieces, rows cut in two by the page's end."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from samples.figures import Print, SampleReport
from samples.web import print_html

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_SECONDS = 60


def browser() -> str | None:
    """The Chromium that is installed here; None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def print_browser_pdf(report: SampleReport, how: Print | None = None) -> bytes:
    """The report's web page as Chromium prints it. Raises FileNotFoundError where no Chromium is installed."""
    program = browser()
    if program is None:
        raise FileNotFoundError("no Chromium is installed")
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_bytes(print_html(report, how))
        subprocess.run(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
             f"--print-to-pdf={printed}", page.as_uri()],
            check=True, timeout=_SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return printed.read_bytes()
