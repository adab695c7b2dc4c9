"""Builds of the program that were broken on purpose: each is caught by `eval --against`, by the score that is there for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from evals.floors import raised
from evals.run import run
from evals.subject import Subject

ROOT = Path(__file__).parents[2]
PACKAGES = ("evals", "ingest", "qa", "ui")
ASKED = {"cells.jsonl": 45, "sums.jsonl": 15, "abstentions.jsonl": 35}
"""So many questions of each shipped set."""

READ = """
import sys
from pathlib import Path
from ingest.intake import ingest
from ingest.stores.archive import Archive
list(ingest(Archive.open(Path(sys.argv[1])), sys.argv[2:]))
"""
"""Reads reports without an index of their prose, which nothing here asks for."""

BELOW = """

def _below(row):
    from ingest.forms.shared import ROWS_BEFORE_OTHER
    rows = [line.labels for line in ROWS_BEFORE_OTHER]
    return rows[rows.index(row) + 1] if row in rows[:-1] else row
"""


@dataclass(frozen=True)
class Fault:
    """What is put into which file in place of what, whether the reports are read by the broken build, and which scores must fall."""

    file: str
    broken: dict[str, str]
    scores: tuple[str, ...]
    read_anew: bool = False
    appended: str = ""


FAULTS = {
    "a row label swapped in the form": Fault(
        "ingest/forms/shared.py",
        {
            '"(一)予以公开"), "disposition.disclosed"': '"(一)予以公开"), "disposition.partly"',
            '不计其他情形)"), "disposition.partly"': '不计其他情形)"), "disposition.disclosed"',
        },
        ("exact_accuracy", "wrong_numbers", "citation_accuracy"),
        read_anew=True,
    ),
    "a sum off by one": Fault("qa/computing/lookup.py", {"Fraction(whole))": "Fraction(whole + 1))"}, ("exact_accuracy", "wrong_numbers")),
    "a citation shifted by one row": Fault(
        "qa/composing/cite.py", {"row=fact.row,": "row=_below(fact.row),"}, ("citations_hold", "receipts_hold"), appended=BELOW
    ),
    "an abstention turned into a guess": Fault(
        "qa/computing/lookup.py",
        {
            '    raise _NO_NUMBER[fact.state]((fact,), measure=at.measure or "")\n\n\n': '    return Quantity(Fraction(0), fact.unit, "printed", at, fact)\n\n\n'
        },
        ("abstention_recall", "wrong_numbers"),
    ),
}


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "questions.jsonl"
    lines = [line for name, count in ASKED.items() for line in (ROOT / "evals" / "examples" / name).read_text("utf-8").splitlines()[:count]]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture(scope="module")
def sound(subject: Subject, questions: Path) -> tuple[Path, dict[str, Any]]:
    """The run of this build, and its floors."""
    out = questions.with_name("sound")
    return out, {"questions.jsonl": raised({}, run(subject, questions, out))}


def built(folder: Path, floors: dict[str, Any], fault: Fault | None) -> Path:
    """A copy of the program with these floors and this fault; folders that are as they were are links."""
    changed = {"evals", fault.file.split("/")[0]} if fault else {"evals"}
    folder.mkdir()
    for name in PACKAGES:
        if name in changed:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "examples"))
        else:
            (folder / name).symlink_to(ROOT / name)
    (folder / "evals" / "floors.json").write_text(json.dumps(floors), "utf-8")
    if fault:
        text = (folder / fault.file).read_text("utf-8")
        for old, new in fault.broken.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (folder / fault.file).write_text(text + fault.appended, "utf-8")
    return folder


def python(build: Path, *arguments: str | Path) -> tuple[int, str]:
    """The status and the output of Python with that build."""
    ran = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=build, env={**os.environ, "PYTHONPATH": str(build)}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, ran.stdout


def data_of(subject: Subject, build: Path, fault: Fault | None) -> Path:
    """The reports as this build keeps them: read by itself, or a copy of what the sound build read."""
    assert subject.archive is not None
    if fault and fault.read_anew:
        python(build, "-c", READ, build / "data", ROOT / "samples" / "reports")
    else:
        shutil.copytree(subject.archive.folder, build / "data")
    return build / "data"


def against(
    subject: Subject, sound: tuple[Path, dict[str, Any]], questions: Path, build: Path, fault: Fault | None
) -> tuple[int, dict[str, Any]]:
    earlier, floors = sound
    data = data_of(subject, built(build, floors, fault), fault)
    status, printed = python(build, "-m", "ui.cli", "eval", questions, "--data-dir", data, "--against", earlier, "--json")
    return status, json.loads(printed)["against"]


def test_the_sound_build_passes(subject: Subject, sound: tuple[Path, dict[str, Any]], questions: Path, tmp_path: Path) -> None:
    status, found = against(subject, sound, questions, tmp_path / "build", None)
    assert (status, found["new_wrong"], found["floors"]["compared"], found["floors"]["below"]) == (0, [], True, [])
    assert found["same"] == {"corpus": True, "examples": True}


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_build_is_caught_by_the_right_score(
    subject: Subject, sound: tuple[Path, dict[str, Any]], questions: Path, tmp_path: Path, name: str
) -> None:
    fault = FAULTS[name]
    status, found = against(subject, sound, questions, tmp_path / "build", fault)
    below = {one["score"] for one in found["floors"]["below"]}
    assert (status, set(fault.scores) - below) == (1, set()), below
    assert bool(found["new_wrong"]) is ("wrong_numbers" in fault.scores)
    assert all(found["changes"][score]["losses"] for score in fault.scores), found["changes"]
