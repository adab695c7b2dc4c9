"""The process that is killed: it changes a data folder at random, and tells each change before it begins and when it is done."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from sqlalchemy import Engine, event

from ingest.fact import Verdict
from ingest.heard import Feedback
from ingest.held import ReportKey
from ingest.settings import Settings
from ingest.stores.archive import Archive
from ingest.stores.heard import Heard
from ingest.stores.passage_index import build
from tests.ingest.readings import a_reading, content_of

YEARS = range(2019, 2024)
CHANGES = {"ingest": 6, "remove": 2, "verdict": 2, "feedback": 2, "rebuild": 1}
"""What is done, and how often among the others."""
NOW = "2026-01-01T00:00:00"
_WRITES = frozenset(("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"))


def key_of(year: int) -> ReportKey:
    """The report of a year."""
    return ReportKey("海州海关", "关区", year)


def die_at(point: int, folder: Path) -> None:
    """Kill this process when it is about to touch a file of the folder, run a statement or commit, for the so many-th time."""
    left = [point]

    def one_more(*_: object) -> None:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(name: str, arguments: tuple[object, ...]) -> None:
        if name in _WRITES and str(arguments[0]).startswith(str(folder)):
            one_more()

    sys.addaudithook(hook)
    event.listen(Engine, "before_cursor_execute", one_more)
    event.listen(Engine, "commit", one_more)


def ingest(archive: Archive, year: int, said: str) -> str:
    """Keep an edition of the report of a year, another one for other words; what became of it."""
    edition = Random(said).randrange(10_000)
    reading = a_reading(year=year, name=f"{year}-{edition}.pdf", withdrawn=str(20 + edition))
    return archive.write(reading, content_of(reading.report.document.name))


def change(folder: Path, seed: int, first: tuple[str, int] | None, told: Connection) -> None:
    """Change the folder until killed: from outside, or at the point of the first change, which is named then."""
    random, archive = Random(seed), Archive.open(folder)
    changes = _changes(archive)
    if first is not None:
        die_at(first[1], folder)
    number = 0
    while number == 0 or first is None:
        name = first[0] if first else random.choices(list(CHANGES), list(CHANGES.values()))[0]
        year, said = random.choice(YEARS), f"{seed}-{number}"
        told.send(("begun", name, year, said))
        told.send(("done" if changes[name](year, said) else "void", name, year, said))
        number += 1
    os.kill(os.getpid(), signal.SIGKILL)


def _changes(archive: Archive) -> dict[str, Callable[[int, str], object]]:
    settings, heard = Settings(archive.folder), Heard(archive.engine, 180)

    def judge(year: int, said: str) -> object:
        findings = archive.findings(key_of(year))
        for finding in findings:
            archive.judge(key_of(year), finding, Verdict("confirmed", said, None, NOW))
        return findings

    def hear(_year: int, said: str) -> object:
        heard.say(Feedback(("问题",), "exact", "答复", None, True, said, NOW))
        return True

    return {
        "ingest": lambda year, said: ingest(archive, year, said),
        "remove": lambda year, _: archive.remove(key_of(year).agency, year) or True,
        "verdict": judge,
        "feedback": hear,
        "rebuild": lambda _year, _said: build(settings, archive, None, anew=True),
    }
